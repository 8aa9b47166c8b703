"""May a course go from one teacher to another from a day?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from parta.curriculum.enums import TeachingRefusal
from parta.kernel.decisions import ALLOWED, Decision


@dataclass(frozen=True, slots=True)
class LoadSpan:
    """Who teaches a course from one day to another; an empty end is open."""

    employee_id: int
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """What is wanted: who takes the course (nobody makes it a vacancy), from which day, on what ground."""

    taking: int | None
    day: date
    ground: str


def decide_handover(
    wanted: Handover,
    *,
    leaving: LoadSpan | None,
    others: Iterable[LoadSpan],
    year: tuple[date, date],
    last_given: date | None,
    is_teacher: bool,
) -> Decision:
    """Tell whether the course may go over on the day.

    `leaving` is the load that ends, None where a vacancy is filled; `others` are the other loads of the course;
    `last_given`: the day of the last lesson that the leaving teacher gave; `is_teacher`: who takes it is a teacher of
    the school on that day. Gives the codes `load_…`.
    """
    day = wanted.day
    if not wanted.ground:
        return Decision(False, TeachingRefusal.LOAD_WITHOUT_GROUND)
    if not year[0] <= day <= year[1]:
        return Decision(False, TeachingRefusal.LOAD_OUTSIDE_YEAR, {"day": day, "start": year[0], "end": year[1]})
    if wanted.taking == (leaving.employee_id if leaving else None):
        return Decision(False, TeachingRefusal.LOAD_CHANGES_NOTHING)
    if leaving and not _holds(leaving, day):
        params = {"day": day, "start": leaving.start, "end": leaving.end}
        return Decision(False, TeachingRefusal.LOAD_NOT_HELD_THEN, params)
    if wanted.taking is not None and not is_teacher:
        return Decision(False, TeachingRefusal.LOAD_NOT_A_TEACHER, {"day": day})
    end = handover_end(day, leaving=leaving, others=(others := tuple(others)))
    for one in others:
        if one.employee_id == wanted.taking and one.start <= (end or date.max) and (one.end is None or one.end >= day):
            return Decision(False, TeachingRefusal.LOAD_OVERLAPS, {"start": one.start, "end": one.end})
    if last_given is not None and last_given >= day:
        return Decision(False, TeachingRefusal.LOAD_HAS_LESSONS, {"day": day, "last": last_given})
    return ALLOWED


def handover_end(day: date, *, leaving: LoadSpan | None, others: Iterable[LoadSpan]) -> date | None:
    """Give the last day of the one who takes a course: that of who leaves; of a vacancy, the day before the next."""
    if leaving is not None:
        return leaving.end
    following = min((one.start for one in others if one.start > day), default=None)
    return following - timedelta(days=1) if following else None


def _holds(span: LoadSpan, day: date) -> bool:
    return span.start <= day and (span.end is None or day <= span.end)
