"""A request to write late: from the client's JSON to typed parts, or one clear problem of shape."""

import hashlib
import json
import uuid
from collections.abc import Mapping
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
    """What is asked: records to write with the versions seen, whole columns of lessons, and why.

    `rows` are the operations as the client wrote them, without their ids: what «enter» will send again.
    """

    id: UUID
    ground: str
    typed_at: datetime | None
    operations: tuple[Operation, ...]
    rows: tuple[Mapping[str, Any], ...]
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
    plain = [{key: value for key, value in _mapping(row).items() if key != "op"} for row in rows]
    return Ask(
        id=fields.uuid("id"),
        ground=fields.text("ground", GROUND_LENGTH),
        typed_at=_moment(data.get("typed_at")),
        operations=tuple(_operations(plain)),
        rows=tuple(plain),
        columns=tuple(dict.fromkeys(_column(row) for row in columns)),
        digest=hashlib.sha256(
            json.dumps(
                [plain, columns, data.get("ground"), data.get("typed_at")], sort_keys=True, separators=(",", ":")
            ).encode()
        ).hexdigest(),
    )


def _operations(rows: list[dict[str, Any]]) -> list[Operation]:
    if not rows:
        return []
    body = {"operations": [{**row, "op": str(uuid.uuid4())} for row in rows]}
    return parse_operations(json.dumps(body).encode())


def _mapping(row: Any) -> Mapping[str, Any]:
    if not isinstance(row, Mapping):
        raise BadOperations("bad_operation")
    return row


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
