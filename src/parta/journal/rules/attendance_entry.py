"""May an absence be written, changed or cleared now?"""

from datetime import datetime

from parta.journal.enums import RefusalCode
from parta.journal.rules.decide import EntryAct, decide
from parta.journal.rules.facts import LessonFacts
from parta.journal.rules.windows import first_told, refuse
from parta.kernel.decisions import Decision
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
    decision = decide(EntryAct.ATTENDANCE, regulation, lesson, now, opened_until=opened_until)
    return first_told(decision, _refusal_of_code(regulation, lesson, code, on_roster))


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
    decision = decide(EntryAct.ABSENCE_REASON, regulation, lesson, now, opened_until=opened_until)
    return first_told(decision, _refusal_of_code(regulation, lesson, code, on_roster))


def _refusal_of_code(regulation: Regulation, lesson: LessonFacts, code: str, on_roster: bool) -> Decision | None:
    if not code:
        return None
    if not on_roster:
        return refuse(RefusalCode.PUPIL_NOT_ON_ROSTER, who_can_lift=Role.SECRETARY, day=lesson.day)
    codes = regulation.attendance.absence_codes
    if code not in {row.code for row in codes.value}:
        letters = tuple(row.letter for row in codes.value)
        return refuse(RefusalCode.ABSENCE_UNKNOWN, clause=codes.clause, absence=code, letters=letters)
    return None
