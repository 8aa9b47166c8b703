"""Entering the orders of the director about the days of period marks, and taking them away."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, record
from parta.curriculum.enums import CHAIN, Act
from parta.curriculum.models import PeriodMarkOrder
from parta.curriculum.rules.mark_orders import OrderOfDays, decide_order
from parta.curriculum.services.days import may_set_days
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refuse_if, require
from parta.school.models import Calendar


@transaction.atomic
def enter_mark_order(
    *, actor: Actor, calendar_id: int, term_id: int | None, order: OrderOfDays, now: datetime
) -> PeriodMarkOrder:
    """Enter what an order says of a period, or of the year; one about the same period and grades gives way to it.

    Raises `Forbidden`, `NotVisible`; refuses as `decide_order`. What is already in the journal is not judged again.
    """
    require(may_set_days(actor))
    calendar = Calendar.objects.select_for_update(of=("self",)).select_related("year").filter(pk=calendar_id).first()
    terms = list(calendar.terms.all()) if calendar else []
    named = next((one for one in terms if one.pk == term_id), None)
    if calendar is None or (term_id is not None and named is None):
        raise NotVisible
    about = PeriodMarkOrder.objects.filter(calendar=calendar, term=named)
    start = named.starts_on if named else calendar.year.starts_on
    end = date(calendar.year.ends_on.year, 8, 31)
    refuse_if(decide_order(order, start=start, end=end, standing=[order_of(one) for one in about]))
    grades = sorted(set(order.grades))
    before = about.filter(grades=grades).first()
    said = {
        "order_no": order.order_no,
        "order_date": order.order_date,
        "opens_on": order.opens,
        "closes_on": order.closes,
    }
    entered, _ = PeriodMarkOrder.objects.update_or_create(calendar=calendar, term=named, grades=grades, defaults=said)
    told = _told(entered)
    if before is None or _told(before) != told:
        entry = Entry(Act.MARK_ORDER_ENTERED, _subject(entered), _told(before) if before else None, told)
        record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return entered


@transaction.atomic
def remove_mark_order(*, actor: Actor, order_id: int, now: datetime) -> None:
    """Take an order away: the terms of the act hold again. Raises `Forbidden`, `NotVisible`."""
    require(may_set_days(actor))
    standing = PeriodMarkOrder.objects.select_for_update().filter(pk=order_id).first()
    if standing is None:
        raise NotVisible
    entry = Entry(Act.MARK_ORDER_REMOVED, _subject(standing), _told(standing), None)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    standing.delete()


def order_of(row: PeriodMarkOrder) -> OrderOfDays:
    """Give what a stored order says."""
    return OrderOfDays(row.order_no, row.order_date, row.opens_on, row.closes_on, tuple(row.grades))


def _subject(row: PeriodMarkOrder) -> dict[str, Any]:
    return {"calendar": row.calendar_id, "term": row.term_id, "grades": row.grades}


def _told(row: PeriodMarkOrder) -> dict[str, Any]:
    return {
        "title": row.order_no,
        "order_date": row.order_date.isoformat(),
        "opens_on": row.opens_on.isoformat(),
        "closes_on": row.closes_on.isoformat(),
    }
