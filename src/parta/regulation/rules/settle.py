"""Settings that govern others are carried into them, so that a regulation says one thing once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any

from parta.regulation.enums import Anchor, Source, Unit
from parta.regulation.rules.deadlines import Deadline, Deadlines
from parta.regulation.rules.tree import Regulation, Setting

_DAILY = {
    "lessons": ("topic_deadline",),
    "homework": ("homework_entry_deadline",),
    "marks": ("current_mark_deadline", "written_mark_deadlines"),
    "attendance": ("attendance_deadline",),
}


def settled(regulation: Regulation) -> Regulation:
    """Put the hour of `daily_entry_cutoff_time` and the minutes of `homework_after_class_minutes` into deadlines.

    Of the minutes and the term for homework the one that the act itself names governs; the minutes when it names both.
    """
    cutoff = regulation.lessons.daily_entry_cutoff_time.value
    if cutoff is not None:
        regulation = replace(regulation, **{group: _cut_group(regulation, group, cutoff) for group in _DAILY})
    homework = regulation.homework
    minutes, term = homework.homework_after_class_minutes, homework.homework_entry_deadline
    if minutes.source is not Source.DEFAULT and minutes.value is not None:
        number = minutes.value
        term = _each(term, lambda row: replace(row, offset=number) if _after_class(row) else row)
    elif term.source is not Source.DEFAULT:
        minutes = replace(minutes, value=next((row.offset for row in term.value if _after_class(row)), None))
    homework = replace(homework, homework_after_class_minutes=minutes, homework_entry_deadline=term)
    return replace(regulation, homework=homework)


def _cut_group(regulation: Regulation, group: str, cutoff: time) -> Any:
    settings = getattr(regulation, group)
    return replace(settings, **{name: _each(getattr(settings, name), _cut(cutoff)) for name in _DAILY[group]})


def _cut(cutoff: time) -> Callable[[Deadline], Deadline]:
    def cut(row: Deadline) -> Deadline:
        return replace(row, at=min(row.at or cutoff, cutoff)) if row.ends_on_lesson_day else row

    return cut


def _after_class(row: Deadline) -> bool:
    return row.anchor is Anchor.CLASS_LAST_LESSON_END and row.unit is Unit.MINUTE


def _each(setting: Setting[Deadlines], change: Callable[[Deadline], Deadline]) -> Setting[Deadlines]:
    rows = tuple(change(row) for row in setting.value)
    return replace(setting, value=rows, also=tuple(_each(reading, change) for reading in setting.also))
