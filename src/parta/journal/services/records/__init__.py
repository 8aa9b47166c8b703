"""One operation against the ledger: may this actor, does the regulation allow it now, is the version the seen one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from parta.audit.services import Entry
from parta.journal.rules.operations import (
    CallRoll,
    Operation,
    SetAbsence,
    SetHomework,
    SetMark,
    SetNote,
    SetResult,
    SetTopic,
    SetWork,
)
from parta.journal.services.records.attendance import call_roll, set_absence
from parta.journal.services.records.desk import Applied, Conflict, Desk
from parta.journal.services.records.lessons import set_homework, set_note, set_topic
from parta.journal.services.records.marks import set_mark
from parta.journal.services.records.results import set_result
from parta.journal.services.records.works import set_work


def apply_operation(desk: Desk, operation: Operation) -> Applied | Conflict:
    """Carry out one operation in memory. Raises `Refused` when duty, state or regulation says no."""
    handler = _HANDLERS[type(operation.content)]
    desk.permissions.clear()
    result = handler(desk, operation.content, operation.base)
    if isinstance(result, Conflict) or not desk.permissions:
        return result
    desk.ledger.entered.update(desk.permissions)
    return replace(result, entries=[_under(desk.permissions[-1], entry) for entry in result.entries])


def _under(permission: int, entry: Entry) -> Entry:
    """Say in the audit by which permission a record was made late."""
    return replace(entry, after={**(entry.after or {}), "permission": permission})


_HANDLERS: dict[type, Callable[[Desk, Any, int], Applied | Conflict]] = {
    SetMark: set_mark,
    SetAbsence: set_absence,
    CallRoll: call_roll,
    SetTopic: set_topic,
    SetHomework: set_homework,
    SetNote: set_note,
    SetWork: set_work,
    SetResult: set_result,
}
