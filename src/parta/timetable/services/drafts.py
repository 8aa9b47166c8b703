"""Drafts of the weekly timetable: begun from what is in force, a version of some year, a draft or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.curriculum.queries.next_year import classes_of
from parta.curriculum.rules.next_year import heirs_of
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.school.models import AcademicYear
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import Act, DraftFrom, MakingRefusal
from parta.timetable.models import TimetableDraft, TimetableVersion
from parta.timetable.queries.weekly import Standing, standing_on
from parta.timetable.rules.carrying_over import CarriedOver, carry_over
from parta.timetable.rules.week import Cell
from parta.timetable.services.weekly import CHAIN


@dataclass(frozen=True, slots=True)
class Source:
    """What a draft is begun from, and which version or draft it is."""

    kind: DraftFrom = DraftFrom.IN_FORCE
    id: int = 0


FROM_FORCE = Source()


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft begun; `carried`: what became of the lessons of another year's timetable, where it is begun from one."""

    draft: TimetableDraft
    carried: CarriedOver | None = None


@transaction.atomic
def begin_draft(*, actor: Actor, starts_on: date, now: datetime, source: Source = FROM_FORCE, title: str = "") -> Begun:
    """Begin a draft that is to hold from a day, to be changed by hand; from what will be in force then, unless told.

    Raises `Forbidden`, `NotVisible` for a version of a later year, a draft of another one; refuses a day that is not to
    come, and a year without a load, or without a timetable where the draft is begun from it.
    """
    require(may_make_timetable(actor))
    lock_chain(CHAIN)
    standing = standing_on(starts_on)
    year = standing.year
    if year is None or not standing.week.courses or (source.kind is DraftFrom.IN_FORCE and not standing.cells):
        raise refusal(MakingRefusal.NOTHING_TO_PLACE, day=starts_on)
    if not now.date() < starts_on <= year.ends_on:
        raise refusal(MakingRefusal.DAY_PAST, first=now.date() + timedelta(days=1), last=year.ends_on)
    cells, carried = _cells(source, standing, starts_on)
    draft = TimetableDraft.objects.create(
        year=year, title=" ".join(title.split()), starts_on=starts_on, repaired=True, stopped=False, seconds=None,
        cells=cells, made_at=now, person_id=actor.person_id or 0,
    )  # fmt: skip
    told = {**_card(draft), "from": str(source.kind), "of": source.id or None}
    if carried:
        told["left"] = sum(carried.left.values())
    _record(draft, None, told, actor=actor, now=now)
    return Begun(draft, carried)


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
    now: datetime,
) -> TimetableDraft:
    """Keep what the machine drew as one more draft; raises `Forbidden`."""
    require(may_make_timetable(actor))
    lock_chain(CHAIN)
    draft = TimetableDraft.objects.create(
        year=year, starts_on=starts_on, repaired=repaired, stopped=stopped, seconds=round(seconds),
        cells=cells_kept(cells), made_at=now, person_id=actor.person_id or 0,
    )  # fmt: skip
    _record(draft, None, {**_card(draft), "seconds": draft.seconds}, actor=actor, now=now)
    return draft


@transaction.atomic
def name_draft(*, actor: Actor, draft_id: int, title: str, now: datetime) -> None:
    """Give a draft a name, or take it away; raises `Forbidden`, `NotVisible`."""
    require(may_make_timetable(actor))
    lock_chain(CHAIN)
    draft = TimetableDraft.objects.select_for_update().filter(pk=draft_id).first()
    if draft is None:
        raise NotVisible
    before, draft.title = draft.title, " ".join(title.split())
    if before != draft.title:
        draft.save(update_fields=["title"])
        _record(draft, {"title": before}, {"title": draft.title}, actor=actor, now=now)


@transaction.atomic
def drop_draft(*, actor: Actor, draft_id: int, base: int, now: datetime) -> None:
    """Throw a draft away as it was seen: nothing followed it; raises `Forbidden`, `NotVisible`, refuses a stale one."""
    require(may_make_timetable(actor))
    lock_chain(CHAIN)
    draft = seen_draft(draft_id, base)
    _record(draft, _card(draft), None, actor=actor, now=now)
    draft.delete()


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


def _cells(source: Source, standing: Standing, day: date) -> tuple[list[list[Any]], CarriedOver | None]:
    """Give the cells to begin with, and what became of those of an earlier year."""
    match source.kind:
        case DraftFrom.NOTHING:
            return [], None
        case DraftFrom.DRAFT:
            draft = TimetableDraft.objects.filter(pk=source.id, year=standing.year).first()
            if draft is None:
                raise NotVisible
            return [*draft.cells], None
        case DraftFrom.VERSION:
            version = TimetableVersion.objects.select_related("year").filter(pk=source.id).first()
            if version is None or standing.year is None or version.year.starts_on > standing.year.starts_on:
                raise NotVisible
            if version.year_id == standing.year.pk:
                return cells_kept(standing_on(day, version_id=source.id).cells), None
            carried = _carried(version, standing)
            return cells_kept(carried.cells), carried
    return cells_kept(standing.cells), None


def _carried(version: TimetableVersion, standing: Standing) -> CarriedOver:
    """Carry the lessons of a version of an earlier year over to the journals of the year of the draft."""
    assert standing.year is not None
    former = standing_on(version.starts_on, version_id=version.pk)
    years = standing.year.starts_on.year - version.year.starts_on.year
    heirs = heirs_of(classes_of(version.year_id), classes_of(standing.year.pk), years=years)
    titles = {**former.subjects, **standing.subjects}
    return carry_over(former.week, former.cells, standing.week, heirs=heirs, titles=titles)


def _card(draft: TimetableDraft) -> dict[str, Any]:
    return {"title": draft.title, "starts_on": draft.starts_on.isoformat(), "lessons": len(draft.cells)}


def _record(draft: TimetableDraft, before: Any, after: Any, *, actor: Actor, now: datetime) -> None:
    entry = Entry(Act.DRAFT_CHANGED, {"kind": "draft", "id": draft.pk}, before, after)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
