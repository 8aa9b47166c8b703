"""A course goes from one teacher to another from a day, on a ground."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, record
from parta.curriculum.access import may_keep_load
from parta.curriculum.enums import CHAIN, Act
from parta.curriculum.models import Course, TeachingLoad
from parta.curriculum.rules.loads import Handover, LoadSpan, decide_handover, handover_end
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refuse_if, require
from parta.people.enums import Role
from parta.people.models import Appointment


@transaction.atomic
def hand_over_load(
    *, actor: Actor, course_id: int, load_id: int | None, wanted: Handover, last_given: date | None, now: datetime
) -> None:
    """End a load on the day before and begin that of who takes the course; None ends a vacancy, or makes one.

    Raises `Forbidden`, `NotVisible`; refuses as `decide_handover`. The hours a week go along; those of the whole year
    stay with who leaves. A load that would end before it began is taken away.
    """
    require(may_keep_load(actor))
    course = Course.objects.select_for_update(of=("self",)).select_related("year").filter(pk=course_id).first()
    loads = list(TeachingLoad.objects.filter(course=course_id).order_by("starts_on", "pk"))
    leaving = next((one for one in loads if one.pk == load_id), None)
    if course is None or (load_id is not None and leaving is None):
        raise NotVisible
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
    hours = leaving.hours_per_week if leaving else course.hours_per_week
    if leaving:
        before = _told(leaving)
        if leaving.starts_on < wanted.day:
            leaving.ends_on = wanted.day - timedelta(days=1)
            leaving.save(update_fields=["ends_on"])
            after: Mapping[str, Any] | None = _told(leaving)
        else:
            after = None
        entries.append(_entry(course_id, leaving.pk, before, after, wanted.ground))
        if after is None:
            leaving.delete()
    if wanted.taking is not None:
        taken = TeachingLoad.objects.create(
            course=course, employee_id=wanted.taking, hours_per_week=hours, starts_on=wanted.day, ends_on=end
        )
        entries.append(_entry(course_id, taken.pk, None, _told(taken), wanted.ground))
    record(chain=CHAIN, actor=actor, entries=entries, now=now)


def _span(row: TeachingLoad) -> LoadSpan:
    return LoadSpan(row.employee_id, row.starts_on, row.ends_on)


def _told(row: TeachingLoad) -> dict[str, Any]:
    return {
        "employee_id": row.employee_id,
        "hours_per_week": None if row.hours_per_week is None else f"{row.hours_per_week:.2f}",
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
    }


def _entry(course: int, load: int, before: Any, after: Any, ground: str) -> Entry:
    subject = {"kind": "load", "id": load, "course": course}
    return Entry(Act.LOAD_CHANGED, subject, before, {**(after or {"removed": True}), "ground": ground})
