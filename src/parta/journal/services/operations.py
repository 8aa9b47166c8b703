"""Operations of the grid: one transaction a request, one answer an operation, the same answer to the same id."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import OperationalError

from parta.audit.services import Entry, Head
from parta.journal.access import CourseView
from parta.journal.enums import RefusalCode
from parta.journal.rules.operations import Operation
from parta.journal.services.records import apply_operation
from parta.journal.services.records.desk import Applied, Conflict, Desk
from parta.journal.services.records.ledger import chain_of
from parta.journal.services.records.reading import open_journal
from parta.journal.services.records.writing import write_ledger
from parta.kernel.actor import Actor
from parta.kernel.decisions import Decision, NotVisible, Refused, refusal
from parta.kernel.sql import sql

TRIES = 8
_LAST_CHANGE = """
SELECT e.at, p.last_name || ' ' || left(p.first_name, 1) || '. ' || left(p.patronymic, 1) || '.'
FROM audit_event e LEFT JOIN people_person p ON p.id = e.person_id
WHERE e.chain = %(chain)s AND e.subject @> %(subject)s::jsonb
  AND (e.subject ? 'pupil') = (%(subject)s::jsonb ? 'pupil')
ORDER BY e.seq DESC LIMIT 1
"""
_MYSELF = """
SELECT p.last_name || ' ' || left(p.first_name, 1) || '. ' || left(p.patronymic, 1) || '.'
FROM people_person p WHERE p.id = %s
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Answers in the order of the operations, and the number of the last event of the journal."""

    answers: list[dict[str, Any]]
    seq: int


def carry_out(*, actor: Actor, course_id: int, operations: Sequence[Operation], now: datetime) -> Outcome:
    """Carry out a batch of operations of one journal and store every answer with it.

    The journal and the records are read at one moment, decided on in memory, and written by one statement together with
    their events and answers. That statement is the transaction: it holds only while the journal's chain stands where it
    was read, so whoever wrote in between makes this request read and decide anew. Refused and conflicting operations
    change nothing and their answers are final. Raises `NotVisible` for a journal that does not exist for the actor, and
    nothing for a single bad element: its answer says so. Raises `IntegrityError` when somebody took one of the client's
    ids at this very moment, and `OperationalError` when others write without rest: nothing is stored then, and the
    request may be sent again.
    """
    for _ in range(TRIES):
        outcome = _carried_out(actor, course_id, operations, now)
        if outcome is not None:
            return outcome
    raise OperationalError("others write into this journal without rest")


def _carried_out(actor: Actor, course_id: int, operations: Sequence[Operation], now: datetime) -> Outcome | None:
    view, ledger = open_journal(operations, actor=actor, course_id=course_id, now=now)
    if not view.may_ask():
        raise NotVisible
    desk = Desk(view=view, ledger=ledger, now=now)
    answers: list[dict[str, Any]] = []
    fresh: list[dict[str, Any]] = []
    entries: list[Entry] = []
    for operation in operations:
        digest = _digest(view.id, operation)
        stored = ledger.answered.get(operation.op)
        if stored is not None:
            answers.append(_replay(operation, digest, stored, actor.account_id))
            continue
        try:
            result = apply_operation(desk, operation)
        except Refused as refused:
            answer = _refused(operation, refused.decision)
        else:
            if isinstance(result, Applied):
                entries += result.entries
                answer = {
                    "op": str(operation.op),
                    "status": "applied",
                    "version": result.version,
                    "record": result.record,
                }
            else:
                mine = any(entry.subject == result.subject for entry in entries)
                answer = _conflict(operation, result, _just_now(view, now) if mine else _last_change(view, result))
        answers.append(answer)
        fresh.append({"id": str(operation.op), "digest": digest, "answer": answer})
    head: Head | None = ledger.head
    if fresh:
        head = write_ledger(ledger, course_id=view.id, actor=actor, entries=entries, answers=fresh, now=now)
    return Outcome(answers, head.seq) if head is not None else None


def _digest(course_id: int, operation: Operation) -> str:
    """Tell operations apart: the same content sent to another journal is another operation."""
    return hashlib.sha256(f"{course_id}:{operation.digest}".encode()).hexdigest()


def _replay(
    operation: Operation, digest: str, stored: tuple[int, str, dict[str, Any]], account_id: int | None
) -> dict[str, Any]:
    account, known, answer = stored
    if account != account_id or digest != known:
        return _refused(operation, refusal(RefusalCode.OPERATION_ID_TAKEN).decision)
    return {**answer, "replayed": True}


def _refused(operation: Operation, decision: Decision) -> dict[str, Any]:
    return {"op": str(operation.op), "status": "refused", **told(decision)}


def told(decision: Decision) -> dict[str, Any]:
    """Give a refusal as it is stored: its code with everything that its words will need."""
    clause = decision.clause
    return {
        "code": decision.code,
        "params": _plain(dict(decision.params)),
        "clause": None if clause is None else {"act": clause.act, "number": clause.number, "quote": clause.quote},
        "open_until": decision.open_until.isoformat() if decision.open_until else None,
        "who_can_lift": decision.who_can_lift,
    }


def _plain(value: Any) -> Any:
    """Give what JSON can hold; dates as ISO text under a name that says so."""
    match value:
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case None | bool() | int() | str():
            return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _last_change(view: CourseView, conflict: Conflict) -> tuple[datetime | None, str | None]:
    rows = sql(_LAST_CHANGE, {"chain": chain_of(view.id), "subject": json.dumps(conflict.subject)})
    return rows[0] if rows else (None, None)


def _just_now(view: CourseView, now: datetime) -> tuple[datetime, str | None]:
    """Name the author of a change of this very batch, which the audit does not hold yet."""
    rows = sql(_MYSELF, (view.actor.person_id,))
    return now, rows[0][0] if rows else None


def _conflict(operation: Operation, conflict: Conflict, change: tuple[datetime | None, str | None]) -> dict[str, Any]:
    at, author = change
    return {
        "op": str(operation.op),
        "status": "conflict",
        "version": conflict.version,
        "value": conflict.record.get("value", ""),
        "record": conflict.record,
        "author": author or "",
        "at": at.isoformat() if at else None,
    }
