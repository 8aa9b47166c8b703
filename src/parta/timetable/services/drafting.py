"""A draft of the weekly timetable changed by hand: lessons placed, carried, turned, taken off, the last step undone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import Act, MakingRefusal, Parity
from parta.timetable.models import TimetableDraft
from parta.timetable.queries.making import cell_kept, draft_cells
from parta.timetable.queries.wall import Picked, clash_of, find_picked
from parta.timetable.queries.weekly import Standing, standing_on
from parta.timetable.rules.carrying import Carried, Step, carry, whole, with_moves
from parta.timetable.rules.placing import beside_its_part, halves_of, put, rest_of, room_for, turned, with_parts
from parta.timetable.rules.quality import Overlap
from parta.timetable.rules.week import Cell, Place
from parta.timetable.services.drafts import cells_kept, seen_draft
from parta.timetable.services.weekly import CHAIN

MOST_STEPS = 200
"""How many steps back are kept."""


@transaction.atomic
def carry_lesson(
    *, actor: Actor, draft_id: int, base: int, picked: Picked, to: Place, room_id: int | None = None, now: datetime
) -> Carried:
    """Carry a lesson of a draft to another place of the week, into its room or another one; lessons may change places.

    Raises `Forbidden`, `NotVisible`; refuses a draft that is another by now, a place where the class does not learn,
    a room out of use, and whatever would have a teacher, a room or pupils in two places at once.
    """
    draft, standing, cells = _open(actor, draft_id, base)
    cell = _found(cells, picked)
    if room_id != cell.room:
        _let(draft, standing, room_id)
    carried = carry(standing.week, cells, cell, to, room=room_id)
    _allow(standing, [after for _, after in carried.moves], carried.clashes, outside=carried.outside)
    _step(draft, carried.moves, actor=actor, now=now)
    return carried


@transaction.atomic
def place_lesson(
    *, actor: Actor, draft_id: int, base: int, course_id: int, parity: Parity, to: Place, room_id: int | None = None,
    now: datetime,
) -> Cell:  # fmt: skip
    """Place a lesson that the load asks for yet, a joint one whole; in a room, or in the first free one that suits it.

    Raises `Forbidden`, `NotVisible`; refuses a draft that is another by now, a course of which nothing (or only half a
    lesson a week) is left, and what `carry_lesson` refuses.
    """
    draft, standing, cells = _open(actor, draft_id, base)
    course = standing.week.courses.get(course_id)
    if course is None:
        raise NotVisible
    _let(draft, standing, room_id)
    if parity not in rest_of(course, cells).parities:
        raise refusal(MakingRefusal.TRAY_EMPTY)
    week = standing.week
    cell = beside_its_part(week, cells, Cell(course_id, to[0], to[1], parity, room_id))
    room = cell.room if cell.room is not None else room_for(week, cells, cell)
    coming = with_parts(week, cells, replace(cell, room=room))
    asked = put(week, cells, coming)
    _allow(standing, coming, asked.clashes, outside=asked.outside)
    _step(draft, [(None, one) for one in coming], actor=actor, now=now)
    return coming[0]


@transaction.atomic
def turn_lesson(*, actor: Actor, draft_id: int, base: int, picked: Picked, parity: Parity, now: datetime) -> None:
    """Have a lesson of a draft stand every week, in odd weeks or in even ones; what is left of it goes to the tray.

    Raises `Forbidden`, `NotVisible`; refuses a draft that is another by now, more than the load asks for, and whatever
    would be in two places at once.
    """
    draft, standing, cells = _open(actor, draft_id, base)
    cell = _found(cells, picked)
    parts = whole(standing.week, cells, [cell])
    others = [one for one in cells if one not in parts]
    for one in parts:
        left = rest_of(standing.week.courses[one.course], others).halves
        if left is not None and halves_of(one.parity) < halves_of(parity) > left:
            raise refusal(MakingRefusal.TRAY_EMPTY)
    moves = [(one, turned(one, parity)) for one in parts]
    coming = [after for _, after in moves]
    _allow(standing, coming, put(standing.week, others, coming).clashes)
    _step(draft, moves, actor=actor, now=now)


@transaction.atomic
def take_off(*, actor: Actor, draft_id: int, base: int, picked: Picked, now: datetime) -> None:
    """Take a lesson off a draft, a joint one whole: it lies in the tray. Raises `Forbidden`, `NotVisible`."""
    draft, standing, cells = _open(actor, draft_id, base)
    parts = whole(standing.week, cells, [_found(cells, picked)])
    _step(draft, [(one, None) for one in parts], actor=actor, now=now)


@transaction.atomic
def take_off_gone(*, actor: Actor, draft_id: int, base: int, now: datetime) -> None:
    """Take lessons whose journal is no more off a draft. Raises `Forbidden`, `NotVisible`; refuses a stale draft."""
    draft, standing, _ = _open(actor, draft_id, base)
    gone = [cell for cell in map(cell_kept, draft.cells) if cell.course not in standing.week.courses]
    _step(draft, [(cell, None) for cell in gone], actor=actor, now=now)


@transaction.atomic
def undo_step(*, actor: Actor, draft_id: int, base: int, now: datetime) -> None:
    """Take the last step by hand back. Raises `Forbidden`, `NotVisible` without a step; refuses a stale draft."""
    require(may_make_timetable(actor))
    lock_chain(CHAIN)
    draft = seen_draft(draft_id, base)
    if not draft.steps:
        raise NotVisible
    *steps, last = draft.steps
    back: list[Step] = [(after and cell_kept(after), before and cell_kept(before)) for before, after in last]
    _keep(draft, back, steps, actor=actor, now=now)


def _open(actor: Actor, draft_id: int, base: int) -> tuple[TimetableDraft, Standing, tuple[Cell, ...]]:
    """Lock a draft as it was seen and read its week and its cells."""
    require(may_make_timetable(actor))
    lock_chain(CHAIN)  # before the rows
    draft = seen_draft(draft_id, base)
    standing = standing_on(draft.starts_on)
    return draft, standing, draft_cells(draft, standing)


def _found(cells: Sequence[Cell], picked: Picked) -> Cell:
    cell = find_picked(cells, picked)
    if cell is None:
        raise NotVisible
    return cell


def _let(draft: TimetableDraft, standing: Standing, room_id: int | None) -> None:
    """Ask whether a room may be chosen for a lesson on the draft's day."""
    if room_id is None:
        return
    room = standing.week.rooms.get(room_id)
    if room is None:
        raise NotVisible
    if room.out:
        raise refusal(MakingRefusal.ROOM_OUT, room=room.name, day=draft.starts_on)


def _allow(standing: Standing, coming: list[Cell], clashes: Sequence[Overlap], *, outside: bool = False) -> None:
    if outside:
        raise refusal(MakingRefusal.PLACE_OUTSIDE)
    if clashes:
        clash = clash_of(standing, clashes[0], coming)
        raise refusal(MakingRefusal.PLACE_TAKEN, kind=clash.kind, who=clash.who, what=clash.what, where=clash.where)


def _step(draft: TimetableDraft, moves: Sequence[Step], *, actor: Actor, now: datetime) -> None:
    if any(before != after for before, after in moves):
        kept = [[_kept(before), _kept(after)] for before, after in moves]
        _keep(draft, moves, [*draft.steps, kept][-MOST_STEPS:], actor=actor, now=now)


def _kept(cell: Cell | None) -> list[Any] | None:
    return None if cell is None else cells_kept([cell])[0]


def _keep(draft: TimetableDraft, moves: Sequence[Step], steps: list[Any], *, actor: Actor, now: datetime) -> None:
    draft.cells = cells_kept(with_moves([cell_kept(row) for row in draft.cells], moves))
    draft.steps = steps
    draft.version += 1
    draft.save(update_fields=["cells", "steps", "version"])
    entries = [
        Entry(
            Act.DRAFT_CHANGED, {"kind": "draft", "id": draft.pk, "course": (before or after or _NOTHING).course},
            _told(before), _told(after),
        )
        for before, after in moves
        if before != after
    ]  # fmt: skip
    record(chain=CHAIN, actor=actor, entries=entries, now=now)


_NOTHING = Cell(0, 0, 0)


def _told(cell: Cell | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    return {"weekday": cell.weekday, "number": cell.number, "parity": str(cell.parity), "room_id": cell.room}
