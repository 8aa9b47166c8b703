"""What a head of the school sees of one day: lessons entered and not, by teacher; absent pupils by class."""

from dataclasses import dataclass
from datetime import date, datetime

from parta.kernel.sql import sql

_TEACHERS = """
WITH day AS (
    SELECT l.id, l.starts_at <= %(now)s AS begun,
           CASE WHEN s.kind IN ('substitute', 'other_subject') THEN s.substitute_id ELSE l.employee_id END AS person_id,
           COALESCE(e.topic, '') <> '' AS has_topic,
           r.lesson_id IS NOT NULL
               OR EXISTS (SELECT 1 FROM journal_attendance a WHERE a.lesson_id = l.id AND a.code <> '') AS has_roll
    FROM timetable_lesson l
    LEFT JOIN timetable_substitution s ON s.lesson_id = l.id
    LEFT JOIN journal_lessonentry e ON e.lesson_id = l.id
    LEFT JOIN journal_rollcall r ON r.lesson_id = l.id
    WHERE l.date = %(day)s AND l.status <> 'cancelled' AND COALESCE(s.kind, '') <> 'cancelled'
)
SELECT p.id, p.last_name, p.first_name, p.patronymic, count(*), count(*) FILTER (WHERE begun),
       count(*) FILTER (WHERE begun AND has_topic), count(*) FILTER (WHERE begun AND has_roll),
       count(*) FILTER (WHERE begun AND NOT (has_topic AND has_roll)) AS missing
FROM day LEFT JOIN people_person p ON p.id = day.person_id
GROUP BY p.id ORDER BY missing DESC, p.sort_key NULLS LAST
"""
_CLASSES = """
WITH placed AS (
    SELECT pupil_id, school_class_id FROM people_enrolment
    WHERE starts_on <= %(day)s AND (ends_on IS NULL OR ends_on >= %(day)s)
), away AS (
    SELECT DISTINCT a.pupil_id FROM journal_attendance a JOIN timetable_lesson l ON l.id = a.lesson_id
    WHERE l.date = %(day)s AND a.code IN ('absent', 'ill', 'excused', 'unexcused')
)
SELECT c.id, c.name, count(*), count(away.pupil_id)
FROM placed JOIN school_schoolclass c ON c.id = placed.school_class_id
LEFT JOIN away ON away.pupil_id = placed.pupil_id
GROUP BY c.id ORDER BY count(away.pupil_id) DESC, c.sort_key, c.id
"""


@dataclass(frozen=True, slots=True)
class TeacherRow:
    """A teacher's lessons of the day; `missing` have begun and lack the topic or the roll call."""

    id: int | None
    name: str
    lessons: int
    begun: int
    topics: int
    rolls: int
    missing: int

    @property
    def no_topic(self) -> int:
        """Begun lessons without a topic."""
        return self.begun - self.topics

    @property
    def no_roll(self) -> int:
        """Begun lessons without a roll call."""
        return self.begun - self.rolls


@dataclass(frozen=True, slots=True)
class AbsentRow:
    """A class and how many of its pupils were marked absent at least once."""

    id: int
    name: str
    pupils: int
    absent: int


@dataclass(frozen=True, slots=True)
class HeadsDay:
    """The day of a school."""

    day: date
    teachers: tuple[TeacherRow, ...]
    classes: tuple[AbsentRow, ...]

    @property
    def lessons(self) -> int:
        """All lessons of the day."""
        return sum(row.lessons for row in self.teachers)

    @property
    def begun(self) -> int:
        """Lessons that have begun."""
        return sum(row.begun for row in self.teachers)

    @property
    def topics(self) -> int:
        """Begun lessons with a topic."""
        return sum(row.topics for row in self.teachers)

    @property
    def rolls(self) -> int:
        """Begun lessons with a roll call."""
        return sum(row.rolls for row in self.teachers)

    @property
    def absent(self) -> int:
        """Pupils marked absent."""
        return sum(row.absent for row in self.classes)

    @property
    def pupils(self) -> int:
        """All pupils."""
        return sum(row.pupils for row in self.classes)

    @property
    def owing(self) -> list[TeacherRow]:
        """Teachers with something missing."""
        return [row for row in self.teachers if row.missing]

    @property
    def away(self) -> list[AbsentRow]:
        """Classes with somebody absent."""
        return [row for row in self.classes if row.absent]


def heads_day(*, now: datetime) -> HeadsDay:
    """Read the day of `now` (two queries)."""
    params = {"day": now.date(), "now": now}
    teachers = tuple(
        TeacherRow(ident, " ".join(part for part in (last, first, patronymic) if part), *counts)
        for ident, last, first, patronymic, *counts in sql(_TEACHERS, params)
    )
    return HeadsDay(now.date(), teachers, tuple(AbsentRow(*row) for row in sql(_CLASSES, params)))
