"""Writing every changed record, one statement a table."""

import json
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from parta.journal.services.records.ledger import Ledger, Row
from parta.kernel.sql import sql

_WRITES = {
    "works": """
INSERT INTO journal_work (id, lesson_id, kind_id, weight, title, criteria, position, deleted, version)
SELECT r.id, r.lesson, r.kind, r.weight, r.title, r.criteria,
       (SELECT COALESCE(max(w.position) + 1, 0) FROM journal_work w WHERE w.lesson_id = r.lesson) + r.place,
       r.deleted, r.version
FROM jsonb_to_recordset(%s::jsonb) AS r(id uuid, lesson bigint, kind bigint, weight numeric, title text,
                                         criteria smallint, deleted boolean, version integer, place smallint)
ON CONFLICT (id) DO UPDATE SET lesson_id = excluded.lesson_id, kind_id = excluded.kind_id, weight = excluded.weight,
    title = excluded.title, criteria = excluded.criteria, deleted = excluded.deleted, version = excluded.version,
    position = CASE journal_work.lesson_id WHEN excluded.lesson_id THEN journal_work.position ELSE excluded.position END
WHERE (SELECT l.course_id FROM timetable_lesson l WHERE l.id = journal_work.lesson_id)
    = (SELECT l.course_id FROM timetable_lesson l WHERE l.id = excluded.lesson_id)
RETURNING 1
""",
    "marks": """
INSERT INTO journal_mark (work_id, pupil_id, criterion, value, attempts, late, version)
SELECT r.work, r.pupil, r.criterion, r.value,
       ARRAY(SELECT jsonb_array_elements_text(r.attempts)), r.late, r.version
FROM jsonb_to_recordset(%s::jsonb) AS r(work uuid, pupil bigint, criterion smallint, value text, attempts jsonb,
                                         late boolean, version integer)
ON CONFLICT (work_id, pupil_id, criterion) DO UPDATE SET value = excluded.value, attempts = excluded.attempts,
    late = excluded.late, version = excluded.version
""",
    "absences": """
INSERT INTO journal_attendance (lesson_id, pupil_id, code, reason, version)
SELECT r.lesson, r.pupil, r.value, r.reason, r.version
FROM jsonb_to_recordset(%s::jsonb) AS r(lesson bigint, pupil bigint, value text, reason text, version integer)
ON CONFLICT (lesson_id, pupil_id) DO UPDATE SET code = excluded.code, reason = excluded.reason,
    version = excluded.version
""",
    "notes": """
INSERT INTO journal_pupilnote (lesson_id, pupil_id, text, version)
SELECT r.lesson, r.pupil, r.value, r.version
FROM jsonb_to_recordset(%s::jsonb) AS r(lesson bigint, pupil bigint, value text, version integer)
ON CONFLICT (lesson_id, pupil_id) DO UPDATE SET text = excluded.text, version = excluded.version
""",
    "topics": """
INSERT INTO journal_lessonentry (lesson_id, topic, plan_line_id, version)
SELECT r.lesson, r.value, r.plan_line, r.version
FROM jsonb_to_recordset(%s::jsonb) AS r(lesson bigint, value text, plan_line bigint, version integer)
ON CONFLICT (lesson_id) DO UPDATE SET topic = excluded.topic, plan_line_id = excluded.plan_line_id,
    version = excluded.version
""",
    "homework": """
INSERT INTO journal_homework (id, lesson_id, pupil_id, text, none_set, minutes, due_lesson_id, version)
SELECT r.id, r.lesson, NULL, r.value, r."none", r.minutes, r.due, r.version
FROM jsonb_to_recordset(%s::jsonb) AS r(id uuid, lesson bigint, value text, "none" boolean, minutes smallint,
                                         due bigint, version integer)
ON CONFLICT (lesson_id, pupil_id) DO UPDATE SET text = excluded.text, none_set = excluded.none_set,
    minutes = excluded.minutes, due_lesson_id = excluded.due_lesson_id, version = excluded.version
""",
    "results": """
INSERT INTO journal_termresult (course_id, pupil_id, kind, term_id, value, version)
SELECT r.course, r.pupil, r.result, r.term, r.value, r.version
FROM jsonb_to_recordset(%s::jsonb) AS r(course bigint, pupil bigint, result text, term bigint, value text,
                                         version integer)
ON CONFLICT (course_id, pupil_id, kind, term_id) DO UPDATE SET value = excluded.value, version = excluded.version
""",
}
_KEYS: dict[str, tuple[str, ...]] = {
    "works": ("id",),
    "marks": ("work", "pupil", "criterion"),
    "absences": ("lesson", "pupil"),
    "notes": ("lesson", "pupil"),
    "topics": ("lesson",),
    "homework": ("lesson",),
    "results": ("pupil", "result", "term"),
}
_ENTERED = "UPDATE journal_editcell SET entered_at = %s WHERE id = ANY(%s) AND entered_at IS NULL"
_ROLLS = """
INSERT INTO journal_rollcall (lesson_id, taken_by_id, taken_at)
SELECT unnest(%s::bigint[]), %s, %s ON CONFLICT (lesson_id) DO NOTHING
"""


def write_ledger(ledger: Ledger, *, course_id: int, person_id: int | None, now: datetime) -> None:
    """Write every changed record, one statement a table.

    Raises `IntegrityError` when another journal took one of the client's ids at this very moment: the request, sent
    again, is told so.
    """
    for table, statement in _WRITES.items():
        keys = ledger.changed.get(table)
        if not keys:
            continue
        states: dict[Any, Row] = getattr(ledger, table)
        rows = []
        for place, key in enumerate(keys):
            named = dict(zip(_KEYS[table], key, strict=True))
            state = states[key[0] if table == "works" else key]
            rows.append({"course": course_id, "place": place, **named, **state})
        written = sql(statement, (json.dumps(rows, ensure_ascii=False, default=str),))
        if table == "works" and len(written) != len(rows):
            raise IntegrityError("a work with this id stands in another journal")
    if ledger.rolled:
        sql(_ROLLS, (sorted(ledger.rolled), person_id, now))
    if ledger.entered:
        sql(_ENTERED, (now, sorted(ledger.entered)))
