"""The weekly timetable changed by hand: begun, picked, carried, exchanged, refused with the reason, undone, in force."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.installation.schools import inside
from parta.school.models import Room
from parta.timetable.models import TimetableDraft, TimetableSlot, TimetableVersion
from parta.timetable.services.clashes import clashes_told
from tests.factories.hung import hang

PAGE = "/alpha/office/timetable/wall/"


@pytest.fixture
def hung(world, frozen):
    return hang(world)


def text_of(answer, status=200):
    assert answer.status_code == status, answer.content[:400]
    return " ".join(answer.content.decode().split())


def seen(page):
    return dict(re.findall(r'name="(draft|base)" value="(\d+)"', page))


def pick(course, place):
    return f"{course.pk}.{place}.any"


def places(world, course):
    return {(cell[1], cell[2]) for cell in TimetableDraft.objects.get().cells if cell[0] == course.pk}


def test_from_a_draft_to_a_timetable_in_force(hung, browser_of):
    browser, of_class = browser_of(hung.deputy), {"side": "class", "id": str(hung.school_class.pk)}
    with inside(hung.school), clashes_told():  # two clubs at once, as they stand already, are in nobody's way
        for course in (hung.algebra, hung.english):
            TimetableSlot.objects.create(
                timetable=TimetableVersion.objects.get(), course=course, weekday=6, starts_at="15:00", ends_at="15:40"
            )
    page = text_of(browser.get(PAGE, of_class))
    assert "Начать правку" in page and "data-pick" not in page
    assert "Укажите день" in text_of(browser.post(PAGE, {"day": "завтра"}), 422)
    assert "прошедшие" in text_of(browser.post(PAGE, {"day": "2026-11-20"}), 422)
    page = text_of(browser.post(PAGE, {"day": "2026-11-23"}, follow=True))
    assert "Черновик с 23 ноября" in page and "Ввести в действие" in page

    english, friday = pick(hung.english, "3.2"), pick(hung.algebra, "5.1")
    page = text_of(browser.get(PAGE, {**of_class, "pick": english}))
    monday = page[page.index('data-place="1.1"') :].split("</td>")[0]
    assert "Осипова Наталья Игоревна: в это время алгебра, 7Б" in monday and "<button" not in monday
    assert "Поменять" in page[page.index('data-place="5.1"') :].split("</td>")[0]
    assert "Сюда" in page[page.index('data-place="2.3"') :].split("</td>")[0]

    asked = {**seen(page), **of_class}
    answer = text_of(browser.post(f"{PAGE}move/", {**asked, "pick": english, "to": "1.1"}), 422)
    assert "Поставить сюда нельзя: Осипова Наталья Игоревна: в это время алгебра, 7Б" in answer
    assert "класс не учится" in text_of(browser.post(f"{PAGE}move/", {**asked, "pick": english, "to": "7.1"}), 422)
    page = text_of(browser.post(f"{PAGE}move/", {**asked, "pick": friday, "to": "3.2"}, follow=True))
    assert "Поменялись местами: пт, 1-й и ср, 2-й." in page and "переставлено" in page
    again = browser.post(f"{PAGE}move/", {**asked, "pick": english, "to": "2.1"})
    assert "его изменили или составили заново" in text_of(again, 422)
    with inside(hung.school):
        assert places(hung, hung.english) == {(5, 1)} and places(hung, hung.algebra) == {(1, 1), (3, 1), (3, 2)}

    page = text_of(browser.post(f"{PAGE}undo/", {**seen(page), **of_class}, follow=True))
    assert "Последнее действие отменено" in page and "Отменить последнее" not in page
    assert browser.post(f"{PAGE}undo/", {**seen(page), **of_class}).status_code == 404
    other = {"pick": pick(hung.other_course, "1.1"), "to": "2.3", "side": "teacher", "id": hung.english_teacher.pk}
    page = text_of(browser.post(f"{PAGE}move/", {**seen(page), **other}, follow=True))
    assert "Поставлено: вт, 3-й." in page and "Осипова" in page
    with inside(hung.school):
        assert TimetableVersion.objects.count() == 1 and places(hung, hung.english) == {(3, 2)}
    publish = browser.post("/alpha/office/timetable/making/publication/", {**seen(page), "day": "2026-11-23"})
    assert publish.status_code == 302
    with inside(hung.school):
        new = TimetableVersion.objects.latest("starts_on")
        slots = set(new.slots.filter(course=hung.other_course).values_list("weekday", "number"))
        assert slots == {(2, 3)} and new.slots.count() == 7 and not TimetableDraft.objects.exists()


def test_the_page_costs_the_same_whatever_is_picked_and_bad_input_is_refused(
    hung, browser_of, django_assert_num_queries
):
    browser = browser_of(hung.deputy)
    page = text_of(browser.post(PAGE, {"day": "2026-11-23"}, follow=True))
    browser.get(PAGE)
    with CaptureQueriesContext(connection) as plain:
        browser.get(PAGE)
    with django_assert_num_queries(len(plain)):
        assert "wall-free" in text_of(browser.get(PAGE, {"pick": pick(hung.algebra, "1.1")}))
    assert "wall-free" not in text_of(browser.get(PAGE, {"pick": "999.1.1.any", "side": "x", "at": "я"}))
    asked = {**seen(page), "pick": pick(hung.algebra, "1.1"), "to": "2.2"}
    assert browser.get(PAGE, {"id": "999999"}).status_code == 404
    for bad, status in (
        ({"to": "8.1"}, 400),
        ({"pick": "\x00"}, 400),
        ({"room": "999"}, 404),
        ({"draft": "999999"}, 404),
    ):
        assert browser.post(f"{PAGE}move/", {**asked, **bad}).status_code == status, bad
    with inside(hung.school):
        room = Room.objects.create(number="309", number_key="309")
    other = {**asked, "to": "1.1", "room": room.pk, "side": "class", "id": hung.school_class.pk}
    page = text_of(browser.post(f"{PAGE}move/", other, follow=True))
    assert "каб. 309" in page and "wall-moved" not in page  # another room is no other place
    for who in (hung.director, hung.teacher, hung.secretary, hung.mother):
        stranger = browser_of(who)
        assert stranger.get(PAGE).status_code == 403
        assert {stranger.post(f"{PAGE}{end}", asked).status_code for end in ("", "move/", "undo/")} == {403}
