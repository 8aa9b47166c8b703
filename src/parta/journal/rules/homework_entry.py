"""May homework be set at a lesson, for another lesson, now?"""

from datetime import datetime

from parta.journal.enums import RefusalCode
from parta.journal.rules.decide import EntryAct, decide
from parta.journal.rules.facts import LessonFacts
from parta.journal.rules.windows import first_told, refuse
from parta.kernel.decisions import Decision
from parta.regulation.enums import HomeworkDueRule
from parta.regulation.rules.tree import Regulation
from parta.timetable.enums import LessonStatus


def decide_homework_entry(
    *,
    regulation: Regulation,
    given: LessonFacts,
    due: LessonFacts | None,
    now: datetime,
    due_stands: bool = False,
    opened_until: datetime | None = None,
) -> Decision:
    """Tell whether homework may be set, changed or taken back at the lesson `given`.

    `due` is the lesson it is for; None for «без задания», for clearing, and when the next lesson is not known yet.
    `due_stands`: the homework was already due at that lesson and only its words change. Homework may be set ahead.
    """
    decision = decide(EntryAct.HOMEWORK, regulation, given, now, opened_until=opened_until)
    return first_told(decision, _refusal_of_due(regulation, given, due, now, due_stands) if due else None)


def homework_is_missing(*, regulation: Regulation, has_text: bool, none_said: bool) -> bool:
    """Tell whether the lesson still waits for homework: where «без задания» must be said, silence is a gap."""
    return regulation.homework.homework_none_entry_required.value and not has_text and not none_said


def _refusal_of_due(
    regulation: Regulation, given: LessonFacts, due: LessonFacts, now: datetime, due_stands: bool
) -> Decision | None:
    rule = regulation.homework.homework_due_rule
    today = given.local_day(now)
    if (due.day, due.number) <= (given.day, given.number):
        return refuse(RefusalCode.HOMEWORK_DUE_BEFORE_GIVEN, clause=rule.clause, day=due.day, given=given.day)
    if due.status == LessonStatus.CANCELLED and not due_stands:
        return refuse(RefusalCode.HOMEWORK_DUE_CANCELLED, day=due.day)
    if rule.value == HomeworkDueRule.FUTURE_ONLY and due.day == today:
        return refuse(RefusalCode.HOMEWORK_DUE_TODAY, clause=rule.clause, day=due.day)
    if due.day < today and not (due_stands and rule.value == HomeworkDueRule.ANY):
        return refuse(RefusalCode.HOMEWORK_DUE_IN_PAST, clause=rule.clause, day=due.day)
    return None
