"""A pupil goes to another study group: not from a day on which the old group's journals already speak of the pupil."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from parta.audit.services import lock_chain
from parta.curriculum.enums import CHAIN
from parta.curriculum.models import Course, StudyGroupMember
from parta.curriculum.services.groups import move_pupil, place_in_joint
from parta.journal.models import Attendance, Mark
from parta.kernel.actor import Actor
from parta.kernel.database import in_force


@transaction.atomic
def move_to_group(
    *,
    actor: Actor,
    class_id: int,
    subject_id: int | None,
    pupil_id: int,
    group_id: int | None,
    day: date,
    now: datetime,
) -> None:
    """Move a pupil of a class between the groups of a subject from a day; refuses as `decide_group_move`.

    Raises `Forbidden`, `NotVisible`.
    """
    lock_chain(CHAIN)  # before what is judged
    left = StudyGroupMember.objects.filter(
        in_force(day), pupil=pupil_id, group__school_class=class_id, group__subject=subject_id
    ).values("group")
    move_pupil(
        actor=actor,
        class_id=class_id,
        subject_id=subject_id,
        pupil_id=pupil_id,
        group_id=group_id,
        day=day,
        last_record=last_record(pupil_id, left),
        now=now,
    )


@transaction.atomic
def join_or_leave(
    *, actor: Actor, course_id: int, pupils: Collection[int], joins: bool, day: date, now: datetime
) -> int:
    """Put pupils into a journal of several classes from a day, or out of it; give how many.

    Raises `Forbidden`, `NotVisible`; refuses as `place_in_joint`.
    """
    lock_chain(CHAIN)  # before what is judged
    groups = Course.objects.filter(pk=course_id).values("study_group")
    found = {} if joins else {pupil: last_record(pupil, groups) for pupil in pupils}
    last = {pupil: day for pupil, day in found.items() if day is not None}
    return place_in_joint(
        actor=actor, course_id=course_id, pupils=pupils, joins=joins, day=day, last_records=last, now=now
    )


def last_record(pupil_id: int, groups: QuerySet[Any, Any] | Collection[Any]) -> date | None:
    """Give the day of the last mark or absence of a pupil in the journals of some groups."""
    marks = Mark.objects.filter(pupil=pupil_id, work__lesson__course__study_group__in=groups).exclude(value="")
    absences = Attendance.objects.filter(pupil=pupil_id, lesson__course__study_group__in=groups).exclude(code="")
    days = [
        marks.order_by("-work__lesson__date").values_list("work__lesson__date", flat=True).first(),
        absences.order_by("-lesson__date").values_list("lesson__date", flat=True).first(),
    ]
    return max((one for one in days if one is not None), default=None)
