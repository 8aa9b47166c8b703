"""What the regulation says of whole columns of the journal: decided once a column and an act, never by cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from parta.journal.enums import ENTERED_LATE, LockState, Nearness, RefusalCode
from parta.journal.rules.decide import EntryAct, decide, entry_terms
from parta.journal.rules.duties import Due, Duty
from parta.journal.rules.edit_requests import may_be_asked
from parta.journal.rules.facts import LessonFacts, WorkFacts
from parta.kernel.decisions import Decision
from parta.regulation.rules.tree import Regulation
from parta.timetable.enums import LessonStatus

SOON = timedelta(hours=24)
_NOT_A_LOCK = (RefusalCode.LESSON_IN_FUTURE, RefusalCode.LESSON_CANCELLED)
"""The page shows by other means that a lesson has not come, or does not take place."""


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """By when the records of a column are due, and whether an empty cell may be filled and a filled one changed now.

    The two acts are judged apart: a column may be open for the one and shut for the other. `owed`: every pupil who came
    is to have a record; nobody has to be asked at a lesson.
    """

    due: Due | None
    nearness: Nearness
    new: Decision
    change: Decision
    owed: bool = True


@dataclass(frozen=True, slots=True)
class FieldRule:
    """By when one record of a lesson is due, and whether it may be made now."""

    due: Due | None
    nearness: Nearness
    decision: Decision


def nearness_of(due: Due | None, now: datetime) -> Nearness:
    """Tell whether a term is over, ends within a day, or is far; a duty without a term is far."""
    if due is None or due.moment - now > SOON:
        return Nearness.FAR
    return Nearness.OVER if due.is_over(now) else Nearness.NEAR


def lock_of(decision: Decision) -> LockState:
    """Tell what a decision on a record means for its place on a page."""
    if decision.allowed:
        return LockState.TRACED if decision.code == ENTERED_LATE else LockState.OPEN
    if decision.code in _NOT_A_LOCK:
        return LockState.OPEN
    return LockState.ASKED if may_be_asked(decision) else LockState.SHUT


def mark_columns(
    regulation: Regulation,
    lesson: LessonFacts,
    works: Sequence[WorkFacts],
    now: datetime,
    *,
    barrier: Decision | None = None,
) -> list[ColumnRule]:
    """Judge the columns of marks of one lesson by their kinds of work.

    `barrier` is a refusal that stands before every record of the lesson: the page is not open to its substitute.
    """
    change = barrier or decide(EntryAct.MARK_CHANGE, regulation, lesson, now)
    known: dict[WorkFacts, ColumnRule] = {}
    for work in works:
        if work not in known:
            terms = entry_terms(EntryAct.NEW_MARK, regulation, lesson, work=work)
            new = barrier or decide(EntryAct.NEW_MARK, regulation, lesson, now, work=work, terms=terms)
            due = _of_held(lesson, terms.due)
            known[work] = ColumnRule(due, nearness_of(due, now), new, change, owed=work.written)
    return [known[work] for work in works]


def absence_column(
    regulation: Regulation, lesson: LessonFacts, now: datetime, *, barrier: Decision | None = None
) -> ColumnRule:
    """Judge the absences of one lesson, where marks are not given or are not the person's to give.

    To change an absence that stands is to give its reason.
    """
    terms = entry_terms(EntryAct.ATTENDANCE, regulation, lesson)
    due = _of_held(lesson, terms.due)
    new = barrier or decide(EntryAct.ATTENDANCE, regulation, lesson, now, terms=terms)
    change = barrier or decide(EntryAct.ABSENCE_REASON, regulation, lesson, now)
    return ColumnRule(due, nearness_of(due, now), new, change)


_FIELDS = {
    Duty.TOPIC: EntryAct.TOPIC,
    Duty.HOMEWORK: EntryAct.HOMEWORK,
}


def lesson_fields(
    regulation: Regulation, lesson: LessonFacts, now: datetime, *, barrier: Decision | None = None
) -> dict[Duty, FieldRule]:
    """Judge what a lesson has one of: its topic, its homework."""
    found = {}
    for duty, act in _FIELDS.items():
        terms = entry_terms(act, regulation, lesson)
        due = _of_held(lesson, terms.due)
        found[duty] = FieldRule(
            due, nearness_of(due, now), barrier or decide(act, regulation, lesson, now, terms=terms)
        )
    return found


def _of_held(lesson: LessonFacts, due: Due | None) -> Due | None:
    """Give the term of a lesson that takes place: at a cancelled one nothing is due."""
    return None if lesson.status == LessonStatus.CANCELLED else due
