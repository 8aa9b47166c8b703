"""By when the homeroom teacher looks through the absences of the class, and how that stands."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from parta.kernel.decisions import Clause
from parta.regulation.enums import AttendanceCheck
from parta.regulation.rules.moments import MIDNIGHT
from parta.regulation.rules.tree import Regulation


class CheckState(StrEnum):
    """How the look at a day's absences stands."""

    NOT_ASKED = "not_asked"
    AHEAD = "ahead"
    OVERDUE = "overdue"
    DONE = "done"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class CheckDue:
    """The first moment when the look is late, and the clause that asks for it."""

    moment: datetime
    clause: Clause


def check_due(regulation: Regulation, *, day: date, last_end: datetime | None, zone: tzinfo) -> CheckDue | None:
    """Tell by when the absences of a class are looked through; None where the act does not ask, or without lessons.

    «Within the school day» is until the class's last lesson ends, «daily» until the end of the day.
    """
    setting = regulation.attendance.homeroom_attendance_check
    if setting.value is AttendanceCheck.NONE or last_end is None:
        return None
    if setting.value is AttendanceCheck.SCHOOL_DAY:
        return CheckDue(last_end, setting.clause)
    return CheckDue(datetime.combine(day + timedelta(days=1), MIDNIGHT, zone), setting.clause)


def check_state(
    due: CheckDue | None, *, checked_at: datetime | None, changed_at: datetime | None, now: datetime
) -> CheckState:
    """Tell how the look stands; `changed_at` is when an absence of the day was last written.

    A look before a later absence is stale: there is something that nobody looked at.
    """
    if checked_at is not None:
        return CheckState.STALE if changed_at is not None and changed_at > checked_at else CheckState.DONE
    if due is None:
        return CheckState.NOT_ASKED
    return CheckState.OVERDUE if now >= due.moment else CheckState.AHEAD
