"""A practice has days of its own (norm S4-34); planning again changes nothing."""

from datetime import date

import pytest

from parta.curriculum.models import Course
from parta.installation.schools import inside
from parta.school.models import ClassDay
from parta.timetable.models import Lesson, TimetableSlot, TimetableVersion
from tests.factories.practice import plan, practice_block
from tests.journal.services.conftest import moment


@pytest.fixture
def block(world):
    return practice_block(world)


def days():
    return list(
        Lesson.objects.filter(course__kind="practice")
        .exclude(status="cancelled")
        .order_by("date")
        .values_list("date", "hours", "employee_id")
    )


def test_a_block_becomes_days_of_its_leader_and_again_changes_nothing(world, block):
    with inside(world.school):
        plan(world)
        assert days() == [(date(2026, 11, 16 + n), 6, world.english_teacher.pk) for n in range(6)]
        first = Lesson.objects.filter(course__kind="practice").earliest("date")
        assert (first.starts_at, first.ends_at) == (moment("11-16", "08:00"), moment("11-16", "12:30"))
        again = plan(world)
        assert (again.created, again.changed, again.cancelled, again.deleted) == (0, 0, 0, 0)


def test_weekly_lessons_of_the_same_journal_give_way_to_the_block(world, block):
    with inside(world.school):
        version = TimetableVersion.objects.create(year=world.year, starts_on=date(2026, 9, 1))
        course = Course.objects.get(kind="practice")
        TimetableSlot.objects.create(timetable=version, course=course, weekday=1, number=1)
        plan(world)
        assert [row for row in days() if row[0] == date(2026, 11, 16)] == [
            (date(2026, 11, 16), 6, world.english_teacher.pk)
        ]
        assert date(2026, 11, 23) in [row[0] for row in days()]


def test_the_group_has_nothing_else_on_days_of_practice(world, block):
    with inside(world.school):
        version = TimetableVersion.objects.create(year=world.year, starts_on=date(2026, 9, 1))
        other = Course.objects.exclude(kind="practice").filter(school_class=world.school_class).first()
        TimetableSlot.objects.create(timetable=version, course=other, weekday=1, number=2)
        plan(world)
        taught = set(Lesson.objects.filter(course=other, date__gt=date(2026, 11, 8)).values_list("date", flat=True))
        assert date(2026, 11, 16) not in taught and {date(2026, 11, 9), date(2026, 11, 23)} <= taught


def test_a_practice_without_a_journal_takes_the_days_too(world, block):
    with inside(world.school):
        version = TimetableVersion.objects.create(year=world.year, starts_on=date(2026, 9, 1))
        other = Course.objects.exclude(kind="practice").filter(school_class=world.school_class).first()
        TimetableSlot.objects.create(timetable=version, course=other, weekday=1, number=2)
        Course.objects.filter(kind="practice").update(title="другая")
        plan(world)
        assert not Lesson.objects.filter(course=other, date=date(2026, 11, 16), status="planned").exists()
        assert not days()


def test_a_day_off_of_the_class_leaves_its_practice(world, block):
    with inside(world.school):
        ClassDay.objects.create(
            school_class=world.school_class, date=date(2026, 11, 17), kind="day_off", note="карантин"
        )
        plan(world)
        assert date(2026, 11, 17) in [row[0] for row in days()]
