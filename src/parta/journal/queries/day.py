"""A teacher's day: the lessons of one date with what is missing on each and by when; five queries."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from parta.journal.queries.owed import Owed, owed_on
from parta.journal.rules.duties import Duty
from parta.journal.rules.homework_entry import homework_is_missing
from parta.journal.rules.record_hints import Hint, homework_hints, topic_hints
from parta.kernel.sql import sql
from parta.regulation.queries import Versions, versions
from parta.regulation.rules.tree import Regulation

_DAY = (Path(__file__).parent / "day.sql").read_text()
_NEIGHBOURS = """
WITH covered AS (
    SELECT l.date FROM timetable_substitution s JOIN timetable_lesson l ON l.id = s.lesson_id
    WHERE s.substitute_id = %(person)s AND l.status <> 'cancelled'
)
SELECT GREATEST(
           (SELECT l.date FROM timetable_lesson l
            WHERE l.employee_id = %(person)s AND l.date < %(day)s AND l.status <> 'cancelled'
            ORDER BY l.date DESC LIMIT 1),
           (SELECT max(date) FROM covered WHERE date < %(day)s)),
       LEAST(
           (SELECT l.date FROM timetable_lesson l
            WHERE l.employee_id = %(person)s AND l.date > %(day)s AND l.status <> 'cancelled'
            ORDER BY l.date LIMIT 1),
           (SELECT min(date) FROM covered WHERE date > %(day)s)),
       (SELECT ARRAY[count(*), count(r.voiding_id)]
        FROM journal_editrequest r JOIN journal_editcell c ON c.request_id = r.id
        WHERE r.asked_by_id = %(person)s AND c.granted_until > %(now)s AND c.entered_at IS NULL)
"""


@dataclass(frozen=True, slots=True)
class DayLesson:
    """One lesson of the day. `missing` holds codes: attendance, topic, homework.

    `control`: the control works that have columns; before there are any, what the schedule has for the day.
    """

    id: int
    course_id: int
    number: int | None
    start: datetime
    end: datetime
    cancelled: bool
    title: str
    class_name: str | None
    group_name: str | None
    room: str | None
    covering: bool
    covered: bool
    other_name: str | None
    topic: str
    homework: str
    no_homework: bool
    absent: int
    marks: int
    marked: int
    control: str | None
    written: bool
    pupils: int
    distant: bool
    begun: bool
    missing: tuple[str, ...]
    hints: tuple[Hint, ...]

    @property
    def present(self) -> int:
        """How many of the list are at the lesson."""
        return max(0, self.pupils - self.absent)

    @property
    def may_lack_marks(self) -> bool:
        """Tell whether somebody could have answered whose mark is not put; a written work is reminded of by itself."""
        return (
            self.begun and not self.cancelled and not self.covered and not self.written and self.marked < self.present
        )


@dataclass(frozen=True, slots=True)
class DayPage:
    """The page «Мой день»."""

    day: date
    lessons: list[DayLesson]
    previous_day: date | None
    next_day: date | None
    regulation: Regulation
    current: int | None
    opened: int
    voided: int
    owed: list[Owed]
    now: datetime

    @property
    def left(self) -> int:
        """Lessons that are not filled in whole."""
        return sum(1 for lesson in self.lessons if lesson.missing)

    def due_at(self, lesson_id: int) -> list[Owed]:
        """Give what a lesson lacks with the moment of each, the nearest first; marks for answers while in time."""
        rows = (row for row in self.owed if row.lesson_id == lesson_id)
        return sorted(
            (row for row in rows if row.duty is not Duty.ORAL_MARK or self._asks(row)), key=lambda row: row.due
        )

    @property
    def unmarked(self) -> list[Owed]:
        """Give the terms, over by the end of today, of marks for answers at lessons without any mark."""
        bare = {lesson.id for lesson in self.lessons if not lesson.marked}
        night = datetime.combine(self.now.date() + timedelta(days=1), time(), self.now.tzinfo)
        rows = (row for row in self.owed if row.duty is Duty.ORAL_MARK and row.lesson_id in bare and row.due <= night)
        return sorted((row for row in rows if self._asks(row)), key=lambda row: row.due)

    def _asks(self, row: Owed) -> bool:
        lesson = next((lesson for lesson in self.lessons if lesson.id == row.lesson_id), None)
        return lesson is not None and lesson.may_lack_marks and not row.is_over(self.now)


def day_page(*, person_id: int, day: date, now: datetime) -> DayPage:
    """Give the lessons that a teacher gives on a date, by the timetable or as a substitute."""
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    rules = versions()
    rows = sql(_DAY, {"person": person_id, "day": day})
    ((before, after, (opened, voided)),) = sql(_NEIGHBOURS, {"person": person_id, "day": day, "now": now})
    lessons = [_lesson(row, rules, day, now, zone) for row in rows]
    current = next((lesson.id for lesson in lessons if lesson.end > now and not lesson.cancelled), None)
    owed = owed_on(person_id=person_id, day=day, rules=rules, now=now)
    shown = current if day == now.date() else None
    return DayPage(day, lessons, before, after, rules.on(day), shown, opened - voided, voided, owed, now)


def _lesson(row: tuple, rules: Versions, day: date, now: datetime, zone: ZoneInfo) -> DayLesson:  # type: ignore[type-arg]
    (
        ident,
        course,
        number,
        starts_at,
        ends_at,
        status,
        _,
        title,
        _,
        class_name,
        group,
        room,
        _,
        own,
        covering,
        substitution,
        other,
        topic,
        rolled,
        homework,
        none,
        absent,
        marks,
        marked,
        control,
        written,
        pupils,
        distant,
        planned,
    ) = row
    cancelled = status == "cancelled"
    covered = bool(own) and substitution in ("substitute", "other_subject", "joined") and not covering
    begun = starts_at <= now
    missing = []
    if begun and not cancelled and not covered:
        if not rolled and not absent:
            missing.append("attendance")
        if not topic:
            missing.append("topic")
        if homework_is_missing(regulation=rules.on(day), has_text=bool(homework), none_said=none):
            missing.append("homework")
    return DayLesson(
        ident, course, number, starts_at.astimezone(zone), ends_at.astimezone(zone), cancelled, title, class_name,
        group, room, bool(covering), covered, other, topic, homework, none, absent, marks, marked, control or planned,
        written, pupils, distant, begun,
        tuple(missing), (*topic_hints(rules.on(day), topic), *homework_hints(rules.on(day), homework)),
    )  # fmt: skip
