"""Windows of entry: so many calendar days from the lesson's date, to the end of the last day in the school's zone."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from parta.journal.enums import ENTERED_LATE, RefusalCode
from parta.journal.rules.facts import LessonFacts
from parta.kernel.decisions import ALLOWED, Clause, Decision
from parta.people.enums import Role
from parta.regulation.enums import LatePolicy
from parta.regulation.rules.tree import Regulation, Setting
from parta.timetable.enums import LessonStatus


def refuse(
    code: RefusalCode,
    *,
    clause: Clause | None = None,
    open_until: datetime | None = None,
    who_can_lift: str = "",
    **params: Any,
) -> Decision:
    """Build a refusal with everything that its sentence will need."""
    return Decision(False, code, params, clause, open_until, who_can_lift)


def decide_state(lesson: LessonFacts, *, now: datetime | None) -> Decision:
    """Refuse what no regulation can allow: a closed year or term, a cancelled lesson, a lesson that has not come.

    `now` is None for records that may be made ahead.
    """
    if lesson.year_closed:
        return refuse(RefusalCode.YEAR_CLOSED, who_can_lift=Role.DIRECTOR, day=lesson.day)
    if lesson.term_closed:
        return refuse(RefusalCode.TERM_CLOSED, who_can_lift=Role.DEPUTY, day=lesson.day)
    if lesson.status == LessonStatus.CANCELLED:
        return refuse(RefusalCode.LESSON_CANCELLED, who_can_lift=Role.DEPUTY, day=lesson.day)
    if now is not None and not lesson.has_come(now):
        return refuse(RefusalCode.LESSON_IN_FUTURE, day=lesson.day)
    return ALLOWED


def decide_window(
    code: RefusalCode,
    *,
    window: Setting[int | None],
    policy: Setting[LatePolicy],
    lesson: LessonFacts,
    now: datetime,
    opened_until: datetime | None = None,
    params: Mapping[str, Any] | None = None,
) -> Decision:
    """Tell whether the lesson's window is still open; after it, what the regulation does with late entries.

    `opened_until` is a permission given for this lesson by somebody who may lift the refusal. A decision that
    allows after the window has the code `entered_late`. `open_until` is the first moment when the window is shut.
    """
    if window.value is None:
        return ALLOWED
    shut = lesson.end_of_day(window.value)
    if now < shut:
        return Decision(allowed=True, open_until=shut)
    if policy.value == LatePolicy.LOG_ONLY:
        return Decision(allowed=True, code=ENTERED_LATE, open_until=shut)
    if policy.value == LatePolicy.APPROVE and opened_until is not None and now < opened_until:
        return Decision(allowed=True, code=ENTERED_LATE, open_until=opened_until)
    return refuse(
        code,
        clause=window.clause,
        open_until=shut,
        who_can_lift=Role.DEPUTY if policy.value == LatePolicy.APPROVE else "",
        day=lesson.day,
        days=window.value,
        denied=policy.value == LatePolicy.DENY,
        **(params or {}),
    )


def open_from(window: Setting[int | None], policy: Setting[LatePolicy], today: date) -> date | None:
    """Give the date of the oldest lesson whose window is open today; None when nothing is shut by this window."""
    if window.value is None or policy.value == LatePolicy.LOG_ONLY:
        return None
    return today - timedelta(days=window.value)


def marks_open_from(regulation: Regulation, today: date) -> date | None:
    """Give the oldest lesson date where at least one of new marks and changes is open today; None for no limit."""
    marks = regulation.marks
    new = open_from(marks.new_mark_window_days, marks.late_mark_policy, today)
    change = open_from(marks.edit_window_days, marks.late_edit_policy, today)
    return None if new is None or change is None else min(new, change)


def decide_substitute_access(
    *, regulation: Regulation, lesson: LessonFacts, now: datetime, opened_until: datetime | None = None
) -> Decision:
    """Tell whether the substitute of this lesson may write in it today: so many days before it and after it."""
    days = (lesson.local_day(now) - lesson.day).days
    before = regulation.access.substitute_access_before_days
    after = regulation.access.substitute_access_after_days
    if -before.value <= days <= after.value or (opened_until is not None and now < opened_until):
        return ALLOWED
    return refuse(
        RefusalCode.SUBSTITUTE_ACCESS_CLOSED,
        clause=(before if days < 0 else after).clause,
        who_can_lift=Role.DEPUTY,
        day=lesson.day,
        early=days < 0,
    )
