"""Operations of the grid: from the client's JSON to typed acts, or one clear problem of shape."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from parta.journal.enums import OperationKind, ResultKind, WorkPurpose

MOST = 50
TOPIC_LENGTH, HOMEWORK_LENGTH, NOTE_LENGTH, TITLE_LENGTH, VALUE_LENGTH, REASON_LENGTH = 1000, 4000, 1000, 200, 8, 200
_BIGINT = 2**63 - 1
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class BadOperations(ValueError):
    """The request is not a list of operations that Parta knows; `code` says what is wrong."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class NewWork:
    """A column that comes with its first mark."""

    lesson: int
    kind: int
    weight: Decimal | None
    title: str
    criteria: int
    purpose: str


@dataclass(frozen=True, slots=True)
class SetMark:
    """A mark set, changed, attempted anew, or cleared (empty value)."""

    work: UUID
    pupil: int
    criterion: int
    value: str
    attempt: bool
    new_work: NewWork | None


@dataclass(frozen=True, slots=True)
class SetAbsence:
    """An absence set or cleared."""

    lesson: int
    pupil: int
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class CallRoll:
    """Everyone not marked absent is here."""

    lesson: int


@dataclass(frozen=True, slots=True)
class SetTopic:
    """The topic of a lesson, perhaps a line of the plan."""

    lesson: int
    value: str
    plan_line: int | None


@dataclass(frozen=True, slots=True)
class SetHomework:
    """What is set at a lesson for everyone, or for one pupil."""

    lesson: int
    id: UUID
    value: str
    none: bool
    minutes: int | None
    due: int | None
    pupil: int | None = None


@dataclass(frozen=True, slots=True)
class SetNote:
    """Words to one pupil at one lesson."""

    lesson: int
    pupil: int
    value: str


@dataclass(frozen=True, slots=True)
class SetWork:
    """A column added (base 0), changed, or taken away while it is empty."""

    work: UUID
    lesson: int
    kind_id: int
    weight: Decimal | None
    title: str
    criteria: int
    purpose: str
    delete: bool


@dataclass(frozen=True, slots=True)
class SetResult:
    """A mark of a period, the year, an exam, or the final one."""

    pupil: int
    result: ResultKind
    term: int | None
    value: str


Content = SetMark | SetAbsence | CallRoll | SetTopic | SetHomework | SetNote | SetWork | SetResult


@dataclass(frozen=True, slots=True)
class Operation:
    """One act of the client: its own id, what it is, and the version of the record that was seen.

    `row` is all of it but the id, as the client wrote it: what may be sent again under another id.
    """

    op: UUID
    content: Content
    base: int
    digest: str
    row: Mapping[str, Any]


def parse_operations(body: bytes) -> list[Operation]:
    """Read the body of a request; raise `BadOperations` where its shape is not that of 1–50 operations."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise BadOperations("not_json") from None
    rows = data.get("operations") if isinstance(data, dict) else None
    if not isinstance(rows, list) or not rows:
        raise BadOperations("no_operations")
    if len(rows) > MOST:
        raise BadOperations("too_many", most=MOST)
    found = [_operation(Fields(row)) for row in rows]
    if len({operation.op for operation in found}) != len(found):
        raise BadOperations("same_id_twice")
    return found


def written(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Write operations as a client does: for whoever acts in a journal from another page."""
    return json.dumps({"operations": list(rows)}).encode()


class Fields:
    """Typed reading of one object's fields."""

    def __init__(self, row: Any) -> None:
        if not isinstance(row, Mapping):
            raise BadOperations("bad_operation")
        self.row = row

    def text(self, name: str, most: int) -> str:
        value = self.row.get(name, "")
        if value is None:
            value = ""
        if not isinstance(value, str) or _CONTROL.search(value):
            raise BadOperations("bad_field", field=name)
        value = value.strip()
        if len(value) > most:
            raise BadOperations("too_long", field=name, most=most)
        try:
            value.encode()
        except UnicodeEncodeError:
            raise BadOperations("bad_field", field=name) from None
        return value

    def number(self, name: str, *, low: int = 1, high: int = _BIGINT) -> int:
        value = self.row.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise BadOperations("bad_field", field=name)
        return value

    def number_or_none(self, name: str, *, low: int = 1, high: int = _BIGINT) -> int | None:
        return None if self.row.get(name) in (None, "") else self.number(name, low=low, high=high)

    def flag(self, name: str) -> bool:
        value = self.row.get(name, False)
        if not isinstance(value, bool):
            raise BadOperations("bad_field", field=name)
        return value

    def purpose(self) -> str:
        value = self.row.get("purpose") or ""
        if value not in ("", *WorkPurpose):
            raise BadOperations("bad_field", field="purpose")
        return str(value)

    def uuid(self, name: str) -> UUID:
        value = self.row.get(name)
        try:
            return UUID(value) if isinstance(value, str) and len(value) == 36 else UUID("")
        except ValueError:
            raise BadOperations("bad_field", field=name) from None

    def weight(self, name: str) -> Decimal | None:
        value = self.row.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | float | str) or len(str(value)) > 8:
            raise BadOperations("bad_field", field=name)
        try:
            number = Decimal(str(value).replace(",", "."))
        except InvalidOperation:
            raise BadOperations("bad_field", field=name) from None
        if not number.is_finite() or not 0 <= number <= 10:
            raise BadOperations("bad_field", field=name)
        return number.quantize(Decimal("0.01"))


def _operation(fields: Fields) -> Operation:
    try:
        kind = OperationKind(str(fields.row.get("kind")))
    except ValueError:
        raise BadOperations("unknown_kind") from None
    content = _READERS[kind](fields)
    digest = hashlib.sha256(
        json.dumps(fields.row, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()
    base = 0 if kind is OperationKind.PRESENT_ALL else fields.number("base", low=0, high=2**31 - 1)
    row = {name: value for name, value in fields.row.items() if name != "op"}
    return Operation(fields.uuid("op"), content, base, digest, row)


def _mark(fields: Fields) -> SetMark:
    new = fields.row.get("new_work")
    return SetMark(
        work=fields.uuid("work"),
        pupil=fields.number("pupil"),
        criterion=fields.number_or_none("criterion", high=4) or 1,
        value=fields.text("value", VALUE_LENGTH),
        attempt=fields.flag("attempt"),
        new_work=None if new is None else _new_work(Fields(new)),
    )


def _new_work(fields: Fields) -> NewWork:
    kind = "kind" if "kind" in fields.row else "kind_id"
    return NewWork(
        lesson=fields.number("lesson"),
        kind=fields.number(kind),
        weight=fields.weight("weight"),
        title=fields.text("title", TITLE_LENGTH),
        criteria=fields.number_or_none("criteria", high=4) or 1,
        purpose=fields.purpose(),
    )


def _absence(fields: Fields) -> SetAbsence:
    return SetAbsence(
        fields.number("lesson"),
        fields.number("pupil"),
        fields.text("value", 12),
        fields.text("reason", REASON_LENGTH),
    )


def _topic(fields: Fields) -> SetTopic:
    return SetTopic(fields.number("lesson"), fields.text("value", TOPIC_LENGTH), fields.number_or_none("plan_line"))


def _homework(fields: Fields) -> SetHomework:
    none, pupil = fields.flag("none"), fields.number_or_none("pupil")
    if none and pupil is not None:
        raise BadOperations("bad_field", field="none")
    return SetHomework(
        lesson=fields.number("lesson"),
        id=fields.uuid("id"),
        value="" if none else fields.text("value", HOMEWORK_LENGTH),
        none=none,
        minutes=fields.number_or_none("minutes", high=600),
        due=fields.number_or_none("due"),
        pupil=pupil,
    )


def _note(fields: Fields) -> SetNote:
    return SetNote(fields.number("lesson"), fields.number("pupil"), fields.text("value", NOTE_LENGTH))


def _work(fields: Fields) -> SetWork:
    return SetWork(
        work=fields.uuid("work"),
        lesson=fields.number("lesson"),
        kind_id=fields.number("kind_id"),
        weight=fields.weight("weight"),
        title=fields.text("title", TITLE_LENGTH),
        criteria=fields.number_or_none("criteria", high=4) or 1,
        purpose=fields.purpose(),
        delete=fields.flag("delete"),
    )


def _result(fields: Fields) -> SetResult:
    try:
        result = ResultKind(str(fields.row.get("result")))
    except ValueError:
        raise BadOperations("bad_field", field="result") from None
    term = fields.number("term") if result is ResultKind.TERM else None
    return SetResult(fields.number("pupil"), result, term, fields.text("value", VALUE_LENGTH))


_READERS: dict[OperationKind, Callable[[Fields], Content]] = {
    OperationKind.MARK: _mark,
    OperationKind.ABSENCE: _absence,
    OperationKind.PRESENT_ALL: lambda fields: CallRoll(fields.number("lesson")),
    OperationKind.TOPIC: _topic,
    OperationKind.HOMEWORK: _homework,
    OperationKind.NOTE: _note,
    OperationKind.WORK: _work,
    OperationKind.TERM: _result,
}
