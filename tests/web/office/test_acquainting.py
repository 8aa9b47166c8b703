"""The first sign-in stops at the acts that the school asks to know; who has not said so stands in a list."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.people.models import Appointment
from parta.regulation.models import Acknowledgement, ActEdition
from tests.factories.documents import placed_act

PAGE, LIST = "/alpha/office/documents/acquaint/", "/alpha/office/documents/acquaintances/"


def asked(world, browser_of, known_by):
    act = placed_act(world)
    path = f"/alpha/office/documents/{act.pk}/known/"
    assert browser_of(world.director).post(path, {"known_by": known_by}).status_code == 302
    return act


def agree(browser):
    with_number = browser.get(PAGE).text.partition('name="edition" value="')[2]
    return browser.post(PAGE, {"edition": with_number.partition('"')[0]}, follow=True)


def test_nobody_goes_on_before_reading_and_a_new_edition_is_asked_again(world, browser_of, frozen):
    act = asked(world, browser_of, "everybody")
    mother = browser_of(world.mother)
    assert mother.get("/alpha/diary/").url == PAGE
    page = mother.get(PAGE).text
    edition = act.editions.get()
    assert "Положение об электронном журнале" in page and "действует с 01.09.2026" in page and "№ 12" in page
    assert mother.get(f"/alpha/office/documents/{edition.pk}/").status_code == 200
    for _ in range(2):  # a double click
        mother.post(PAGE, {"edition": edition.pk})
    assert mother.get("/alpha/diary/").status_code == 200
    assert mother.get(PAGE).url == "/alpha/"
    with inside(world.school):
        said = Acknowledgement.objects.get()
        assert (said.edition_id, said.person_id) == (edition.pk, world.mother.pk)
        event = Event.objects.get(act="regulation.act_acknowledged")
        assert (event.subject["act"], event.after) == (act.pk, {"edition": edition.pk})
        values = ActEdition.objects.filter(pk=edition.pk).values().get()
        ActEdition.objects.create(**{**values, "id": None, "starts_on": date(2026, 11, 19)})
    again = browser_of(world.mother)
    assert again.get("/alpha/diary/").url == PAGE
    assert again.post(PAGE, {"edition": edition.pk}).status_code == 404  # the edition that is over
    assert agree(again).status_code == 200
    assert Acknowledgement.objects.count() == 2


def test_a_promise_of_the_staff_is_asked_of_the_staff_alone_and_stops_no_work(world, browser_of, frozen):
    act = asked(world, browser_of, "staff")
    assert browser_of(world.mother).get("/alpha/diary/").status_code == 200
    assert browser_of(world.mother).post(PAGE, {"edition": act.editions.get().pk}).status_code == 404
    teacher = browser_of(world.teacher)
    assert teacher.get("/alpha/day/").url == PAGE
    assert teacher.get("/alpha/day/", headers={"Accept": "application/json"}).status_code == 200
    assert agree(teacher).redirect_chain[-1][0] != PAGE
    director = browser_of(world.director)
    agree(director)
    end = {"ceased_on": "2026-11-20", "ground": "приказ № 1"}
    director.post(f"/alpha/office/documents/{act.pk}/withdrawal/", end)
    assert browser_of(world.homeroom).get("/alpha/day/").status_code == 200


def test_who_has_not_said_so_is_listed_with_as_many_queries_as_one(
    world, browser_of, frozen, django_assert_num_queries
):
    act = asked(world, browser_of, "everybody")
    with inside(world.school):  # who leads a class is of the staff, without a post too
        Appointment.objects.filter(employee=world.homeroom.pk).delete()
    director = browser_of(world.director)
    agree(director)
    director.get(LIST)
    page = director.get(f"{LIST}?act={act.pk}").text
    wanted = len(world.accounts)
    assert f"1 из {wanted}" in page and "Антонова Ирина Львовна" in page
    book = CalamineWorkbook.from_filelike(BytesIO(director.get(f"{LIST}?act={act.pk}&as=xlsx").content))
    rows = book.get_sheet_by_index(0).to_python()
    assert ["Антонова Ирина Львовна", "родитель"] in rows
    assert world.director.full_name not in [row[0] for row in rows]
    for human in (world.mother, world.teacher):
        agree(browser_of(human))
    with django_assert_num_queries(5):
        page = director.get(f"{LIST}?act={act.pk}").text
    assert f"3 из {wanted}" in page and "Антонова Ирина Львовна" not in page


@pytest.mark.parametrize(("who", "status"), [("deputy", 403), ("teacher", 403), ("administrator", 302)])
def test_who_asks(world, browser_of, frozen, who, status):
    act = placed_act(world)
    browser = browser_of(world.admin if who == "administrator" else getattr(world, who))
    assert browser.post(f"/alpha/office/documents/{act.pk}/known/", {"known_by": "staff"}).status_code == status
    assert browser.get(LIST).status_code == (200 if status == 302 else 403)
    assert Client().get(PAGE).url.startswith("/doors/login/")
