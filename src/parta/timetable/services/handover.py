"""A course goes from one teacher to another: its load, its cells of the weekly timetable and its lessons to come."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from parta.audit.bulk import ChangedRow
from parta.audit.services import Entry, record
from parta.curriculum.access import may_keep_load
from parta.curriculum.models import TeachingLoad
from parta.curriculum.rules.loads import Handover
from parta.curriculum.services.loads import hand_over_load
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.timetable.enums import Act, LessonStatus
from parta.timetable.models import Lesson, TimetableSlot, TimetableVersion
from parta.timetable.services.clashes import clashes_told
from parta.timetable.services.weekly import CHAIN, change_from, keep_slots


@transaction.atomic
@clashes_told()
def hand_over(*, actor: Actor, course_id: int, load_id: int | None, wanted: Handover, now: datetime) -> int:
    """Hand a course over from a day, on a ground; give how many dated lessons went over with it.

    Raises `Forbidden`, `NotVisible`; refuses as `decide_handover`. Lessons already given stay who gave them; a weekly
    timetable in force on the day goes on as a copy, so that its past is not rewritten.
    """
    require(may_keep_load(actor))
    load = TeachingLoad.objects.filter(pk=load_id, course=course_id).first() if load_id is not None else None
    if load_id is not None and load is None:
        raise NotVisible
    leaving = load.employee_id if load else None
    given = Lesson.objects.filter(
        Q(substitution__isnull=True) | Q(substitution__kind="joined"),
        course=course_id,
        employee=leaving,
        status=LessonStatus.HELD,
        date__lte=now.date(),
    )
    last = given.order_by("-date").values_list("date", flat=True).first() if leaving else None
    hand_over_load(actor=actor, course_id=course_id, load_id=load_id, wanted=wanted, last_given=last, now=now)
    mine = TimetableSlot.objects.filter(course=course_id, employee=leaving)
    versions = TimetableVersion.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=wanted.day), slots__in=mine
    ).distinct()
    for version in versions.order_by("starts_on"):
        old = list(mine.filter(timetable=version).values_list("pk", flat=True))
        _, became = change_from(version=version, day=wanted.day, actor=actor, now=now)
        before, after = {"employee_id": leaving}, {"employee_id": wanted.taking}
        keep_slots(new=(), changes=[ChangedRow(became[pk], before, after) for pk in old], actor=actor, now=now)
    ahead = Lesson.objects.filter(
        Q(status=LessonStatus.PLANNED) | Q(date__gt=now.date()),
        course=course_id,
        employee=leaving,
        date__gte=wanted.day,
    )
    if load and load.ends_on:
        ahead = ahead.filter(date__lte=load.ends_on)
    count = ahead.update(employee=wanted.taking, version=F("version") + 1)
    if count:
        told = {"from": wanted.day.isoformat(), "employee_id": wanted.taking, "changed": count, "ground": wanted.ground}
        entry = Entry(Act.TIMETABLE_CHANGED, {"kind": "lessons", "course": course_id}, {"employee_id": leaving}, told)
        record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return count
