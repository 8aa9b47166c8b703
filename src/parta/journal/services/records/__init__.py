"""One operation against the ledger: may this actor, does the regulation allow it now, is the version the seen one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from parta.audit.services import Entry
from parta.journal.enums import Act
from parta.journal.rules.lateness import Late
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
from parta.journal.services.records.desk import Applied, Conflict, Desk, has_content
from parta.journal.services.records.lessons import set_homework, set_note, set_topic
from parta.journal.services.records.marks import set_mark
from parta.journal.services.records.results import set_result
from parta.journal.services.records.works import set_work


def apply_operation(desk: Desk, operation: Operation) -> Applied | Conflict:
    """Carry out one operation in memory. Raises `Refused` when duty, state or regulation says no."""
    handler = _HANDLERS[type(operation.content)]
    desk.begin()
    result = handler(desk, operation.content, operation.base)
    if isinstance(result, Applied) and desk.late is not None and result.entries:
        *others, last = result.entries
        result = replace(result, entries=[*others, _late(desk.late, last)])
    if isinstance(result, Applied) and desk.acting_for is not None:
        result = replace(result, entries=[replace(one, acting_for=desk.acting_for) for one in result.entries])
    if isinstance(result, Conflict) or not desk.permissions:
        return result
    desk.ledger.entered.update(desk.permissions)
    return replace(result, entries=[_under(desk.permissions[-1], entry) for entry in result.entries])


def _under(permission: int, entry: Entry) -> Entry:
    """Say in the audit by which permission a record was made late."""
    return replace(entry, after={**(entry.after or {}), "permission": permission})


def _late(late: Late, entry: Entry) -> Entry:
    """Say in the audit that what was due before is entered now, for the first time, and by which clause it is late."""
    if entry.before is not None and has_content(entry.before):
        return entry
    if entry.act != Act.ROLL_CALLED and not has_content(entry.after):
        return entry
    clause = late.clause
    told = {"duty": late.duty, "due": late.due.isoformat(), "act": clause.act, "number": clause.number}
    return replace(entry, after={**entry.after, "overdue": told})


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
