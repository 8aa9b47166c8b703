"""Working days of the school, which terms in working days are counted by. They are not the days of lessons.

Vacations of pupils are working days: the staff works then, and «the working day after the last day of the period»
would otherwise be the first day of the next one. Not worked are the weekend (Sunday, or Saturday and Sunday, by the
week of the class), public holidays with the days they are moved to, and the days off of the school's own calendar.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import holidays

from parta.school.enums import SpecialDayKind
from parta.school.rules.calendar import CalendarFacts

_DAY = timedelta(days=1)
_SATURDAY = 6
_CLOSED = (SpecialDayKind.HOLIDAY, SpecialDayKind.DAY_OFF)


class WorkingDays:
    """Tells working days from others and counts them; two are equal only when they are the same object."""

    __slots__ = ("_closed", "_moved", "_open", "_weekdays")

    def __init__(self, calendar: CalendarFacts) -> None:
        self._weekdays = calendar.weekdays
        self._closed: set[date] = set()
        self._open: set[date] = set()
        self._moved: dict[tuple[date, int], date] = {}
        for special in calendar.special_days:
            days = self._closed if special.kind in _CLOSED else self._open
            days.update(special.start + _DAY * step for step in range((special.end - special.start).days + 1))

    def __contains__(self, day: date) -> bool:
        if day in self._closed:
            return False
        if day in self._open:
            return True
        closed, worked = public_days(day.year, self._weekdays)
        return day not in closed and (day.isoweekday() <= self._weekdays or day in worked)

    def shift(self, day: date, count: int) -> date:
        """Give the working day that is `count` working days after the day, or before it when negative; 0 gives it back.

        The day itself is never counted and need not be a working day.
        """
        known = self._moved.get((day, count))
        if known is None:
            step = _DAY if count > 0 else -_DAY
            known, left = day, abs(count)
            while left:
                known += step
                left -= known in self
            self._moved[day, count] = known
        return known


@lru_cache(maxsize=512)
def working_days(calendar: CalendarFacts) -> WorkingDays:
    """Give the working days of a calendar."""
    return WorkingDays(calendar)


@lru_cache(maxsize=64)
def public_days(year: int, weekdays: int) -> tuple[frozenset[date], frozenset[date]]:
    """Give the days of a year that are not worked in Russia, and the days off that are, for a week of 5 or 6 days.

    What is moved from a Saturday, and the Monday after a holiday on Saturday, is a day off for a five-day week only.
    """
    law = holidays.RU(years=year)
    plain = set(holidays.RU(years=year, observed=False))
    mondays = set(law) - plain
    if weekdays < _SATURDAY:
        return frozenset(plain | mondays), frozenset(law.weekend_workdays)
    from_saturday = {moved for moved, source in _moved(law, year) if source.isoweekday() == _SATURDAY}
    after_saturday = {day for day in mondays if day - 2 * _DAY in plain and day - _DAY not in plain}
    return frozenset((plain - from_saturday) | (mondays - after_saturday)), frozenset()


def _moved(law: holidays.HolidayBase, year: int) -> Iterator[tuple[date, date]]:
    """Go through the days off that decrees have moved: the day and the day that it is moved from."""
    rows = law.special_public_holidays.get(year, ())
    single = bool(rows) and not isinstance(rows[0], tuple)
    for month, day, from_month, from_day, *from_year in (rows,) if single else rows:
        yield date(year, month, day), date(from_year[0] if from_year else year, from_month, from_day)
