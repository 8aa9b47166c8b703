"""The block of reminders: what the act asks of the person's roles and when it is next due."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest

from parta.kernel.decisions import Clause
from parta.regulation.queries import reminders_for
from parta.wording.reminders import reminder_text
from parta.wording.roles import terminology_of

_NEAR = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One duty in words."""

    text: str
    day: date
    clause: Clause
    near: bool


def reminder_lines(request: HttpRequest) -> list[ReminderLine]:
    """Give the duties of the person's roles, the nearest first."""
    today = request.now.date()
    words = terminology_of(request.frame.school_kind)
    return [
        ReminderLine(reminder_text(one.duty, words), one.day, one.clause, one.day - today <= _NEAR)
        for one in reminders_for(request.actor.roles, today=today)
    ]
