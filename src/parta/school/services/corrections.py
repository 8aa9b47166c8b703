"""Corrections of the calendar and of the bells by hand, row by row, each with its event; all inside a transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from parta.audit.bulk import ChangedRow, NewRow, plain, rows_of, update_rows
from parta.kernel.actor import Actor
from parta.kernel.decisions import refusal
from parta.school.enums import CalendarRefusal, ClassDayKind, SpecialDayKind
from parta.school.models import AcademicYear, Calendar, ClassDay, SchoolClass, SpecialDay, Term, Vacation
from parta.school.queries.calendars import calendar_facts
from parta.school.rules.calendar import CalendarFacts
from parta.school.rules.corrections import DISTANCE, BellsChange, DaysChange, PeriodChange
from parta.school.services import year as service

_LESS = (SpecialDayKind.HOLIDAY, SpecialDayKind.DAY_OFF, DISTANCE)


def put_days(*, change: DaysChange, calendars: Sequence[Calendar], actor: Actor, now: datetime) -> bool:
    """Make days special or ordinary again; tell whether anything changed. Raises `Forbidden`.

    Of several days, only those with lessons become days off: a week of quarantine makes no row of its Sunday. What
    rests among them already stays so. Whatever the school does on a day, a class in quarantine stays in it until its
    own days are made ordinary.
    """
    days = [change.first + timedelta(days=n) for n in range((change.last - change.first).days + 1)]
    facts = calendar_facts(calendars[0].year_id)
    bare = {pk: _without_special(one, change) for pk, one in facts.items()}
    if change.class_ids:
        classes = SchoolClass.objects.filter(pk__in=change.class_ids)
    else:
        classes = SchoolClass.objects.filter(calendar__in=calendars)
    special: dict[tuple[int, date], dict[str, Any]] = {}
    own: dict[tuple[int, date], dict[str, Any]] = {}
    stay: set[tuple[int, date]] = set()
    own_stay = _quarantined(change, classes)
    for_class = bool(change.class_ids) or change.kind == DISTANCE
    for day in days:
        for calendar in [] if for_class or not change.kind else calendars:
            if _fits(change, facts[calendar.pk].is_school_day(day) or bare[calendar.pk].is_school_day(day)):
                special[calendar.pk, day] = _special(change)
            else:
                stay.add((calendar.pk, day))
        for one in classes if for_class and change.kind else ():
            if not _fits(change, facts[one.calendar_id].is_school_day(day)):
                own_stay.add((one.pk, day))
            elif (one.pk, day) not in own_stay:
                own[one.pk, day] = {"kind": str(ClassDayKind(change.kind)), "note": change.note}
    if change.kind == SpecialDayKind.AS_WEEKDAY and change.instead and change.follows_date:
        days.append(change.follows_date)
        off = {"kind": str(SpecialDayKind.DAY_OFF), "follows_weekday": None, "follows_date": None, "note": change.note}
        special |= {(calendar.pk, change.follows_date): off for calendar in calendars}
    found = rows_of(SpecialDay, service.SPECIAL_DAY, calendar__in=calendars, date__in=days)
    found_own = rows_of(ClassDay, service.CLASS_DAY, school_class__in=classes, date__in=days)
    changed = False
    if not change.class_ids and change.kind != DISTANCE:
        changed = _put(found, special, ("calendar_id", "date"), service.keep_special_days, actor, now)
        kept = special.keys() | stay
        if gone := [pk for pk, row in found.items() if (row["calendar_id"], _day(row)) not in kept]:
            service.take_out_special_days(ids=gone, actor=actor, now=now)
            changed = True
    changed |= _put(found_own, own, ("school_class_id", "date"), service.keep_class_days, actor, now)
    own_kept = own.keys() | own_stay
    if gone := [pk for pk, row in found_own.items() if (row["school_class_id"], _day(row)) not in own_kept]:
        service.take_out_class_days(ids=gone, actor=actor, now=now)
        changed = True
    return changed


def _fits(change: DaysChange, studies: bool) -> bool:
    return studies or change.first == change.last or change.kind not in _LESS


def _without_special(facts: CalendarFacts, change: DaysChange) -> CalendarFacts:
    """Give a calendar as it would be without the special days that a change puts itself in place of."""
    left = (one for one in facts.special_days if not change.first <= one.start <= change.last)
    return replace(facts, special_days=tuple(left))


def _quarantined(change: DaysChange, classes: QuerySet[SchoolClass]) -> set[tuple[int, date]]:
    if change.class_ids:
        return set()
    rest = ClassDay.objects.filter(school_class__in=classes, kind=ClassDayKind.DAY_OFF)
    return set(rest.values_list("school_class_id", "date"))


def _special(change: DaysChange) -> dict[str, Any]:
    moves = change.kind in (SpecialDayKind.WORKING, SpecialDayKind.AS_WEEKDAY)
    return {
        "kind": change.kind,
        "follows_weekday": change.follows_weekday if change.kind == SpecialDayKind.AS_WEEKDAY else None,
        "follows_date": change.follows_date if moves else None,
        "note": change.note,
    }


def _day(row: Mapping[str, Any]) -> date:
    return date.fromisoformat(row["date"])


def _put(
    found: Mapping[int, Mapping[str, Any]],
    wanted: Mapping[tuple[int, date], Mapping[str, Any]],
    keys: tuple[str, str],
    keep: Any,
    actor: Actor,
    now: datetime,
) -> bool:
    there = {(row[keys[0]], _day(row)): pk for pk, row in found.items()}
    new = [
        NewRow({keys[0]: place[0], keys[1]: place[1], **fields})
        for place, fields in wanted.items()
        if place not in there
    ]
    changes = [
        row
        for place, fields in wanted.items()
        if place in there and (row := _changed(there[place], found[there[place]], fields))
    ]
    if new or changes:
        keep(new=new, changes=changes, actor=actor, now=now)
    return bool(new or changes)


def _changed(pk: int, stands: Mapping[str, Any], wanted: Mapping[str, Any]) -> ChangedRow | None:
    after = {name: value for name, value in wanted.items() if stands[name] != plain(value)}
    return ChangedRow(pk, {name: stands[name] for name in after}, after) if after else None


def put_periods(*, calendar: Calendar, spans: Sequence[PeriodChange], actor: Actor, now: datetime) -> bool:
    """Give terms their dates and the calendar its list of vacations; tell whether anything changed.

    Raises `Forbidden`; refuses `calendar_period_stands` where something hangs on a term that would go. A term or a
    vacation that is not named is taken out.
    """
    terms = rows_of(Term, service.TERM, calendar=calendar)
    vacations = rows_of(Vacation, service.VACATION, calendar=calendar)
    wanted = {one.id: _dates_of(one) for one in spans if one.term and one.id in terms}
    moved = [row for pk, fields in wanted.items() if pk and (row := _changed(pk, terms[pk], fields))]
    over = [pk for pk in terms if pk not in wanted]
    _refuse_standing(over)
    service.take_out_terms(ids=over, actor=actor, now=now)
    # Two terms never overlap, not even on the way: each shrinks to what it keeps before any of them grows.
    update_rows(Term, {row.id: _kept(terms[row.id], wanted[row.id]) for row in moved})
    begun = [
        NewRow({
            "calendar_id": calendar.pk, "kind": one.place[0], "number": one.place[1], "starts_on": one.first,
            "ends_on": one.last,
        })
        for one in spans
        if one.term and one.id is None and one.place
    ]  # fmt: skip
    service.keep_terms(new=begun, changes=moved, actor=actor, now=now)
    named = {one.id for one in spans if not one.term and one.id}
    gone = [pk for pk in vacations if pk not in named]
    service.take_out_vacations(ids=gone, actor=actor, now=now)
    changes, new = [], []
    for one in spans:
        if one.term:
            continue
        fields = {"title": one.title, "starts_on": one.first, "ends_on": one.last}
        if one.id in vacations:
            if row := _changed(one.id, vacations[one.id], fields):
                changes.append(row)
        else:
            new.append(NewRow({"calendar_id": calendar.pk, **fields}))
    service.keep_vacations(new=new, changes=changes, actor=actor, now=now)
    return bool(moved or over or begun or gone or changes or new)


def _dates_of(one: PeriodChange) -> dict[str, date | None]:
    dates: dict[str, date | None] = {"starts_on": one.first, "ends_on": one.last}
    if one.attested is not None:
        dates |= dict(zip(("attested_from", "attested_to"), one.attested, strict=True))
    return dates


def _refuse_standing(ids: Sequence[int]) -> None:
    """Refuse to take a term out while results, orders, debts, whatever of the school, hangs on it."""
    for term in Term.objects.filter(pk__in=ids):
        for one in Term._meta.related_objects:
            if one.related_model._base_manager.filter(**{one.field.name: term.pk}).exists():
                raise refusal(CalendarRefusal.PERIOD_STANDS, kind=term.kind, number=term.number)


def _kept(stands: Mapping[str, Any], wanted: Mapping[str, date | None]) -> dict[str, date]:
    first, last = (date.fromisoformat(stands[name]) for name in ("starts_on", "ends_on"))
    return {"starts_on": max(first, wanted["starts_on"] or first), "ends_on": min(last, wanted["ends_on"] or last)}


def put_bells(
    *, year: AcademicYear, schedule_id: int | None, change: BellsChange | None, actor: Actor, now: datetime
) -> bool:
    """Hang up a bell schedule, correct it, or take it down; tell whether anything changed. Raises `Forbidden`."""
    if change is None:
        assert schedule_id is not None
        service.take_down_bells(schedule_id=schedule_id, actor=actor, now=now)
        return True
    fields = {
        "title": change.title,
        "grades": list(change.grades),
        "weekdays": list(change.weekdays),
        "valid_from": change.valid_from,
        "valid_to": change.valid_to,
        "shift": change.shift,
        "building": change.building,
        "bells": [list(bell) for bell in change.bells],
    }
    if schedule_id is None:
        service.keep_bells(new=[NewRow({"year_id": year.pk, **fields})], changes=(), actor=actor, now=now)
        return True
    row = _changed(schedule_id, plain(service.bell_schedules_of(year.pk)[schedule_id]), fields)
    if row:
        service.keep_bells(new=(), changes=[row], actor=actor, now=now)
    return row is not None
