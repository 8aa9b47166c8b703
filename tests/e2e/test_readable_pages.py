"""Every main page read by axe-core in light and dark, wide and on a phone, at 200 %, and walked by the keyboard."""

import pytest
from playwright.sync_api import expect

from parta.demo.institutions import SCHOOL
from tests.e2e.readable import problems

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]

DOORS = (
    "doors/login/",
    "doors/account/",
    "doors/sign-ins/",
    "doors/account/second/",
    "doors/account/second/app/",
    "doors/schools/",
    "doors/code/",
)
TEACHER = (
    "day/",
    "day/behind/",
    "journal/",
    "lessons/{lesson}/",
    "journal/{course}/",
    "journal/{course}/topics/",
    "requests/",
)
FAMILY = ("", "week/", "timetable/", "marks/", "marks/{course}/", "results/", "absences/")
DIRECTOR = (
    "", "classes/", "classes/{class}/", "classes/{class}/day/", "classes/{class}/marks/", "search/?q=Антонов",
    "people/", "people/{pupil}/", "people/{pupil}/edit/", "courses/", "requests/", "control/", "control/late/",
    "control/results/", "control/silence/", "control/checks/", "control/density/", "control/topics/", "regulation/",
    "regulation/draft/", "regulation/trial/", "regulation/text/school_2/", "terms/", "terms/days/",
    "terms/orders/", "terms/{term}/gaps/", "documents/", "timetable/", "jobs/", "permissions/", "audit/",
)  # fmt: skip
ADMIN = ("imports/", "people/corrections/", "people/", "classes/{class}/", "substitutions/")
WHERE = """() => [...document.querySelectorAll("#main *")].indexOf(document.activeElement)"""


def look(page, places):
    """Open page after page and gather what is wrong with them."""
    found = []
    for place in places:
        answer = page.goto(place)
        if answer.status != 200:
            found.append(f"{place} {answer.status}")
            continue
        page.wait_for_function(
            "!document.querySelector('[data-ready]') || document.querySelector('[data-ready=outbox]')"
        )
        found += [f"{place} {line}" for line in problems(page)]
    return found


def live_a_little(school, teacher, head, clerk):
    """Leave something to read on the pages: marks, absences, homework, an act, an order, files to bring in."""
    teacher.open_journal()
    teacher.cell(0).click()
    teacher.press("5", "Enter", "2", "Enter")
    teacher.type_russian("н", "Enter")
    teacher.saved()
    page = teacher.open(f"lessons/{school.ids['lesson']}/")
    page.get_by_label("Тема", exact=True).fill("Степени")
    page.get_by_label("Задание на дом").fill("№ 5, 7")
    page.keyboard.press("Tab")
    teacher.saved()
    page = head.open("office/documents/")
    page.locator("summary", has_text="Разместить документ").click()
    page.get_by_label("Название").fill("Положение о журнале")
    page.get_by_label("Файл PDF").set_input_files(SCHOOL.act_file)
    page.locator("[name=starts_on]").fill("2026-09-01")
    page.get_by_role("button", name="Разместить").click()
    page = clerk.open("office/imports/")
    table = "Фамилия;Имя;Класс;Дата рождения\nСеров;Лев;7А;31.02.2013\n"
    file = {"name": "ученики.csv", "mimeType": "text/csv", "buffer": table.encode()}
    page.get_by_label("Файлы или весь набор в .zip").set_input_files([file])
    page.get_by_role("button", name="Загрузить для проверки").click()
    page.get_by_role("button", name="Проверить").click()


def test_nothing_grave_on_any_main_page(school, enter, visitor):
    ids = {**school.ids, "pupil": school.ids["pupils"][0]}
    teacher, director, admin, mother = (enter(name) for name in ("teacher", "director", "admin", "mother"))
    live_a_little(school, teacher, director, admin)
    walks = (
        (visitor(), "", DOORS[:1]),
        (visitor(), f"{school.slug}/", ("documents/",)),
        (admin, "", DOORS[1:]),
        (admin, f"{school.slug}/office/", ADMIN),
        (director, f"{school.slug}/office/", DIRECTOR),
        (teacher, f"{school.slug}/", TEACHER),
        (mother, f"{school.slug}/diary/", FAMILY),
    )
    found = []
    for one, under, places in walks:
        found += look(one.page, [f"{school.town.address}/{under}{place.format(**ids)}" for place in places])
    assert found == [], "\n".join(found)


def test_the_keyboard_comes_past_the_bar_and_along_the_page(school, enter):
    director = enter("director")
    for path in ("office/", "office/classes/", "office/control/", "office/regulation/trial/"):
        page = director.open(path)
        director.press("Tab")
        skip = page.get_by_role("link", name="К содержанию")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        director.press("Enter")
        expect(page.locator("#main")).to_be_focused()
        # From there the keys go down the page as it is written, never back.
        places = []
        for _ in range(12):
            director.press("Tab")
            places.append(page.evaluate(WHERE))
        assert -1 not in places
        assert places == sorted(set(places))
