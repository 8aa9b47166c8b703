"""A calendar drawn by months: what every day of the year is."""

from calendar import Calendar as Weeks
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from parta.school.rules.calendar import CalendarFacts


class DayKind(StrEnum):
    """What a day of the year is for those who study."""

    LESSONS = "lessons"
    MOVED = "moved"
    VACATION = "vacation"
    HOLIDAY = "holiday"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Month:
    """A month by weeks from Monday; None stands for the days of the neighbours."""

    first: date
    weeks: tuple[tuple[tuple[date, DayKind] | None, ...], ...]

    @property
    def lesson_days(self) -> int:
        """How many days of lessons the month has."""
        days = [day for week in self.weeks for day in week if day]
        return sum(kind in (DayKind.LESSONS, DayKind.MOVED) for _, kind in days)


def day_kind(facts: CalendarFacts, day: date) -> DayKind:
    """Tell what the day is; a special day that has lessons is moved, one without them a holiday."""
    if any(day in vacation for vacation in facts.vacations):
        return DayKind.VACATION
    special = any(day in one for one in facts.special_days)
    if facts.is_school_day(day):
        return DayKind.MOVED if special else DayKind.LESSONS
    return DayKind.HOLIDAY if special else DayKind.OFF


def months_of(facts: CalendarFacts) -> Iterator[Month]:
    """Go through the months from the first term's beginning to the last one's end."""
    if not facts.terms:
        return
    first, last = min(term.start for term in facts.terms), max(term.end for term in facts.terms)
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        weeks = tuple(
            tuple((day, day_kind(facts, day)) if day.month == month else None for day in week)
            for week in Weeks().monthdatescalendar(year, month)
        )
        yield Month(date(year, month, 1), weeks)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
