"""A weekly timetable hung up in the small school, with the dated lessons that follow it."""

from typing import Any

from django.db import transaction

from parta.curriculum.models import Course
from parta.installation.schools import inside
from parta.timetable.models import Lesson, TimetableSlot, TimetableVersion
from parta.timetable.services.clashes import clashes_told


def hang(world: Any) -> Any:
    """Hang algebra and English of 7А and algebra of 7Б: two of them want one room at once."""
    with inside(world.school), transaction.atomic(), clashes_told():  # as a file brings it
        Course.objects.filter(pk=world.algebra.pk).update(hours_per_week=3)
        Course.objects.exclude(pk=world.algebra.pk).update(hours_per_week=1)
        version = TimetableVersion.objects.create(year=world.year, starts_on=world.year.starts_on)
        for course, who, day, number in (
            (world.algebra, world.teacher, 1, 1),
            (world.algebra, world.teacher, 3, 1),
            (world.algebra, world.teacher, 5, 1),
            (world.english, world.english_teacher, 3, 2),
            (world.other_course, world.english_teacher, 1, 1),
        ):
            slot = TimetableSlot.objects.create(
                timetable=version, course=course, weekday=day, number=number, employee_id=who.pk,
                room_id=world.lessons[0].room_id,
            )  # fmt: skip
            Lesson.objects.filter(course=course, date__iso_week_day=day).update(slot=slot)
        Lesson.objects.filter(date__lt="2026-11-20").update(status="held")
    return world
