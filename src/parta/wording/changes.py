"""The history of a room, a class, a subject, a journal, of bells and periods in Russian: what was, what became."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from parta.curriculum.queries.history import Change
from parta.regulation.enums import Terminology
from parta.wording.calendar import correction_words

_TITLES: Mapping[str, Mapping[str, str]] = {
    "room": {
        "number": "номер", "title": "название", "capacity": "мест", "keeper": "отвечает", "kind": "вид",
        "building": "корпус", "out_from": "не используется с", "out_to": "не используется по", "out_reason": "почему не используется",
    },
    "class": {
        "name": "название", "grade_level": "параллель", "calendar_id": "календарь", "programme_code": "код программы", "shift": "смена", "building": "корпус",
        "programme_title": "программа",
    },
    "subject": {"name": "название", "short_name": "коротко", "index": "индекс", "programme_code": "программа"},
    "course": {
        "subject_id": "предмет", "title": "название", "study_group_id": "подгруппа", "hours_per_week": "часов в неделю",
        "marks_given": "отметки", "calendar_id": "календарь", "ends_on": "последний день",
        "joint": "общий урок",
    },
    "study_group": {"name": "подгруппа"},
    "load": {
        "employee_id": "ведёт", "starts_on": "с", "ends_on": "по", "hours_per_week": "часов в неделю",
        "hours_total": "часов в семестре", "ground": "основание",
    },
}  # fmt: skip
"""Fields that people know, in the order in which they are told; keys for sorting are no news."""
_COLLEGE = {"параллель": "курс", "предмет": "дисциплина"}
_DATES = ("starts_on", "ends_on", "out_from", "out_to")
_BY_WORDS = ("bells", "term", "vacation")


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change, ready to be read: of whom, only what differs; a side is empty where the row did not stand."""

    at: datetime
    author: str
    of: str
    before: str
    after: str


def change_lines(changes: Iterable[Change], terminology: Terminology) -> list[ChangeLine]:
    """Word a page of changes; one that changed nothing that people see is left out."""
    found = []
    for one in changes:
        before, after = (_state(one, state, terminology) for state in (one.before, one.after))
        if before == after:
            continue
        author = one.author or ("оператор установки" if one.by_operator else "Парта")
        found.append(ChangeLine(one.at, author, _of(one), before, after))
    return found


def _of(change: Change) -> str:
    """Say whose load it is that goes on otherwise."""
    if change.kind != "load" or not (change.before and change.after) or not _same(change, "employee_id"):
        return ""
    return _value(change, "employee_id", change.before.get("employee_id"))


def _same(change: Change, field: str) -> bool:
    """Tell whether a field stood before as it stands after."""
    missing = object()
    was, became = (state.get(field, missing) if state else missing for state in (change.before, change.after))
    return was is not missing and was == became


def _state(change: Change, state: Mapping[str, Any] | None, terminology: Terminology) -> str:
    if not state or state.get("removed"):
        return ""
    if change.kind in _BY_WORDS:
        return correction_words(change.kind, {**change.of, **state})
    said = []
    for field, title in _TITLES.get(change.kind, {}).items():
        if (
            field not in state
            or _same(change, field)
            or (state[field] in (None, "") and not _told_empty(change, field))
        ):
            continue
        word = _COLLEGE.get(title, title) if terminology is Terminology.COLLEGE else title
        said.append(f"{word}: {_value(change, field, state[field])}")
    return ", ".join(said)


def _told_empty(change: Change, field: str) -> bool:
    """Tell whether emptiness is what has changed: the field stands on both sides, otherwise."""
    return bool(change.before and change.after) and field in change.before and field in change.after  # type: ignore[operator]


def _value(change: Change, field: str, value: Any) -> str:
    if value in (None, ""):
        return "нет"
    if field in _DATES:
        return date.fromisoformat(str(value)).strftime("%d.%m.%Y")
    if isinstance(value, bool):
        return "есть" if value else "нет"
    if field.endswith("_id"):
        return change.names.get((field, value), "—") if isinstance(value, int) else "—"
    if field == "joint":  # the first of a set has no other name than its own
        return change.names.get((field, value), "") or "есть"
    if field == "hours_per_week":
        return str(value).removesuffix(".00").replace(".", ",")
    return str(value)
