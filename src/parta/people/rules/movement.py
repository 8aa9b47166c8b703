"""Movement by orders: which order is possible, and the balance of a period: start + arrived − departed = end."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import MoveKind, RefusalCode

ARRIVALS = (MoveKind.ARRIVED, MoveKind.RETURNED)
DEPARTURES = (MoveKind.DEPARTED, MoveKind.EXPELLED, MoveKind.ACADEMIC_LEAVE, MoveKind.GRADUATED)
LEAVINGS = (MoveKind.DEPARTED, MoveKind.EXPELLED, MoveKind.GRADUATED)
"""After which somebody is no pupil here; an academic leave is none."""
MOST_TOLD = 5
"""How many records a refusal names."""


@dataclass(frozen=True, slots=True)
class Place:
    """A pupil in a class from the first day to the last; an empty end is open."""

    pupil_id: int
    class_id: int
    start: date
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether the pupil is there on the day."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a pupil in a journal: the lesson's day and the journal's name."""

    day: date
    course: str


@dataclass(frozen=True, slots=True)
class Order:
    """What an order of the school says: `day` is the first day there, or for a departure the last one here."""

    number: str
    dated: date
    day: date
    place: str = ""
    ground: str = ""


def kinds_here(*, college: bool) -> tuple[MoveKind, ...]:
    """Give the orders that this kind of institution knows: academic leave is a college's."""
    return tuple(kind for kind in MoveKind if college or kind is not MoveKind.ACADEMIC_LEAVE)


def decide_move(
    kind: MoveKind,
    *,
    order: Order,
    today: date,
    year: tuple[date, date],
    target: int | None,
    places: Iterable[Place],
    records: Sequence[Record] = (),
) -> Decision:
    """Tell whether a pupil may be moved by the order (S2-73).

    `year` is that of the class which is left or entered, `target` the class that is entered, `places` where the pupil
    was, is and will be, `records` what journals say of the pupil. Refuses `MOVE_…`.
    """
    day, known = order.day, sorted(places, key=lambda one: one.start)
    if order.dated > today:
        return Decision(False, RefusalCode.MOVE_ORDER_IN_FUTURE, {"date": order.dated})
    present = next((one for one in known if one.holds(day)), None)
    if kind in ARRIVALS and present is not None:
        return Decision(False, RefusalCode.MOVE_ALREADY_PLACED, {"day": day, "class": present.class_id})
    if kind not in ARRIVALS and present is None:
        first = known[0].start if known else None
        return Decision(False, RefusalCode.MOVE_NOT_PLACED, {"day": day, "first": first})
    if not year[0] <= day <= year[1]:
        return Decision(False, RefusalCode.MOVE_OUTSIDE_YEAR, {"day": day, "start": year[0], "end": year[1]})
    later = next((one.start for one in known if one.start > day), None)
    if later is not None:
        return Decision(False, RefusalCode.MOVE_FOLLOWED, {"day": later})
    if kind is MoveKind.TRANSFERRED and present is not None:
        if present.class_id == target:
            return Decision(False, RefusalCode.MOVE_SAME_CLASS)
        if present.start == day:
            return Decision(False, RefusalCode.MOVE_CAME_THAT_DAY, {"day": day})
    last = _eve(day) if kind is MoveKind.TRANSFERRED else day
    beyond = [one for one in records if one.day > last]
    if kind not in ARRIVALS and beyond:
        return Decision(False, RefusalCode.MOVE_HAS_RECORDS, {"day": day, **told(beyond)})
    return ALLOWED


def decide_removal(*, latest: bool, records: Sequence[Record]) -> Decision:
    """Tell whether an order entered wrongly may be taken out: nothing stands on it yet.

    `latest`: no order and no class of this pupil came after it; `records` are those in the class that it led to.
    Refuses `MOVE_FOLLOWED_BY_ORDER`, `MOVE_STANDS`.
    """
    if not latest:
        return Decision(False, RefusalCode.MOVE_FOLLOWED_BY_ORDER)
    if records:
        return Decision(False, RefusalCode.MOVE_STANDS, told(records))
    return ALLOWED


def told(records: Iterable[Record]) -> dict[str, object]:
    """Give what a refusal says of records: how many there are and the first of them."""
    ordered = sorted(records, key=lambda one: (one.day, one.course))
    return {"count": len(ordered), "records": [(one.day, one.course) for one in ordered[:MOST_TOLD]]}


@dataclass(frozen=True, slots=True)
class Move:
    """An order as it changes classes: out of one, into one, or both; `day` as in `Order`."""

    pupil_id: int
    day: date
    out_of: int | None = None
    into: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class Mismatch:
    """A pupil whose list and orders differ: in or out of a class on a day, with an order alone or without one."""

    pupil_id: int
    class_id: int
    day: date
    out: bool
    ordered: bool


@dataclass(frozen=True, slots=True)
class Balance:
    """The movement of a class in a period: counts of lists at both ends, counts of orders between, what differs."""

    start: int
    arrived: int
    departed: int
    end: int
    mismatches: tuple[Mismatch, ...]

    @property
    def holds(self) -> bool:
        """Tell whether start + arrived − departed = end, and every change of the list has its order."""
        return self.start + self.arrived - self.departed == self.end and not self.mismatches


def balance(
    class_id: int,
    *,
    year: tuple[date, date],
    start: date,
    end: date,
    places: Iterable[Place],
    moves: Iterable[Move],
) -> Balance:
    """Balance a class over a period, both days within it.

    Who is in the list on the year's first day was there at the start: the first list needs no orders. Who stays until
    the year's last day goes on with the class, unless an order says otherwise.
    """
    opens, start = start <= year[0], max(start, year[0])
    every, entered = list(places), set()
    for one in moves:
        if one.into == class_id and (start < one.day or (one.day == start and not opens)) and one.day <= end:
            entered.add((one.pupil_id, one.day, False))
        if one.out_of == class_id and start <= one.day <= end:
            entered.add((one.pupil_id, one.day, True))
    begins = {(one.pupil_id, one.start) for one in every}
    listed, at_start, at_end = set(), 0, 0
    for place in every:
        if place.class_id != class_id:
            continue
        gone = _gone(place, begins, year[1])
        if place.end == year[1] and (place.pupil_id, year[1], True) in entered:
            gone = year[1]
        begun_before = place.start < start or (opens and place.start == start)
        at_start += begun_before and (gone is None or gone >= start)
        at_end += place.start <= end and (gone is None or gone > end)
        if not begun_before and place.start <= end:
            listed.add((place.pupil_id, place.start, False))
        if gone is not None and start <= gone <= end:
            listed.add((place.pupil_id, gone, True))
    mismatches = [
        Mismatch(pupil, class_id, day, out, (pupil, day, out) in entered)
        for pupil, day, out in listed.symmetric_difference(entered)
    ]
    departed = sum(out for _, _, out in entered)
    return Balance(at_start, len(entered) - departed, departed, at_end, tuple(sorted(mismatches)))


def _gone(place: Place, begins: Collection[tuple[int, date]], year_ends: date) -> date | None:
    """Give the day of going: of a transfer the first day in the other class, else the last one here."""
    if place.end is None or place.end >= year_ends:
        return None
    next_day = date.fromordinal(place.end.toordinal() + 1)
    return next_day if (place.pupil_id, next_day) in begins else place.end


def _eve(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
