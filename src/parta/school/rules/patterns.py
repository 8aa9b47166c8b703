"""What a year looks like before the school corrects it: periods, vacations and days off by a pattern of the year.

The dates follow the ministry's recommendations of 2025/26 and 2026/27: vacations begin on a Saturday and end on a
Sunday; trimesters and modules rest a week after five or six weeks of lessons. They are suggested, never demanded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

from parta.school.enums import TermKind, VacationKind
from parta.school.rules.regional import regional_days
from parta.school.rules.working_days import public_days

_DAY = timedelta(days=1)
_WEEK = 7
_SATURDAY, _SUNDAY = 6, 7


@dataclass(frozen=True, slots=True)
class Pattern:
    """How the year of some classes goes: its periods, days a week, the first grade's own week of rest, the region."""

    kind: TermKind
    week_days: int
    extra: bool = False
    region: str = ""


@dataclass(frozen=True, slots=True)
class DrawnTerm:
    """A period to be: of which kind, its number, the days."""

    kind: TermKind
    number: int
    first: date
    last: date
    attested: tuple[date, date] | None = None
    first_odd_week: date | None = None


@dataclass(frozen=True, slots=True)
class DrawnRest:
    """A vacation to be; `title` where it is one of the school's own, else its kind names it."""

    kind: VacationKind
    first: date
    last: date
    title: str = ""


@dataclass(frozen=True, slots=True)
class DrawnYear:
    """A calendar to be: periods, vacations, days off with the names that the law or the region gives them."""

    terms: tuple[DrawnTerm, ...]
    rests: tuple[DrawnRest, ...]
    days: tuple[tuple[date, str], ...]


def year_days(begins: int) -> tuple[date, date]:
    """Give the first and the last day of the academic year that begins in a calendar year."""
    return date(begins, 9, 1), date(begins + 1, 8, 31)


def draw_year(pattern: Pattern, begins: int) -> DrawnYear:
    """Suggest the calendar of the academic year that begins in the autumn of `begins`."""
    first, last = _studied(pattern, begins)
    rests = sorted(_rests(pattern, begins, last), key=lambda one: one.first)
    terms = tuple(_terms(pattern.kind, first, last, rests))
    return DrawnYear(terms, tuple(rests), tuple(days_off(pattern.week_days, pattern.region, terms, rests)))


def shift_year(year: DrawnYear, *, week_days: int, region: str) -> DrawnYear:
    """Give last year's calendar a year later: days keep their weekday, those that a date names keep the date.

    Days off are those of the new year: decrees move them anew every year.
    """
    terms = tuple(
        DrawnTerm(
            one.kind, one.number, later(one.first), later(one.last),
            (later(one.attested[0]), later(one.attested[1])) if one.attested else None,
            later(one.first_odd_week) if one.first_odd_week else None,
        )
        for one in year.terms
    )  # fmt: skip
    rests = tuple(DrawnRest(one.kind, later(one.first), later(one.last), one.title) for one in year.rests)
    return DrawnYear(terms, rests, tuple(days_off(week_days, region, terms, rests)))


def later(day: date) -> date:
    """Give the day a year later: on the same weekday, but 1 September, New Year and summer keep the date."""
    same = date(day.year + 1, day.month, min(day.day, 28) if day.month == 2 else day.day)
    if (day.month == 12 and day.day >= 28) or day.month in (6, 7, 8) or (day.month, day.day) == (9, 1):
        return same
    if day.month == 5 and day.day >= 20:
        return same
    return _nearest(same, day.isoweekday())


def days_off(
    week_days: int, region: str, terms: Iterable[DrawnTerm], rests: Iterable[DrawnRest]
) -> Iterator[tuple[date, str]]:
    """Go through the days of lessons that the law or the region takes off, with their names."""
    resting = list(rests)
    for one in terms:
        day = one.first
        while day <= one.last:
            rests_anyway = day.isoweekday() > week_days or any(rest.first <= day <= rest.last for rest in resting)
            name = "" if rests_anyway else _named(day, week_days) or regional_days(region, day.year).get(day, "")
            if name:
                yield day, name
            day += _DAY


def _named(day: date, week_days: int) -> str:
    closed, _ = public_days(day.year, week_days)
    return _law(day.year).get(day, "") if day in closed else ""


@lru_cache(maxsize=16)
def _law(year: int) -> dict[date, str]:
    return dict(holidays.RU(years=year, language="ru").items())


def _studied(pattern: Pattern, begins: int) -> tuple[date, date]:
    """Give the first and the last day of lessons: 1 September and 26 May (30 June), or days beside them."""
    first = date(begins, 9, 1)
    last = date(begins + 1, 6, 30) if pattern.kind is TermKind.SEMESTER else date(begins + 1, 5, 26)
    while first.isoweekday() > pattern.week_days:
        first += _DAY
    while last.isoweekday() > pattern.week_days:
        last -= _DAY
    return first, last


def _rests(pattern: Pattern, begins: int, last: date) -> Iterator[DrawnRest]:
    winter_ends = _on_or_after(date(begins + 1, 1, 8), _SUNDAY)
    summer = DrawnRest(VacationKind.SUMMER, last + _DAY, date(begins + 1, 8, 31))
    if pattern.kind is TermKind.SEMESTER:
        yield DrawnRest(VacationKind.WINTER, winter_ends - 13 * _DAY, winter_ends)
        yield summer
        return
    yield DrawnRest(VacationKind.WINTER, date(begins, 12, 31), winter_ends)
    if pattern.kind in (TermKind.TRIMESTER, TermKind.MODULE):
        for kind, month, day in (
            (VacationKind.AUTUMN, 10, 6),
            (VacationKind.BREAK, 11, 17),
            (VacationKind.EXTRA, 2, 16),
            (VacationKind.SPRING, 4, 6),
        ):
            monday = _nearest(date(begins + (month < 9), month, day), 1)
            yield DrawnRest(VacationKind.BREAK if kind is VacationKind.EXTRA else kind, monday, monday + 6 * _DAY)
    else:
        autumn = _nearest(date(begins, 10, 25), _SATURDAY)
        spring = _nearest(date(begins + 1, 3, 28), _SATURDAY)
        yield DrawnRest(VacationKind.AUTUMN, autumn, autumn + 8 * _DAY)
        yield DrawnRest(VacationKind.SPRING, spring, spring + 8 * _DAY)
        if pattern.extra:
            monday = _nearest(date(begins + 1, 2, 16), 1)
            yield DrawnRest(VacationKind.EXTRA, monday, monday + 6 * _DAY)
    yield summer


def _terms(kind: TermKind, first: date, last: date, rests: list[DrawnRest]) -> Iterator[DrawnTerm]:
    within = [one for one in rests if one.first > first and one.last < last and one.kind is not VacationKind.EXTRA]
    winter = next(one for one in within if one.kind is VacationKind.WINTER)
    ends: list[DrawnRest] = within
    if kind in (TermKind.HALF_YEAR, TermKind.SEMESTER):
        ends = [winter]
    elif kind is TermKind.TRIMESTER:
        ends = [one for one in within if one.kind is VacationKind.BREAK]
    start = first
    for number, rest in enumerate(ends, 1):
        yield DrawnTerm(kind, number, start, rest.first - _DAY)
        start = rest.last + _DAY
    yield DrawnTerm(kind, len(ends) + 1, start, last)


def _nearest(day: date, weekday: int) -> date:
    """Give the day of a weekday that is nearest to a day, at most three days away."""
    ahead = (weekday - day.isoweekday()) % _WEEK
    return day + (ahead if ahead <= 3 else ahead - _WEEK) * _DAY


def _on_or_after(day: date, weekday: int) -> date:
    return day + ((weekday - day.isoweekday()) % _WEEK) * _DAY
