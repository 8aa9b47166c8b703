"""A timetable made by the machine: kept as a draft or dropped; wishes of teachers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.people.models import Employee
from parta.school.models import AcademicYear
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import Act, MakingRefusal
from parta.timetable.models import TeacherWish, TimetableDraft
from parta.timetable.rules.week import Cell, Place
from parta.timetable.services.weekly import CHAIN


@transaction.atomic
def keep_wishes(*, actor: Actor, employee_id: int, wishes: Mapping[Place, bool], now: datetime) -> None:
    """Keep when a teacher cannot or would rather not teach, as a whole; raises `Forbidden`, `NotVisible`."""
    require(may_make_timetable(actor))
    if not Employee.objects.filter(pk=employee_id).exists():
        raise NotVisible
    rows = TeacherWish.objects.filter(employee_id=employee_id)
    before = {f"{one.weekday}/{one.number}": one.never for one in rows}
    after = {f"{weekday}/{number}": never for (weekday, number), never in sorted(wishes.items())}
    if before == after:
        return
    rows.delete()
    TeacherWish.objects.bulk_create(
        TeacherWish(employee_id=employee_id, weekday=weekday, number=number, never=never)
        for (weekday, number), never in wishes.items()
    )
    entry = Entry(Act.WISHES_CHANGED, {"kind": "wishes", "id": employee_id}, before, after)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)


@transaction.atomic
def keep_draft(
    *,
    actor: Actor,
    year: AcademicYear,
    starts_on: date,
    cells: Sequence[Cell],
    repaired: bool,
    stopped: bool,
    seconds: float,
    instead: Sequence[int] | None,
    now: datetime,
) -> TimetableDraft:
    """Keep what the machine drew, in place of the draft (id, version) that stood when it was asked for.

    Raises `Forbidden`; refuses to write over a draft that was begun or changed by hand, or made, since then.
    """
    require(may_make_timetable(actor))
    values = {
        "starts_on": starts_on,
        "repaired": repaired,
        "stopped": stopped,
        "seconds": round(seconds),
        "cells": cells_kept(cells),
        "steps": [],
        "made_at": now,
        "person_id": actor.person_id or 0,
    }
    draft, begun = TimetableDraft.objects.select_for_update().get_or_create(year=year, defaults=values)
    if begun:
        return draft
    if instead is None or (draft.pk, draft.version) != tuple(instead):
        raise refusal(MakingRefusal.DRAFT_STALE)
    for name, value in values.items():
        setattr(draft, name, value)
    draft.version += 1
    draft.save()
    return draft


@transaction.atomic
def drop_draft(*, actor: Actor, draft_id: int, base: int) -> None:
    """Throw a draft away as it was seen: nothing followed it; raises `Forbidden`, `NotVisible`, refuses a stale one."""
    require(may_make_timetable(actor))
    seen_draft(draft_id, base).delete()


def cells_kept(cells: Iterable[Cell]) -> list[list[Any]]:
    """Give cells as a draft keeps them; those with times of their own stay out of it."""
    return [[one.course, one.weekday, one.number, one.parity, one.room] for one in cells if one.span is None]


def seen_draft(draft_id: int, base: int) -> TimetableDraft:
    """Lock a draft as it was seen; raises `NotVisible`, refuses one that is another by now."""
    draft = TimetableDraft.objects.select_for_update(of=("self",)).select_related("year").filter(pk=draft_id).first()
    if draft is None:
        raise NotVisible
    if draft.version != base:
        raise refusal(MakingRefusal.DRAFT_STALE)
    return draft
