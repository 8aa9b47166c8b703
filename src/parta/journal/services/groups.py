"""A pupil goes to another study group: not from a day on which the old group's journals already speak of the pupil."""

from datetime import date, datetime

from django.db import transaction

from parta.curriculum.models import StudyGroupMember
from parta.curriculum.services.groups import move_pupil
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
    left = StudyGroupMember.objects.filter(
        in_force(day), pupil=pupil_id, group__school_class=class_id, group__subject=subject_id
    ).values("group")
    marks = Mark.objects.filter(pupil=pupil_id, work__lesson__course__study_group__in=left).exclude(value="")
    absences = Attendance.objects.filter(pupil=pupil_id, lesson__course__study_group__in=left).exclude(code="")
    days = [
        marks.order_by("-work__lesson__date").values_list("work__lesson__date", flat=True).first(),
        absences.order_by("-lesson__date").values_list("lesson__date", flat=True).first(),
    ]
    move_pupil(
        actor=actor,
        class_id=class_id,
        subject_id=subject_id,
        pupil_id=pupil_id,
        group_id=group_id,
        day=day,
        last_record=max((one for one in days if one is not None), default=None),
        now=now,
    )
