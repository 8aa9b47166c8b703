"""May a lesson be marked as cancelled, or given back?"""

from dataclasses import dataclass
from datetime import date

from parta.journal.enums import RefusalCode
from parta.journal.rules.windows import refuse
from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import Role
from parta.regulation.rules.tree import Regulation

REASON_LENGTH, SHORTEST_REASON = 300, 3


@dataclass(frozen=True, slots=True)
class CancellingFacts:
    """A lesson as cancelling sees it; `records` are kinds of records in the journal with their counts."""

    day: date
    cancelled: bool
    term_closed: bool = False
    year_closed: bool = False
    records: tuple[tuple[str, int], ...] = ()


def decide_cancelling(*, regulation: Regulation, lesson: CancellingFacts, reason: str) -> Decision:
    """Tell whether the lesson may be cancelled: the act allows it (S3 2.15), nothing is written, a reason is named."""
    closed = refusal_of_period(lesson)
    if closed is not None:
        return closed
    if lesson.cancelled:
        return refuse(RefusalCode.LESSON_CANCELLED, who_can_lift=Role.DEPUTY, day=lesson.day)
    setting = regulation.lessons.lesson_cancel_allowed
    if not setting.value:
        return refuse(RefusalCode.CANCELLING_NOT_IN_ACT, clause=setting.clause, day=lesson.day)
    if lesson.records:
        return refuse(RefusalCode.LESSON_HAS_RECORDS, day=lesson.day, records=lesson.records)
    if len(reason) < SHORTEST_REASON:
        return refuse(RefusalCode.CANCELLING_NEEDS_REASON, day=lesson.day)
    return ALLOWED


def decide_restoring(*, lesson: CancellingFacts, time_taken: bool) -> Decision:
    """Tell whether a cancelled lesson may be given back: its hour is still free in its journal."""
    closed = refusal_of_period(lesson)
    if closed is not None:
        return closed
    if not lesson.cancelled:
        return refuse(RefusalCode.LESSON_NOT_CANCELLED, day=lesson.day)
    if time_taken:
        return refuse(RefusalCode.LESSON_TIME_TAKEN, day=lesson.day)
    return ALLOWED


def refusal_of_period(lesson: CancellingFacts) -> Decision | None:
    """Give the refusal of a closed period or year; None where both are open."""
    if lesson.year_closed:
        return refuse(RefusalCode.YEAR_CLOSED, who_can_lift=Role.DIRECTOR, day=lesson.day)
    if lesson.term_closed:
        return refuse(RefusalCode.TERM_CLOSED, who_can_lift=Role.DEPUTY, day=lesson.day)
    return None
