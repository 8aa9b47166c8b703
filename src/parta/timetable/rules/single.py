"""May a lesson be put on a day of its own, beside the weekly timetable?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from parta.kernel.decisions import ALLOWED, Decision, refusal
from parta.timetable.enums import SingleRefusal


@dataclass(frozen=True, slots=True)
class SingleFacts:
    """A wanted lesson and what stands around it.

    `number`: None for a lesson by the clock; `times`: None without a bell; `span`: the first and the last day of the
    journal; `closed`: the period of the day is; `teaches`: who is to give it is a teacher on the day; `away`: that
    teacher's absence; `met`: what is in the way.
    """

    day: date
    today: date
    number: int | None
    times: tuple[time, time] | None
    span: tuple[date, date]
    study_day: bool
    closed: bool
    teaches: bool
    away: tuple[str, date, date] | None = None
    met: Sequence[Any] = ()


def decide_single(facts: SingleFacts) -> Decision:
    """Tell whether the lesson may be put there: not before today, within the journal's days, where nothing is met.

    A lesson with a number needs a day of lessons and its bell; by the clock it may stand on any day.
    """
    first, last = facts.span
    if not first <= facts.day <= last:
        return refusal(SingleRefusal.OUTSIDE, day=facts.day, first=first, last=last).decision
    if facts.day < facts.today:
        return refusal(SingleRefusal.PAST, day=facts.day).decision
    if facts.closed:
        return refusal(SingleRefusal.PERIOD_CLOSED, day=facts.day).decision
    if facts.number is not None and not facts.study_day:
        return refusal(SingleRefusal.NO_LESSONS_THEN, day=facts.day).decision
    if facts.times is None:
        return refusal(SingleRefusal.NO_BELL, day=facts.day, number=facts.number).decision
    if facts.times[1] <= facts.times[0]:
        return refusal(SingleRefusal.TIMES_WRONG).decision
    if not facts.teaches:
        return refusal(SingleRefusal.NOT_A_TEACHER, day=facts.day).decision
    if facts.away is not None:
        teacher, start, end = facts.away
        return refusal(SingleRefusal.TEACHER_AWAY, teacher=teacher, first=start, last=end).decision
    if facts.met:
        return refusal(SingleRefusal.CLASH, day=facts.day, met=tuple(facts.met)).decision
    return ALLOWED
