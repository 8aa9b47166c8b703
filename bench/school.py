"""The school that is measured: the town school from its spreadsheets, else a filler of the same size."""

import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from django.db import connection

from bench.place import ROOT, SLUG, say
from bench.synthetic import fill_school
from parta.installation.models import School
from parta.installation.schools import inside
from parta.installation.services.schools import create_school, drop_school

_FRESH_LESSONS = "SELECT count(*) FROM timetable_lesson WHERE date BETWEEN %s - 6 AND %s"
_OPERATIONS = """
INSERT INTO journal_operation (id, account_id, digest, answer, at)
SELECT gen_random_uuid(), 1, repeat('0', 64), '{}', now() FROM journal_mark
"""
"""Every mark came by an operation: beside an empty table, the statements of saves would be planned to read it whole."""
_CLASSES = """
SELECT array_agg(id) FROM (
    SELECT k.id FROM school_schoolclass k WHERE k.grade_level >= 5 ORDER BY k.sort_key LIMIT 12) found
"""
_QUARTER = """
CREATE TEMPORARY TABLE given AS
SELECT l.id, l.course_id, l.date, l.starts_at, c.school_class_id, c.study_group_id
FROM timetable_lesson l JOIN curriculum_course c ON c.id = l.course_id
WHERE (c.school_class_id = ANY(%(classes)s) OR c.id = %(course)s) AND c.marks_given
  AND l.date BETWEEN %(day)s - 55 AND %(day)s
  AND l.status <> 'cancelled' AND NOT EXISTS (SELECT 1 FROM journal_work w WHERE w.lesson_id = l.id);
UPDATE timetable_lesson SET status = 'held' WHERE id IN (SELECT id FROM given);
INSERT INTO journal_rollcall (lesson_id, taken_at) SELECT id, starts_at FROM given ON CONFLICT DO NOTHING;
INSERT INTO journal_lessonentry (lesson_id, topic)
SELECT id, 'Преобразование выражений со степенями: решение задач, занятие ' || id %% 90 FROM given
ON CONFLICT DO NOTHING;
INSERT INTO journal_homework (id, lesson_id, due_lesson_id, text)
SELECT gen_random_uuid(), id, (SELECT n.id FROM timetable_lesson n WHERE n.course_id = given.course_id
                               AND n.date > given.date ORDER BY n.starts_at LIMIT 1),
       '§ ' || id %% 40 + 1 || ', № ' || id %% 700 + 1 || '–' || id %% 700 + 4 FROM given ON CONFLICT DO NOTHING;
INSERT INTO journal_work (id, lesson_id, kind_id)
SELECT gen_random_uuid(), id, (SELECT min(k.id) FROM journal_workkind k) FROM given;
CREATE TEMPORARY TABLE learners AS
SELECT g.id AS lesson_id, e.pupil_id FROM given g JOIN people_enrolment e
    ON e.school_class_id = g.school_class_id AND e.starts_on <= g.date AND (e.ends_on IS NULL OR e.ends_on >= g.date)
WHERE NOT e.individual AND (g.study_group_id IS NULL OR EXISTS (
    SELECT 1 FROM curriculum_studygroupmember m WHERE m.group_id = g.study_group_id AND m.pupil_id = e.pupil_id
       AND m.starts_on <= g.date AND (m.ends_on IS NULL OR m.ends_on >= g.date)));
INSERT INTO journal_attendance (lesson_id, pupil_id, code)
SELECT lesson_id, pupil_id, 'ill' FROM learners WHERE (lesson_id * 31 + pupil_id * 17) %% 25 = 0
ON CONFLICT DO NOTHING;
INSERT INTO journal_mark (work_id, pupil_id, value)
SELECT w.id, pupil_id, (ARRAY['5', '4', '4', '3', '5', '4', '2'])[(lesson_id * 7 + pupil_id) %% 7 + 1]
FROM learners JOIN journal_work w USING (lesson_id)
WHERE (lesson_id * 31 + pupil_id * 17) %% 25 > 0 AND (lesson_id * 13 + pupil_id * 29) %% 100 < 40;
DROP TABLE given, learners;
"""


def prepared_school(*, today: date, fresh: bool) -> tuple[School, str]:
    """Give the school, built when it is not there or too old for lessons of this week, and say how it was made."""
    school = School.objects.filter(slug=SLUG).first()
    if school is not None and (fresh or not _lives(school, today)):
        drop_school(school=school, name=SLUG)
        school = None
    if school is not None:
        return school, _told().read_text()
    school = _created()
    started = time.monotonic()
    how = _imported()
    if how and not _lives(school, today):
        say("В загруженной школе нет уроков этой недели: беру школу-наполнитель.")
        drop_school(school=school, name=SLUG)
        school, how = _created(), ""
    with inside(school):
        if not how:
            fill_school(today=today)
            how = "a filler of the same size (bench/synthetic.py)"
        else:
            how = f"demo/school through `parta import` in {time.monotonic() - started:.0f} s"
        fill_quarter(today)
    _told().write_text(how)
    return school, how


def _told() -> Path:
    return Path(os.environ["PARTA_VAR"]) / "school.txt"


def _created() -> School:
    say("Создаю школу для замеров…")
    return create_school(slug=SLUG, name="Школа для замеров")


def _imported() -> str:
    """Load the demo school as an operator would; an empty string where the command cannot do it."""
    say("Загружаю demo/school…")
    command = [sys.executable, "-m", "parta.cli", "import", str(ROOT / "demo" / "school"), "--school", SLUG]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        say((done.stderr.strip().splitlines() or ["не загрузилось"])[-1])
    return "" if done.returncode else "imported"


def _lives(school: School, today: date) -> bool:
    with inside(school), connection.cursor() as cursor:
        cursor.execute(_FRESH_LESSONS, [today, today])
        return bool(cursor.fetchone()[0] > 500)


def fill_quarter(today: date) -> None:
    """Write topics, homework, works, absences and marks of the last eight weeks for twelve classes."""
    say("Пишу отметки двенадцати классов…")
    with connection.cursor() as cursor:
        cursor.execute(_CLASSES)
        classes = cursor.fetchone()[0]
        cursor.execute(_QUARTER, {"classes": classes, "course": None, "day": today})
        cursor.execute(_OPERATIONS)
        cursor.execute("ANALYZE")


def fill_course(course_id: int, today: date) -> None:
    """Write the same into one journal."""
    with connection.cursor() as cursor:
        cursor.execute(_QUARTER, {"classes": [], "course": course_id, "day": today})


def sizes() -> dict[str, int]:
    """Count what the school holds."""
    tables = {
        "pupils": "people_pupil",
        "classes": "school_schoolclass",
        "courses": "curriculum_course",
        "lessons": "timetable_lesson",
        "marks": "journal_mark",
    }
    found = {}
    with connection.cursor() as cursor:
        for name, table in tables.items():
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own names
            found[name] = cursor.fetchone()[0]
    return found
