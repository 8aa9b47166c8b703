"""Wishes of teachers to the timetable in Russian."""

from collections.abc import Callable, Mapping
from typing import Any

from parta.timetable.enums import WishRefusal, WishState
from parta.timetable.rules.week import Place
from parta.wording.dates import WEEKDAYS_SHORT, full_date

STATES = {WishState.ASKED: "ждёт решения", WishState.ACCEPTED: "учтено", WishState.DECLINED: "отклонено"}
_HOW = {True: "не может", False: "лучше не надо"}


def _shut(p: Mapping[str, Any]) -> str:
    if p["first"] is None:
        return "завуч ещё не назначил, когда их принимают"
    return f"их принимали или будут принимать с {full_date(p['first'])} по {full_date(p['last'])}"


WISHES: dict[str, Callable[[Mapping[str, Any]], tuple[str, str, str]]] = {
    WishRefusal.WINDOW_SHUT: lambda p: ("Послать пожелания сейчас нельзя", _shut(p), "Обратитесь к завучу"),
    WishRefusal.WINDOW_BACKWARDS: lambda p: (
        "Назначить такие дни нельзя",
        "последний день раньше первого или уже прошёл",
        "Проверьте дни",
    ),
    WishRefusal.DECIDED: lambda p: ("Решить ещё раз нельзя", "об этих пожеланиях уже решено", "Обновите страницу"),
    WishRefusal.NEEDS_ANSWER: lambda p: ("Отклонить нельзя", "не сказано почему", "Напишите учителю причину"),
}


def wishes_words(wishes: Mapping[Place, bool], numbers: int) -> list[str]:
    """Say wishes day by day: «вт: весь день — не может», «пт: 1, 2 — лучше не надо»."""
    found = []
    for day in sorted({weekday for weekday, _ in wishes}):
        own = {number: never for (weekday, number), never in wishes.items() if weekday == day}
        parts = []
        for never, how in _HOW.items():
            at = sorted(number for number, one in own.items() if one is never)
            if at:
                whole = len(at) >= numbers
                parts.append(f"{'весь день' if whole else ', '.join(map(str, at))} — {how}")
        found.append(f"{WEEKDAYS_SHORT[day - 1]}: {'; '.join(parts)}")
    return found
