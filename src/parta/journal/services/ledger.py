"""The records that a batch of operations touches: read at once, changed in memory, written at once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from parta.journal.enums import OperationKind
from parta.journal.rules.edit_requests import Cell
from parta.journal.rules.operations import (
    CallRoll,
    Operation,
    SetAbsence,
    SetHomework,
    SetMark,
    SetNote,
    SetResult,
    SetTopic,
    SetWork,
)
from parta.kernel.sql import sql

_MARKED = "SELECT DISTINCT pupil_id FROM journal_mark WHERE work_id = ANY(%s::uuid[]) AND value <> ''"
_FACTS = (Path(__file__).parents[1] / "queries" / "facts.sql").read_text()
Row = dict[str, Any]
Key = tuple[Any, ...]


@dataclass(slots=True)
class LessonRow:
    """What rules need to know of a lesson."""

    id: int
    date: date
    starts_at: datetime
    ends_at: datetime
    status: str
    number: int
    employee: int | None = None
    substitute: int | None = None
    rolled: bool = False
    next_id: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A permission to write late that the actor holds now: for one cell, until a moment."""

    id: int
    cell: Cell
    until: datetime


@dataclass(slots=True)
class Ledger:
    """Current states by key; `changed` names the tables and keys to be written."""

    lessons: dict[int, LessonRow] = field(default_factory=dict)
    works: dict[str, Row] = field(default_factory=dict)
    foreign_works: set[str] = field(default_factory=set)
    places: dict[int, list[tuple[date, date | None]]] = field(default_factory=dict)
    marks: dict[Key, Row] = field(default_factory=dict)
    absences: dict[Key, Row] = field(default_factory=dict)
    notes: dict[Key, Row] = field(default_factory=dict)
    topics: dict[Key, Row] = field(default_factory=dict)
    homework: dict[Key, Row] = field(default_factory=dict)
    homework_ids: dict[str, int | None] = field(default_factory=dict)
    results: dict[Key, Row] = field(default_factory=dict)
    terms: dict[int, tuple[date, date]] = field(default_factory=dict)
    due: dict[int, LessonRow] = field(default_factory=dict)
    kinds: dict[int, Decimal] = field(default_factory=dict)
    plan_lines: set[int] = field(default_factory=set)
    answered: dict[UUID, tuple[int, str, Row]] = field(default_factory=dict)
    opened: list[Opened] = field(default_factory=list)
    entered: set[int] = field(default_factory=set)
    changed: dict[str, dict[Key, None]] = field(default_factory=dict)
    rolled: set[int] = field(default_factory=set)
    held: set[int] = field(default_factory=set)

    def put(self, table: str, key: Key, row: Row) -> None:
        """Give a record its new state, to be written at the end."""
        getattr(self, table)[key if table != "works" else key[0]] = row
        self.changed.setdefault(table, {})[key] = None

    def on_roster(self, pupil: int, day: date) -> bool:
        """Tell whether the pupil stands in the course on the day."""
        return any(start <= day and (end is None or day <= end) for start, end in self.places.get(pupil, ()))

    def opened_for(self, *cells: Cell) -> Opened | None:
        """Give the permission that opens one of the cells, if there is one."""
        return next((row for row in self.opened if any(row.cell.covers(cell) for cell in cells)), None)

    def in_course(self, pupil: int, start: date, end: date) -> bool:
        """Tell whether the pupil stood in the course on at least one day of a span."""
        return any(begin <= end and (until is None or until >= start) for begin, until in self.places.get(pupil, ()))


def open_ledger(
    operations: list[Operation],
    *,
    course_id: int,
    calendar_id: int,
    plan_id: int | None,
    person_id: int | None,
    now: datetime,
) -> Ledger:
    """Read every record that the operations name, in one query. The chain of the course must be locked."""
    wanted = _wanted(operations)
    if wanted["needs_marked"]:
        wanted["pupils"] += [pupil for (pupil,) in sql(_MARKED, (wanted["works"],))]
    frame = {"course": course_id, "calendar": calendar_id, "plan": plan_id, "person": person_id}
    ((facts,),) = sql(_FACTS, {**wanted, **frame, "today": now.date(), "now": now})
    return _ledger(facts, course_id)


def _wanted(operations: list[Operation]) -> dict[str, Any]:
    lessons: set[int] = set()
    works: set[str] = set()
    pupils: set[int] = set()
    homework: set[str] = set()
    due: set[int] = set()
    result_pupils: set[int] = set()
    terms: set[int] = set()
    kinds: set[int] = set()
    plan_lines: set[int] = set()
    needs_marked = needs_next = False
    for operation in operations:
        match operation.content:
            case SetMark() as mark:
                works.add(str(mark.work))
                pupils.add(mark.pupil)
                if mark.new_work is not None:
                    lessons.add(mark.new_work.lesson)
                    kinds.add(mark.new_work.kind)
            case SetAbsence() | SetNote() as row:
                lessons.add(row.lesson)
                pupils.add(row.pupil)
            case CallRoll(lesson):
                lessons.add(lesson)
            case SetTopic() as topic:
                lessons.add(topic.lesson)
                plan_lines |= {topic.plan_line} - {None}  # type: ignore[arg-type]
            case SetHomework() as row:
                lessons.add(row.lesson)
                homework.add(str(row.id))
                due |= {row.due} - {None}  # type: ignore[arg-type]
                needs_next = True
            case SetWork() as work:
                works.add(str(work.work))
                lessons.add(work.lesson)
                kinds.add(work.kind_id)
                needs_marked = True
            case SetResult() as result:
                result_pupils.add(result.pupil)
                pupils.add(result.pupil)
                terms |= {result.term} - {None}  # type: ignore[arg-type]
    return {
        "lessons": sorted(lessons),
        "works": sorted(works),
        "pupils": sorted(pupils),
        "homework": sorted(homework),
        "due": sorted(due),
        "result_pupils": sorted(result_pupils),
        "terms": sorted(terms),
        "kinds": sorted(kinds),
        "plan_lines": sorted(plan_lines),
        "needs_marked": needs_marked,
        "needs_next": needs_next,
        "operations": [operation.op for operation in operations],
    }


def _ledger(facts: Mapping[str, Any], course_id: int) -> Ledger:
    ledger = Ledger()

    def rows(name: str) -> list[Any]:
        return facts[name] or []

    for row in rows("lessons"):
        ledger.lessons[row["id"]] = LessonRow(
            row["id"],
            date.fromisoformat(row["date"]),
            datetime.fromisoformat(row["starts_at"]),
            datetime.fromisoformat(row["ends_at"]),
            row["status"],
            row["number"] or 0,
            row["employee"],
            row["substitute"],
            row["roll"],
            row["next"],
        )
    for row in rows("works"):
        if row.pop("course") == course_id:
            ledger.works[row["id"]] = row
        else:
            ledger.foreign_works.add(row["id"])
    for pupil, start, end in rows("places"):
        span = (date.fromisoformat(start), date.fromisoformat(end) if end else None)
        ledger.places.setdefault(pupil, []).append(span)
    for work, pupil, criterion, value, attempts, late, version in rows("marks"):
        ledger.marks[work, pupil, criterion] = {
            "value": value,
            "attempts": attempts,
            "late": late,
            "version": version,
        }
    for lesson, pupil, code, reason, version in rows("absences"):
        ledger.absences[lesson, pupil] = {"value": code, "reason": reason, "version": version}
    for lesson, pupil, text, version in rows("notes"):
        ledger.notes[lesson, pupil] = {"value": text, "version": version}
    for lesson, topic, line, version in rows("topics"):
        ledger.topics[(lesson,)] = {"value": topic, "plan_line": line, "version": version}
    for lesson, ident, text, none, minutes, due, version in rows("homework"):
        ledger.homework[(lesson,)] = {
            "id": ident,
            "value": text,
            "none": none,
            "minutes": minutes,
            "due": due,
            "version": version,
        }
    ledger.homework_ids = dict(rows("homework_ids"))
    for pupil, kind, term, value, version in rows("results"):
        ledger.results[pupil, kind, term] = {"value": value, "version": version}
    for ident, start, end in rows("terms"):
        ledger.terms[ident] = (date.fromisoformat(start), date.fromisoformat(end))
    for ident, course, day, starts_at, ends_at, status, number in rows("due"):
        if course == course_id:
            ledger.due[ident] = LessonRow(
                ident,
                date.fromisoformat(day),
                datetime.fromisoformat(starts_at),
                datetime.fromisoformat(ends_at),
                status,
                number or 0,
            )
    ledger.kinds = {ident: Decimal(weight) for ident, weight in rows("kinds")}
    ledger.plan_lines = set(rows("plan_lines"))
    for ident, kind, lesson, pupil, result, term, until in rows("opened"):
        cell = Cell(OperationKind(kind), lesson, pupil, result, term)
        ledger.opened.append(Opened(ident, cell, datetime.fromisoformat(until)))
    ledger.answered = {UUID(ident): (account, digest, answer) for ident, account, digest, answer in rows("operations")}
    return ledger


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
