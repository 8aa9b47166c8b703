"""Orders of the director about the days of period marks: entered on the page, and the journal keeps to them."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.curriculum.models import PeriodMarkOrder
from parta.installation.schools import inside
from parta.journal.access import course_view
from parta.kernel.actor import Actor
from parta.regulation.models import RegulationVersion

ADDRESS = "/alpha/office/terms/orders/"


@pytest.fixture
def fields(world):
    term = world.terms[0]
    return {
        "period": f"{term.calendar_id}-{term.pk}",
        "order_no": "118-о",
        "order_date": "2026-10-05",
        "opens_on": "2026-10-19",
        "closes_on": "2026-10-22",
    }


def test_a_deputy_enters_replaces_and_takes_away_an_order(world, browser_of, fields):
    browser = browser_of(world.deputy)
    page = browser.post(ADDRESS, fields, follow=True).content.decode()
    assert "Приказ № 118-о внесён." in page and "19.10.2026 – 22.10.2026" in page
    page = browser.post(ADDRESS, {**fields, "order_no": "121", "closes_on": "2026-10-23"}, follow=True).content.decode()
    assert "№ 121 от 05.10.2026" in page and "118-о" not in page.split("<tbody>")[1]
    with inside(world.school):
        order = PeriodMarkOrder.objects.get()
    page = browser.post(f"{ADDRESS}{order.pk}/removal/", follow=True).content.decode()
    assert "Приказ убран" in page
    assert browser.post(f"{ADDRESS}{order.pk}/removal/").status_code == 404
    with inside(world.school):
        assert not PeriodMarkOrder.objects.exists()
        told = Event.objects.filter(act__startswith="curriculum.mark_order").order_by("seq")
        assert [
            ((one.before or {}).get("closes_on"), (one.after or {}).get("closes_on")) for one in told
        ] == [(None, "2026-10-22"), ("2026-10-22", "2026-10-23"), ("2026-10-23", None)]  # fmt: skip


def test_an_order_about_some_grades_goes_before_one_about_all(world, browser_of, fields):
    browser, grade = browser_of(world.deputy), world.school_class.grade_level
    browser.post(ADDRESS, fields)
    browser.post(ADDRESS, {**fields, "order_no": "119", "grades": [grade], "closes_on": "2026-10-20"})
    year = f"{world.terms[0].calendar_id}-"
    dates = {"opens_on": "2027-05-20", "closes_on": "2027-05-24"}
    browser.post(ADDRESS, {**fields, "period": year, "order_no": "60", **dates})
    with inside(world.school):
        actor = Actor(1, None, "alpha", roles=frozenset({"deputy"}), today=date(2026, 11, 20))
        ordered = course_view(actor, world.algebra.pk).ordered
        PeriodMarkOrder.objects.filter(order_no="119").update(grades=[grade + 1])
        of_others = course_view(actor, world.algebra.pk).ordered
    term = world.terms[0].pk
    assert (ordered[term].order_no, ordered[term].closes) == ("119", date(2026, 10, 20))
    assert (ordered[None].opens, ordered[None].closes) == (date(2027, 5, 20), date(2027, 5, 24))
    assert of_others[term].order_no == "118-о"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"closes_on": "2026-10-18"}, "раньше первого"),
        ({"opens_on": "2026-08-19"}, "не раньше"),
        ({"closes_on": "2031-10-18"}, "не позже"),
        ({"order_no": " "}, "Укажите номер приказа."),
        ({"order_date": "вчера"}, "Укажите дату"),
        ({"order_date": "0026-10-05"}, "Проверьте год"),
        ({"period": "999-1"}, "Выберите период."),
    ],
)
def test_a_wrong_order_is_told_of_and_nothing_stands(world, browser_of, fields, wrong, said):
    answer = browser_of(world.deputy).post(ADDRESS, {**fields, **wrong})
    assert answer.status_code == 422 and said in answer.content.decode()
    with inside(world.school):
        assert not PeriodMarkOrder.objects.exists()


def test_the_page_says_whether_the_act_asks_for_orders(world, browser_of):
    browser = browser_of(world.deputy)
    assert "приказа о сроках не требует" in browser.get(ADDRESS).content.decode()
    with inside(world.school):
        RegulationVersion.objects.update(preset="stakhanovskaya")
    assert "Регламент ведения ЭЖ, п. 2.12" in browser.get(ADDRESS).content.decode()


def test_a_secretary_reads_and_a_teacher_does_neither(world, browser_of, fields):
    secretary = browser_of(world.secretary)
    assert "<form" not in secretary.get(ADDRESS).content.decode().split("<h1")[1]
    assert secretary.post(ADDRESS, fields).status_code == 403
    assert secretary.post(f"{ADDRESS}1/removal/").status_code == 403
    assert browser_of(world.teacher).get(ADDRESS).status_code == 403


def test_the_page_costs_the_same_with_more_orders(world, browser_of, fields, django_assert_num_queries):
    browser = browser_of(world.deputy)
    browser.post(ADDRESS, fields)
    browser.get(ADDRESS)
    with django_assert_num_queries(9):
        browser.get(ADDRESS)
    browser.post(ADDRESS, {**fields, "grades": [7]})
    browser.post(ADDRESS, {**fields, "period": f"{world.terms[0].calendar_id}-"})
    browser.get(ADDRESS)
    with django_assert_num_queries(9):
        browser.get(ADDRESS)
