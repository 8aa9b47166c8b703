"""The director approves the curriculum, the load, the timetable, the tariff list of a year."""

from datetime import date, datetime

from django.db import transaction

from parta.audit.services import Entry, append, lock_chain
from parta.curriculum.access import may_approve_year
from parta.curriculum.enums import CHAIN, Act, TeachingRefusal, YearPart
from parta.curriculum.models import YearApproval
from parta.curriculum.rules.approvals import decide_approval
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.school.models import AcademicYear


@transaction.atomic
def approve_part(
    *, actor: Actor, year_id: int, part: YearPart, approved_on: date, order: str, now: datetime
) -> YearApproval:
    """Write down the order that approves a part of a year (S3-81); those before it stay.

    Raises `Forbidden`, `NotVisible` for a year that is over; refuses as `decide_approval`, `approval_stands`.
    """
    require(may_approve_year(actor))
    assert actor.person_id is not None
    head = lock_chain(CHAIN)
    year = AcademicYear.objects.filter(pk=year_id, ends_on__gte=now.date()).first()
    if year is None:
        raise NotVisible
    refuse_if(
        decide_approval(order=order, approved_on=approved_on, year=(year.starts_on, year.ends_on), today=now.date())
    )
    if YearApproval.objects.filter(year=year, part=part, approved_on=approved_on, order=order).exists():
        raise refusal(TeachingRefusal.APPROVAL_STANDS, order=order)
    row = YearApproval.objects.create(
        year=year, part=part, approved_on=approved_on, order=order, approved_by_id=actor.person_id, at=now
    )
    told = {"part": str(part), "approved_on": approved_on.isoformat(), "order": order}
    entry = Entry(Act.YEAR_APPROVED, {"kind": "year_approval", "id": row.pk, "year": year.pk}, None, told)
    append(head, actor=actor, entries=[entry], now=now)
    return row
