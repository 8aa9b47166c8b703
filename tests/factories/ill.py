"""A morning when a teacher is ill: the algebra of Friday, 20 November 2026, and who might give it."""

from datetime import date
from typing import Any

from parta.curriculum.models import Course, StudyGroup, Subject, TeachingLoad
from parta.timetable.models import Lesson, TeacherAbsence
from tests.factories.small_school import TODAY, account_for, at, employee


def absence(world: Any, who: Any = None, first: date = TODAY, last: date = TODAY) -> TeacherAbsence:
    """Write that the teacher of algebra, or another, is away."""
    return TeacherAbsence.objects.create(
        employee_id=(who or world.teacher).pk, starts_on=first, ends_on=last, reason="листок нетрудоспособности"
    )


def lesson_of(course: Course, who: Any, number: int, day: date = TODAY) -> Lesson:
    """Put a lesson on a day: the first at 08:00, the second at 08:50, the third at 09:45."""
    start, end = (("08:00", "08:40"), ("08:50", "09:30"), ("09:45", "10:25"))[number - 1]
    return Lesson.objects.create(
        course=course, employee_id=who.pk, date=day, number=number, starts_at=at(day, start), ends_at=at(day, end)
    )


def second_group(world: Any) -> tuple[Any, Lesson]:
    """Add the other English group of 7А, with its teacher and its lesson at the time of the first one."""
    who = _teacher(world, "Сафина", "Роза", "Ильинична")
    group = StudyGroup.objects.create(
        year=world.year, school_class=world.school_class, subject=world.english.subject, name="2 гр.", name_key="2 гр."
    )
    course = _course(world, world.english.subject, who, study_group=group)
    return who, lesson_of(course, who, 2)


def physics(world: Any) -> tuple[Any, Course]:
    """Add physics of 7А, whose teacher has no lesson on that Friday."""
    who = _teacher(world, "Орлов", "Пётр", "Ильич")
    subject = Subject.objects.create(name="физика", short_name="физика", name_key="физика")
    return who, _course(world, subject, who)


def _teacher(world: Any, *name: str) -> Any:
    who = employee(*name, "teacher")  # type: ignore[arg-type]
    world.accounts[who.pk] = account_for(who, world.school)
    return who


def _course(world: Any, subject: Subject, who: Any, **more: Any) -> Course:
    course = Course.objects.create(
        year=world.year, calendar=world.calendar, subject=subject, school_class=world.school_class, sort_key="9", **more
    )
    TeachingLoad.objects.create(course=course, employee_id=who.pk, starts_on=world.year.starts_on)
    return course
