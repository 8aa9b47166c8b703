"""A teacher's day: the lessons of one date with what is missing on each and by when; five queries."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from parta.journal.queries.owed import Owed, owed_by
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
       (SELECT count(*) FROM journal_editrequest r JOIN journal_editcell c ON c.request_id = r.id
        WHERE r.asked_by_id = %(person)s AND c.granted_until > %(now)s AND c.entered_at IS NULL)
"""


@dataclass(frozen=True, slots=True)
class DayLesson:
    """One lesson of the day. `missing` holds codes: attendance, topic, homework."""

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
    control: str | None
    begun: bool
    missing: tuple[str, ...]
    hints: tuple[Hint, ...]


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
    owed: list[Owed]
    now: datetime

    @property
    def left(self) -> int:
        """Lessons that are not filled in whole."""
        return sum(1 for lesson in self.lessons if lesson.missing)

    def due_at(self, lesson_id: int) -> list[Owed]:
        """Give what a lesson lacks with the moment of each, the nearest first."""
        return sorted((row for row in self.owed if row.lesson_id == lesson_id), key=lambda row: row.due)


def day_page(*, person_id: int, day: date, now: datetime) -> DayPage:
    """Give the lessons that a teacher gives on a date, by the timetable or as a substitute."""
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    rules = versions()
    rows = sql(_DAY, {"person": person_id, "day": day})
    ((before, after, opened),) = sql(_NEIGHBOURS, {"person": person_id, "day": day, "now": now})
    lessons = [_lesson(row, rules, day, now, zone) for row in rows]
    current = next((lesson.id for lesson in lessons if lesson.end > now and not lesson.cancelled), None)
    end_of_day = datetime.combine(day + timedelta(days=1), time(), zone)
    owed = owed_by(person_id=person_id, start=day, end=day, before=end_of_day, rules=rules, now=now)
    shown = current if day == now.date() else None
    return DayPage(day, lessons, before, after, rules.on(day), shown, opened, owed, now)


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
        control,
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
        group, room, bool(covering), covered, other, topic, homework, none, absent, marks, control, begun,
        tuple(missing), (*topic_hints(rules.on(day), topic), *homework_hints(rules.on(day), homework)),
    )  # fmt: skip
