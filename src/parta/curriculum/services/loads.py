"""A course goes from one teacher to another, or has other hours, from a day, on a ground."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.curriculum.access import may_keep_load
from parta.curriculum.enums import CHAIN, Act, TeachingRefusal
from parta.curriculum.models import Course, TeachingLoad
from parta.curriculum.rules.loads import Handover, LoadHours, LoadSpan, decide_handover, decide_hours, handover_end
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.enums import Role
from parta.people.models import Appointment


@transaction.atomic
def hand_over_load(
    *, actor: Actor, course_id: int, load_id: int | None, wanted: Handover, last_given: date | None, now: datetime
) -> None:
    """End a load on the day before and begin that of who takes the course; None ends a vacancy, or makes one.

    Raises `Forbidden`, `NotVisible`; refuses as `decide_handover`. The hours a week go along unless others are said
    (then as `decide_hours`); those of the semester stay with who leaves. A load that would end before it began is taken
    away.
    """
    require(may_keep_load(actor))
    lock_chain(CHAIN)  # before the rows
    locked = Course.objects.select_for_update(of=("self",), no_key=True)
    course = locked.select_related("year").filter(pk=course_id).first()
    loads = list(TeachingLoad.objects.filter(course=course_id).order_by("starts_on", "pk"))
    leaving = next((one for one in loads if one.pk == load_id), None)
    if course is None or (load_id is not None and leaving is None):
        raise NotVisible
    if course.ends_on is not None and course.ends_on < wanted.day:
        raise refusal(TeachingRefusal.COURSE_ENDED, last=course.ends_on)
    span = _span(leaving) if leaving else None
    others = [_span(one) for one in loads if one is not leaving]
    working = Appointment.objects.filter(in_force(wanted.day), employee=wanted.taking, role=Role.TEACHER)
    refuse_if(
        decide_handover(
            wanted,
            leaving=span,
            others=others,
            year=(course.year.starts_on, course.year.ends_on),
            last_given=last_given,
            is_teacher=wanted.taking is not None and working.exists(),
        )
    )
    entries = []
    end = handover_end(wanted.day, leaving=span, others=others)
    usual = leaving.hours_per_week if leaving else course.hours_per_week
    hours = usual if wanted.hours is None else wanted.hours
    if wanted.taking is not None and hours != usual:
        _refuse_handed_hours(wanted, hours, leaving, now)
    if leaving:
        before = load_told(leaving)
        if leaving.starts_on < wanted.day:
            leaving.ends_on = wanted.day - timedelta(days=1)
            leaving.save(update_fields=["ends_on"])
            after: Mapping[str, Any] | None = load_told(leaving)
        else:
            after = None
        entries.append(load_entry(course_id, leaving.pk, before, after, wanted.ground))
        if after is None:
            leaving.delete()
    if wanted.taking is not None:
        taken = TeachingLoad.objects.create(
            course=course, employee_id=wanted.taking, hours_per_week=hours, starts_on=wanted.day, ends_on=end
        )
        entries.append(load_entry(course_id, taken.pk, None, load_told(taken), wanted.ground))
        if hours != usual:
            entries += _settle(course, max(wanted.day, now.date()))
    record(chain=CHAIN, actor=actor, entries=entries, now=now)


@transaction.atomic
def set_load_hours(*, actor: Actor, course_id: int, load_id: int, wanted: LoadHours, now: datetime) -> None:
    """Give a load other hours from a day, on a ground; the journal has the hours of its loads.

    Other hours a week end the load on the day before and begin it anew; those of a semester are corrected whole.
    Teachers who share a journal without a word on who has how many get their shares written. Raises `Forbidden`,
    `NotVisible`; refuses as `decide_hours`.
    """
    require(may_keep_load(actor))
    lock_chain(CHAIN)  # before the rows
    course = Course.objects.select_for_update(of=("self",), no_key=True).filter(pk=course_id).first()
    loads = list(TeachingLoad.objects.filter(course=course_id).order_by("starts_on", "pk"))
    load = next((one for one in loads if one.pk == load_id), None)
    if course is None or load is None:
        raise NotVisible
    before = load_told(load)
    entries = _shared(course, load, [one for one in loads if _holds(one, wanted.day)], wanted.ground)
    stood = (load.hours_per_week, load.hours_total)
    refuse_if(decide_hours(wanted, load=_span(load), stood=stood, today=now.date()))
    if load.starts_on < wanted.day and wanted.weekly != load.hours_per_week:
        end, load.ends_on = load.ends_on, wanted.day - timedelta(days=1)
        load.save(update_fields=["ends_on"])
        entries.append(load_entry(course_id, load.pk, before, load_told(load), wanted.ground))
        begun = TeachingLoad.objects.create(
            course=course, employee_id=load.employee_id, hours_per_week=wanted.weekly, hours_total=wanted.total,
            starts_on=wanted.day, ends_on=end,
        )  # fmt: skip
        entries.append(load_entry(course_id, begun.pk, None, load_told(begun), wanted.ground))
    else:
        load.hours_per_week, load.hours_total = wanted.weekly, wanted.total
        load.save(update_fields=["hours_per_week", "hours_total"])
        entries.append(load_entry(course_id, load.pk, before, load_told(load), wanted.ground))
    entries += _settle(course, max(wanted.day, now.date()))
    record(chain=CHAIN, actor=actor, entries=entries, now=now)


def _shared(course: Course, load: TeachingLoad, loads: list[TeachingLoad], ground: str) -> list[Entry]:
    """Write the even shares of a journal's hours into loads that do not say theirs, as they are read (`load_page`)."""
    silent = [one for one in loads if one.hours_per_week is None and one.hours_total is None]
    if load not in silent or course.hours_per_week is None:
        return []
    said = sum((one.hours_per_week for one in loads if one.hours_per_week is not None), Decimal())
    share = (max(course.hours_per_week - said, Decimal()) / len(silent)).quantize(Decimal("0.01"))
    entries = []
    for one in silent if len(silent) > 1 else ():
        before = load_told(one)
        one.hours_per_week = share
        one.save(update_fields=["hours_per_week"])
        if one is not load:
            entries.append(load_entry(course.pk, one.pk, before, load_told(one), ground))
    return entries


def _refuse_handed_hours(wanted: Handover, hours: Decimal | None, leaving: TeachingLoad | None, now: datetime) -> None:
    span = _span(leaving) if leaving else LoadSpan(0, wanted.day)
    said = LoadHours(hours, None, wanted.day, wanted.ground)
    refuse_if(decide_hours(said, load=span, stood=(None, None), today=now.date()))


def _settle(course: Course, day: date) -> list[Entry]:
    """Give a journal the hours of its loads on a day, where all of them say theirs."""
    held = TeachingLoad.objects.filter(in_force(day), course=course)
    said = [one.hours_per_week for one in held]
    hours = sum((one for one in said if one is not None), Decimal())
    if not said or None in said or course.hours_per_week is None or course.hours_per_week == hours:
        return []
    told = ({"hours_per_week": f"{course.hours_per_week:.2f}"}, {"hours_per_week": f"{hours:.2f}"})
    course.hours_per_week = hours
    course.version += 1
    course.save(update_fields=["hours_per_week", "version"])
    return [Entry(Act.COURSE_CHANGED, {"kind": "course", "id": course.pk}, *told)]


def _holds(row: TeachingLoad, day: date) -> bool:
    return row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)


def _span(row: TeachingLoad) -> LoadSpan:
    return LoadSpan(row.employee_id, row.starts_on, row.ends_on)


def load_told(row: TeachingLoad) -> dict[str, Any]:
    """Give a load as the audit keeps it."""
    return {
        "employee_id": row.employee_id,
        "hours_per_week": None if row.hours_per_week is None else f"{row.hours_per_week:.2f}",
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        **({} if row.hours_total is None else {"hours_total": row.hours_total}),
    }


def load_entry(course: int, load: int, before: Any, after: Any, ground: str) -> Entry:
    """Give what is told of a load that has changed; `after` is None where it is taken away."""
    subject = {"kind": "load", "id": load, "course": course}
    return Entry(Act.LOAD_CHANGED, subject, before, {**(after or {"removed": True}), "ground": ground})
