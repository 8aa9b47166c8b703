"""Values of settings in Russian."""

from datetime import time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from parta.regulation.rules.deadlines import Deadline
from parta.regulation.rules.tree import SPECS
from parta.regulation.rules.values import AbsenceLetter, DensityRow, Hours, MonthDay
from parta.wording.absences import absence_title
from parta.wording.dates import MONTHS_OF, WEEKDAYS_SHORT
from parta.wording.plurals import counted, number_text, plural
from parta.wording.regulation.deadlines import deadline_text
from parta.wording.regulation.words import LANGUAGES, word

_UNITS = {name: spec.unit for group in SPECS.values() for name, spec in group.items()}
_COUNTED = {
    "calendar_day": ("день", "дня", "дней"),
    "working_day": ("рабочий день", "рабочих дня", "рабочих дней"),
    "minute": ("минута", "минуты", "минут"),
    "lesson": ("урок", "урока", "уроков"),
    "year": ("год", "года", "лет"),
}
_SHUT_BY_TERM = {"new_mark_window_days", "attendance_window_days", "record_window_days"}
_NOTHING = {
    "no_marks_grades": "нигде",
    "mark_min_by_weekly_hours": "без числа",
    "roles_enabled": "только обычные",
    "period_mark_opening": "первого дня периода",
    "refusal_reasons": "не перечислены",
    "access_papers": "не перечислены",
}


def setting_value(name: str, value: Any) -> str:
    """Say the value of a setting."""
    match value:
        case bool():
            return "да" if value else "нет"
        case None:
            return "всегда" if name.endswith("window_days") else "не назначен"
        case 0 if name in _SHUT_BY_TERM:
            return "пока не вышел срок"
        case int() if name.endswith("window_days"):
            return f"{counted(value, 'день', 'дня', 'дней')} после урока" if value else "только в день урока"
        case int():
            unit = _COUNTED.get(_UNITS.get(name, ""))
            return counted(value, *unit) if unit else str(value)
        case tuple() if not value:
            return _NOTHING.get(name, "не назначен")
        case tuple():
            separator = "; " if isinstance(value[0], Deadline | DensityRow) else ", "
            said = separator.join(_item(item) for item in value)
            return f"{said} класс" if name == "no_marks_grades" else said
    return _item(value)


def _item(item: Any) -> str:
    match item:
        case Deadline():
            return deadline_text(item)
        case AbsenceLetter():
            return f"{item.letter} — {absence_title(item.code)}"
        case DensityRow():
            marks = plural(item.marks, "отметка", "отметки", "отметок")
            return f"{counted(item.hours, 'урок', 'урока', 'уроков')} в неделю — {item.marks} {marks}"
        case MonthDay():
            return f"{item.day} {MONTHS_OF[item.month - 1]}"
        case Hours():
            days = ", ".join(WEEKDAYS_SHORT[day - 1] for day in item.weekdays)
            return f"{item.start:%H:%M}–{item.end:%H:%M} ({days})"
        case time():
            return f"{item:%H:%M}"
        case Decimal():
            return number_text(item)
        case StrEnum():
            return word(item)
    return LANGUAGES.get(item, str(item))
