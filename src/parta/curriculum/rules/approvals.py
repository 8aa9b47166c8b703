"""May a part of a year's setting up be approved by an order of a day, and was that in time?"""

from dataclasses import dataclass
from datetime import date, timedelta

from parta.curriculum.enums import TeachingRefusal, YearPart
from parta.kernel.decisions import ALLOWED, Clause, Decision
from parta.regulation.rules.tree import Regulation

EARLIEST = timedelta(days=200)
"""How long before a year an order of it may be."""
_SUMMER = 6


@dataclass(frozen=True, slots=True)
class ApprovalDue:
    """By which day the act wants a part approved; None: it names none."""

    day: date | None
    clause: Clause | None


def decide_approval(*, order: str, approved_on: date, year: tuple[date, date], today: date) -> Decision:
    """Tell whether the order may be entered. Gives the codes `approval_…`."""
    if not order:
        return Decision(False, TeachingRefusal.APPROVAL_WITHOUT_ORDER)
    first, last = year[0] - EARLIEST, min(today, year[1])
    if not first <= approved_on <= last:
        return Decision(False, TeachingRefusal.APPROVAL_DAY, {"first": first, "last": last})
    return ALLOWED


def approval_due(part: YearPart, act: Regulation, *, year_starts: date) -> ApprovalDue:
    """Give the day of the act by which the director approves a part (S3-81): in the summer before the year or in it."""
    setting = {
        YearPart.CURRICULUM: act.setup.curriculum_deadline,
        YearPart.LOAD: act.setup.load_deadline,
        YearPart.TIMETABLE: act.setup.timetable_deadline,
        YearPart.TARIFF: act.setup.tariff_deadline,
    }[part]
    said = setting.value
    if said is None:
        return ApprovalDue(None, None)
    year = year_starts.year if said.month >= _SUMMER else year_starts.year + 1
    day = min(said.day, 28) if said.month == 2 else said.day
    return ApprovalDue(date(year, said.month, day), setting.clause)
