"""A one-time code from issue to the first page inside."""

import re
import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client

from parta.audit.models import Event
from parta.installation.models import Account, InvitationCode, Membership, School
from parta.installation.rules.codes import code_hash
from parta.installation.schools import enter_public, inside
from parta.installation.services.codes import issue_codes, use_code
from parta.kernel.actor import Actor
from parta.kernel.decisions import Refused
from tests.factories.small_school import person

GOOD = {"login": "antonova.irina", "password": "слова подряд и 4", "again": "слова подряд и 4"}


@pytest.fixture
def newcomer(world, quick_passwords):
    return person("Антонова", "Ольга", "Ильинична", birth_date=date(1985, 3, 12))


def clerk(world):
    return Actor(None, world.secretary.pk, "alpha", frozenset({"secretary"}))


def code_for(world, human, now=None):
    from parta.installation.queries.accounts import database_now

    with inside(world.school):
        issued = issue_codes(actor=clerk(world), school=world.school, person_ids=[human.pk], now=now or database_now())
    return issued[0].code


def test_a_code_becomes_an_account(world, newcomer, client):
    code = code_for(world, newcomer)
    assert not InvitationCode.objects.filter(code_hash=code).exists()
    asked = client.post("/doors/code/", {"code": code.lower().replace("-", " ")})
    assert asked.url == "/doors/code/account/"
    page = client.get(asked.url)
    assert "Антонова Ольга Ильинична" in page.text
    assert 'value="antonova.olga"' in page.text
    done = client.post(asked.url, GOOD)
    assert done.status_code == 302
    assert done.url == "/alpha/"
    account = Account.objects.get(username="antonova.irina")
    assert account.check_password(GOOD["password"])
    assert Membership.objects.get(account=account).person_id == newcomer.pk
    assert client.get("/doors/schools/").status_code == 200
    with inside(world.school):
        acts = list(Event.objects.order_by("seq").values_list("act", "person_id", "subject"))
    assert acts == [
        ("accounts.code_issued", world.secretary.pk, {"person": newcomer.pk}),
        ("accounts.code_used", newcomer.pk, {"person": newcomer.pk}),
    ]


def test_a_code_serves_once(world, newcomer):
    code = code_for(world, newcomer)
    first, second = Client(), Client()
    for browser in (first, second):
        browser.post("/doors/code/", {"code": code})
    assert first.post("/doors/code/account/", GOOD).status_code == 302
    late = second.post("/doors/code/account/", {**GOOD, "login": "another.one"})
    assert late.status_code == 422
    assert "уже использован" in late.text
    assert not Account.objects.filter(username="another.one").exists()
    assert Client().post("/doors/code/", {"code": code}).status_code == 422


@pytest.mark.parametrize(
    ("code", "sentence"), [("", "Заполните"), ("abc", "16 букв"), ("ABCE-HKMP-TXY2-3457", "Такого кода нет")]
)
def test_what_is_no_code_is_one_sentence(db, client, code, sentence):
    page = client.post("/doors/code/", {"code": code})
    assert page.status_code == 422
    assert sentence in page.text
    assert len(re.findall('class="field-error"', page.text)) == 1


def test_an_old_code_and_a_withdrawn_one_say_what_they_are(world, newcomer, client):
    from parta.installation.queries.accounts import database_now

    old = code_for(world, newcomer, now=database_now() - timedelta(days=31))
    assert "Срок этого кода истёк" in client.post("/doors/code/", {"code": old}).text
    code_for(world, newcomer)
    assert "отменён" in client.post("/doors/code/", {"code": old}).text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"login": "ил"}, "латинских букв"),
        ({"login": "taken"}, "уже занято"),
        ({"again": "другой пароль"}, "не совпадают"),
        ({"password": "короткий", "again": "короткий"}, "10"),
        ({"password": "antonova.irina", "again": "antonova.irina"}, "похож"),
        ({"password": "gfhjkm20262026", "again": "gfhjkm20262026"}, "подбирают первым"),
        ({"password": "ghjdthjr20262026", "again": "ghjdthjr20262026"}, "кто вас знает"),
        ({"login": ""}, "Заполните"),
        ({"password": "1" * 201, "again": "1" * 201}, "200"),
    ],
)
def test_a_bad_choice_is_said_at_its_field_and_the_code_still_serves(world, newcomer, client, change, sentence):
    Account.objects.create_user("taken")
    client.post("/doors/code/", {"code": code_for(world, newcomer)})
    page = client.post("/doors/code/account/", {**GOOD, **change})
    assert page.status_code == 422
    assert sentence in page.text
    assert "слова подряд и 4" not in page.text
    assert client.post("/doors/code/account/", GOOD).status_code == 302


def test_a_code_is_added_to_the_account_that_is_signed_in(world, newcomer, client):
    account = Account.objects.create_user("own")
    Membership.objects.create(account=account, school=School.objects.get(slug="beta"), person_id=5)
    client.force_login(account)
    client.post("/doors/code/", {"code": code_for(world, newcomer)})
    page = client.get("/doors/code/account/")
    assert "Добавить к моей учётной записи" in page.text
    assert client.post("/doors/code/account/", GOOD).url == "/alpha/"
    assert set(account.memberships.values_list("school__slug", "person_id")) == {("beta", 5), ("alpha", newcomer.pk)}
    assert not Account.objects.filter(username=GOOD["login"]).exists()


def test_one_account_is_not_two_persons_of_a_school(world, newcomer, client):
    client.force_login(world.accounts[world.mother.pk])
    client.post("/doors/code/", {"code": code_for(world, newcomer)})
    page = client.post("/doors/code/account/")
    assert page.status_code == 422
    assert "другому человеку" in page.text
    assert InvitationCode.objects.get(person_id=newcomer.pk).used_at is None


def test_a_code_for_somebody_with_an_account_sets_a_new_password_and_ends_sessions(world, client, quick_passwords):
    account = world.accounts[world.mother.pk]
    elsewhere = Client()
    elsewhere.force_login(account)
    client.post("/doors/code/", {"code": code_for(world, world.mother)})
    page = client.get("/doors/code/account/")
    assert account.username in page.text
    assert client.post("/doors/code/account/", GOOD).url == "/alpha/"
    account.refresh_from_db()
    assert account.check_password(GOOD["password"])
    assert elsewhere.get("/doors/schools/").status_code == 302


def test_a_school_never_gets_hold_of_an_account_of_another_school(world, client, quick_passwords):
    account = world.accounts[world.mother.pk]
    before = account.password
    Membership.objects.create(account=account, school=School.objects.get(slug="beta"), person_id=7)
    client.post("/doors/code/", {"code": code_for(world, world.mother)})
    assert client.post("/doors/code/account/", GOOD).status_code == 302
    account.refresh_from_db()
    assert account.password == before
    assert set(account.memberships.values_list("school__slug", flat=True)) == {"beta"}
    assert Membership.objects.get(school=world.school, person_id=world.mother.pk).account.username == GOOD["login"]


def test_without_a_code_the_second_step_leads_to_the_first(db, client):
    assert client.get("/doors/code/account/").url == "/doors/code/"
    assert client.post("/doors/code/account/", GOOD).url == "/doors/code/"


def test_codes_are_not_tried_without_end(db, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "code": "3/m/ip"}
    statuses = [client.post("/doors/code/", {"code": "ABCE-HKMP-TXY2-3457"}).status_code for _ in range(4)]
    assert statuses == [422, 422, 422, 429]


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Let a test commit in `beta`, and leave nothing behind."""
    with django_db_blocker.unblock():
        enter_public()
        school = School.objects.get(slug="beta")
        try:
            yield school
        finally:
            with inside(school), connection.cursor() as cursor:
                cursor.execute("TRUNCATE audit_event, audit_chainhead")
            enter_public()
            Account.objects.all().delete()
            InvitationCode.objects.all().delete()
            connection.close()


def test_two_tabs_with_one_code_make_one_account(committed, quick_passwords):
    """Two real connections use a code at once: the row lock lets one through."""
    from parta.installation.queries.accounts import database_now

    with inside(committed):
        code = issue_codes(actor=Actor(None, 1, "beta"), school=committed, person_ids=[900], now=database_now())[0].code
    start = threading.Barrier(2)
    outcomes = []

    def tab(login):
        try:
            enter_public()
            start.wait()
            use_code(hashed=code_hash(code), username=login, password="x", now=database_now())
            outcomes.append("in")
        except Refused as refused:
            outcomes.append(refused.decision.code)
        finally:
            connection.close()

    tabs = [threading.Thread(target=tab, args=(f"tab{n}",)) for n in range(2)]
    for one in tabs:
        one.start()
    for one in tabs:
        one.join()
    assert sorted(outcomes) == ["code_used", "in"]
    assert Account.objects.filter(username__in=("tab0", "tab1")).count() == 1
    assert Membership.objects.filter(school=committed, person_id=900).count() == 1
