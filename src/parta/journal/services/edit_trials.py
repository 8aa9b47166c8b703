"""Trying a record without writing it: what the journal would answer now, and what it would if the cell were opened."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from parta.audit.services import Entry
from parta.journal.enums import OperationKind, RefusalCode, WorkPurpose
from parta.journal.models import EditCell, WorkKind
from parta.journal.rules.edit_requests import Cell
from parta.journal.rules.lateness import Late
from parta.journal.rules.operations import (
    CallRoll,
    Content,
    Operation,
    SetAbsence,
    SetHomework,
    SetMark,
    SetNote,
    SetResult,
    SetTopic,
    SetWork,
    parse_operations,
)
from parta.journal.services.records import apply_operation
from parta.journal.services.records.desk import Applied, Desk
from parta.journal.services.records.ledger import Ledger
from parta.journal.services.records.reading import open_journal
from parta.kernel.actor import Actor
from parta.kernel.decisions import ALLOWED, Decision, Refused, refusal


@dataclass(frozen=True, slots=True)
class Tried:
    """What a record would meet: the decision and, where it would be written, its event and what it is late for.

    A decision that allows keeps its code: `after_due`, `entered_late`.
    """

    decision: Decision
    entry: Entry | None = None
    late: Late | None = None


def try_operation(desk: Desk, operation: Operation) -> Tried:
    """Carry out an operation on a desk that nobody will write down; a crossed version is no refusal of the rules."""
    try:
        result = apply_operation(desk, operation)
    except Refused as refused:
        return Tried(refused.decision)
    entry = result.entries[-1] if isinstance(result, Applied) and result.entries else None
    late = desk.late if entry is not None and "overdue" in (entry.after or {}) else None
    return Tried(desk.decision, entry, late)


def would_open(actor: Actor, course_id: int, cells: Sequence[EditCell], *, now: datetime) -> dict[int, Decision]:
    """Tell of each cell what would stand in its way if it were opened now: its term closed, its lesson cancelled…

    The duty is the asker's and is not asked about here. The chain of the course must be locked.
    """
    kind = _any_kind()
    wanted = {cell.pk: _operations_of(cell, kind) for cell in cells}
    every = [one for operations in wanted.values() for one in operations]
    view, ledger = open_journal(every, actor=actor, course_id=course_id, now=now)
    desk = Desk(view=view, ledger=ledger, now=now, trial=True)
    found = {}
    for ident, operations in wanted.items():
        decisions = [try_operation(desk, operation).decision for operation in operations]
        found[ident] = next((one for one in decisions if not one.allowed), ALLOWED)
    return found


def column_probe(cell: Cell, kind_id: int | None = None) -> Operation:
    """Give a record that stands for a whole column of a lesson, to be tried only."""
    lesson = cell.lesson or 0
    content: Content
    match cell.kind:
        case OperationKind.ABSENCE:
            content = CallRoll(lesson)
        case OperationKind.TOPIC:
            content = SetTopic(lesson, "", None)
        case OperationKind.HOMEWORK:
            content = SetHomework(lesson, uuid4(), "", none=False, minutes=None, due=None)
        case _:
            content = SetWork(uuid4(), lesson, kind_id or _any_kind(), None, "", 1, WorkPurpose.FORMATIVE, delete=False)
    return Operation(uuid4(), content, 0, "", {})


def cell_of(operation: Operation, ledger: Ledger) -> Cell:
    """Name the place that an operation writes in; a mark's lesson is that of its column."""
    match operation.content:
        case SetMark() as mark:
            work = ledger.works.get(str(mark.work))
            lesson = work["lesson"] if work else mark.new_work.lesson if mark.new_work else None
            if lesson is None:
                raise refusal(RefusalCode.UNKNOWN_RECORD)
            return Cell(OperationKind.MARK, lesson, mark.pupil)
        case SetAbsence(lesson=lesson, pupil=pupil):
            return Cell(OperationKind.ABSENCE, lesson, pupil)
        case SetNote(lesson=lesson, pupil=pupil):
            return Cell(OperationKind.NOTE, lesson, pupil)
        case CallRoll(lesson=lesson):
            return Cell(OperationKind.ABSENCE, lesson)
        case SetTopic(lesson=lesson):
            return Cell(OperationKind.TOPIC, lesson)
        case SetHomework(lesson=lesson, pupil=pupil):
            return Cell(OperationKind.HOMEWORK, lesson, pupil)
        case SetWork(lesson=lesson):
            return Cell(OperationKind.WORK, lesson)
        case SetResult() as result:
            return Cell(OperationKind.TERM, pupil=result.pupil, result=result.result, term=result.term)


def _operations_of(cell: EditCell, kind_id: int) -> list[Operation]:
    rows: list[dict[str, Any]] = [change["operation"] for change in cell.changes]
    if not rows:
        return [column_probe(Cell(OperationKind(cell.kind), cell.lesson_id), kind_id)]
    body = {"operations": [{**row, "op": str(uuid4())} for row in rows]}
    return parse_operations(json.dumps(body).encode())


def _any_kind() -> int:
    return WorkKind.objects.values_list("pk", flat=True).first() or 0
