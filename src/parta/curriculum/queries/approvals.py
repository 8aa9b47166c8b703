"""What the director has approved for a year, beside the days of the act."""

from dataclasses import dataclass
from datetime import date

from parta.curriculum.enums import YearPart
from parta.curriculum.models import YearApproval
from parta.curriculum.rules.approvals import ApprovalDue, approval_due
from parta.regulation.queries import versions
from parta.school.models import AcademicYear


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A part of the year: by when the act wants it approved, the last order, how many orders there were."""

    part: YearPart
    due: ApprovalDue
    last: YearApproval | None
    orders: int
    late: bool


def approvals_of(year: AcademicYear, today: date) -> list[ApprovalRow]:
    """Give every part of a year with its approval, in two queries."""
    found: dict[str, list[YearApproval]] = {}
    for one in YearApproval.objects.filter(year=year).select_related("approved_by").order_by("approved_on", "pk"):
        found.setdefault(one.part, []).append(one)
    act = versions().on(max(today, year.starts_on))
    rows = []
    for part in YearPart:
        due, own = approval_due(part, act, year_starts=year.starts_on), found.get(part, [])
        first = own[0].approved_on if own else today
        late = due.day is not None and first > due.day
        rows.append(ApprovalRow(part, due, own[-1] if own else None, len(own), late))
    return rows
