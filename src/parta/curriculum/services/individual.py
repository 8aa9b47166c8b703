"""A pupil goes over to an own curriculum from a day, and back."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from parta.audit.services import Entry, append, lock_chain
from parta.curriculum.access import may_keep_load
from parta.curriculum.enums import ALONE, CHAIN, Act, TeachingRefusal
from parta.curriculum.models import Course, IndividualLine, IndividualPlan, StudyGroupMember, TeachingLoad
from parta.curriculum.queries.individual import plannable
from parta.curriculum.rules.individual import SpokenOf, WantedPlan, decide_individual_plan
from parta.curriculum.services.groups import place_told, put_last_day
from parta.curriculum.services.loads import load_entry, load_told
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.enums import Role
from parta.people.models import Appointment, Enrolment
from parta.school.models import SchoolClass


@transaction.atomic
def set_individual_plan(
    *,
    actor: Actor,
    class_id: int,
    pupil_id: int,
    wanted: WantedPlan,
    base: str,
    records: Mapping[int, Collection[date]],
    now: datetime,
) -> IndividualPlan:
    """Set the curriculum of a pupil from a day (S4-24); the plan before it ends on the eve, and stays as it was.

    `base` is the stamp of the plans that were seen, `records` the days of the pupil's records by journal. Raises
    `Forbidden`, `NotVisible`; refuses `individual_changed`, `individual_not_offered` for a journal that is the pupil's
    by now and not on the day, and as `decide_individual_plan`.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    school_class = SchoolClass.objects.select_related("year").filter(pk=class_id, year__ends_on__gte=now.date()).first()
    stays = Enrolment.objects.filter(school_class=class_id, pupil=pupil_id)
    placed = stays.order_by("-starts_on").first()
    if school_class is None or placed is None:
        raise NotVisible
    plans = list(IndividualPlan.objects.filter(pupil=pupil_id).order_by("starts_on"))
    if base != stamp([one for one in plans if one.school_class_id == class_id]):
        raise refusal(TeachingRefusal.INDIVIDUAL_CHANGED)
    offered = {one.pk: one for one in plannable(class_id, pupil_id, day=wanted.starts_on, individual=placed.individual)}
    year = (school_class.year.starts_on, school_class.year.ends_on)
    if missing := wanted.hours.keys() - offered.keys():
        shown = plannable(class_id, pupil_id, day=max(now.date(), year[0]), individual=placed.individual)
        names = {one.pk: one.name for one in shown}
        if not missing <= names.keys():
            raise NotVisible
        named = ", ".join(sorted(names[pk] for pk in missing))
        raise refusal(TeachingRefusal.INDIVIDUAL_NOT_OFFERED, courses=named, day=wanted.starts_on)
    refuse_if(
        decide_individual_plan(
            wanted,
            year=year,
            in_class=stays.filter(in_force(wanted.starts_on)).exists(),
            later=next((one.starts_on for one in plans if _later(one, wanted, class_id)), None),
            journals={pk: SpokenOf(one.name, one.kind in ALONE, records.get(pk, ())) for pk, one in offered.items()},
        )
    )
    entries = []
    same = None
    for one in plans:
        if one.starts_on == wanted.starts_on:
            same = one
        elif one.ends_on is None or one.ends_on >= wanted.starts_on:
            entries.append(_ended(one, wanted.starts_on - timedelta(days=1)))
    before = told(same) if same else None
    plan = same or IndividualPlan(pupil_id=pupil_id, school_class=school_class, version=0)
    plan.kind, plan.starts_on, plan.ends_on, plan.ground = (
        wanted.kind, wanted.starts_on, wanted.ends_on, wanted.ground,
    )  # fmt: skip
    plan.version += 1
    plan.save()
    plan.lines.all().delete()
    IndividualLine.objects.bulk_create(
        IndividualLine(plan=plan, course_id=course, hours_per_week=hours) for course, hours in wanted.hours.items()
    )
    entries.append(Entry(Act.INDIVIDUAL_PLAN_SET, subject(plan), before, told(plan)))
    for course in offered.values():
        if course.kind in ALONE and course.pk in wanted.hours:
            entries += _own_place(course, plan, wanted.hours[course.pk])
        elif course.kind in ALONE:
            entries += _left(course, plan, wanted.starts_on - timedelta(days=1))
    append(head, actor=actor, entries=entries, now=now)
    return plan


@transaction.atomic
def end_individual_plan(
    *, actor: Actor, plan_id: int, last: date, base: int, records: Mapping[int, Collection[date]], now: datetime
) -> None:
    """End a plan after a day: then the pupil studies as the class does, and the own journals are over for them.

    Raises `Forbidden`, `NotVisible` also for a year that is over; refuses `individual_changed`,
    `individual_outside_year` for a day that is not of the plan, `individual_has_records` where an own journal speaks of
    the pupil later.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    going_on = IndividualPlan.objects.filter(school_class__year__ends_on__gte=now.date())
    plan = going_on.select_related("school_class__year").filter(pk=plan_id).first()
    if plan is None:
        raise NotVisible
    if plan.version != base:
        raise refusal(TeachingRefusal.INDIVIDUAL_CHANGED)
    end = plan.ends_on or plan.school_class.year.ends_on
    if not plan.starts_on <= last <= end:
        raise refusal(TeachingRefusal.INDIVIDUAL_OUTSIDE_YEAR, start=plan.starts_on, end=end)
    alone = [line.course for line in plan.lines.select_related("course__subject") if line.course.kind in ALONE]
    for course in alone:
        latest = max(records.get(course.pk, ()), default=last)
        if latest > last:
            raise refusal(TeachingRefusal.INDIVIDUAL_HAS_RECORDS, course=course.name, last=latest)
    entries = [_ended(plan, last)]
    for course in alone:
        entries += _left(course, plan, last)
    append(head, actor=actor, entries=entries, now=now)


def stamp(plans: list[IndividualPlan]) -> str:
    """Say which plans there are, to tell whether somebody has changed them since."""
    return "-".join(f"{one.pk}.{one.version}" for one in sorted(plans, key=lambda one: one.pk))


def _later(one: IndividualPlan, wanted: WantedPlan, class_id: int) -> bool:
    return one.starts_on > wanted.starts_on or (one.starts_on == wanted.starts_on and one.school_class_id != class_id)


def _ended(plan: IndividualPlan, last: date) -> Entry:
    before = told(plan)
    plan.ends_on = last
    plan.version += 1
    plan.save(update_fields=["ends_on", "version"])
    return Entry(Act.INDIVIDUAL_PLAN_SET, subject(plan), before, told(plan))


def _own_place(course: Course, plan: IndividualPlan, hours: Decimal) -> list[Entry]:
    """Let the pupil be in the group of one, with the teacher and the hours of the plan, for as long as it holds."""
    rows = StudyGroupMember.objects.filter(group=course.study_group_id, pupil=plan.pupil_id)
    held = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=plan.starts_on)).order_by("starts_on").last()
    if held is not None:
        entries = _taught(course, plan, until=held.ends_on, last=plan.ends_on, hours=hours)
        return entries if held.ends_on == plan.ends_on else [*entries, put_last_day(held, plan.ends_on)]
    assert course.study_group is not None
    made = StudyGroupMember.objects.create(
        group=course.study_group, pupil_id=plan.pupil_id, starts_on=plan.starts_on, ends_on=plan.ends_on
    )
    return [place_told(made), *_taught_again(course, plan, hours)]


def _taught_again(course: Course, plan: IndividualPlan, hours: Decimal) -> list[Entry]:
    """Give a journal that is taken up again to who taught it last, if they still teach; with the plan's hours."""
    entries = _hours_told(course, hours)
    loads = TeachingLoad.objects.filter(course=course)
    if loads.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=plan.starts_on)).exists():
        return entries
    last = loads.order_by("-ends_on").first()
    held = loads.filter(ends_on=last.ends_on).order_by("pk") if last else loads.none()
    teach = Appointment.objects.filter(in_force(plan.starts_on), role=Role.TEACHER).values("employee")
    going_on = list(held.filter(employee__in=teach))
    for one in going_on:
        load = TeachingLoad.objects.create(
            course=course, employee_id=one.employee_id, starts_on=plan.starts_on, ends_on=plan.ends_on,
            hours_per_week=hours if len(going_on) == 1 else one.hours_per_week,
        )  # fmt: skip
        entries.append(load_entry(course.pk, load.pk, None, load_told(load), plan.ground))
    return entries


def _left(course: Course, plan: IndividualPlan, last: date) -> list[Entry]:
    """End the pupil's place in the group of one, and who teaches it."""
    rows = StudyGroupMember.objects.filter(group=course.study_group_id, pupil=plan.pupil_id)
    places = [put_last_day(one, last) for one in rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=last))]
    return [*places, *_taught(course, plan, until=last, last=last, hours=None)]


def _taught(
    course: Course, plan: IndividualPlan, *, until: date | None, last: date | None, hours: Decimal | None
) -> list[Entry]:
    """Bring the journal and its load to the hours of the plan (None: as they are) and to its last day.

    A load that lasted `until`, or would last longer than the plan, ends with it; one of other hours than the journal's
    keeps them, as teachers share it.
    """
    entries = []
    usual = course.hours_per_week
    for load in TeachingLoad.objects.filter(course=course).order_by("starts_on", "pk"):
        before = load_told(load)
        if hours is not None and load.hours_per_week == usual:
            load.hours_per_week = hours
        if load.ends_on == until or load.ends_on is None or (last is not None and load.ends_on > last):
            load.ends_on = last
        if last is not None and load.starts_on > last:
            entries.append(load_entry(course.pk, load.pk, before, None, plan.ground))
            load.delete()
        elif load_told(load) != before:
            load.save(update_fields=["hours_per_week", "ends_on"])
            entries.append(load_entry(course.pk, load.pk, before, load_told(load), plan.ground))
    return [*entries, *_hours_told(course, hours)] if hours is not None else entries


def _hours_told(course: Course, hours: Decimal) -> list[Entry]:
    usual = course.hours_per_week
    if hours == usual:
        return []
    course.hours_per_week = hours
    course.save(update_fields=["hours_per_week"])
    was = None if usual is None else f"{usual:.2f}"
    told_hours = ({"hours_per_week": was}, {"hours_per_week": f"{hours:.2f}"})
    return [Entry(Act.COURSE_CHANGED, {"kind": "course", "id": course.pk}, *told_hours)]


def subject(plan: IndividualPlan) -> dict[str, Any]:
    """Name the plan in the audit."""
    return {"kind": "individual_plan", "id": plan.pk, "pupil": plan.pupil_id, "class": plan.school_class_id}


def told(plan: IndividualPlan) -> dict[str, Any]:
    """Give the plan as the audit keeps it."""
    return {
        "kind": plan.kind,
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat() if plan.ends_on else None,
        "ground": plan.ground,
        "hours": {str(one.course_id): f"{one.hours_per_week:.2f}" for one in plan.lines.order_by("course_id")},
    }
