"""Periods of the year: who sees them, what they lack, closing and opening them again."""

from datetime import date

import pytest

from parta.installation.schools import inside
from parta.journal.models import TermClosure, TermResult


@pytest.fixture
def today(monkeypatch):
    """The second quarter is over: 15 January 2027, noon in the school."""
    from parta.people.queries import actors

    monkeypatch.setattr(actors, "_ACTOR", actors._ACTOR.replace("now()", "timestamptz '2027-01-15 12:00+05'"))
    return date(2027, 1, 15)


@pytest.fixture
def page(world, browser_of, today):
    """Open a page of the office as somebody, or post to it."""

    def opened(human, path="terms/", **posted):
        browser = browser_of(human)
        return browser.post(f"/alpha/office/{path}", posted) if posted else browser.get(f"/alpha/office/{path}")

    return opened


def put(world, course, term, *pupils):
    with inside(world.school):
        for one in pupils:
            TermResult.objects.create(course=course, pupil_id=one.pk, kind="term", term=term, value="4")


def test_the_page_counts_the_journals_without_marks(world, page, browser_of, django_assert_num_queries):
    second = world.terms[1]
    text = page(world.deputy).content.decode()
    assert "II четверть" in text
    assert "3 журнала" in text
    put(world, world.algebra, second, *world.pupils)
    put(world, world.english, second, world.pupils[0])
    browser = browser_of(world.deputy)
    browser.get("/alpha/office/terms/")
    with django_assert_num_queries(11):
        text = browser.get("/alpha/office/terms/").content.decode()
    assert "2 журнала" in text
    gaps = page(world.deputy, f"terms/{second.pk}/gaps/").content.decode()
    assert f"/alpha/journal/{world.english.pk}/?term={second.pk}" in gaps
    assert f"/alpha/journal/{world.algebra.pk}/" not in gaps
    assert '1 <span class="muted">из 2</span>' in gaps


def test_a_deputy_closes_a_period_and_opens_it_again(world, page, browser_of):
    second, browser = world.terms[1], browser_of(world.deputy)
    address = f"/alpha/office/terms/{second.pk}/closing/"
    text = browser.post(address, {"ground": "приказ № 31"}, follow=True).content.decode()
    assert "Период закрыт: II четверть." in text
    assert "приказ № 31" in text
    assert f"terms/{second.pk}/reopening/" in text
    answer = page(world.deputy, f"terms/{second.pk}/reopening/", ground="ой")
    assert answer.status_code == 422
    assert "Напишите основание" in answer.content.decode()
    assert page(world.deputy, f"terms/{second.pk}/reopening/", ground="жалоба родителей").status_code == 302
    with inside(world.school):
        assert TermClosure.objects.get().reopen_ground == "жалоба родителей"


def test_the_year_is_closed_by_a_deputy_and_opened_by_the_director(world, page):
    calendar = world.terms[0].calendar_id
    assert page(world.deputy, f"years/{calendar}/closing/", ground="").status_code == 302
    text = page(world.deputy).content.decode()
    assert "вместе с годом" in text
    assert "reopening" not in text
    assert page(world.deputy, f"years/{calendar}/reopening/", ground="приказ № 5").status_code == 403
    assert page(world.director, f"years/{calendar}/reopening/", ground="приказ № 5").status_code == 302
    assert page(world.deputy, f"years/{calendar}/gaps/").status_code == 200


def test_the_journal_of_a_closed_period_says_so(world, page, browser_of):
    second = world.terms[1]
    page(world.deputy, f"terms/{second.pk}/closing/", ground="")
    text = browser_of(world.teacher).get(f"/alpha/journal/{world.algebra.pk}/?term={second.pk}").content.decode()
    assert "Период закрыт" in text
    assert '"marks":false' in text
    assert '"locked":true' in text
    first = (
        browser_of(world.teacher).get(f"/alpha/journal/{world.algebra.pk}/?term={world.terms[0].pk}").content.decode()
    )
    assert "Период закрыт" not in first


def test_unknown_periods_and_other_people(world, page):
    assert page(world.deputy, f"terms/{10**15}/gaps/").status_code == 404
    assert page(world.deputy, f"terms/{10**15}/closing/", ground="").status_code == 404
    assert page(world.deputy, f"years/{10**15}/gaps/").status_code == 404
    for human in (world.teacher, world.homeroom, world.secretary, world.mother):
        assert page(human).status_code == 403
        assert page(human, f"terms/{world.terms[1].pk}/closing/", ground="").status_code == 403
    assert page(world.admin).status_code == 200
