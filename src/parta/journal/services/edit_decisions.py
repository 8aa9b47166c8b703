"""Opening cells to who asked for them, or refusing in words."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, append, lock_chain
from parta.curriculum.models import Course
from parta.journal.access_requests import may_decide_edits, visible_edit_requests
from parta.journal.enums import Act, RefusalCode
from parta.journal.models import EditCell
from parta.journal.rules.edit_requests import GROUND_LENGTH, CellFacts, decide_edit_decision, decide_until, usual_until
from parta.journal.services.edit_requests import subject_of
from parta.journal.services.edit_trials import would_open
from parta.journal.services.records.ledger import chain_of
from parta.kernel.actor import Actor
from parta.kernel.decisions import Decision, NotVisible, refusal, refuse_if, require
from parta.school.queries.calendars import calendar_facts


@dataclass(frozen=True, slots=True)
class Decided:
    """Of the cells that were to be decided: how many were, and what stood in the way of the others."""

    done: int
    left: tuple[Decision, ...]


@transaction.atomic
def grant_edits(*, actor: Actor, cell_ids: Collection[int], until: datetime | None, now: datetime) -> Decided:
    """Open cells to who asked for them, and to nobody else, until a moment: usually the end of the next working day.

    A cell that cannot be opened (decided already, one's own, its term closed since) is left and told of. Raises
    `NotVisible` when one of the ids is no cell, `Refused` when the moment is out of bounds or no cell can be opened.
    """
    require(may_decide_edits(actor))
    if until is not None:
        refuse_if(decide_until(until=until, now=now))
    return _decide(actor, cell_ids, "", until, now)


@transaction.atomic
def refuse_edits(*, actor: Actor, cell_ids: Collection[int], words: str, now: datetime) -> Decided:
    """Refuse to open cells and say why. Raises `NotVisible` for unknown ids and `Refused` without words."""
    require(may_decide_edits(actor))
    if not 0 < len(words) <= GROUND_LENGTH:
        raise refusal(RefusalCode.EDIT_NEEDS_WORDS)
    return _decide(actor, cell_ids, words, None, now)


def _decide(actor: Actor, cell_ids: Collection[int], words: str, until: datetime | None, now: datetime) -> Decided:
    """Take the chains of the journals in their order, then the cells, so that two deputies never block each other."""
    wanted = set(cell_ids)
    seen = EditCell.objects.filter(pk__in=wanted, request__in=visible_edit_requests(actor))
    courses = set(seen.values_list("request__course", flat=True))
    heads = {course: lock_chain(chain_of(course)) for course in sorted(courses)}
    cells = list(seen.select_related("request__course").select_for_update(of=("self",)).order_by("pk"))
    if not wanted or {cell.pk for cell in cells} != wanted:
        raise NotVisible
    decisions = {cell.pk: _may(actor, cell) for cell in cells}
    by_course: dict[int, list[EditCell]] = defaultdict(list)
    for cell in cells:
        if decisions[cell.pk].allowed:
            by_course[cell.request.course_id].append(cell)
    done = 0
    for course, rows in by_course.items():
        answer: dict[str, Any] = {"words": words}
        if not words:
            decisions |= would_open(actor, course, rows, now=now)
            answer = {"granted_until": until or _usual(rows[0].request.course, now)}
        chosen = [cell for cell in rows if decisions[cell.pk].allowed]
        EditCell.objects.filter(pk__in=[cell.pk for cell in chosen]).update(
            decided_by=actor.person_id, decided_at=now, **answer
        )
        append(heads[course], actor=actor, entries=_entries(chosen, answer), now=now)
        done += len(chosen)
    left = tuple(decision for decision in decisions.values() if not decision.allowed)
    if not done:
        refuse_if(left[0])
    return Decided(done, left)


def _usual(course: Course, now: datetime) -> datetime:
    return usual_until(calendar_facts(course.year_id)[course.calendar_id], now=now)


def _may(actor: Actor, cell: EditCell) -> Decision:
    facts = CellFacts(cell.decided_at, cell.granted_until, cell.withdrawn_at, cell.entered_at)
    return decide_edit_decision(cell=facts, asked_by=cell.request.asked_by_id, decided_by=actor.person_id)


def _entries(cells: Sequence[EditCell], answer: dict[str, Any]) -> list[Entry]:
    after = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in answer.items()}
    act = Act.EDIT_GRANTED if "granted_until" in answer else Act.EDIT_REFUSED
    return [Entry(act, subject_of(cell), None, after) for cell in cells]
