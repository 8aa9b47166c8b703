"""One box finds anything that the person may see, and nothing else."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.installation.schools import inside
from tests.factories.small_school import pupil

pytestmark = pytest.mark.usefixtures("frozen")  # journals are of the year that is going on


def found(browser, text, **more):
    answer = browser.get("/alpha/office/search/", {"q": text, **more})
    assert answer.status_code == 200
    place = answer.text.partition('class="found-page"')[2] or answer.text
    return re.findall(r'<a href="/alpha/([^"]+)"><b>([^<]+)</b>', place)


def names(browser, text):
    return [name for _, name in found(browser, text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ант", ["Антонов Пётр", "Антонова Ирина Львовна"]),
        ("ёжи", ["Ёжикова Мария"]),
        ("ЕЖИ", ["Ёжикова Мария"]),
        ("антонов п", ["Антонов Пётр"]),
        ("7а", ["7А", "алгебра · 7А", "иностранный язык (английский) · 7А · 1 гр.", "7А"]),
        ("7A", ["7А", "алгебра · 7А", "иностранный язык (английский) · 7А · 1 гр.", "7А"]),
        ("30", ["301"]),
        ("ант 7а", ["Антонов Пётр"]),
        ("7A антонов", ["Антонов Пётр"]),
        ("ант 7б", []),
        ("1 гр 7а", ["1 гр. · 7А", "иностранный язык (английский) · 7А · 1 гр."]),
        ("алг 7б", ["алгебра · 7Б"]),
        ("елк", ["Ёлкина Нина Сергеевна", "алгебра · 7А", "Ёлкина Нина Сергеевна"]),
        ("англ", ["иностранный язык (английский) · 7А · 1 гр."]),
        ("а", []),
        ("%", []),
        ("нтон", []),
        ("<script>", []),
    ],
)
def test_three_letters_find_people_classes_and_journals(world, browser_of, text, wanted):
    with inside(world.school):
        world.english.subject.name_key = "английский язык"
        world.english.subject.save()
    assert names(browser_of(world.director), text) == wanted


def test_rooms_and_timetables_lead_to_their_weeks(world, browser_of):
    room, browser = world.lessons[0].room_id, browser_of(world.teacher)
    assert (f"office/timetable/?room={room}", "301") in found(browser, "301")
    assert (f"office/timetable/?class={world.other_class.pk}", "7Б") in found(browser, "7б")
    english = (f"office/timetable/?teacher={world.english_teacher.pk}", "Осипова Наталья Игоревна")
    assert english in found(browser, "осип")


def test_everybody_finds_what_is_theirs_to_see(world, browser_of):
    teacher = browser_of(world.teacher)
    class_page = f"office/classes/{world.school_class.pk}/"
    assert found(teacher, "ант") == [(class_page, "Антонов Пётр")]
    assert found(teacher, "жук") == []
    assert names(teacher, "алг") == ["алгебра · 7А"]
    homeroom = browser_of(world.homeroom)
    assert names(homeroom, "ант") == ["Антонов Пётр", "Антонова Ирина Львовна"]
    assert names(homeroom, "жук") == []
    assert names(homeroom, "7") == []
    # a patronymic is found by those who may open the card
    with inside(world.school):
        for human in (world.pupils[2], world.stranger):
            human.patronymic, human.sort_key = "Щукич", f"{human.sort_key} щукич"
            human.save()
    assert names(teacher, "щук") == []
    assert names(homeroom, "щук") == ["Яковлев Олег Щукич"]
    # a name of one's own comes before a father's
    with inside(world.school):
        human = world.pupils[0]
        human.patronymic, human.sort_key = "Олегович", f"{human.sort_key} олегович"
        human.save()
    assert names(homeroom, "оле") == ["Яковлев Олег Щукич", "Антонов Пётр Олегович"]
    secretary = browser_of(world.secretary)
    load = f"office/load/{world.algebra.pk}/"
    assert (load, "алгебра · 7А") in found(secretary, "алг")
    assert secretary.get(f"/alpha/{load}").status_code == 200
    assert secretary.get(f"/alpha/journal/{world.algebra.pk}/").status_code in (403, 404)
    for human in (world.pupils[0], world.mother):
        assert browser_of(human).get("/alpha/office/search/", {"q": "ант"}).status_code == 403
        assert "data-search" not in browser_of(human).get("/alpha/diary/").text


def test_the_box_stands_in_the_bar_and_is_answered_by_its_list(world, browser_of):
    browser = browser_of(world.teacher)
    assert 'action="/alpha/office/search/"' in browser.get("/alpha/office/classes/").text
    part = browser.get("/alpha/office/search/", {"q": "ант", "part": "1"}).text
    assert "<html" not in part
    assert "Антонов Пётр" in part
    nothing = browser.get("/alpha/office/search/", {"q": "<b>щщ", "part": "1"}).text
    assert "&lt;b&gt;щщ" in nothing


def test_a_search_costs_the_same_whatever_it_finds(world, browser_of):
    browser = browser_of(world.director)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            browser.get("/alpha/office/search/", {"q": "ант", "part": "1"})
        return len(asked)

    cost()
    before = cost()
    with inside(world.school):
        for n in range(20):
            pupil("Антонюк", f"Имя{n}", world.school_class)
    assert cost() == before <= 8
    assert "Показаны первые 12" in browser.get("/alpha/office/search/", {"q": "ант"}).text


def test_a_group_leads_to_the_groups_of_its_class(world, browser_of):
    address = f"office/classes/{world.school_class.pk}/groups/"
    for human in (world.director, world.english_teacher):
        assert (address, "1 гр. · 7А") in found(browser_of(human), "гр")
        assert browser_of(human).get(f"/alpha/{address}").status_code == 200
