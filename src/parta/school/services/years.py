"""An academic year begun by hand: its calendars as they were drawn, bells like another year's; a calendar alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from parta.audit.bulk import NewRow
from parta.audit.services import lock_chain
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.school.access import may_arrange
from parta.school.enums import CalendarRefusal, SpecialDayKind
from parta.school.models import AcademicYear, BellSchedule, Calendar
from parta.school.rules.patterns import DrawnYear, later, year_days
from parta.school.services import year as service

_FEW_DAYS = 7


@dataclass(frozen=True, slots=True)
class CalendarDraft:
    """A calendar to be: what it is called, how many days a week, from which grade to which, its days."""

    title: str
    week_days: int
    grades: tuple[int, int]
    drawn: DrawnYear
    odd_week_starts_on: date | None = None


def year_title(begins: int) -> str:
    """Name the academic year that begins in a calendar year: «2027/28»."""
    return f"{begins}/{(begins + 1) % 100:02d}"


def open_year(
    *, actor: Actor, begins: int, calendars: Sequence[CalendarDraft], like: AcademicYear | None, now: datetime
) -> tuple[int, list[int], int]:
    """Open an academic year with its calendars and the bells of `like`; inside a transaction.

    Gives its id, those of the calendars, how many bells it has. Raises `Forbidden`; refuses `year_stands` where its
    days belong to another year, `year_without_calendars`, `year_calendar_twice`.
    """
    require(may_arrange(actor))
    lock_chain(service.CHAIN)
    first, last = year_days(begins)
    other = AcademicYear.objects.filter(starts_on__lte=last, ends_on__gte=first).first()
    if other is not None:
        raise refusal(CalendarRefusal.YEAR_STANDS, title=other.title)
    if not calendars:
        raise refusal(CalendarRefusal.YEAR_WITHOUT_CALENDARS)
    titles = [one.title.casefold() for one in calendars]
    twice = next((one.title for one in calendars if titles.count(one.title.casefold()) > 1), None)
    if twice is not None:
        raise refusal(CalendarRefusal.YEAR_CALENDAR_TWICE, title=twice)
    fields = {"title": year_title(begins), "starts_on": first, "ends_on": last}
    (year_id,) = service.keep_years(new=[NewRow(fields)], changes=(), actor=actor, now=now)
    made = [_open(year_id, one, actor, now) for one in calendars]
    bells = _bells_like(like, last) if like else []
    rows = [NewRow({"year_id": year_id, **one}) for one in bells]
    if rows:
        service.keep_bells(new=rows, changes=(), actor=actor, now=now)
    return year_id, made, len(rows)


@transaction.atomic
def open_calendar(*, actor: Actor, year_id: int, draft: CalendarDraft, now: datetime) -> int:
    """Draw up one more calendar of a year and give its id; nobody follows it until a class is given to it.

    Raises `Forbidden`, `NotVisible` for a year that is over; refuses `calendar_title_taken`.
    """
    require(may_arrange(actor))
    lock_chain(service.CHAIN)
    if not AcademicYear.objects.filter(pk=year_id, ends_on__gte=now.date()).exists():
        raise NotVisible
    if Calendar.objects.filter(year=year_id, title__iexact=draft.title).exists():
        raise refusal(CalendarRefusal.CALENDAR_TITLE_TAKEN, title=draft.title)
    return _open(year_id, draft, actor, now)


def _open(year_id: int, draft: CalendarDraft, actor: Actor, now: datetime) -> int:
    fields = {
        "year_id": year_id, "title": draft.title, "week_days": draft.week_days,
        "odd_week_starts_on": draft.odd_week_starts_on,
    }  # fmt: skip
    (pk,) = service.keep_calendars(new=[NewRow(fields)], changes=(), actor=actor, now=now)
    terms = [
        NewRow({
            "calendar_id": pk, "kind": str(one.kind), "number": one.number, "starts_on": one.first,
            "ends_on": one.last, "odd_week_starts_on": one.first_odd_week,
            "attested_from": one.attested[0] if one.attested else None,
            "attested_to": one.attested[1] if one.attested else None,
        })
        for one in draft.drawn.terms
    ]  # fmt: skip
    rests = [
        NewRow({"calendar_id": pk, "title": one.title, "starts_on": one.first, "ends_on": one.last})
        for one in draft.drawn.rests
    ]
    days = [
        NewRow({"calendar_id": pk, "date": day, "kind": str(SpecialDayKind.HOLIDAY), "note": name})
        for day, name in draft.drawn.days
    ]
    service.keep_terms(new=terms, changes=(), actor=actor, now=now)
    service.keep_vacations(new=rests, changes=(), actor=actor, now=now)
    service.keep_special_days(new=days, changes=(), actor=actor, now=now)
    return pk


def _bells_like(like: AcademicYear, last: date) -> list[dict[str, Any]]:
    """Give last year's bells a year later; those of a few days belong to that year alone."""
    found = []
    bells = BellSchedule.objects.filter(year=like).prefetch_related("bells").order_by("pk")
    for one in bells:
        start, end = one.valid_from, one.valid_to
        if start and end and (end - start).days < _FEW_DAYS:
            continue
        rung = [[getattr(bell, name) for name in service.BELL] for bell in one.bells.all()]
        found.append({
            **{name: getattr(one, name) for name in service.SCHEDULE},
            "valid_from": later(start) if start else None,
            "valid_to": min(later(end), last) if end else None,
            "bells": rung,
        })  # fmt: skip
    return found
