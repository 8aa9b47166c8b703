"""A request to write late: from the client's JSON to typed parts, or one clear problem of shape."""

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from parta.journal.enums import OperationKind
from parta.journal.rules.edit_requests import GROUND_LENGTH, MOST_CELLS, Cell
from parta.journal.rules.operations import BadOperations, Fields, Operation, parse_operations

COLUMNS = (OperationKind.MARK, OperationKind.ABSENCE, OperationKind.TOPIC, OperationKind.HOMEWORK)
"""What may be asked for a whole lesson, without saying yet what will be written."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked: records to write with the versions seen, whole columns of lessons, and why."""

    id: UUID
    ground: str
    typed_at: datetime | None
    operations: tuple[Operation, ...]
    columns: tuple[Cell, ...]
    digest: str


def parse_ask(body: bytes) -> Ask:
    """Read the body of a request; raise `BadOperations` where its shape is wrong or it names more than 50 cells."""
    try:
        return _ask(json.loads(body))
    except BadOperations:
        raise
    except (ValueError, RecursionError):
        raise BadOperations("not_json") from None


def _ask(data: Any) -> Ask:
    fields = Fields(data)
    rows, columns = data.get("operations", []), data.get("columns", [])
    if not isinstance(rows, list) or not isinstance(columns, list) or not (rows or columns):
        raise BadOperations("no_operations")
    if len(rows) + len(columns) > MOST_CELLS:
        raise BadOperations("too_many", most=MOST_CELLS)
    operations = tuple(_operations(rows))
    plain = [operation.row for operation in operations]
    return Ask(
        id=fields.uuid("id"),
        ground=fields.text("ground", GROUND_LENGTH),
        typed_at=_moment(data.get("typed_at")),
        operations=operations,
        columns=tuple(dict.fromkeys(_column(row) for row in columns)),
        digest=hashlib.sha256(
            json.dumps(
                [plain, columns, data.get("ground"), data.get("typed_at")], sort_keys=True, separators=(",", ":")
            ).encode()
        ).hexdigest(),
    )


def _operations(rows: list[Any]) -> list[Operation]:
    if not rows:
        return []
    body = [{**row, "op": str(uuid.uuid4())} if isinstance(row, dict) else row for row in rows]
    return parse_operations(json.dumps({"operations": body}).encode())


def _column(row: Any) -> Cell:
    fields = Fields(row)
    try:
        kind = OperationKind(str(row.get("kind")))
    except ValueError:
        raise BadOperations("unknown_kind") from None
    if kind not in COLUMNS:
        raise BadOperations("unknown_kind")
    return Cell(kind, lesson=fields.number("lesson"))


def _moment(text: Any) -> datetime | None:
    if text in (None, ""):
        return None
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) and len(text) <= 40 else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not 2000 <= moment.year <= 2100:
        raise BadOperations("bad_field", field="typed_at")
    return moment
