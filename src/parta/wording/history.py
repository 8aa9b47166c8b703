"""The story of a cell in words: who, when, from what to what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from parta.kernel.decisions import Clause
from parta.wording.acts import act_title
from parta.wording.dates import moment_text, until_text
from parta.wording.marks import purpose_text
from parta.wording.refusals import clause_text


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
    def acting_for(self) -> str: ...
    @property
    def before(self) -> dict[str, Any] | None: ...
    @property
    def after(self) -> dict[str, Any] | None: ...
    @property
    def source(self) -> dict[str, Any] | None: ...
    @property
    def pupil(self) -> str: ...
    @property
    def void(self) -> dict[str, Any] | None: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One change, ready to be read."""

    at: datetime
    author: str
    what: str
    before: str
    after: str
    source: str
    late: str = ""
    void: str = ""


_KINDS = {
    "mark": "отметка",
    "absence": "посещаемость",
    "present_all": "посещаемость отмечена",
    "topic": "тема",
    "homework": "задание на дом",
    "note": "замечание",
    "work": "работа",
    "term": "итоговая отметка",
    "roll": "отметка о перекличке",
}
_RESTORED = "journal.record_restored"


def history_lines(rows: Iterable[Row], letters: Mapping[str, str]) -> list[Line]:
    """Word the changes of a cell; `letters` are the school's own for absences, by code."""
    return [
        Line(
            row.at,
            author_text(row.author or "Импорт", row.acting_for),
            _what(row),
            state_words(row.kind, row.before, letters),
            state_words(row.kind, row.after, letters),
            _source(row.source),
            overdue_text(row.after),
            void_text(row.void),
        )
        for row in rows
    ]


def author_text(author: str, acting_for: str) -> str:
    """Say who did something and, where it was in somebody's place, in whose."""
    return f"{author} (вместо: {acting_for})" if acting_for else author


def _what(row: Row) -> str:
    if row.kind == "edit":
        return act_title(row.act)
    if row.act == _RESTORED:
        return f"{_KINDS.get(row.kind, row.kind)} после аннулирования"
    return f"задание лично ({row.pupil})" if row.pupil else _KINDS.get(row.kind, row.kind)


def state_words(kind: str, state: dict[str, Any] | None, letters: Mapping[str, str]) -> str:
    """Say what stands in a record: «2→4», «б», «без задания»; nothing for an empty one."""
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
            return "столбец убран" if state.get("deleted") else _work(state)
        case "edit":
            return _edit(state)
    return str(state.get("value", ""))


def _work(state: dict[str, Any]) -> str:
    purpose = purpose_text(state.get("purpose", ""))
    return f"вес {state.get('weight', '')}{f', {purpose}' if purpose else ''}"


def _edit(state: dict[str, Any]) -> str:
    """Say why a permission was asked for or refused, or until when it was given."""
    until = state.get("granted_until")
    if until:
        return f"до {moment_text(datetime.fromisoformat(until))}"
    return str(state.get("ground") or state.get("words") or "")


def overdue_text(state: Mapping[str, Any] | None) -> str:
    """Say by when a record was due that came later: «срок был до 21:00 12 ноября, п. 4.3»; nothing for one in time."""
    told = (state or {}).get("overdue")
    if not told:
        return ""
    due = datetime.fromisoformat(told["due"])
    clause = clause_text(Clause(told["act"], told["number"], ""))
    return f"срок был {until_text(due)}{f' ({clause})' if clause else ''}"


def void_text(void: Mapping[str, Any] | None) -> str:
    """Say by which order a change is void: «аннулировано распоряжением «№ 7», 20 ноября 2026, Герасимова В. В.»."""
    if not void:
        return ""
    return (
        f"аннулировано распоряжением «{void['ground']}», {datetime.fromisoformat(void['at']):%d.%m.%Y}, {void['who']}"
    )


def _source(source: dict[str, Any] | None) -> str:
    if not source:
        return ""
    return ", ".join(str(source[key]) for key in ("file", "sheet", "cell") if source.get(key))
