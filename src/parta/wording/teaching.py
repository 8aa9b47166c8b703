"""Refusals of the teaching process: what cannot be done, why, what can be done."""

from collections.abc import Callable, Mapping
from typing import Any

from parta.curriculum.enums import TeachingRefusal
from parta.wording.dates import date_text

Sentence = tuple[str, str, str]

TEACHING: dict[str, Callable[[Mapping[str, Any]], Sentence]] = {
    TeachingRefusal.DAY_OUTSIDE_YEAR: lambda p: (
        f"Назначить {date_text(p['day'])} нельзя ({p['course']})",
        "этот день не в учебном году и не летом после него",
        "Проверьте год",
    ),
    TeachingRefusal.ORDER_NOT_NAMED: lambda p: (
        "Внести приказ нельзя",
        "не назван его номер",
        "Напишите номер приказа",
    ),
    TeachingRefusal.ORDER_BACKWARDS: lambda p: (
        "Внести приказ нельзя",
        f"последний день, {date_text(p['closes'])}, раньше первого, {date_text(p['opens'])}",
        "Проверьте даты",
    ),
    TeachingRefusal.ORDER_OUTSIDE_PERIOD: lambda p: (
        "Внести приказ нельзя",
        f"отметки за этот период ставят не раньше {date_text(p['start'])} и не позже {date_text(p['end'])}",
        "Проверьте период и даты",
    ),
    TeachingRefusal.GRADE_ORDERED_TWICE: lambda p: (
        "Внести приказ нельзя",
        f"сроки за этот период для {p['grade']} класса уже называет приказ № {p['order']}",
        "Уберите прежний приказ или уточните классы",
    ),
}
"""Code → what cannot be done, why, what can be done."""
