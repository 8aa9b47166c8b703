"""Every main page read by axe-core in light and dark, wide and on a phone, at 200 %, and walked by the keyboard."""

import pytest
from playwright.sync_api import expect

from parta.demo.institutions import SCHOOL
from tests.e2e.readable import problems, problems_once

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
    "day/hours/",
    "journal/",
    "lessons/{lesson}/",
    "journal/{course}/",
    "journal/{course}/topics/",
    "requests/",
)
FAMILY = ("", "week/", "timetable/", "marks/", "marks/{course}/", "results/", "curriculum/", "absences/")
DIRECTOR = (
    "", "classes/", "classes/{class}/", "classes/{class}/day/", "classes/{class}/marks/",
    "classes/{class}/access/", "access/shut/", "search/?q=Антонов",
    "people/", "people/{pupil}/", "people/{pupil}/edit/", "courses/", "requests/", "control/", "control/late/",
    "control/results/", "control/silence/", "control/checks/", "control/density/", "control/topics/", "regulation/",
    "regulation/draft/", "regulation/trial/", "regulation/text/school_2/", "terms/", "terms/days/",
    "terms/orders/", "terms/{term}/gaps/", "documents/", "timetable/", "jobs/", "permissions/", "audit/",
)  # fmt: skip
ADMIN = (
    "imports/",
    "people/corrections/",
    "people/consents/",
    "people/destruction/",
    "people/",
    "classes/{class}/",
    "classes/{class}/leaders/",
    "people/{pupil}/join/",
    "classes/{class}/groups/",
    "courses/{course}/",
    "substitutions/",
    "control-works/",
    "control-works/?class={class}",
)
SECRETARY = (
    "people/{pupil}/parents/new/?q=Антонова",
    "people/{pupil}/certificate/",
    "movement/certificates/",
)
# Pages of kinds that stand above: read once each, on a phone in the dark.
DIRECTOR_TOO = (
    "load/", "load/?class={class}", "load/{course}/", "load/tariff/", "load/balance/", "load/hours/", "rooms/", "subjects/",
    "calendar/", "curriculum/", "curriculum/{class}/", "curriculum/norms/", "curriculum/joint/",
    "staff/",
    "staff/orders/", "staff/qualification/", "movement/", "movement/alphabet/", "setup/", "control/progress/",
    "timetable/week/?class={class}", "timetable/check/", "timetable/norms/", "groups/", "timetable/changes/", "substitutions/log/",
    "access/", "access/letters/", "access/appeals/", "access/left/", "access/texts/", "looks/", "care/psychology/",
    "people/completeness/", "people/figures/", "people/newcomers/", "people/checks/", "people/destruction/acts/",
    "people/compromises/", "documents/acquaintances/", "documents/rules/", "sign-in/devices/",
    "documents/rules/staff/", "documents/rules/staff/readers/", "classes/{class}/card/", "support/", "sign-in/",
)  # fmt: skip
ADMIN_TOO = (
    "rooms/new/", "rooms/1/lessons/", "rooms/1/hours/", "rooms/subjects/", "timetable/wishes/",
    "calendar/days/", "calendar/bells/", "classes/new/", "timetable/making/", "timetable/wall/",
    "timetable/versions/", "calendar/years/", "calendar/years/new/", "classes/{class}/calendar/", "imports/templates/",
    "classes/{class}/groups/split/{course}/",
)  # fmt: skip
SECRETARY_TOO = ("access/new/", "movement/enrolment/", "movement/transfer/", "people/{pupil}/movement/")
TEACHER_TOO = (
    "plans/",
    "day/wishes/",
    "journal/{course}/plan/",
    "journal/{course}/plan/corrections/",
    "help/",
    "help/teacher/",
)
MOTHER_TOO = ("help/", "help/parent/")
READY = "html:not(:has([data-ready])), [data-ready=outbox]"
WHERE = """() => [...document.querySelectorAll("#main *")].indexOf(document.activeElement)"""


def look(page, places, said=problems):
    """Open page after page and gather what is wrong with them."""
    found = []
    for place in places:
        answer = page.goto(place)
        if answer.status != 200:
            found.append(f"{place} {answer.status}")
            continue
        page.locator(READY).first.wait_for(state="attached")
        found += [f"{place} {line}" for line in said(page)]
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
    everybody = ("teacher", "director", "admin", "secretary", "mother")
    teacher, director, admin, secretary, mother = (enter(name) for name in everybody)
    live_a_little(school, teacher, director, admin)
    walks = (
        (visitor(), "", DOORS[:1]),
        (visitor(), f"{school.slug}/", ("documents/", "about-diary/")),
        (admin, "", DOORS[1:]),
        (admin, f"{school.slug}/office/", ADMIN),
        (secretary, f"{school.slug}/office/", SECRETARY),
        (director, f"{school.slug}/office/", DIRECTOR),
        (teacher, f"{school.slug}/", TEACHER),
        (mother, f"{school.slug}/diary/", FAMILY),
    )
    found = []
    for one, under, places in walks:
        found += look(one.page, [f"{school.town.address}/{under}{place.format(**ids)}" for place in places])
    assert found == [], "\n".join(found)


def test_nothing_grave_on_the_other_pages(school, enter):
    ids = {**school.ids, "pupil": school.ids["pupils"][0]}
    walks = (
        ("director", "office/", DIRECTOR_TOO),
        ("admin", "office/", ADMIN_TOO),
        ("deputy", "office/", ("curriculum/lessons/{course}/",)),
        ("secretary", "office/", SECRETARY_TOO),
        ("teacher", "", TEACHER_TOO),
        ("mother", "", MOTHER_TOO),
    )
    found = []
    for who, under, places in walks:
        addresses = [f"{school.town.address}/{school.slug}/{under}{place.format(**ids)}" for place in places]
        found += look(enter(who).page, addresses, problems_once)
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
