"""Asking to write late, taking the request back, and writing what was asked when it is open."""

import json
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction

from parta.audit.services import Entry, append, lock_chain
from parta.journal.access import CourseView
from parta.journal.access_requests import may_ask_to_edit
from parta.journal.enums import Act, OperationKind, RefusalCode
from parta.journal.models import EditCell, EditRequest
from parta.journal.rules.edit_request_form import Ask
from parta.journal.rules.edit_requests import Cell, decide_edit_request, decide_ground
from parta.journal.rules.operations import MOST, Operation, parse_operations
from parta.journal.services.edit_trials import cell_of, column_probe, try_operation
from parta.journal.services.operations import carry_out, told
from parta.journal.services.records.desk import Desk
from parta.journal.services.records.ledger import chain_of
from parta.journal.services.records.reading import open_journal
from parta.kernel.actor import Actor
from parta.kernel.decisions import Decision, Forbidden, NotVisible, refusal, refuse_if, require


@dataclass(slots=True)
class _Wish:
    """One cell to be asked for: why it is shut, and what would be written."""

    cell: Cell
    refusal: Decision
    changes: list[dict[str, Any]]


@transaction.atomic
def ask_to_edit(*, view: CourseView, ask: Ask, now: datetime) -> EditRequest:
    """Ask for cells of a journal to be opened; the same request twice is one.

    Every record is tried as if it were written now: only what time alone forbids, and a permission would open, may be
    asked. Raises `Forbidden` for another's lessons and `Refused` where no ground is given, the cell is open anyway or
    asked for already, or the regulation opens it to nobody (its clause); nothing is stored then.
    """
    actor = view.actor
    require(may_ask_to_edit(actor, view.regulation.on(now.date()).conditions()))
    assert actor.person_id is not None
    head = lock_chain(chain_of(view.id))
    before = EditRequest.objects.filter(pk=ask.id).first()
    if before is not None:
        if (before.course_id, before.asked_by_id, before.digest) != (view.id, actor.person_id, ask.digest):
            raise refusal(RefusalCode.OPERATION_ID_TAKEN)
        return before
    refuse_if(decide_ground(ask.ground))
    wishes = _wishes(view, ask, now)
    request = EditRequest.objects.create(
        id=ask.id,
        course_id=view.id,
        asked_by_id=actor.person_id,
        asked_at=now,
        ground=ask.ground,
        typed_at=ask.typed_at,
        digest=ask.digest,
    )
    cells = EditCell.objects.bulk_create(
        EditCell(
            request=request,
            kind=wish.cell.kind,
            lesson_id=wish.cell.lesson,
            pupil_id=wish.cell.pupil,
            result=wish.cell.result,
            term_id=wish.cell.term,
            changes=wish.changes,
            refusal=told(wish.refusal),
        )
        for wish in wishes
    )
    after = {"ground": ask.ground, "typed_at": ask.typed_at.isoformat() if ask.typed_at else None}
    entries = [
        Entry(Act.EDIT_ASKED, subject_of(cell), None, {**after, "wanted": [one["after"] for one in cell.changes]})
        for cell in cells
    ]
    append(head, actor=actor, entries=entries, now=now)
    return request


@transaction.atomic
def withdraw_request(*, actor: Actor, request_id: UUID, now: datetime) -> int:
    """Take back what is not decided yet of one's own request; give how many cells. Raises `NotVisible`, `Refused`."""
    request = EditRequest.objects.filter(pk=request_id, asked_by=actor.person_id).first()
    if request is None:
        raise NotVisible
    head = lock_chain(chain_of(request.course_id))
    cells = list(request.cells.select_for_update().filter(decided_at=None, withdrawn_at=None).order_by("pk"))
    if not cells:
        raise refusal(RefusalCode.EDIT_ALREADY_DECIDED)
    EditCell.objects.filter(pk__in=[cell.pk for cell in cells]).update(withdrawn_at=now)
    entries = [Entry(Act.EDIT_WITHDRAWN, subject_of(cell), None, {}) for cell in cells]
    append(head, actor=actor, entries=entries, now=now)
    return len(cells)


def enter_asked(*, actor: Actor, request_id: UUID, now: datetime) -> list[dict[str, Any]]:
    """Write what was asked for where it is open now, as ordinary operations; give their answers.

    Their ids follow from the cells, so that a second click is the same operations. Raises `NotVisible` for another's
    request; where nothing is open there are no answers.
    """
    request = EditRequest.objects.filter(pk=request_id, asked_by=actor.person_id).first()
    if request is None:
        raise NotVisible
    cells = request.cells.filter(decided_at__lte=now, granted_until__gt=now).order_by("pk")
    rows = [
        {**change["operation"], "op": str(uuid5(NAMESPACE_OID, f"{actor.school_slug}:{cell.pk}:{place}"))}
        for cell in cells
        for place, change in enumerate(cell.changes)
        if "operation" in change
    ]
    answers: list[dict[str, Any]] = []
    for start in range(0, len(rows), MOST):
        body = json.dumps({"operations": rows[start : start + MOST]}).encode()
        batch = parse_operations(body)
        answers += carry_out(actor=actor, course_id=request.course_id, operations=batch, now=now).answers
    return answers


def subject_of(cell: EditCell) -> dict[str, Any]:
    """Name a cell of a request in the audit: ids only, those of the place among them."""
    place = {"lesson": cell.lesson_id, "pupil": cell.pupil_id, "result": cell.result or None, "term": cell.term_id}
    named = {key: value for key, value in place.items() if value is not None}
    return {"kind": "edit", "cell": cell.pk, "request": str(cell.request_id), "of": cell.kind, **named}


def _wishes(view: CourseView, ask: Ask, now: datetime) -> list[_Wish]:
    """Try every record twice: as it is now, and as if its cell were opened."""
    probes = [column_probe(cell) for cell in ask.columns]
    view, ledger = open_journal([*ask.operations, *probes], actor=view.actor, course_id=view.id, now=now)
    as_it_is = Desk(view=view, ledger=deepcopy(ledger), now=now)
    opened = Desk(view=view, ledger=deepcopy(ledger), now=now, trial=True)
    waiting = _waiting(view.id)
    wishes: dict[Cell, _Wish] = {}
    wanted: list[tuple[Operation, Cell | None]] = [(operation, None) for operation in ask.operations]
    for operation, column in [*wanted, *zip(probes, ask.columns, strict=True)]:
        without, after = try_operation(as_it_is, operation).decision, try_operation(opened, operation)
        if without.code == RefusalCode.NOT_YOUR_DUTY:
            raise Forbidden
        place = column or (cell_of(operation, ledger) if after.decision.allowed else None)
        asked = place is not None and any(cell.covers(place) for cell in waiting)
        refuse_if(decide_edit_request(without=without, with_permission=after.decision, waiting=asked))
        assert place is not None
        known = wishes.setdefault(place, _Wish(place, without, []))
        if column is None:
            if after.entry is None:
                raise refusal(RefusalCode.EDIT_STALE)
            before, written = after.entry.before, after.entry.after
            known.changes.append({"operation": dict(operation.row), "before": before, "after": written})
    return list(wishes.values())


def _waiting(course_id: int) -> list[Cell]:
    rows = EditCell.objects.filter(request__course=course_id, decided_at=None, withdrawn_at=None)
    return [Cell(OperationKind(row.kind), row.lesson_id, row.pupil_id, row.result, row.term_id) for row in rows]
