"""A director declares void what an account did that somebody else used; who teaches there may write it anew."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from parta.audit.services import Entry, append, lock_chain, record
from parta.curriculum.models import Course, TeachingLoad
from parta.journal.access_requests import may_void
from parta.journal.enums import Act, OperationKind
from parta.journal.models import EditCell, EditRequest, VoidedEvent, Voiding
from parta.journal.queries.voiding import Done, Wanted, done_of
from parta.journal.rules.edit_requests import Cell, decide_until, usual_until
from parta.journal.rules.voiding import GROUND_LENGTH, Place, decide_voiding, place_of
from parta.journal.services.edit_requests import subject_of
from parta.journal.services.records.ledger import chain_of
from parta.journal.services.restoring import Restored, restore_records
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refuse_if, require
from parta.people.models import Compromise
from parta.school.queries.calendars import calendar_facts

_CELL_OF = {OperationKind.PRESENT_ALL: OperationKind.ABSENCE}
_WITHOUT_PUPIL = (OperationKind.TOPIC, OperationKind.HOMEWORK, OperationKind.WORK)


@dataclass(frozen=True, slots=True)
class Voided:
    """How many operations an order declared void, how many records changed by it, how many cells were opened."""

    voiding: Voiding
    operations: int
    records: int
    opened: int


@transaction.atomic
def void_operations(
    *,
    actor: Actor,
    compromise_id: int,
    ids: Collection[int] | None = None,
    wanted: Wanted | None = None,
    ground: str,
    until: datetime | None = None,
    closed_too: bool = False,
    now: datetime,
) -> Voided:
    """Declare void what an account did (S3: П2-4.4): the named operations, or all that fit a filter and are not so yet.

    Nothing is deleted: each record gets the state that it has without them as its next version, and the history shows
    them struck out. Their cells are opened to who teaches the journals, until a moment.

    Raises `Forbidden`, and `NotVisible` for an id that is no operation of this account since the named moment. Refuses
    `VOID_OWN_ACCOUNT`, `VOID_NOTHING_CHOSEN`, `VOID_NEEDS_GROUND`, `VOID_ALREADY`, `VOID_IN_CLOSED_PERIOD` unless the
    order reaches closed periods (`closed_too`), and a moment that `decide_until` refuses.
    """
    require(may_void(actor))
    case = Compromise.objects.select_for_update().filter(pk=compromise_id).first()
    if case is None:
        raise NotVisible
    ground = ground.strip()[:GROUND_LENGTH]
    head = lock_chain("school")  # periods are closed and opened under it
    chosen = done_of(case, wanted=wanted, ids=ids, now=now)
    if ids is not None and {row.id for row in chosen} != set(ids):
        raise NotVisible
    decision = decide_voiding(
        ground=ground,
        chosen=len(chosen),
        void=sum(row.voiding_id is not None for row in chosen),
        own=case.person_id == actor.person_id or case.account_id == actor.account_id,
        closed=sum(row.closed for row in chosen),
        closed_too=closed_too,
    )
    refuse_if(decision)
    assert actor.person_id is not None
    if until is not None:
        refuse_if(decide_until(until=until, now=now))
    voiding = Voiding.objects.create(compromise=case, ordered_by_id=actor.person_id, ordered_at=now, ground=ground)
    VoidedEvent.objects.bulk_create(VoidedEvent(voiding=voiding, chain=row.chain, seq=row.seq) for row in chosen)
    after = {"ground": ground, "operations": len(chosen)}
    append(head, actor=actor, entries=[Entry(Act.OPERATIONS_VOIDED, _subject(voiding), None, after)], now=now)
    by_course: dict[int, list[Done]] = defaultdict(list)
    for row in chosen:
        by_course[row.course_id].append(row)
    records = opened = 0
    until = until or _usual(chosen[0].course_id, now)
    for course_id, rows in sorted(by_course.items()):
        lock_chain(chain_of(course_id))
        done = _void_in(course_id, rows, voiding, actor, now)
        records += len(done.changes)
        opened += _open(course_id, rows, done, voiding, actor, until, now)
    return Voided(voiding, len(chosen), records, opened)


def _void_in(course_id: int, rows: Sequence[Done], voiding: Voiding, actor: Actor, now: datetime) -> Restored:
    places = {place for row in rows if (place := place_of(row.subject)) is not None}
    told = {"ground": voiding.ground, "events": sorted(row.seq for row in rows)}
    first = Entry(Act.OPERATIONS_VOIDED, _subject(voiding), None, told)
    return restore_records(actor=actor, course_id=course_id, places=places, voiding_id=voiding.pk, first=first, now=now)


def _open(
    course_id: int, rows: Iterable[Done], done: Restored, voiding: Voiding, actor: Actor, until: datetime, now: datetime
) -> int:
    """Open the cells of what is void, but for closed periods, to who teaches the journal now or taught it last."""
    places = {place for row in rows if not row.closed and (place := place_of(row.subject)) is not None}
    wanted: dict[Cell, list[dict[str, Any]]] = {}
    for place in sorted(places, key=str):
        if (cell := _cell(place, done)) is not None:
            wanted.setdefault(cell, []).extend(_change(place, done))
    made: list[EditCell] = []
    for teacher in _teachers(course_id, now) if wanted else ():
        request = EditRequest.objects.create(
            id=uuid4(), course_id=course_id, asked_by_id=teacher, asked_at=now, ground=voiding.ground, voiding=voiding
        )
        made += EditCell.objects.bulk_create(
            EditCell(
                request=request,
                kind=cell.kind,
                lesson_id=cell.lesson,
                pupil_id=cell.pupil,
                result=cell.result,
                term_id=cell.term,
                changes=changes,
                refusal={"code": Act.OPERATIONS_VOIDED},
                decided_by_id=actor.person_id,
                decided_at=now,
                granted_until=until,
            )
            for cell, changes in wanted.items()
        )
    after: dict[str, Any] = {"granted_until": until.isoformat(), "voiding": voiding.pk}
    entries = [Entry(Act.EDIT_GRANTED, subject_of(cell), None, after) for cell in made]
    if entries:
        record(chain=chain_of(course_id), actor=actor, entries=entries, now=now)
    return len(wanted) if made else 0


def _cell(place: Place, done: Restored) -> Cell | None:
    """Give the place of the journal to be opened so that a record may be written anew."""
    kind, key = OperationKind(place[0]), place[1:]
    if kind is OperationKind.TERM:
        return Cell(kind, pupil=key[0], result=key[1], term=key[2])
    lesson = done.lesson_of.get(key[0]) if kind in (OperationKind.MARK, OperationKind.WORK) else key[0]
    if lesson is None:
        return None
    pupil = None if kind in (*_WITHOUT_PUPIL, OperationKind.PRESENT_ALL) else key[1]
    return Cell(_CELL_OF.get(kind, kind), lesson, pupil)


def _change(place: Place, done: Restored) -> list[dict[str, Any]]:
    """Tell what a record said before the order and says since; nothing of a roll call."""
    if place not in done.changes or place[0] == OperationKind.PRESENT_ALL:
        return []
    before, after = done.changes[place]
    return [{"before": before, "after": after}]


def _teachers(course_id: int, now: datetime) -> list[int]:
    loads = TeachingLoad.objects.filter(course=course_id)
    found = list(loads.filter(in_force(now.date())).order_by("employee").values_list("employee", flat=True).distinct())
    if found:
        return found
    last = loads.order_by(F("ends_on").desc(nulls_first=True), "pk").values_list("employee", flat=True).first()
    return [] if last is None else [last]


def _usual(course_id: int, now: datetime) -> datetime:
    """Give the usual end of a permission, by the calendar of a journal."""
    course = Course.objects.get(pk=course_id)
    return usual_until(calendar_facts(course.year_id)[course.calendar_id], now=now)


def _subject(voiding: Voiding) -> dict[str, Any]:
    case = voiding.compromise
    return {"kind": "voiding", "voiding": voiding.pk, "compromise": case.pk, "person": case.person_id}
