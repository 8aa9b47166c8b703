"""May an absence be written, changed or cleared now?"""

from datetime import datetime

from parta.journal.enums import RefusalCode
from parta.journal.rules.facts import LessonFacts
from parta.journal.rules.windows import decide_state, decide_window, refuse
from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import Role
from parta.regulation.rules.tree import Regulation


def decide_attendance_entry(
    *,
    regulation: Regulation,
    lesson: LessonFacts,
    code: str,
    now: datetime,
    on_roster: bool = True,
    opened_until: datetime | None = None,
) -> Decision:
    """Tell whether an absence may be written, changed or cleared (empty code), or the lesson marked «all present»."""
    decision = _decide_code(regulation, lesson, code, now, on_roster)
    if not decision.allowed:
        return decision
    attendance = regulation.attendance
    return decide_window(
        RefusalCode.ATTENDANCE_TOO_LATE,
        window=attendance.attendance_window_days,
        policy=attendance.late_attendance_policy,
        lesson=lesson,
        now=now,
        opened_until=opened_until,
    )


def decide_absence_reason(
    *,
    regulation: Regulation,
    lesson: LessonFacts,
    code: str,
    now: datetime,
    on_roster: bool = True,
    opened_until: datetime | None = None,
) -> Decision:
    """Tell whether the reason of an absence that stands may be given now (a pupil comes back with a certificate).

    Only for going from one absence to another; an absence that appears or disappears is `decide_attendance_entry`.
    """
    decision = _decide_code(regulation, lesson, code, now, on_roster)
    if not decision.allowed:
        return decision
    attendance = regulation.attendance
    return decide_window(
        RefusalCode.ABSENCE_REASON_TOO_LATE,
        window=attendance.absence_reason_window_days,
        policy=attendance.late_attendance_policy,
        lesson=lesson,
        now=now,
        opened_until=opened_until,
    )


def _decide_code(regulation: Regulation, lesson: LessonFacts, code: str, now: datetime, on_roster: bool) -> Decision:
    decision = decide_state(lesson, now=now)
    if not decision.allowed or not code:
        return decision
    if not on_roster:
        return refuse(RefusalCode.PUPIL_NOT_ON_ROSTER, who_can_lift=Role.SECRETARY, day=lesson.day)
    codes = regulation.attendance.absence_codes
    if code not in {row.code for row in codes.value}:
        letters = tuple(row.letter for row in codes.value)
        return refuse(RefusalCode.ABSENCE_UNKNOWN, clause=codes.clause, absence=code, letters=letters)
    return ALLOWED
