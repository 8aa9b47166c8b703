"""Newcomers of the year whose families wait for codes, with the act's three working days."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.installation.schools import inside
from parta.people.models import Enrolment, Guardianship
from parta.regulation.models import RegulationVersion
from tests.factories.small_school import account_for, person, pupil

LIST = "/alpha/office/people/newcomers/"


def test_who_came_in_the_year_waits_for_codes_by_the_act(world, browser_of, frozen):
    with inside(world.school):
        RegulationVersion.objects.update(preset="stakhanovskaya")
        ivan = pupil("Новиков", "Иван", world.school_class, starts_on=date(2026, 11, 13))
        father = person("Новиков", "Олег")
        Guardianship.objects.create(guardian=father, pupil_id=ivan.pk, relation="father", starts_on=date(2026, 11, 13))
        pupil("Белова", "Анна", world.other_class, starts_on=date(2026, 11, 19))
        moved = pupil("Старов", "Пётр", world.other_class, ends_on=date(2026, 11, 10))
        Enrolment.objects.create(
            pupil_id=moved.pk, school_class=world.school_class, starts_on=date(2026, 11, 11), order_no="7"
        )
    page = browser_of(world.admin).get(LIST).text
    assert "просрочено на 2 рабочих дня, срок был 18.11" in page and "Новиков Иван, Новиков Олег" in page
    assert "осталось 2 рабочих дня, до 24.11" in page and "Старов" not in page
    leads = browser_of(world.homeroom)
    assert "Новиков Иван" in leads.get(LIST).text and "Белова" not in leads.get(LIST).text
    of_class = f"/alpha/office/classes/{world.school_class.pk}/"
    assert "код нужен: Новиков Иван, Новиков Олег" in leads.get(of_class).text
    account_for(ivan, world.school)
    assert "код нужен: Новиков Олег<" in leads.get(of_class).text
    account_for(father, world.school)
    assert "Новички без входа" not in leads.get(of_class).text
    assert browser_of(world.teacher).get(LIST).status_code == 403


def test_the_list_costs_the_same_with_more(world, browser_of, frozen, django_assert_num_queries):
    browser = browser_of(world.admin)
    with inside(world.school):
        pupil("Новиков", "Иван", world.school_class, starts_on=date(2026, 11, 13))
    browser.get(LIST)
    with CaptureQueriesContext(connection) as few:
        browser.get(LIST)
    with inside(world.school):
        for name in ("Белов", "Власов"):
            pupil(name, "Иван", world.school_class, starts_on=date(2026, 11, 13))
    with django_assert_num_queries(len(few)):
        assert "Власов" in browser.get(LIST).text
