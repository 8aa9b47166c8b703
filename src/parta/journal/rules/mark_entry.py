"""May a current mark be written, changed or cleared now?"""

from datetime import datetime

from parta.journal.enums import ENTERED_LATE, RefusalCode
from parta.journal.rules.decide import EntryAct, decide
from parta.journal.rules.facts import LessonFacts, WorkFacts
from parta.journal.rules.windows import first_told, refuse
from parta.kernel.decisions import Decision
from parta.people.enums import Role
from parta.regulation.rules.tree import Regulation


def decide_new_mark(
    *,
    regulation: Regulation,
    lesson: LessonFacts,
    value: str,
    now: datetime,
    on_roster: bool = True,
    work: WorkFacts | None = None,
    opened_until: datetime | None = None,
) -> Decision:
    """Tell whether a mark may be put into an empty place; the term is that of its kind of work."""
    decision = decide(EntryAct.NEW_MARK, regulation, lesson, now, work=work, opened_until=opened_until)
    return first_told(decision, _refusal_of_value(regulation, lesson, value, on_roster))


def decide_mark_change(
    *,
    regulation: Regulation,
    lesson: LessonFacts,
    value: str,
    now: datetime,
    on_roster: bool = True,
    entered_at: datetime | None = None,
    opened_until: datetime | None = None,
) -> Decision:
    """Tell whether a mark that stands may be changed, cleared (empty value) or revised by a new attempt.

    A slip of the finger may be put right to the end of the day of `entered_at`, the moment of the first entry, also
    where the window counts from the lesson's date and is over.
    """
    decision = decide(EntryAct.MARK_CHANGE, regulation, lesson, now, opened_until=opened_until)
    slip = entered_at is not None and lesson.local_day(entered_at) == lesson.local_day(now)
    if decision.code == RefusalCode.MARK_CHANGE_TOO_LATE and slip:
        decision = Decision(allowed=True, code=ENTERED_LATE)
    return first_told(decision, _refusal_of_value(regulation, lesson, value, on_roster))


def decide_work_entry(
    *,
    regulation: Regulation,
    lesson: LessonFacts,
    has_kind: bool,
    has_purpose: bool,
    changes: bool,
    now: datetime,
    work: WorkFacts | None = None,
    opened_until: datetime | None = None,
) -> Decision:
    """Tell whether a work may be added to the lesson (`changes` False), or its kind and weight changed.

    A work may be planned ahead; a class without marks has no works. Where the act tells formative assessment from
    summative, every work says which it is.
    """
    act = EntryAct.WORK_CHANGE if changes else EntryAct.NEW_MARK
    decision = decide(act, regulation, lesson, now, work=work, ahead=True, opened_until=opened_until)
    refusal, marks = None, regulation.marks
    if lesson.grade_level in marks.no_marks_grades.value:
        refusal = _no_marks(regulation, lesson)
    elif marks.work_kind_required.value and not has_kind:
        refusal = refuse(RefusalCode.WORK_KIND_REQUIRED, clause=marks.work_kind_required.clause)
    elif marks.assessment_purpose_tracked.value and not has_purpose:
        refusal = refuse(RefusalCode.WORK_PURPOSE_REQUIRED, clause=marks.assessment_purpose_tracked.clause)
    return first_told(decision, refusal)


def _refusal_of_value(regulation: Regulation, lesson: LessonFacts, value: str, on_roster: bool) -> Decision | None:
    if not value:
        return None
    if not on_roster:
        return refuse(RefusalCode.PUPIL_NOT_ON_ROSTER, who_can_lift=Role.SECRETARY, day=lesson.day)
    if lesson.grade_level in regulation.marks.no_marks_grades.value:
        return _no_marks(regulation, lesson)
    scale = regulation.marks.marks_allowed_current
    if value not in scale.value:
        return refuse(RefusalCode.MARK_NOT_ON_SCALE, clause=scale.clause, value=value, scale=scale.value)
    return None


def _no_marks(regulation: Regulation, lesson: LessonFacts) -> Decision:
    return refuse(
        RefusalCode.NO_MARKS_IN_GRADE, clause=regulation.marks.no_marks_grades.clause, grade=lesson.grade_level
    )
