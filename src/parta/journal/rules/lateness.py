"""Which entries come after their moment: what is kept with the record, and never judged again."""

from dataclasses import dataclass
from datetime import datetime

from parta.journal.rules.decide import EntryAct
from parta.journal.rules.duties import Duty, due_moment, mark_duty
from parta.journal.rules.facts import LessonFacts, TermFacts, WorkFacts
from parta.kernel.decisions import Clause
from parta.regulation.rules.tree import Regulation

_DUTIES = {
    EntryAct.TOPIC: Duty.TOPIC,
    EntryAct.ATTENDANCE: Duty.ATTENDANCE,
    EntryAct.HOMEWORK: Duty.HOMEWORK,
    EntryAct.PERIOD_MARK: Duty.PERIOD_MARK,
    EntryAct.YEAR_MARK: Duty.YEAR_MARK,
    EntryAct.EXAM_MARK: Duty.EXAM_MARK,
    EntryAct.GIA_RESULT: Duty.GIA_RESULT,
    EntryAct.FINAL_MARK: Duty.FINAL_MARK,
}
"""Changes of what stands and works are no duty: they have windows, not terms."""


@dataclass(frozen=True, slots=True)
class Late:
    """An entry after its moment: which duty, the first moment when it was too late, by which clause."""

    duty: Duty
    due: datetime
    clause: Clause


def lateness(
    act: EntryAct,
    regulation: Regulation,
    facts: LessonFacts | TermFacts,
    now: datetime,
    *,
    work: WorkFacts | None = None,
) -> Late | None:
    """Tell what an entry made now is late for by the strictest clause, whatever the policy; None for one in time."""
    duty = mark_duty(work) if act is EntryAct.NEW_MARK and work is not None else _DUTIES.get(act)
    due = due_moment(duty, regulation, facts, work or WorkFacts()) if duty is not None else None
    if duty is None or due is None or not due.is_over(now):
        return None
    return Late(duty, due.moment, due.clause)
