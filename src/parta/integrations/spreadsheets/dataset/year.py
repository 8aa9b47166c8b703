"""The institution and its year: card, terms, days that differ, bells, rooms."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from ..problems import NOWHERE, Source
from ..values.classes import Scope
from ..values.people import name_key


@dataclass(frozen=True, slots=True)
class SchoolCard:
    """The card of the institution; `lines` keeps every line as it was written."""

    full_name: str = ""
    short_name: str = ""
    founder: str = ""
    director: str = ""
    region: str = ""
    locality: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    site: str = ""
    time_zone: str = ""
    utc_offset: int | None = None
    year: int | None = None
    regime: str = ""
    periods: str = ""
    language: str = ""
    marking: str = ""
    journal_admin: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Term:
    """A term: `kind` is quarter, trimester, half_year, semester, module or year."""

    kind: str
    number: int
    name: str
    scope: Scope
    starts: dt.date
    ends: dt.date
    note: str = ""
    first_week: str = ""
    source: Source = NOWHERE

    @property
    def key(self) -> tuple[object, ...]:
        """Kind, number and whom it is for."""
        return (self.kind, self.number, self.scope.grades, self.scope.classes)


@dataclass(frozen=True, slots=True)
class CalendarSpan:
    """Days that differ: `kind` is vacation, holiday, day_off, working_day, follows_weekday, exams or session."""

    kind: str
    name: str
    scope: Scope
    starts: dt.date
    ends: dt.date
    note: str = ""
    follows_weekday: int | None = None
    instead_of: dt.date | None = None
    source: Source = NOWHERE

    @property
    def key(self) -> tuple[object, ...]:
        """Kind, first day and whom it is for."""
        return (self.kind, self.starts, self.scope.grades, self.scope.classes)


@dataclass(frozen=True, slots=True)
class BellPeriod:
    """One lesson or one pair of two hours."""

    number: int
    starts: dt.time
    ends: dt.time
    hours: tuple[tuple[dt.time, dt.time], ...] = ()
    break_minutes: int | None = None
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class BellSchedule:
    """Bells with the weekdays, classes and dates that their title names; nothing named means all."""

    title: str
    unit: str
    weekdays: tuple[int, ...]
    scope: Scope
    starts: dt.date | None
    ends: dt.date | None
    periods: tuple[BellPeriod, ...]
    source: Source = NOWHERE
    shift: int | None = None
    building: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """Weekdays, classes, first day, shift and building."""
        return (self.weekdays, self.scope.grades, self.scope.classes, self.starts, self.shift, self.building)


def told_by_bells(bells: Iterable[BellSchedule], class_name: str) -> tuple[int | None, str]:
    """Give the shift and the building of a class where all the bells that name it agree: «2 смена (8 классы)»."""
    own = [one for one in bells if not one.scope.everybody and one.scope.covers(class_name)]
    shifts, buildings = {one.shift for one in own}, {one.building for one in own}
    return shifts.pop() if len(shifts) == 1 else None, buildings.pop() if len(buildings) == 1 else ""


@dataclass(frozen=True, slots=True)
class OutOfUse:
    """On which days a room is out of use; without a first one it is in use."""

    starts: dt.date | None = None
    ends: dt.date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RoomHours:
    """At which places of the week (weekday and number) a room takes no lessons, or had better take none."""

    shut: frozenset[tuple[int, int]] | None = None
    unwanted: frozenset[tuple[int, int]] | None = None


NO_HOURS = RoomHours()
"""What a table says that has no columns of it."""


@dataclass(frozen=True, slots=True)
class Room:
    """A room; its number may be words. `out` is None where the table has no columns of it."""

    number: str
    name: str = ""
    capacity: int | None = None
    kind: str = ""
    responsible: str = ""
    building: str = ""
    source: Source = NOWHERE
    emptied: frozenset[str] = frozenset()
    out: OutOfUse | None = None
    hours: RoomHours = NO_HOURS

    @property
    def key(self) -> str:
        """The number in lower case."""
        return name_key(self.number)
