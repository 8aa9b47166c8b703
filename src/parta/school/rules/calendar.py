"""School days of one group of classes: terms, vacations, holidays and moved days.

Weekdays are ISO numbers everywhere: Monday 1 … Sunday 7. Spans include both ends.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from parta.school.enums import SpecialDayKind, WeekParity

_CLOSED = (SpecialDayKind.HOLIDAY, SpecialDayKind.DAY_OFF)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` to `end`, both included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class TermSpan:
    """A term (quarter, half-year, semester); `first_odd_week` is any day of its first odd week, if weeks alternate."""

    key: int
    title: str
    start: date
    end: date
    first_odd_week: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """Days that differ from their weekday.

    A working day may follow the timetable of another weekday. When it replaces a certain date, `follows_date` says
    which, so that the right one of two alternating weeks is taken.
    """

    start: date
    end: date
    kind: SpecialDayKind
    follows_weekday: int | None = None
    follows_date: date | None = None
    title: str = ""

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """The calendar that one group of classes lives by; `weekdays` is 5 or 6 days a week.

    Vacations win over everything (grade 1 rests on a working Saturday of its February week), days off win over
    working days, and a working day wins over the weekend.
    """

    weekdays: int
    terms: tuple[TermSpan, ...]
    vacations: tuple[Span, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    first_odd_week: date | None = None

    def term_of(self, day: date) -> TermSpan | None:
        """Give the term that the day belongs to; vacations inside a half-year belong to it too."""
        return next((term for term in self.terms if day in term), None)

    def is_school_day(self, day: date) -> bool:
        """Tell whether lessons are given on the day."""
        return self.timetable_weekday(day) is not None

    def timetable_weekday(self, day: date) -> int | None:
        """Give the ISO weekday whose timetable holds on the day, or None when there are no lessons."""
        if self.term_of(day) is None or any(day in vacation for vacation in self.vacations):
            return None
        special = self._special(day)
        if special is None:
            return day.isoweekday() if day.isoweekday() <= self.weekdays else None
        if special.kind in _CLOSED:
            return None
        if special.follows_weekday is not None:
            return special.follows_weekday
        return (special.follows_date or day).isoweekday()

    def parity_of(self, day: date) -> WeekParity | None:
        """Tell which of two alternating weeks the day's timetable belongs to; None outside the terms.

        Weeks are counted from the odd week that the term names, else from the one of the calendar, else from the
        term's first week.
        """
        special = self._special(day)
        if special is not None and special.follows_date is not None:
            day = special.follows_date
        term = self.term_of(day)
        if term is None:
            return None
        return week_parity(day, term.first_odd_week or self.first_odd_week or term.start)

    def school_days(self, start: date, end: date) -> Iterator[date]:
        """Go through the school days from `start` to `end`, both included."""
        if not self.terms:
            return
        day = max(start, min(term.start for term in self.terms))
        end = min(end, max(term.end for term in self.terms))
        while day <= end:
            if self.is_school_day(day):
                yield day
            day += _DAY

    def next_school_day(self, after: date) -> date | None:
        """Give the first school day later than `after`; None when the year is over."""
        return self.add_school_days(after, 1)

    def add_school_days(self, day: date, count: int) -> date | None:
        """Give the school day that is `count` school days after the day (before it, when negative).

        The day itself is never counted and need not be a school day; 0 gives it back. None when the year has no
        such day.
        """
        if count == 0:
            return day
        days = list(
            self.school_days(day + _DAY, date.max) if count > 0 else self.school_days(date.min, day - _DAY),
        )
        if abs(count) > len(days):
            return None
        return days[count - 1] if count > 0 else days[count]

    def _special(self, day: date) -> SpecialDay | None:
        found = [special for special in self.special_days if day in special]
        closed = [special for special in found if special.kind in _CLOSED]
        return next(iter(closed or found), None)


def week_parity(day: date, first_odd_week: date) -> WeekParity:
    """Tell whether the day's week (Monday to Sunday) is odd or even, counted from any day of the first odd week."""
    weeks = (_monday(day) - _monday(first_odd_week)).days // 7
    return WeekParity.ODD if weeks % 2 == 0 else WeekParity.EVEN


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
