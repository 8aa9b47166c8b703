"""The page of the weekly timetable's warnings: figures, norms, curves, whose it is; queries do not grow with lessons."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.curriculum.models import Course
from parta.installation.schools import inside
from parta.timetable.models import TimetableSlot, TimetableVersion
from parta.timetable.services.clashes import clashes_told

PAGE = "/alpha/office/timetable/check/"
ON = {"date": "2026-11-20"}


@pytest.fixture
def hung(world, frozen):
    """A timetable of five lessons: mathematics of both classes at one time in one room, a window of a teacher."""
    with inside(world.school), clashes_told():  # as a file brings it
        Course.objects.filter(pk=world.algebra.pk).update(hours_per_week=3)
        Course.objects.exclude(pk=world.algebra.pk).update(hours_per_week=1)
        version = TimetableVersion.objects.create(year=world.year, starts_on=world.year.starts_on)
        room = world.lessons[0].room_id
        for course, who, day, number in (
            (world.algebra, world.teacher, 1, 1),
            (world.algebra, world.teacher, 3, 1),
            (world.algebra, world.teacher, 3, 3),
            (world.english, world.english_teacher, 3, 2),
            (world.other_course, world.english_teacher, 1, 1),
        ):
            TimetableSlot.objects.create(
                timetable=version, course=course, weekday=day, number=number, room_id=room, employee_id=who.pk
            )
    return world


def text_of(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_figures_norms_and_curves(hung, browser_of):
    browser = browser_of(hung.deputy)
    page = text_of(browser.get(PAGE, ON))
    assert "<b>1</b>накладка" in page and "каб. 301, понедельник, 1-й: алгебра, 7А и алгебра, 7Б" in page
    assert "<b>1</b>окно у учителей" not in page and "Ёлкина Нина Сергеевна</a></th>" in page
    assert "7А, среда: алгебра, лишних: 1" in page and "СанПиН 1.2.3685-21, таблицы 6.9–6.11" in page
    assert 'aria-label="7А: пн 10, ср 30"' in page and 'aria-label="7Б: пн 10"' in page
    assert "7Б, понедельник: здесь сумма баллов наибольшая" in page
    page = text_of(browser.get(PAGE, {**ON, "class": hung.school_class.pk}))
    assert "7Б, понедельник" not in page and 'aria-label="7А: пн 10, ср 30"' in page
    assert browser.get(PAGE, {**ON, "as": "xlsx"})["Content-Type"].endswith("sheet")
    assert "Расписания ещё нет" in text_of(browser.get(PAGE, {"date": "2025-11-20"}))


def test_who_sees_it_and_in_how_many_queries(hung, browser_of):
    for who in (hung.teacher, hung.mother):
        assert browser_of(who).get(PAGE, ON).status_code == 403
    browser = browser_of(hung.director)
    browser.get(PAGE, ON)
    counts = []
    for weekday in (4, 5):
        with CaptureQueriesContext(connection) as queries:
            browser.get(PAGE, ON)
        counts.append(len(queries))
        with inside(hung.school):
            version = TimetableVersion.objects.get()
            for number in (2, 3):
                TimetableSlot.objects.create(
                    timetable=version, course=hung.other_course, weekday=weekday, number=number
                )
    assert counts[0] == counts[1] <= 24
