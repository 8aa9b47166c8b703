"""Two steps of signing in: demanded of those who may write from a day on, and reset on a ground when they are lost."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.installation.models import Membership, School, Session
from parta.installation.services.second_factors import reset_as_operator
from parta.people.enums import RefusalCode
from parta.people.rules.letting_in import decide_reset
from parta.school.models import SchoolCard

PAGE = "/alpha/office/sign-in/"


def reset_page(human):
    return f"/alpha/office/people/{human.pk}/second-factor/"


def factor(world, human):
    return Authenticator.objects.create(user=world.accounts[human.pk], type="totp", data={"secret": "A" * 32})


@pytest.mark.parametrize(
    ("actor", "roles", "own", "ground", "code"),
    [
        ({"administrator"}, {"teacher"}, False, "лично", ""),
        ({"administrator"}, {"deputy"}, False, "лично", ""),
        ({"administrator"}, {"director"}, False, "лично", RefusalCode.SECOND_FACTOR_ABOVE),
        ({"director"}, {"administrator"}, False, "лично", ""),
        ({"director"}, {"director"}, True, "лично", RefusalCode.SECOND_FACTOR_OWN),
        ({"director"}, set(), False, "  ", RefusalCode.SECOND_FACTOR_UNGROUNDED),
    ],
)
def test_who_resets_whose(actor, roles, own, ground, code):
    decision = decide_reset(actor_roles=actor, roles=roles, own=own, ground=ground)
    assert (decision.allowed, decision.code) == (not code, code)


def test_from_its_day_on_who_may_write_is_led_to_set_it_up_and_nobody_else(world, browser_of, settings):
    director, teacher, mother = (browser_of(one) for one in (world.director, world.teacher, world.mother))
    assert "только советует" in director.get(PAGE).text
    assert director.post(PAGE, {"since": "завтра"}).status_code == 422
    assert director.post(PAGE, {"since": "2099-09-01"}).url == PAGE
    assert teacher.get("/alpha/day/").status_code == 200
    assert director.post(PAGE, {"since": "2026-09-01"}).url == PAGE
    event = Event.objects.filter(act="school.card_changed").latest("pk")
    assert (event.before, event.after) == ({"second_factor_from": "2099-09-01"}, {"second_factor_from": "2026-09-01"})
    assert teacher.get("/alpha/day/").url == "/doors/account/second/"
    page = teacher.get("/doors/account/second/")
    assert "С 01.09.2026 школа пускает" in page.text
    told = teacher.get("/alpha/day/", headers={"Accept": "application/json"})
    assert told.status_code == 401
    assert "Настройте второй шаг" in told.json()["message"]
    assert mother.get("/alpha/diary/").status_code == 200
    settings.DEMO = True
    assert teacher.get("/alpha/day/").status_code == 200
    settings.DEMO = False
    factor(world, world.teacher)
    assert teacher.get("/alpha/day/").status_code == 200
    factor(world, world.director)
    assert director.post(PAGE, {"since": ""}).url == PAGE
    assert SchoolCard.objects.get().second_factor_from is None


def test_the_page_names_who_lacks_it_in_as_many_queries(world, browser_of):
    director = browser_of(world.director)
    page = director.get(PAGE)
    assert str(world.teacher) in page.text
    assert str(world.mother) not in page.text
    with CaptureQueriesContext(connection) as few:
        director.get(PAGE)
    for human in (world.teacher, world.homeroom, world.deputy):
        factor(world, human)
    with CaptureQueriesContext(connection) as many:
        page = director.get(PAGE)
    assert len(few) == len(many)
    assert "В два шага входят 3" in page.text
    assert str(world.teacher) not in page.text


def test_a_lost_factor_is_reset_on_a_ground_and_every_session_ends(world, browser_of):
    factor(world, world.teacher)
    teacher, admin = browser_of(world.teacher), browser_of(world.admin)
    assert "Основание" in admin.get(reset_page(world.teacher)).text
    assert admin.post(reset_page(world.teacher), {"ground": " "}).status_code == 422
    assert Authenticator.objects.count() == 1
    done = admin.post(reset_page(world.teacher), {"ground": "пришла сама, паспорт"})
    assert done.url == f"/alpha/office/people/{world.teacher.pk}/"
    assert not Authenticator.objects.exists()
    assert not Session.objects.filter(account_id=world.accounts[world.teacher.pk].pk).exists()
    assert teacher.get("/alpha/day/").url.startswith("/doors/login/")
    event = Event.objects.get(act="accounts.second_factor_reset")
    assert (event.person_id, event.subject, event.after) == (
        world.admin.pk,
        {"person": world.teacher.pk},
        {"ground": "пришла сама, паспорт"},
    )


def test_nobody_resets_a_superior_or_what_another_school_trusts(world, browser_of):
    ground = {"ground": "лично"}
    factor(world, world.director)
    admin = browser_of(world.admin)
    refused = admin.post(reset_page(world.director), ground)
    assert refused.status_code == 422
    assert "выше вас" in refused.text
    account = factor(world, world.mother).user
    Membership.objects.create(account=account, school=School.objects.get(slug="beta"), person_id=7)
    assert "открывает и другие школы" in admin.post(reset_page(world.mother), ground).text
    assert Authenticator.objects.count() == 2
    for human in (world.secretary, world.deputy, world.teacher):
        assert browser_of(human).post(reset_page(world.teacher), ground).status_code == 403
    reset_as_operator(account=account, now=Membership.objects.first().created_at)
    assert not Authenticator.objects.filter(user=account).exists()


def test_a_day_is_set_by_the_director_and_the_administrator_alone(world, browser_of):
    for human in (world.deputy, world.secretary, world.teacher, world.mother):
        assert browser_of(human).post(PAGE, {"since": "2026-09-01"}).status_code == 403
    assert SchoolCard.objects.get().second_factor_from is None
    assert browser_of(world.admin).post(PAGE, {"since": date(2030, 1, 1).isoformat()}).url == PAGE
