"""Lessons of 2026/27 with everything that stands around them, for the tests that read like the documents."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from parta.journal.rules.around import Surroundings, last_ends, taking_place
from parta.journal.rules.facts import LessonFacts, TermFacts, WorkFacts
from parta.school.rules.calendar import CalendarFacts
from parta.school.rules.working_days import working_days
from parta.timetable.enums import LessonStatus
from tests.school.rules.year_2026_27 import COLLEGE, GRADE_1, GRADES_2_4, GRADES_5_9, GRADES_10_11

URAL = ZoneInfo("Asia/Yekaterinburg")
CRIMEA = ZoneInfo("Europe/Simferopol")
ORAL = WorkFacts("ответ на уроке")
TEST_PAPER = WorkFacts("контрольная работа", written=True)
DICTATION = WorkFacts("диктант", written=True)
ESSAY = WorkFacts("сочинение", written=True)


def calendar_of(grade: int) -> CalendarFacts:
    return {1: GRADE_1, 2: GRADES_2_4, 3: GRADES_2_4, 4: GRADES_2_4, 10: GRADES_10_11, 11: GRADES_10_11}.get(
        grade, GRADES_5_9
    )


@cache
def days_of(calendar: CalendarFacts, weekdays: frozenset[int]) -> tuple[date, ...]:
    days = calendar.school_days(date.min, date.max)
    return tuple(day for day in days if calendar.timetable_weekday(day) in weekdays)


def lesson(
    day: date,
    *,
    subject: str = "математика",
    grade: int = 7,
    weekdays: Iterable[int] = (1, 2, 4, 5),
    cancelled: Iterable[date] = (),
    start: str = "08:50",
    end: str = "09:30",
    class_ends: dict[str, bool] | None = None,
    zone: ZoneInfo = URAL,
    calendar: CalendarFacts | None = None,
    **facts,
) -> LessonFacts:
    """A lesson of a journal that has lessons on these weekdays; the class's last lesson ends at 13:10.

    `class_ends` are the ends of lessons of the class on the day with whether they are cancelled.
    """
    calendar = calendar or calendar_of(grade)
    off = set(cancelled)
    begins = time.fromisoformat(start)
    days = days_of(calendar, frozenset(weekdays))
    starts = taking_place((datetime.combine(each, begins, zone), each in off) for each in days)
    ends = class_ends if class_ends is not None else {"12:15": False, "13:10": False}
    lasts = last_ends(
        ((datetime.combine(day, time.fromisoformat(at), zone), is_off) for at, is_off in ends.items()), zone
    )
    base = LessonFacts(
        day=day,
        start=begins,
        end=time.fromisoformat(end),
        zone=zone,
        grade_level=grade,
        status=LessonStatus.CANCELLED if day in off else LessonStatus.PLANNED,
        number=2,
        subject=subject,
        around=Surroundings(calendar, zone, starts, lasts).on(day),
    )
    return replace(base, **facts)


def period(number: int, *, grade: int = 7, calendar: CalendarFacts | None = None, **facts) -> TermFacts:
    calendar = calendar or calendar_of(grade)
    term = calendar.terms[number - 1]
    year_end = max(each.end for each in calendar.terms)
    base = TermFacts(
        term.start, term.end, URAL, grade, year_end=year_end, working=working_days(calendar), subject="математика"
    )
    return replace(base, **facts)


def year(*, grade: int = 7, **facts) -> TermFacts:
    calendar = calendar_of(grade)
    start, end = min(each.start for each in calendar.terms), max(each.end for each in calendar.terms)
    base = TermFacts(start, end, URAL, grade, year_end=end, working=working_days(calendar), subject="математика")
    return replace(base, **facts)


def on(day: str, clock: str = "12:00", zone: ZoneInfo = URAL) -> datetime:
    """«3.11», «20:59» of the school year by the school's clock."""
    number, month = map(int, day.split("."))
    moment = time.fromisoformat(clock)
    return datetime.combine(date(2026 if month > 8 else 2027, month, number), moment, zone)


def college(day: date, **facts) -> LessonFacts:
    base = {"calendar": COLLEGE, "grade": 1, "subject": "МДК.01.01 Разработка программных модулей", "weekdays": (1, 4)}
    return lesson(day, **{**base, **facts})


def last_moment(moment: datetime) -> str:
    """The last minute that is still in time, by the school's clock: «8.11 23:59»."""
    last = moment - timedelta(minutes=1)
    return f"{last.day}.{last.month} {last:%H:%M}"
