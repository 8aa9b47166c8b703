"""The sanitary norms of a timetable in Russian words."""

from typing import Any

from parta.timetable.rules.norms import NormChange

BELL_NORMS = {
    "lesson": "урок, минут не больше",
    "least_break": "перемена, минут не меньше",
    "big_break": "большая перемена, минут",
    "big_break_from": "большая перемена нужна, если уроков в день",
    "earliest": "уроки не раньше",
    "latest": "уроки не позже",
    "second_shift_from": "вторая смена начинается с",
    "first_shift": "только в первую смену учатся",
}
_CLOCKS = ("earliest", "latest", "second_shift_from")


def norm_change(one: NormChange) -> str:
    """Say one number that differs: «алгебра, 8 класс: 9 → 10 баллов»."""
    match one.part:
        case "days":
            return f"уроков в день, {one.grade} класс: {_day(one.was)} → {_day(one.becomes)}"
        case "points":
            return f"{one.row}, {one.grade} класс: {one.was or 'нет'} → {one.becomes or 'нет'}"
        case "bells":
            return f"{BELL_NORMS[one.row]}: {_bell(one.row, one.was)} → {_bell(one.row, one.becomes)}"
    return f"трудный предмет — от {one.was} → от {one.becomes} баллов"


def _day(value: Any) -> str:
    if not value:
        return "нет"
    most, once = value
    return f"{most}, раз в неделю {most + 1}" if once else str(most)


def _bell(name: str, value: Any) -> str:
    if name in _CLOCKS:
        return f"{value // 60:02d}:{value % 60:02d}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
