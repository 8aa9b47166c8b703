"""Carrying one lesson of a weekly timetable to another place: what goes where with it, and what stands in the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from parta.timetable.enums import ClashKind
from parta.timetable.rules.quality import Overlap, overlaps, share_pupils
from parta.timetable.rules.week import WEEKS, Cell, Place, Week, in_week, is_one_lesson, weeks_of

_ORDER = {kind: at for at, kind in enumerate(ClashKind)}
"""What is told first: a teacher, then a room, which can be changed, then pupils."""
Step = tuple[Cell | None, Cell | None]
"""A cell as it stood and as it stands: none before for a lesson placed, none after for one taken off."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What becomes of the cells: each as it stood and as it would stand. `clashes` forbid it; so does a class that does
    not learn then (`outside`).

    More than one: the lesson changes places with what its pupils have there.
    """

    moves: tuple[tuple[Cell, Cell], ...]
    clashes: tuple[Overlap, ...]
    outside: bool


def carry(week: Week, cells: Sequence[Cell], cell: Cell, place: Place, *, room: int | None = None) -> Carried:
    """Say what it makes to carry a lesson to a place, in its room or another one.

    Where its pupils have something else there, all that their classes have at the two places changes over: groups go
    together, a joint lesson whole. A teacher, a room and pupils are in one place at a time, lessons with times of their
    own among them.
    """
    hand = whole(week, cells, [cell])
    there = [one for one in cells if one.span is None and one.place == place]
    moves = [(one, replace(_at(one, place), room=room if room is not None else one.room)) for one in hand]
    if place != cell.place and any(_meet(week, mine, one) for mine in hand for one in there):
        here = [one for one in cells if one.span is None and one.place == cell.place and one not in hand]
        beside = [one for one in here if any(_same_class(week, mine, one) for mine in hand)]
        coming_here = [one for one in there if any(_same_class(week, mine, one) for mine in hand)]
        moves += [(one, _at(one, place)) for one in whole(week, here, beside)]
        moves += [(one, _at(one, cell.place)) for one in whole(week, there, coming_here)]
    stays = list(cells)
    for one, _ in moves:
        stays.remove(one)
    clashes = what_clashes(week, stays, [one for _, one in moves])
    outside = any(is_outside(week, after) for before, after in moves if before.place != after.place)
    return Carried(tuple(moves), clashes, outside)


def with_moves(cells: Sequence[Cell], moves: Sequence[Step]) -> list[Cell]:
    """Give the cells after some moves; raises `ValueError` for a cell that is not among them."""
    left = list(cells)
    for before, _ in moves:
        if before is not None:
            left.remove(before)
    return [*left, *(after for _, after in moves if after is not None)]


def whole(week: Week, cells: Sequence[Cell], some: Sequence[Cell]) -> list[Cell]:
    """Give some lessons and the other classes' parts of joint lessons."""
    parts = [one for one in cells if any(one.parity == mine.parity and is_one_lesson(week, mine, one) for mine in some)]
    return list(dict.fromkeys([*some, *parts]))


def what_clashes(week: Week, stays: Iterable[Cell], coming: Sequence[Cell]) -> tuple[Overlap, ...]:
    """Give what forbids that lessons come beside those that stay, a teacher first."""
    days = {one.weekday for one in coming}
    mixed = [*(one for one in stays if one.weekday in days and _concerned(week, one, coming)), *coming]
    found = overlaps(week, mixed, weeks_of(mixed))
    return tuple(
        sorted((one for one in found if one.first in coming or one.second in coming), key=lambda one: _ORDER[one.kind])
    )


def is_outside(week: Week, cell: Cell) -> bool:
    """Tell whether some class of a lesson does not learn at its place."""
    classes = [week.classes[one] for one in week.courses[cell.course].classes]
    return not all(cell.weekday in one.days and one.first <= cell.number <= week.last_of(one) for one in classes)


def _at(cell: Cell, place: Place) -> Cell:
    return replace(cell, weekday=place[0], number=place[1])


def _meet(week: Week, one: Cell, other: Cell) -> bool:
    """Tell whether some pupils would be at both lessons in one of the weeks."""
    classes = {*week.courses[one.course].classes}.intersection(week.courses[other.course].classes)
    together = any(in_week(one, parity) and in_week(other, parity) for parity in WEEKS)
    return one != other and together and any(share_pupils(week, pk, one.course, other.course) for pk in classes)


def _same_class(week: Week, one: Cell, other: Cell) -> bool:
    return not {*week.courses[one.course].classes}.isdisjoint(week.courses[other.course].classes)


def _concerned(week: Week, cell: Cell, coming: Sequence[Cell]) -> bool:
    course = week.courses[cell.course]
    return any(
        (course.teacher is not None and course.teacher == week.courses[one.course].teacher)
        or (cell.room is not None and cell.room == one.room)
        or _same_class(week, cell, one)
        for one in coming
    )
