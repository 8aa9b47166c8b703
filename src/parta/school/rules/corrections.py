"""May the calendar and the bells be corrected so?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from parta.kernel.decisions import ALLOWED, Decision, refusal
from parta.school.enums import CalendarRefusal, SpecialDayKind
from parta.school.rules.calendar import CalendarFacts

MOST_DAYS = 62
DISTANCE = "distance"
ORDINARY = ""
KINDS = (*SpecialDayKind, DISTANCE, ORDINARY)
"""What a day may be made: a special one of the calendar, one from a distance, or ordinary again."""
_CLASS_KINDS = (SpecialDayKind.DAY_OFF, DISTANCE, ORDINARY)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DaysChange:
    """Days from `first` to `last` become of a kind, for whole calendars or for some classes.

    `instead`: the date whose timetable a transferred day has rests itself.
    """

    first: date
    last: date
    kind: str
    calendars: tuple[int, ...] = ()
    class_ids: tuple[int, ...] = ()
    follows_weekday: int | None = None
    follows_date: date | None = None
    instead: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class PeriodChange:
    """A span of the calendar as it will be; `id` is None for a new one, `term` tells a term from a vacation.

    `place` is the kind and the number of a term; `attested` its days of attestation, a pair of None takes them off and
    None says nothing of them.
    """

    id: int | None
    title: str
    first: date
    last: date
    term: bool = False
    was: tuple[date, date] | None = None
    place: tuple[str, int] | None = None
    attested: tuple[date | None, date | None] | None = None


Bell = tuple[int, time, time, time | None, time | None, int]
"""Number, start, end, start and end of a pause within, academic hours."""


@dataclass(frozen=True, slots=True)
class BellsChange:
    """A bell schedule as it will be."""

    title: str
    grades: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    bells: tuple[Bell, ...] = ()
    shift: int | None = None
    building: str = ""


def decide_days(change: DaysChange, *, year: tuple[date, date], today: date) -> Decision:
    """Tell whether days may be made so: in the year, not in the past, a transferred day says whose timetable it has."""
    if change.first > change.last:
        return refusal(CalendarRefusal.DAYS_BACKWARDS).decision
    if not (year[0] <= change.first and change.last <= year[1]):
        return refusal(CalendarRefusal.OUTSIDE_YEAR, start=year[0], end=year[1]).decision
    if (change.last - change.first).days >= MOST_DAYS:
        return refusal(CalendarRefusal.TOO_MANY_DAYS, most=MOST_DAYS).decision
    if change.class_ids and change.kind not in _CLASS_KINDS:
        return refusal(CalendarRefusal.NOT_FOR_ONE_CLASS).decision
    if change.kind == SpecialDayKind.AS_WEEKDAY and not (change.follows_weekday or change.follows_date):
        return refusal(CalendarRefusal.NEEDS_WEEKDAY).decision
    if change.follows_date and not year[0] <= change.follows_date <= year[1]:
        return refusal(CalendarRefusal.OUTSIDE_YEAR, start=year[0], end=year[1]).decision
    if change.first < today:
        return refusal(CalendarRefusal.DAY_PAST, day=change.first).decision
    return ALLOWED


def decide_periods(spans: Sequence[PeriodChange], *, year: tuple[date, date]) -> Decision:
    """Tell whether terms and vacations may stand so: each in the year, none of a kind over another, no term twice."""
    places = [one.place for one in spans if one.term]
    twice = next((one.title for one in spans if one.term and places.count(one.place) > 1 and one.place), None)
    if twice is not None:
        return refusal(CalendarRefusal.PERIOD_TWICE, title=twice).decision
    for kind in (True, False):
        own = sorted((one for one in spans if one.term is kind), key=lambda one: one.first)
        for one in own:
            if one.first > one.last:
                return refusal(CalendarRefusal.DAYS_BACKWARDS).decision
            if not (year[0] <= one.first and one.last <= year[1]):
                return refusal(CalendarRefusal.OUTSIDE_YEAR, start=year[0], end=year[1]).decision
            first, last = one.attested or (None, None)
            if first and last and first > last:
                return refusal(CalendarRefusal.DAYS_BACKWARDS).decision
            if first and last and not (one.first <= first and last <= year[1]):
                return refusal(CalendarRefusal.ATTESTED_OUTSIDE, title=one.title).decision
            if one.term and one.was and (one.first > one.was[1] or one.last < one.was[0]):
                return refusal(CalendarRefusal.TERM_LEAPS, title=one.title).decision
        for one, following in pairwise(own):
            if following.first <= one.last:
                return refusal(CalendarRefusal.PERIODS_OVERLAP, first=one.title, second=following.title).decision
    return ALLOWED


def decide_bells(change: BellsChange) -> Decision:
    """Tell whether a bell schedule may be so: it has bells, and each begins after the one before has ended."""
    if not change.bells:
        return refusal(CalendarRefusal.BELLS_EMPTY).decision
    if change.valid_from and change.valid_to and change.valid_from > change.valid_to:
        return refusal(CalendarRefusal.DAYS_BACKWARDS).decision
    last, numbers = time.min, set()
    for number, start, end, *_ in change.bells:
        if number in numbers or start >= end or start < last:
            return refusal(CalendarRefusal.BELLS_CROSS, number=number).decision
        numbers.add(number)
        last = end
    return ALLOWED


def changed_days(before: CalendarFacts, after: CalendarFacts, start: date, end: date) -> Iterator[date]:
    """Go through the days, both ends included, whose lessons a change of the calendar touches."""
    day = start
    while day <= end:
        was, becomes = before.timetable_weekday(day), after.timetable_weekday(day)
        if was != becomes or (was is not None and before.parity_of(day) != after.parity_of(day)):
            yield day
        day += _DAY
