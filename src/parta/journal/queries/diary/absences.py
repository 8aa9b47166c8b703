"""Missed lessons of the year with their reasons, as a list and as a calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from parta.curriculum.queries.own import MINE
from parta.journal.queries.diary.calendar import DiaryCalendar, diary_calendar
from parta.journal.queries.diary.children import Diary
from parta.journal.queries.diary.sql import COURSE_NAME
from parta.journal.queries.illness import explained
from parta.kernel.sql import sql
from parta.regulation.enums import AbsenceCode

_ABSENCES = f"""
WITH {MINE}, missed AS (
    SELECT {explained("a.code", "a.pupil_id", "l.date")} AS code, a.reason, a.code AS written, l.id, l.date, l.number, l.starts_at, l.hours, l.course_id
    FROM journal_attendance a JOIN timetable_lesson l ON l.id = a.lesson_id
    WHERE a.pupil_id = %(pupil)s AND a.code <> '' AND l.date BETWEEN %(first)s AND %(last)s
), whole AS (
    SELECT l.date, count(*) AS lessons
    FROM mine JOIN timetable_lesson l ON l.course_id = mine.id AND l.date BETWEEN mine.starts_on AND mine.ends_on
        AND l.date IN (SELECT date FROM missed)
    WHERE l.status <> 'cancelled' GROUP BY l.date
)
SELECT missed.date, missed.number, missed.hours, missed.code, missed.reason, {COURSE_NAME}, missed.code <> missed.written,
    COALESCE(whole.lessons, 0)
FROM missed JOIN curriculum_course c ON c.id = missed.course_id JOIN curriculum_subject s ON s.id = c.subject_id
LEFT JOIN whole ON whole.date = missed.date
ORDER BY missed.date DESC, missed.starts_at, missed.id
"""
_NOTICES = """
SELECT n.id, n.starts_on, n.ends_on, n.text, n.announced_by_id FROM journal_absencenotice n
WHERE n.pupil_id = %(pupil)s AND n.ends_on >= %(today)s AND n.withdrawn_at IS NULL ORDER BY n.starts_on, n.id
"""
PRESENT = frozenset({AbsenceCode.LATE, AbsenceCode.DISTANCE, AbsenceCode.EXEMPT})
"""The pupil was there, if not in time or not in every way: not a missed lesson."""

SQUARE = 22


@dataclass(frozen=True, slots=True)
class MissedLesson:
    """One lesson; `code` is `AbsenceCode`, `by_paper` where a certificate that the nurse keeps explains it."""

    number: int | None
    hours: int
    code: str
    reason: str
    subject: str
    by_paper: bool


@dataclass(frozen=True, slots=True)
class MissedDay:
    """A day with absences; `lessons` is how many the child had that day."""

    date: date
    lessons: int
    missed: tuple[MissedLesson, ...]

    @property
    def absent(self) -> tuple[MissedLesson, ...]:
        """Lessons where the child was not."""
        return tuple(item for item in self.missed if item.code not in PRESENT)

    @property
    def state(self) -> str:
        """`bad` without a good reason or without a known one, `full` the whole day, `part` some lessons, `late`."""
        absent = self.absent
        if not absent:
            return "late"
        if any(item.code in (AbsenceCode.UNEXCUSED, AbsenceCode.ABSENT) for item in absent):
            return "bad"
        return "full" if len(absent) >= self.lessons else "part"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A square of the calendar: what the day was, and where it stands (week from 0, weekday from 0)."""

    date: date
    row: int
    column: int
    state: str
    missed: MissedDay | None

    @property
    def x(self) -> int:
        """Left edge in the drawing."""
        return self.column * SQUARE

    @property
    def y(self) -> int:
        """Upper edge in the drawing."""
        return self.row * SQUARE


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month of squares."""

    first: date
    rows: int
    days: tuple[CalendarDay, ...]

    @property
    def height(self) -> int:
        """Height of the drawing."""
        return self.rows * SQUARE

    @property
    def missed(self) -> int:
        """Days with absences."""
        return sum(day.missed is not None and day.missed.state != "late" for day in self.days)


@dataclass(frozen=True, slots=True)
class FamilyNotice:
    """What the family announced: days that are not over yet, in its own words."""

    id: int
    start: date
    end: date
    text: str
    announced_by: int


@dataclass(frozen=True, slots=True)
class AbsencesPage:
    """The year's absences: months up to now, days from the newest, lessons missed by reason."""

    diary: Diary
    calendar: DiaryCalendar
    months: tuple[CalendarMonth, ...]
    days: tuple[MissedDay, ...]
    totals: tuple[tuple[str, int], ...]
    missed_lessons: int
    missed_days: int
    late: int
    notices: tuple[FamilyNotice, ...]


def absences_page(diary: Diary) -> AbsencesPage:
    """Read the year's absences: three queries."""
    calendar = diary_calendar(diary.child, diary.today)
    span = calendar.span
    found = []
    if span and not diary.child.paper_only:
        found = sql(_ABSENCES, {"pupil": diary.child.id, "first": span[0], "last": span[1]})
    days = tuple(
        MissedDay(day, lessons, tuple(MissedLesson(*row[1:7]) for row in own))
        for (day, lessons), own in ((key, list(rows)) for key, rows in groupby(found, key=lambda r: (r[0], r[7])))
    )
    absent = [item for day in days for item in day.absent]
    totals = {code: sum(item.hours for item in absent if item.code == code) for code in AbsenceCode}
    return AbsencesPage(
        diary=diary,
        calendar=calendar,
        months=tuple(_months(calendar, {day.date: day for day in days}, diary.today)),
        days=days,
        totals=tuple((code, count) for code, count in totals.items() if count),
        missed_lessons=sum(totals.values()),
        missed_days=sum(day.state != "late" and len(day.absent) >= day.lessons for day in days),
        late=sum(item.code == AbsenceCode.LATE for day in days for item in day.missed),
        notices=tuple(FamilyNotice(*row) for row in sql(_NOTICES, {"pupil": diary.child.id, "today": diary.today})),
    )


def _months(calendar: DiaryCalendar, missed: dict[date, MissedDay], today: date) -> Iterator[CalendarMonth]:
    if calendar.span is None:
        return
    first = calendar.span[0].replace(day=1)
    end = min(max(today, first), calendar.span[1])
    while first <= end:
        following = (first + timedelta(days=32)).replace(day=1)
        offset = first.weekday()
        squares = []
        for n in range((following - first).days):
            day = first + timedelta(days=n)
            own = missed.get(day)
            squares.append(CalendarDay(day, (n + offset) // 7, day.weekday(), _state(calendar, day, own, today), own))
        yield CalendarMonth(first, squares[-1].row + 1, tuple(squares))
        first = following


def _state(calendar: DiaryCalendar, day: date, missed: MissedDay | None, today: date) -> str:
    if missed:
        return missed.state
    if day > today:
        return "ahead"
    in_term = any(day in term for term in calendar.terms)
    rest = not in_term or day.isoweekday() > calendar.week_days or calendar.rest_on(day) is not None
    return "rest" if rest else "plain"
