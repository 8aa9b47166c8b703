"""What waits for a person stands on the first page: counts of what this person may act on, with the clock."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.installation.schools import inside
from parta.people.enums import Role
from parta.people.models import Correction, Employee, Enrolment, Guardianship, Movement
from parta.public_service.models import Appeal
from parta.regulation.models import RegulationVersion
from tests.factories.small_school import TODAY, account_for, at, employee, person, pupil
from tests.web.office.test_access_requests import PAPER

HOME = "/alpha/office/"
LEFT = "/alpha/office/access/left/"
MAIL = "ivanov@example.ru"
APPEAL = {"author": "Иванов И. И.", "email": MAIL, "text": "Код не пришёл."}


def act(world, preset):
    with inside(world.school):
        RegulationVersion.objects.update(preset=preset)


def proposed(world, about, by):
    with inside(world.school):
        return Correction.objects.create(
            person=about,
            before={"phone": ""},
            after={"phone": "+79001112233"},
            asked_by=by,
            asked_at=at(TODAY, "10:00"),
        )


def test_requests_and_appeals_are_counted_with_their_clock(world, browser_of, frozen):
    act(world, "stakhanovskaya")
    director, secretary, deputy = (browser_of(one) for one in (world.director, world.secretary, world.deputy))
    assert "Ждёт вас" not in secretary.get(HOME).text
    assert secretary.post("/alpha/office/access/new/", PAPER).status_code == 302
    assert secretary.post("/alpha/office/access/appeals/new/", APPEAL).status_code == 302
    for browser in (director, secretary):
        page = browser.get(HOME).text
        assert '/alpha/office/access/?state=open"><b>1</b> запрос о доступе</a>' in page
        assert "ближайший срок 25.11.2026" in page and "<b>1</b> обращение без ответа" in page
    assert "обращение без ответа" not in deputy.get(HOME).text  # answers none and registers none
    with inside(world.school):
        Appeal.objects.update(due_on=TODAY - timedelta(days=1))
    assert "1 просрочен</b>" in director.get(HOME).text
    frozen("12-01")
    assert director.get(HOME).text.count("1 просрочен</b>") == 2


def test_proposed_corrections_wait_for_whom_the_act_names(world, browser_of, frozen):
    proposed(world, world.pupils[0], world.mother)
    said = "<b>1</b> предложенное исправление"
    act(world, "school_117")
    assert said in browser_of(world.admin).get(HOME).text
    assert said not in browser_of(world.secretary).get(HOME).text
    assert said not in browser_of(world.homeroom).get("/alpha/day/behind/").text
    act(world, "school_2")
    assert said in browser_of(world.homeroom).get("/alpha/day/behind/").text
    assert said not in browser_of(world.teacher).get("/alpha/day/behind/").text


def test_newcomers_hired_people_and_parents_of_those_who_left(world, browser_of, frozen):
    with inside(world.school):
        pupil("Новиков", "Иван", world.school_class, starts_on=date(2026, 11, 13))
        hired = person("Лебедев", "Олег")
        Employee.objects.create(person=hired, hired_on=TODAY)
        Employee.objects.create(person=person("Старый", "Пётр"), hired_on=date(2020, 9, 1))
        Enrolment.objects.filter(pupil_id=world.stranger.pk).update(ends_on=TODAY - timedelta(days=1))
    admin, director = browser_of(world.admin), browser_of(world.director)
    page = admin.get(HOME).text
    assert "<b>1</b> новичок без кода" in page and "<b>1</b> принятый на работу без роли" in page
    assert "выбывших" not in page
    page = director.get(HOME).text
    assert "<b>1</b> родитель выбывших ещё входит" in page and "новичок" not in page
    assert "Лебедев Олег" in director.get("/alpha/office/staff/").text
    assert "Старый" not in director.get("/alpha/office/staff/").text.partition("</p>")[0]
    with inside(world.school):
        employee("Мартынов", "Иван", "Ильич", "nurse")
        Employee.objects.filter(pk=hired.pk).update(left_on=TODAY - timedelta(days=1))
    assert "без роли" not in director.get(HOME).text


def test_who_left_is_listed_until_the_access_is_ended(world, browser_of, frozen):
    director = browser_of(world.director)
    assert "Таких нет" in director.get(LEFT).text
    with inside(world.school):
        Enrolment.objects.filter(pupil_id=world.stranger.pk).update(ends_on=TODAY - timedelta(days=1))
    page = director.get(LEFT).text
    assert "Жукова Анна Ильинична" in page and "Жуков Лев" in page and "по 19.11.2026" in page
    assert f"/alpha/office/people/{world.other_mother.pk}/access-end/?reason=child_left" in page
    assert "Прекратить доступ" not in browser_of(world.secretary).get(LEFT).text
    assert [browser_of(one).get(LEFT).status_code for one in (world.teacher, world.mother)] == [403, 403]
    with inside(world.school):
        # a second child studies here; or the parent works here
        other = Guardianship.objects.create(
            guardian=world.other_mother, pupil_id=world.pupils[1].pk, relation="mother", starts_on=TODAY
        )
    assert "Таких нет" in director.get(LEFT).text
    with inside(world.school):
        other.delete()
        Employee.objects.create(person=world.other_mother)
    assert "Таких нет" in director.get(LEFT).text
    with inside(world.school):
        Employee.objects.filter(pk=world.other_mother.pk).delete()
        leave = Movement.objects.create(
            pupil_id=world.stranger.pk, school_class=world.other_class, kind="academic_leave", date=TODAY
        )
    assert "Таких нет" in director.get(LEFT).text
    with inside(world.school):
        leave.delete()
        Enrolment.objects.update(ends_on=TODAY - timedelta(days=1))
    assert "Таких нет" in director.get(LEFT).text  # nobody studies: the new year is not entered yet


def test_letters_that_have_not_gone_out(world, browser_of, frozen, monkeypatch):
    act(world, "stakhanovskaya")
    secretary, director = browser_of(world.secretary), browser_of(world.director)
    page = secretary.post("/alpha/office/access/new/", PAPER).url
    assert director.post(f"{page}refusal/", {"ground": "own_refusal"}).status_code == 302
    assert "не ушло по почте" not in secretary.get(HOME).text  # no server: letters are printed
    monkeypatch.setattr(settings, "EMAIL_HOST", "mail.example.ru")
    assert '/alpha/office/access/letters/?unsent=on"><b>1</b> письмо не ушло' in secretary.get(HOME).text
    assert "Антонов" in secretary.get("/alpha/office/access/letters/?unsent=on").text
    frozen("12-25")
    assert "не ушло по почте" not in secretary.get(HOME).text


def test_the_first_page_costs_the_same_with_more(world, browser_of, frozen, django_assert_num_queries):
    act(world, "stakhanovskaya")
    browser, secretary = browser_of(world.director), browser_of(world.secretary)

    def more(number):
        with inside(world.school):
            gone = pupil("Белов", f"Пётр{number}", world.school_class, ends_on=date(2026, 11, 1))
            mother = person("Белова", f"Анна{number}")
            Guardianship.objects.create(guardian=mother, pupil_id=gone.pk, relation="mother", starts_on=TODAY)
            account_for(mother, world.school)
            Employee.objects.create(person=person("Лебедев", f"Олег{number}"), hired_on=TODAY)
        secretary.post("/alpha/office/access/new/", PAPER)
        secretary.post("/alpha/office/access/appeals/new/", APPEAL)

    for address in (HOME, LEFT):
        more(address)
        browser.get(address)
        with CaptureQueriesContext(connection) as few:
            browser.get(address)
        cost = len(few)
        more(f"2{address}")
        more(f"3{address}")
        with django_assert_num_queries(cost):
            browser.get(address)


@pytest.mark.parametrize("role", [Role.NURSE, Role.HR_INSPECTOR, Role.ADMISSIONS_SECRETARY, Role.ADMISSIONS_REGISTER])
def test_who_has_no_day_of_heads_has_a_first_page(world, browser_of, frozen, role):
    with inside(world.school):
        human = employee("Новикова", "Зоя", "Ильинична", role)
        account_for(human, world.school)
    act(world, "lyceum_68")
    proposed(world, world.teacher, world.teacher)
    page = browser_of(human).get(HOME)
    assert page.status_code == 200 and "Ёлкина" not in page.text and "Классы" in page.text
    assert ("предложенное исправление" in page.text) == (role is not Role.NURSE)
