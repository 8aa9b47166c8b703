"""The story of a cell in words: who, when, from what to what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


class Row(Protocol):
    """What a line is made of."""

    @property
    def at(self) -> datetime: ...
    @property
    def act(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def before(self) -> dict[str, Any] | None: ...
    @property
    def after(self) -> dict[str, Any] | None: ...
    @property
    def source(self) -> dict[str, Any] | None: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One change, ready to be read."""

    at: datetime
    author: str
    what: str
    before: str
    after: str
    source: str


_KINDS = {
    "mark": "отметка",
    "absence": "посещаемость",
    "present_all": "посещаемость отмечена",
    "topic": "тема",
    "homework": "задание на дом",
    "note": "замечание",
    "work": "работа",
    "term": "итоговая отметка",
}


def history_lines(rows: Iterable[Row], letters: Mapping[str, str]) -> list[Line]:
    """Word the changes of a cell; `letters` are the school's own for absences, by code."""
    return [
        Line(
            row.at,
            row.author or "Импорт",
            _KINDS.get(row.kind, row.kind),
            _value(row.kind, row.before, letters),
            _value(row.kind, row.after, letters),
            _source(row.source),
        )
        for row in rows
    ]


def _value(kind: str, state: dict[str, Any] | None, letters: Mapping[str, str]) -> str:
    if not state:
        return ""
    match kind:
        case "mark":
            return "→".join([*state.get("attempts", []), state.get("value", "")])
        case "absence":
            value = str(state.get("value", ""))
            return letters.get(value, value)
        case "homework":
            return "без задания" if state.get("none") else str(state.get("value", ""))
        case "work":
            return "столбец убран" if state.get("deleted") else f"вес {state.get('weight', '')}"
    return str(state.get("value", ""))


def _source(source: dict[str, Any] | None) -> str:
    if not source:
        return ""
    return ", ".join(str(source[key]) for key in ("file", "sheet", "cell") if source.get(key))
