"""Signing in and out, limits, ways back."""

import time

import pytest
from django.test import Client

from parta.installation.models import Account, Membership, Session
from parta.installation.sessions import SEEN

PASSWORD = "длинный пароль 7"


@pytest.fixture
def account(alpha, quick_passwords):
    return Account.objects.create_user("elkina.nina", PASSWORD)


@pytest.fixture
def door(client, settings):
    settings.CACHES = {**settings.CACHES}
    return client


def sign_in(client, login="elkina.nina", password=PASSWORD, **more):
    return client.post("/doors/login/", {"login": login, "password": password, **more})


def test_the_door_is_a_russian_page_that_tells_the_way_without_a_password(client, db):
    page = client.get("/doors/login/")
    assert page.status_code == 200
    assert "Вход в Парту" in page.text
    assert "одноразовый код" in page.text
    assert 'href="/doors/code/"' in page.text


def test_signing_in_leads_to_the_page_asked_for(client, world, quick_passwords):
    account = world.accounts[world.teacher.pk]
    account.set_password(PASSWORD)
    account.save()
    asked = client.get("/alpha/office/?a=1")
    assert asked.status_code == 302
    assert asked.url == "/doors/login/?next=%2Falpha%2Foffice%2F%3Fa%3D1"
    page = client.get(asked.url)
    assert 'value="/alpha/office/?a=1"' in page.text
    answer = sign_in(client, account.username.upper(), next="/alpha/office/?a=1")
    assert answer.status_code == 302
    assert answer.url == "/alpha/office/?a=1"


@pytest.mark.parametrize(
    "where",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http://testserver/x",
        "\x00/",
    ],
)
def test_only_a_local_address_is_followed(client, account, where):
    assert sign_in(client, next=where).url == "/"


def test_a_wrong_password_is_one_sentence(client, account):
    for login in ("elkina.nina", "nobody"):
        page = sign_in(client, login, "нет")
        assert page.status_code == 422
        assert "Имя для входа или пароль не подходят" in page.text


def test_an_account_is_strictly_limited_even_with_the_right_password_then(client, account):
    for _ in range(10):
        assert sign_in(client, password="нет").status_code == 422
    page = sign_in(client)
    assert page.status_code == 429
    assert "Слишком много неудачных попыток" in page.text
    Account.objects.create_user("other", PASSWORD)
    assert sign_in(client, "other").status_code == 302


def test_a_school_of_600_behind_one_address_is_not_locked_out(quick_passwords, account):
    """One in five mistypes the password first: only they are tried here, whoever signs in at once counts for nothing."""
    many = [Account(username=f"u{n}", password=account.password) for n in range(0, 600, 5)]
    Account.objects.bulk_create(many)
    for one in many:
        browser = Client(REMOTE_ADDR="10.0.0.1")
        assert sign_in(browser, one.username, "опечатка").status_code == 422
        assert sign_in(browser, one.username).status_code == 302


def test_an_address_is_limited_whatever_names_it_tries_and_gets_a_russian_page(client, account, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed": "2/m/ip", "code": "1/m/ip"}
    statuses = [sign_in(client, f"somebody.{number}", password="нет").status_code for number in range(3)]
    assert statuses == [422, 422, 429]
    assert sign_in(client).status_code == 429
    client.post("/doors/code/", {"code": ""})
    assert "Слишком много попыток" in client.post("/doors/code/", {"code": ""}).text


def test_signing_out_is_a_post(client, account):
    client.force_login(account)
    assert client.get("/doors/logout/").status_code == 200
    assert client.get("/doors/schools/").status_code == 200
    gone = client.post("/doors/logout/")
    assert gone.url == "/doors/login/"
    assert client.get("/doors/schools/").status_code == 302
    assert client.get("/doors/logout/").url == "/doors/login/"


def test_forms_need_their_token(account):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(account)
    for address in ("login/", "logout/", "code/", "account/", "account/sessions/", "sign-ins/", "sign-ins/everywhere/"):
        assert browser.post(f"/doors/{address}", {}).status_code == 403, address
    assert browser.get("/doors/schools/").status_code == 200


def test_a_closed_account_is_told_so(client, account):
    account.is_active = False
    account.save()
    answer = sign_in(client)
    assert answer.status_code == 302
    assert answer.url == "/doors/closed/"
    assert client.get(answer.url).status_code == 403


def test_the_idle_lock_says_why(client, world, quick_passwords):
    client.force_login(world.accounts[world.teacher.pk])
    session = client.session
    session[SEEN] = int(time.time()) - 15 * 24 * 3600
    session.save()
    answer = client.get("/alpha/")
    assert "why=idle" in answer.url
    assert "Сеанс закончился" in client.get(answer.url).text


@pytest.mark.parametrize("page", ["signup/", "password/reset/", "email/", "password/change/", "reauthenticate/", "x"])
def test_nothing_else_of_allauth_is_open(client, account, page):
    assert client.get(f"/doors/{page}").status_code == 404
    client.force_login(account)
    assert client.get(f"/doors/{page}").status_code == 404


def test_changing_the_password_ends_other_sessions(world, quick_passwords, alpha):
    from parta.audit.models import Event

    account = world.accounts[world.teacher.pk]
    account.set_password(PASSWORD)
    account.save()
    here, there = Client(), Client()
    for browser in (here, there):
        assert sign_in(browser, account.username).status_code == 302
    form = {"current": "нет", "password": "совсем новый пароль", "again": "совсем новый пароль"}
    refused = here.post("/doors/account/", form)
    assert refused.status_code == 422
    assert "Нынешний пароль не подходит" in refused.text
    assert here.post("/doors/account/", {**form, "current": PASSWORD}).status_code == 302
    assert "Пароль изменён" in here.get("/doors/account/").text
    assert there.get("/doors/account/").status_code == 302
    assert Session.objects.filter(account_id=account.pk).count() == 1
    from parta.installation.schools import inside

    with inside(world.school):
        assert Event.objects.get(act="accounts.password_changed").person_id == world.teacher.pk


def test_all_other_sessions_end_at_once(world):
    account = world.accounts[world.teacher.pk]
    here, there = Client(), Client()
    here.force_login(account)
    there.force_login(account)
    assert here.post("/doors/account/sessions/").url == "/doors/sign-ins/"
    assert there.get("/doors/account/").status_code == 302
    assert here.get("/doors/account/").status_code == 200


def test_one_school_opens_at_once_and_several_are_chosen(client, world):
    from parta.installation.models import School

    account = world.accounts[world.mother.pk]
    client.force_login(account)
    assert client.get("/").url == "/alpha/"
    Membership.objects.create(account=account, school=School.objects.get(slug="beta"), person_id=world.mother.pk)
    assert client.get("/").url == "/doors/schools/"
    page = client.get("/doors/schools/")
    assert "родитель" in page.text
    assert 'href="/alpha/"' in page.text


def test_hostile_bytes_at_the_doors_never_break_anything(account):
    known = Account.objects.count()
    browser = Client()
    nasty = [
        "\x00",
        "\ud800".encode("utf-8", "surrogatepass"),
        "я" * 100_000,
        "%00",
        "' OR 1=1 --",
        "{{7*7}}",
        "\r\nX: y",
        "-1",
    ]
    fields = ["login", "password", "next", "code", "again", "current", "remember", "csrfmiddlewaretoken", "username"]
    for address in (
        "login/",
        "code/",
        "code/account/",
        "account/",
        "account/sessions/",
        "second/",
        "account/second/",
        "account/second/app/",
        "account/second/passkey/",
        "sign-ins/",
        "sign-ins/everywhere/",
        "logout/",
        "schools/",
        "closed/",
    ):
        for value in nasty:
            got = browser.get(f"/doors/{address}", {"next": value, "why": value, "page": value})
            assert got.status_code < 500, (address, value)
            posted = browser.post(f"/doors/{address}", dict.fromkeys(fields, value))
            assert posted.status_code < 500, (address, value)
    for header in ("COOKIE", "USER_AGENT", "X_FORWARDED_FOR", "REFERER", "ACCEPT", "HX_REQUEST", "X_REQUESTED_WITH"):
        for value in ('parta_session="abcdefgh\\000"', "\xff\xfe", "x" * 9000, "\x01\x02"):
            assert browser.get("/doors/login/", headers={header.replace("_", "-"): value}).status_code < 500, header
    assert Account.objects.count() == known
