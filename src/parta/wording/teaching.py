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
}
"""Code → what cannot be done, why, what can be done."""
