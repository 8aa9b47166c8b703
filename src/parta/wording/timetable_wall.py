"""The timetable made by hand, in Russian: what lies in the tray, drafts, who did what to them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from parta.curriculum.queries.history import Change
from parta.regulation.enums import Terminology
from parta.timetable.enums import Act, DraftFrom, LeftBehind, Parity
from parta.timetable.rules.carrying_over import CarriedOver
from parta.wording.changes import ChangeLine
from parta.wording.dates import WEEKDAYS_SHORT, full_date
from parta.wording.timetable_quality import figure

PARITIES = {Parity.ODD: "числитель", Parity.EVEN: "знаменатель"}
_WEEKS = {Parity.ANY: "каждую неделю", **PARITIES}
_TEACHER = {Terminology.SCHOOL: "учителем", Terminology.COLLEGE: "преподавателем"}
_FROM = {
    DraftFrom.IN_FORCE: "из действующего",
    DraftFrom.VERSION: "из другой версии",
    DraftFrom.DRAFT: "из другого черновика",
    DraftFrom.NOTHING: "с пустого",
}


_LEFT = {
    LeftBehind.CLASS_GONE: "{class_} дальше",
    LeftBehind.JOURNAL_GONE: "журнала теперь нет",
    LeftBehind.HOURS_SPENT: "часов в нагрузке меньше",
    LeftBehind.PLACE_TAKEN: "место занято или не учебное",
    LeftBehind.OWN_TIMES: "со своим временем, не по звонкам",
}


def carried_words(carried: CarriedOver, terminology: Terminology) -> str:
    """Say what became of last year's timetable: «Перенесено строк: 40. Не перенесено 3: часов в нагрузке меньше — 3.»."""
    said = f"Перенесено строк: {len(carried.cells)}"
    said += f", из них с другим {_TEACHER[terminology]}: {carried.others}." if carried.others else "."
    whose = "группа не пошла" if terminology is Terminology.COLLEGE else "класс не пошёл"
    reasons = [
        f"{_LEFT[why].format(class_=whose)} — {carried.left[why]}" for why in LeftBehind if carried.left.get(why)
    ]
    if reasons:
        said += f" Не перенесено строк: {sum(carried.left.values())} ({'; '.join(reasons)})."
        said += " Часы нагрузки, которым места не нашлось, лежат в лотке."
    return said


def weeks_words(parity: Parity) -> str:
    """Say in which weeks: «каждую неделю», «числитель»."""
    return _WEEKS[parity]


def draft_title(title: str, made_at: datetime) -> str:
    """Name a draft: by its own name, or «Черновик от 20.11.2026 12:05» in the school's time."""
    return title or f"Черновик от {made_at:%d.%m.%Y %H:%M}"


def rest_words(halves: int | None) -> str:
    """Say how much lies in the tray: «ещё 2 в неделю», «ещё раз в две недели», «лишних 1», «часов в нагрузке нет»."""
    if halves is None:
        return "часов в нагрузке нет"
    if halves < 0:
        return f"лишних {figure(-halves / 2)} в неделю"
    return "ещё раз в две недели" if halves == 1 else f"ещё {figure(halves / 2)} в неделю"


def wall_lines(changes: Iterable[Change]) -> list[ChangeLine]:
    """Word what was done to the timetable by hand: of which lesson or draft, from what to what."""
    found = []
    for one in changes:
        author = one.author or ("оператор установки" if one.by_operator else "Парта")
        before, after = _sides(one)
        found.append(ChangeLine(one.at, author, _of(one), before, after))
    return found


def _of(change: Change) -> str:
    match change.kind:
        case "draft_lesson":
            title = change.names.get(("course", change.of["course"]), "")
            return title[:1].upper() + title[1:]
        case "draft":
            state = change.after or change.before or {}
            return "название черновика" if set(state) == {"title"} else "черновик"
        case Act.PUBLISHED:
            return "введено в действие"
        case Act.PUBLICATION_WITHDRAWN:
            return "введённое расписание снято"
    return "версия расписания"


def _sides(change: Change) -> tuple[str, str]:
    if change.kind == "draft_lesson":
        return _place(change, change.before), _place(change, change.after)
    return _state(change.before), _state(change.after)


def _place(change: Change, state: Mapping[str, Any] | None) -> str:
    """Say where a lesson stands: «пн, 1-й, числитель, каб. 301»."""
    if not state:
        return ""
    said = [f"{WEEKDAYS_SHORT[state['weekday'] - 1]}, {state['number']}-й"]
    if state["parity"] in PARITIES:
        said.append(PARITIES[Parity(state["parity"])])
    room = change.names.get(("room_id", state["room_id"] or 0), "")
    if room:
        said.append(f"каб. {room}" if room[:1].isdigit() else room)
    return ", ".join(said)


def _state(state: Mapping[str, Any] | None) -> str:
    """Say what a draft or a version is: «Второе полугодие, с 11 января 2027 г., из действующего, строк: 5»."""
    if not state:
        return ""
    said = [state["title"] or ("без названия" if set(state) == {"title"} else "")] if "title" in state else []
    for name, word in (("starts_on", "с"), ("ends_on", "по")):
        if state.get(name):
            said.append(f"{word} {full_date(date.fromisoformat(state[name]))}")
        elif name == "ends_on" and set(state) == {"ends_on"}:
            said.append("без последнего дня")
    if state.get("from"):
        said.append(_FROM[DraftFrom(state["from"])])
    elif state.get("seconds") is not None:
        said.append("составила машина")
    if "lessons" in state:
        said.append(f"строк: {state['lessons']}")
    if state.get("left"):
        said.append(f"не перенесено: {state['left']}")
    return ", ".join(one for one in said if one)
