"""Dated lessons follow the timetable; what was held, what is past and what has records stays."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.journal.models import LessonEntry
from parta.journal.queries.content import lessons_with_content
from parta.kernel.actor import Actor
from parta.timetable.models import Lesson, TimetableSlot, TimetableVersion
from parta.timetable.services.planning import plan_year
from tests.journal.services.conftest import moment

ACTOR = Actor(account_id=1, person_id=1, school_slug="alpha")


@pytest.fixture
def timetable(world):
    Lesson.objects.all().delete()
    version = TimetableVersion.objects.create(year=world.year, starts_on=date(2026, 9, 1))
    for weekday, number in ((1, 1), (3, 2), (5, 3)):
        TimetableSlot.objects.create(
            timetable=version, course=world.algebra, weekday=weekday, number=number, employee_id=world.teacher.pk
        )
    return version


def plan(world, start, now="11-20"):
    return plan_year(year=world.year, start=start, actor=ACTOR, now=moment(now), with_content=lessons_with_content)


def dates():
    return list(Lesson.objects.exclude(status="cancelled").order_by("date").values_list("date", flat=True))


def test_a_year_is_planned_and_planning_again_changes_nothing(world, timetable):
    first = plan(world, date(2026, 9, 1))
    assert first.created == len(dates()) > 40
    assert all(day.isoweekday() in (1, 3, 5) for day in dates())
    assert not any(date(2026, 10, 25) <= day <= date(2026, 11, 1) for day in dates())
    lesson = Lesson.objects.get(date=date(2026, 9, 7))
    assert lesson.starts_at == moment("09-07", "08:00")
    again = plan(world, date(2026, 9, 1))
    assert (again.created, again.changed, again.cancelled, again.deleted) == (0, 0, 0, 0)
    assert Event.objects.filter(act="timetable.lessons_planned").count() == 1


def test_a_change_of_the_timetable_keeps_ids_and_leaves_the_past_alone(world, timetable):
    plan(world, date(2026, 9, 1))
    before = {lesson.pk: (lesson.date, lesson.number) for lesson in Lesson.objects.all()}
    TimetableVersion.objects.filter(pk=timetable.pk).update(ends_on=date(2026, 11, 22))
    version = TimetableVersion.objects.create(year=world.year, starts_on=date(2026, 11, 23))
    for weekday in (2, 4):
        TimetableSlot.objects.create(timetable=version, course=world.algebra, weekday=weekday, number=1)
    monday = Lesson.objects.get(date=date(2026, 11, 23))
    result = plan(world, date(2026, 11, 23))
    assert result.changed and result.deleted and not result.cancelled
    for lesson in Lesson.objects.filter(date__lt=date(2026, 11, 23)):
        assert before[lesson.pk] == (lesson.date, lesson.number)
    assert all(day.isoweekday() in (2, 4) for day in dates() if day >= date(2026, 11, 23))
    assert Lesson.objects.get(pk=monday.pk).date == date(2026, 11, 24)


def test_a_lesson_with_records_is_cancelled_not_deleted(world, timetable):
    plan(world, date(2026, 9, 1))
    last = Lesson.objects.order_by("date").last()
    LessonEntry.objects.create(lesson=last, topic="готово заранее")
    timetable.slots.filter(weekday=last.date.isoweekday()).delete()
    result = plan(world, date(2026, 11, 23))
    assert result.cancelled == 1
    last.refresh_from_db()
    assert last.status == "cancelled"


def test_a_held_lesson_is_never_touched(world, timetable):
    plan(world, date(2026, 9, 1))
    held = Lesson.objects.get(date=date(2026, 11, 25))
    Lesson.objects.filter(pk=held.pk).update(status="held")
    timetable.slots.filter(weekday=3).delete()
    plan(world, date(2026, 11, 23))
    held.refresh_from_db()
    assert (held.status, held.date) == ("held", date(2026, 11, 25))
