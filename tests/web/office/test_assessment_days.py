"""Days of attestation and examinations: set on the page, and the terms of marks are counted from them."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.curriculum.models import AssessmentDay
from parta.installation.schools import inside
from parta.journal.access import course_view
from parta.kernel.actor import Actor


@pytest.fixture
def address(world):
    return f"/alpha/office/terms/days/?class={world.school_class.pk}"


def test_a_deputy_sets_moves_and_takes_away_days(world, browser_of, address):
    browser, term = browser_of(world.deputy), world.terms[0]
    exam, attested = f"day-{world.algebra.pk}-exam-", f"day-{world.algebra.pk}-attestation-{term.pk}"
    page = browser.get(address).content.decode()
    assert f'name="{exam}"' in page and f'name="{attested}"' in page
    page = browser.post(address, {exam: "2027-05-20", attested: "2026-10-22"}, follow=True).content.decode()
    assert "Записано: 2 дня." in page and 'value="2027-05-20"' in page
    page = browser.post(address, {exam: "2027-05-21", attested: ""}, follow=True).content.decode()
    assert "Записано: 2 дня." in page
    assert "Ничего не изменилось" in browser.post(address, {exam: "2027-05-21"}, follow=True).content.decode()
    with inside(world.school):
        assert AssessmentDay.objects.get().day == date(2027, 5, 21)
        events = Event.objects.filter(act="curriculum.assessment_day_set").order_by("seq")
        assert [(one.before["day"], one.after["day"]) for one in events] == [
            (None, "2026-10-22"),
            (None, "2027-05-20"),
            ("2026-10-22", None),
            ("2027-05-20", "2027-05-21"),
        ]


def test_a_journal_knows_its_days(world, browser_of, address):
    term = world.terms[0]
    fields = {f"day-{world.algebra.pk}-attestation-{term.pk}": "2026-10-22"}
    browser_of(world.deputy).post(address, fields)
    with inside(world.school):
        actor = Actor(1, None, "alpha", roles=frozenset({"deputy"}), today=date(2026, 11, 20))
        view = course_view(actor, world.algebra.pk)
    assert view.assessed_on("attestation", term.pk) == date(2026, 10, 22)
    assert view.assessed_on("exam") is None


def test_wrong_days_are_refused_whole(world, browser_of, address):
    browser = browser_of(world.deputy)
    field = f"day-{world.algebra.pk}-exam-"
    answer = browser.post(address, {field: "2031-05-20"})
    assert answer.status_code == 422 and "не в учебном году" in answer.content.decode()
    assert browser.post(address, {field: "2027-06-25"}).status_code == 302, "results come in summer"
    browser.post(address, {field: ""})
    assert browser.post(address, {field: "вчера"}).status_code == 400
    with inside(world.school):
        assert not AssessmentDay.objects.exists()


def test_a_secretary_reads_and_a_teacher_does_neither(world, browser_of, address):
    field = f"day-{world.algebra.pk}-exam-"
    secretary = browser_of(world.secretary)
    assert '<input type="date"' not in secretary.get(address).content.decode()
    assert secretary.post(address, {field: "2027-05-20"}).status_code == 403
    assert browser_of(world.teacher).get(address).status_code == 403


def test_the_page_costs_the_same_with_more_days(world, browser_of, address, django_assert_num_queries):
    browser = browser_of(world.deputy)
    browser.get(address)
    with django_assert_num_queries(8):
        browser.get(address)
    browser.post(
        address, {f"day-{world.algebra.pk}-exam-": "2027-05-20", f"day-{world.english.pk}-exam-": "2027-05-21"}
    )
    browser.get(address)
    with django_assert_num_queries(8):
        browser.get(address)
