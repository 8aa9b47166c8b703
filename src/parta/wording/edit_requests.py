"""Requests to write late in words: what is asked, how far it has come, what was answered."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from parta.journal.enums import EditState
from parta.kernel.decisions import Clause
from parta.regulation.enums import Terminology
from parta.wording.dates import date_text, last_day_before, moment_text, near_date
from parta.wording.history import state_words
from parta.wording.operations import decision_of
from parta.wording.plurals import counted
from parta.wording.refusals import clause_text
from parta.wording.terms import RESULT_TITLES, term_title


class Cell(Protocol):
    """What a cell of a request is worded from."""

    @property
    def kind(self) -> str: ...
    @property
    def lesson_date(self) -> date | None: ...
    @property
    def lesson_number(self) -> int | None: ...
    @property
    def pupil(self) -> str: ...
    @property
    def result(self) -> str: ...
    @property
    def term(self) -> tuple[str, int] | None: ...
    @property
    def changes(self) -> list[dict[str, Any]]: ...
    @property
    def refusal(self) -> dict[str, Any]: ...
    @property
    def state(self) -> EditState: ...
    @property
    def granted_until(self) -> datetime | None: ...
    @property
    def entered_at(self) -> datetime | None: ...


_KINDS = {
    "mark": "отметка",
    "absence": "посещаемость",
    "topic": "тема",
    "homework": "задание на дом",
    "note": "слова учителя",
    "work": "столбец работы",
    "term": "итоговая отметка",
}
_COLUMNS = {"mark": "все отметки", "absence": "вся посещаемость"}
STATES = {
    EditState.WAITING: "ждёт ответа",
    EditState.WITHDRAWN: "отозвана",
    EditState.REFUSED: "отказано",
    EditState.OPEN: "открыто",
    EditState.ENTERED: "внесено",
    EditState.EXPIRED: "время вышло",
}


def what_text(cell: Cell) -> str:
    """Say what is to be opened: «отметка», «вся посещаемость», «отметка за II четверть»."""
    if cell.kind == "term":
        return f"отметка за {term_title(*cell.term)}" if cell.term else f"отметка: {RESULT_TITLES[cell.result].lower()}"
    return _COLUMNS.get(cell.kind, _KINDS[cell.kind]) if not cell.pupil else _KINDS[cell.kind]


def lesson_text(cell: Cell, terminology: Terminology) -> str:
    """Say of which lesson: «пн, 9 ноября, 1-й урок»."""
    if cell.lesson_date is None:
        return ""
    number = f", {cell.lesson_number}-й урок" if cell.lesson_number and terminology == Terminology.SCHOOL else ""
    return f"{date_text(cell.lesson_date)}{number}"


def changes_text(cell: Cell, letters: Mapping[str, str]) -> list[tuple[str, str]]:
    """Say from what to what, change by change; nothing for a whole column, where it is not known yet."""

    def words(state: dict[str, Any] | None) -> str:
        return state_words(cell.kind, state, letters) or "пусто"

    return [(words(change["before"]), words(change["after"])) for change in cell.changes]


def due_text(refusal: Mapping[str, Any]) -> tuple[str, str]:
    """Say until when it could be written without a permission, and by which clause: («срок вышел …», «Положение …»)."""
    decision = decision_of(refusal)
    due = f"срок вышел {date_text(last_day_before(decision.open_until))}" if decision.open_until else "сейчас закрыто"
    return due, clause_text(decision.clause)


def until_text(until: datetime) -> str:
    """Say the end of a permission: «до конца пн, 23 ноября» or «до пн, 23 ноября, 18:00»."""
    if (until.hour, until.minute) == (0, 0):
        return f"до конца {date_text((until - timedelta(seconds=1)).date())}"
    return f"до {moment_text(until)}"


def state_text(cell: Cell) -> str:
    """Say how far a cell has come: «открыто до конца пн, 23 ноября»."""
    word = STATES[cell.state]
    if cell.state is EditState.OPEN and cell.granted_until is not None:
        return f"{word} {until_text(cell.granted_until)}"
    if cell.state is EditState.ENTERED and cell.entered_at is not None:
        return f"{word} {moment_text(cell.entered_at)}"
    return word


def asked_text(asked_at: datetime, today: date) -> str:
    """Say when it was asked: «сегодня в 21:10»."""
    return f"{near_date(asked_at.date(), today)} в {asked_at:%H:%M}"


def typed_text(typed_at: datetime | None) -> str:
    """Say when it was typed by the clock of the teacher's computer: a claim, and said as one."""
    return f"по часам компьютера набрано {moment_text(typed_at)}" if typed_at else ""


def overdue_text(days: int, clause: Clause) -> str:
    """Say how long an answer is overdue: «просрочено: 2 дня, Положение техникума, п. 3.2.1»."""
    return f"просрочено: {counted(days, 'день', 'дня', 'дней')}, {clause_text(clause)}"
