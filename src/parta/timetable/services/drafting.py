"""The weekly timetable changed by hand: a draft begun from what is in force, lessons carried, the last step undone."""

from datetime import date, datetime, timedelta

from django.db import transaction

from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import MakingRefusal
from parta.timetable.models import TimetableDraft
from parta.timetable.queries.making import cell_kept, draft_cells
from parta.timetable.queries.wall import Picked, clash_of, find_picked
from parta.timetable.queries.weekly import standing_on
from parta.timetable.rules.carrying import Carried, carry, with_moves
from parta.timetable.rules.week import Place
from parta.timetable.services.making import cells_kept, seen_draft

MOST_STEPS = 200
"""How many steps back are kept."""


@transaction.atomic
def begin_draft(*, actor: Actor, starts_on: date, now: datetime) -> TimetableDraft:
    """Begin a draft that is what will be in force on a day, to be changed by hand.

    Raises `Forbidden`; refuses a day that is not to come, a year without a timetable, and a draft beside another one.
    """
    require(may_make_timetable(actor))
    standing = standing_on(starts_on)
    year = standing.year
    if year is None or not standing.cells:
        raise refusal(MakingRefusal.NOTHING_TO_PLACE, day=starts_on)
    if not now.date() < starts_on <= year.ends_on:
        raise refusal(MakingRefusal.DAY_PAST, first=now.date() + timedelta(days=1), last=year.ends_on)
    values = {
        "starts_on": starts_on,
        "repaired": True,
        "stopped": False,
        "seconds": None,
        "cells": cells_kept(standing.cells),
        "made_at": now,
        "person_id": actor.person_id or 0,
    }
    draft, begun = TimetableDraft.objects.get_or_create(year=year, defaults=values)
    if not begun:
        raise refusal(MakingRefusal.DRAFT_STANDS)
    return draft


@transaction.atomic
def carry_lesson(
    *, actor: Actor, draft_id: int, base: int, picked: Picked, to: Place, room_id: int | None = None
) -> Carried:
    """Carry a lesson of a draft to another place of the week, into its room or another one; lessons may change places.

    Nothing follows a draft, so nothing is told to the audit before it is in force. Raises `Forbidden`, `NotVisible`;
    refuses a draft that is another by now, a place where the class does not learn, and whatever would have a teacher, a
    room or pupils in two places at once.
    """
    require(may_make_timetable(actor))
    draft = seen_draft(draft_id, base)
    standing = standing_on(draft.starts_on)
    cells = draft_cells(draft, standing)
    cell = find_picked(cells, picked)
    if cell is None or (room_id is not None and room_id not in standing.week.rooms):
        raise NotVisible
    carried = carry(standing.week, cells, cell, to, room=room_id)
    if carried.outside:
        raise refusal(MakingRefusal.PLACE_OUTSIDE)
    if carried.clashes:
        clash = clash_of(standing, carried.clashes[0], [after for _, after in carried.moves])
        raise refusal(MakingRefusal.PLACE_TAKEN, kind=clash.kind, who=clash.who, what=clash.what, where=clash.where)
    moves = [cells_kept(move) for move in carried.moves]
    if any(before != after for before, after in moves):
        draft.cells = cells_kept(with_moves([cell_kept(row) for row in draft.cells], carried.moves))
        _keep(draft, [*draft.steps, moves][-MOST_STEPS:])
    return carried


@transaction.atomic
def undo_step(*, actor: Actor, draft_id: int, base: int) -> None:
    """Take the last step by hand back. Raises `Forbidden`, `NotVisible` without a step; refuses a stale draft."""
    require(may_make_timetable(actor))
    draft = seen_draft(draft_id, base)
    if not draft.steps:
        raise NotVisible
    *steps, last = draft.steps
    back = [(cell_kept(after), cell_kept(before)) for before, after in last]
    draft.cells = cells_kept(with_moves([cell_kept(row) for row in draft.cells], back))
    _keep(draft, steps)


def _keep(draft: TimetableDraft, steps: list[object]) -> None:
    draft.steps = steps
    draft.version += 1
    draft.save(update_fields=["cells", "steps", "version"])
