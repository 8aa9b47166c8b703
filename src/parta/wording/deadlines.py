"""Deadlines of the regulation in a few words."""

from parta.regulation.enums import Anchor, Unit
from parta.regulation.rules.deadlines import Deadlines
from parta.regulation.rules.tree import Setting


def deadline_words(setting: Setting[Deadlines]) -> str:
    """Say by when a lesson must be filled, with the clause: «до 21:00 (Положение школы № 2, п. 17(4))»."""
    deadline, clause = next(iter(setting.value), None), setting.clause
    if deadline is None or deadline.anchor is not Anchor.LESSON_END:
        return ""
    if deadline.offset == 0:
        words = f"до {deadline.at:%H:%M}" if deadline.at else "до конца дня урока"
    elif deadline.unit is Unit.CALENDAR_DAY and deadline.offset == 1:
        words = "до конца следующего дня"
    elif deadline.unit is Unit.CALENDAR_DAY:
        words = f"не позднее {deadline.offset}-го дня после урока"
    else:
        return ""
    if not clause.number:
        return words
    return f"{words} ({clause.act}, п. {clause.number})"
