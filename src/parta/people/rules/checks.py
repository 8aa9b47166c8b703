"""Checks of the data of a class by the act's cycle: by when each is due, what is done, what is late."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from parta.people.enums import CheckKind

BEFORE = timedelta(days=62)
"""A check of August counts to the year that begins after it."""
_SUMMER = 7


@dataclass(frozen=True, slots=True)
class CheckRule:
    """What the act asks for: a check every month, a full one and one of groups by a month and a day."""

    monthly: bool = False
    full_by: tuple[int, int] | None = None
    groups_by: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A check that was made."""

    kind: CheckKind
    day: date
    by: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """A check that the act asks for: by when, and what was done for it."""

    kind: CheckKind
    due: date
    done: Check | None
    late: bool


def duties(rule: CheckRule, *, year: tuple[date, date], checks: Iterable[Check], today: date) -> tuple[Duty, ...]:
    """Give the checks that are due for a class of a school year (S0: 4.1; S2: 17(5) ¶2; S4: 3.2.1).

    A full check is a check of its month too. A month without a check is late when the next one has begun, and is then
    the one that is due; the first one to be asked about is that in which the year begins. Nothing is asked of a year
    that is over.
    """
    if today > year[1]:
        return ()
    known = sorted(checks, key=lambda one: one.day)
    found = []
    if rule.groups_by:
        found.append(_yearly(CheckKind.GROUPS, _day_of(rule.groups_by, year), known, year, today))
    if rule.full_by:
        found.append(_yearly(CheckKind.FULL, _day_of(rule.full_by, year), known, year, today))
    if rule.monthly and year[0] <= today <= year[1]:
        found.append(_monthly(known, year, today))
    return tuple(found)


def _monthly(known: Sequence[Check], year: tuple[date, date], today: date) -> Duty:
    month = today.replace(day=1)
    counted = [one for one in known if one.kind in (CheckKind.MONTHLY, CheckKind.FULL)]
    done = next((one for one in reversed(counted) if one.day >= month), None)
    before = max((month - timedelta(days=1)).replace(day=1), year[0])
    late = done is None and before < month and not any(one.day >= before for one in counted)
    asked = before if late else month
    return Duty(CheckKind.MONTHLY, asked.replace(day=monthrange(asked.year, asked.month)[1]), done, late)


def _yearly(kind: CheckKind, due: date, known: Sequence[Check], year: tuple[date, date], today: date) -> Duty:
    begun = min(due, year[0]) - BEFORE
    done = next((one for one in reversed(known) if one.kind == kind and begun <= one.day <= year[1]), None)
    return Duty(kind, due, done, done is None and today > due)


def _day_of(day: tuple[int, int], year: tuple[date, date]) -> date:
    """Give the day in the school year: August and the autumn before the new year, the rest after it."""
    month, number = day
    which = year[0].year if month >= _SUMMER else year[0].year + 1
    return date(which, month, min(number, monthrange(which, month)[1]))
