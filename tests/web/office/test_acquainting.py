"""The first sign-in stops at the acts that the school asks to know; who has not said so stands in a list."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.people.models import Appointment
from parta.regulation.models import Acknowledgement, ActEdition, UserRules, UserRulesAcknowledgement
from tests.factories.documents import placed_act

RULES = "/alpha/office/documents/rules/"
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


@pytest.fixture
def no_rules_of_its_own(world):
    """The school has said nothing about rules for users: the shipped ones are asked."""
    UserRules.objects.all().delete()


def read(browser, **texts):
    return browser.post(PAGE, texts, follow=True)


def test_the_shipped_rules_are_read_at_the_first_sign_in(world, browser_of, frozen, no_rules_of_its_own):
    for human, group, words in (
        (world.teacher, "staff", "Не ведите журнал за другого"),
        (world.mother, "families", "только своего ребёнка"),
        (world.pupils[0], "pupils", "Чужие отметки — не твоё дело"),
    ):
        browser = browser_of(human)
        home = browser.get("/alpha/").url
        assert home == PAGE
        page = browser.get(PAGE).text
        assert words in page and f'name="{group}" value="0"' in page
        other = "pupils" if group == "staff" else "staff"
        assert browser.post(PAGE, {other: 0}).status_code == 404  # another group's
        assert browser.post(PAGE, {group: 1}).status_code == 404  # there is no such text
        for _ in range(2):
            assert read(browser, **{group: 0}).redirect_chain[-1][0] != PAGE
        assert words in browser.get(RULES).text
    with inside(world.school):
        said = list(UserRulesAcknowledgement.objects.values_list("person_id", "group", "number"))
        assert said == [
            (world.teacher.pk, "staff", 0), (world.mother.pk, "families", 0), (world.pupils[0].pk, "pupils", 0),
        ]  # fmt: skip
        assert Event.objects.filter(act="regulation.user_rules_acknowledged").count() == 3


def test_the_schools_own_text_replaces_the_shipped_and_asks_again_where_it_says_so(
    world, browser_of, frozen, no_rules_of_its_own
):
    director, mother = browser_of(world.director), browser_of(world.mother)
    read(director, staff=0)
    read(mother, families=0)
    page = f"{RULES}families/"
    assert director.post(page, {"text": "Первое\n\n  Второе ", "seen": "0"}).status_code == 302
    assert browser_of(world.mother).get("/alpha/diary/").status_code == 200  # not asked again
    late = director.post(page, {"text": "Третье", "seen": "0"})
    assert late.status_code == 422 and "изменил кто-то другой" in late.text and "Третье" in late.text
    assert director.post(page, {"text": "Первое\nВторое", "seen": "1"}).status_code == 422
    assert director.post(page, {"text": "Третье", "seen": "1", "asks_again": "1"}).status_code == 302
    again = browser_of(world.mother)
    assert again.get("/alpha/diary/").url == PAGE
    assert "Третье" in again.get(PAGE).text
    assert again.post(PAGE, {"families": "1"}).status_code == 404
    read(again, families=2)
    assert again.get("/alpha/diary/").status_code == 200
    assert director.post(page, {"text": " ", "seen": "2", "asks_again": "1"}).status_code == 302
    assert browser_of(world.other_mother).get("/alpha/diary/").status_code == 200  # nobody is asked
    with inside(world.school):
        assert list(UserRules.objects.order_by("number").values_list("text", "asks_again")) == [
            ("Первое\nВторое", False), ("Третье", True), ("", True),
        ]  # fmt: skip
        assert Event.objects.filter(act="regulation.user_rules_changed").count() == 3
    shown = director.get(page).text
    assert "№ 2" in shown and "Второе" in shown and "Герасимова" in shown


def test_the_schools_own_document_of_rules_stands_for_the_shipped_text(world, browser_of, frozen, no_rules_of_its_own):
    act = placed_act(world)
    with inside(world.school):
        type(act).objects.filter(pk=act.pk).update(kind="rules", known_by="staff")
    page = browser_of(world.teacher).get(PAGE).text
    assert act.title in page and "Не ведите журнал за другого" not in page
    assert "только своего ребёнка" in browser_of(world.mother).get(PAGE).text


def test_who_has_read_the_rules_is_listed_with_as_many_queries_as_one(
    world, browser_of, frozen, no_rules_of_its_own, django_assert_num_queries
):
    director = browser_of(world.director)
    read(director, staff=0)
    read(browser_of(world.mother), families=0)
    address = f"{RULES}staff/readers/"
    director.get(address)
    with django_assert_num_queries(4):
        assert world.other_mother.full_name not in director.get(f"{RULES}families/readers/?state=said").text
    with django_assert_num_queries(4):
        page = director.get(address).text
    assert "Подтвердили 1 из 7" in page and world.teacher.full_name in page and world.mother.full_name not in page
    assert world.teacher.full_name not in director.get(f"{address}?state=said").text
    assert (
        world.director.full_name
        not in director.get(f"{address}?state=silent").text.partition("<tbody")[2].partition("</tbody")[0]
    )
    assert director.get(f"{address}?state=never").status_code == 400
    book = CalamineWorkbook.from_filelike(BytesIO(director.get(f"{RULES}families/readers/?as=xlsx").content))
    rows = book.get_sheet_by_index(0).to_python()
    assert ["Антонова Ирина Львовна", "родитель", "общая"] in [row[:3] for row in rows]
    assert director.get(f"{RULES}nobody/readers/").status_code == 404
    teacher = browser_of(world.teacher)
    read(teacher, staff=0)
    assert teacher.get(address).status_code == teacher.get(f"{RULES}staff/").status_code == 403
