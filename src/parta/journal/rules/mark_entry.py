"""May a current mark be written, changed or cleared now?"""

from datetime import datetime

from parta.journal.enums import ENTERED_LATE, RefusalCode
from parta.journal.rules.facts import LessonFacts
from parta.journal.rules.windows import decide_state, decide_window, refuse
from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import Role
from parta.regulation.rules.tree import Regulation


def decide_new_mark(
    *,
    regulation: Regulation,
    lesson: LessonFacts,
    value: str,
    now: datetime,
    on_roster: bool = True,
    opened_until: datetime | None = None,
) -> Decision:
    """Tell whether a mark may be put into an empty place; a late one is judged by the term for new marks."""
    decision = _decide_value(regulation, lesson, value, now, on_roster)
    if not decision.allowed:
        return decision
    return decide_window(
        RefusalCode.NEW_MARK_TOO_LATE,
        window=regulation.marks.new_mark_window_days,
        policy=regulation.marks.late_mark_policy,
        lesson=lesson,
        now=now,
        opened_until=opened_until,
    )


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
    decision = _decide_value(regulation, lesson, value, now, on_roster)
    if not decision.allowed:
        return decision
    decision = decide_window(
        RefusalCode.MARK_CHANGE_TOO_LATE,
        window=regulation.marks.edit_window_days,
        policy=regulation.marks.late_edit_policy,
        lesson=lesson,
        now=now,
        opened_until=opened_until,
    )
    if decision.allowed or entered_at is None or lesson.local_day(entered_at) != lesson.local_day(now):
        return decision
    return Decision(allowed=True, code=ENTERED_LATE)


def decide_work_entry(
    *,
    regulation: Regulation,
    lesson: LessonFacts,
    has_kind: bool,
    changes: bool,
    now: datetime,
    opened_until: datetime | None = None,
) -> Decision:
    """Tell whether a work may be added to the lesson (`changes` False), or its kind and weight changed.

    A work may be planned ahead; a class without marks has no works.
    """
    decision = decide_state(lesson, now=None)
    if not decision.allowed:
        return decision
    if lesson.grade_level in regulation.marks.no_marks_grades.value:
        return _no_marks(regulation, lesson)
    if regulation.marks.work_kind_required.value and not has_kind:
        return refuse(RefusalCode.WORK_KIND_REQUIRED, clause=regulation.marks.work_kind_required.clause)
    marks = regulation.marks
    if changes:
        return decide_window(
            RefusalCode.WORK_CHANGE_TOO_LATE,
            window=marks.edit_window_days,
            policy=marks.late_edit_policy,
            lesson=lesson,
            now=now,
            opened_until=opened_until,
        )
    return decide_window(
        RefusalCode.NEW_MARK_TOO_LATE,
        window=marks.new_mark_window_days,
        policy=marks.late_mark_policy,
        lesson=lesson,
        now=now,
        opened_until=opened_until,
    )


def _decide_value(regulation: Regulation, lesson: LessonFacts, value: str, now: datetime, on_roster: bool) -> Decision:
    decision = decide_state(lesson, now=now)
    if not decision.allowed or not value:
        return decision
    if not on_roster:
        return refuse(RefusalCode.PUPIL_NOT_ON_ROSTER, who_can_lift=Role.SECRETARY, day=lesson.day)
    if lesson.grade_level in regulation.marks.no_marks_grades.value:
        return _no_marks(regulation, lesson)
    scale = regulation.marks.marks_allowed_current
    if value not in scale.value:
        return refuse(RefusalCode.MARK_NOT_ON_SCALE, clause=scale.clause, value=value, scale=scale.value)
    return ALLOWED


def _no_marks(regulation: Regulation, lesson: LessonFacts) -> Decision:
    return refuse(
        RefusalCode.NO_MARKS_IN_GRADE, clause=regulation.marks.no_marks_grades.clause, grade=lesson.grade_level
    )
