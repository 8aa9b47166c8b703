"""The second step of signing in: an application, spare codes, a passkey, remembered devices."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import IntegrityError, connection, transaction
from django.test import Client

from parta.audit.models import Event
from parta.installation.queries.accounts import database_now
from parta.installation.schools import inside
from parta.installation.services.second_factors import add_app
from tests.web.doors.passkeys import Passkey

PASSWORD = "длинный пароль 7"
APP, PASSKEY, MINE, STEP = (
    "/doors/account/second/app/",
    "/doors/account/second/passkey/",
    "/doors/account/second/",
    "/doors/second/",
)


@pytest.fixture
def account(world, quick_passwords):
    found = world.accounts[world.teacher.pk]
    found.set_password(PASSWORD)
    found.save()
    return found


@pytest.fixture
def browser(account):
    found = Client()
    found.force_login(account)
    return found


def code_of(secret, step=0):
    return format_hotp_value(hotp_value(secret.replace(" ", ""), int(time.time()) // 30 + step))


def set_up(browser):
    """Set up an application; give its secret and the spare codes."""
    page = browser.get(APP)
    secret = re.search(r'door-secret">([A-Z2-7 ]+)<', page.text)[1]
    done = browser.post(APP, {"code": code_of(secret), "current": PASSWORD})
    assert done.status_code == 200
    return secret, re.findall(r"<li>(\d{4} \d{4})</li>", done.text)


def password_said(account, browser=None):
    browser = browser or Client()
    answer = browser.post("/doors/login/", {"login": account.username, "password": PASSWORD, "next": "/alpha/day/"})
    return browser, answer


def test_an_application_is_asked_after_the_password_and_leads_where_one_was_going(account, browser, world):
    secret, spare = set_up(browser)
    assert len(spare) == 10
    fresh, answer = password_said(account)
    assert answer.url == STEP
    assert fresh.get("/alpha/day/").url.startswith("/doors/login/")  # not in yet
    wrong = fresh.post(STEP, {"code": "000000"})
    assert wrong.status_code == 422
    assert "Не подходит" in wrong.text
    right = code_of(secret, 1)
    assert fresh.post(STEP, {"code": right}).url == "/alpha/day/"
    assert fresh.get("/alpha/day/").status_code == 200
    again, _ = password_said(account)
    assert again.post(STEP, {"code": right}).status_code == 422  # each code once
    with inside(world.school):
        assert list(Event.objects.order_by("pk").values_list("act", flat=True)) == [
            "accounts.second_factor_added",
            "accounts.new_device",
        ]


def test_what_cannot_be_told_to_the_school_is_not_done(account, world):
    asked = {"account": account, "secret": "A" * 32, "now": database_now(), "device": ""}
    with pytest.raises(IntegrityError), transaction.atomic():
        with inside(world.school), connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_event ADD CONSTRAINT never CHECK (false) NOT VALID")
        with pytest.raises(IntegrityError):
            add_app(**asked)
        assert not Authenticator.objects.exists()
        raise IntegrityError
    assert not Authenticator.objects.exists()
    assert len(add_app(**asked)) == 10


def test_a_spare_code_serves_once_and_new_ones_end_the_old(account, browser, world):
    _, spare = set_up(browser)
    first, _ = password_said(account)
    assert first.post(STEP, {"code": spare[0]}).status_code == 302
    second, _ = password_said(account)
    assert second.post(STEP, {"code": spare[0]}).status_code == 422
    assert "осталось 9" in browser.get(MINE).text
    assert "Пароль не подходит" in browser.post(MINE, {"spare": "1", "current": "нет"}).text
    fresh = browser.post(MINE, {"spare": "1", "current": PASSWORD})
    assert len(re.findall(r"<li>\d{4} \d{4}</li>", fresh.text)) == 10
    assert second.post(STEP, {"code": spare[1]}).status_code == 422
    with inside(world.school):
        assert Event.objects.get(act="accounts.spare_codes_renewed").person_id == world.teacher.pk


def test_guessing_the_second_step_is_limited(account, browser):
    secret, _ = set_up(browser)
    thief, _ = password_said(account)
    assert [thief.post(STEP, {"code": "000000"}).status_code for _ in range(11)][-1] == 429
    assert thief.post(STEP, {"code": code_of(secret, 1)}).status_code == 429


@pytest.mark.parametrize("ending", ["everywhere", "password"])
def test_a_remembered_device_is_not_asked_until_all_are_signed_out_or_the_password_is_new(account, browser, ending):
    _, spare = set_up(browser)
    known, _ = password_said(account)
    assert known.post(STEP, {"code": spare[0], "remember": "1"}).status_code == 302
    assert known.cookies["parta_trusted"]["max-age"] == 30 * 24 * 3600
    assert known.cookies["parta_trusted"]["httponly"]
    known.post("/doors/logout/")
    assert password_said(account, known)[1].url == "/alpha/day/"
    _, answer = password_said(account)
    assert answer.url == STEP
    if ending == "everywhere":
        browser.post("/doors/sign-ins/everywhere/")
        assert password_said(account, known)[1].url == STEP
    else:
        form = {"current": PASSWORD, "password": PASSWORD + "8", "again": PASSWORD + "8"}
        assert browser.post("/doors/account/", form).status_code == 302
        answer = known.post("/doors/login/", {"login": account.username, "password": PASSWORD + "8"})
        assert answer.url == STEP


def test_a_passkey_opens_the_door_and_another_does_not(account, browser):
    key = Passkey()
    page = browser.get(PASSKEY)
    assert browser.post(PASSKEY, {"credential": key.created(page), "current": "нет"}).status_code == 422
    page = browser.get(PASSKEY)
    made = browser.post(PASSKEY, {"name": "Ноутбук", "credential": key.created(page), "current": PASSWORD})
    assert "Запасные коды" in made.text
    assert "Ноутбук" in browser.get(MINE).text
    fresh, answer = password_said(account)
    assert answer.url == STEP
    foreign = Passkey()
    foreign.id = key.id
    assert fresh.post(STEP, {"credential": foreign.got(fresh.get(STEP))}).status_code == 422
    assert fresh.post(STEP, {"credential": key.got(fresh.get(STEP))}).url == "/alpha/day/"


def test_without_the_password_nothing_is_taken_away_and_without_factors_no_codes_stay(account, browser):
    set_up(browser)
    assert browser.post(MINE, {"remove": "app", "current": ""}).status_code == 422
    assert browser.post(MINE, {"remove": "999", "current": PASSWORD}).status_code == 404
    assert browser.post(MINE, {"remove": "app", "current": PASSWORD}).url == MINE
    assert browser.post(MINE, {"spare": "1", "current": PASSWORD}).status_code == 404
    assert not Authenticator.objects.exists()
    assert password_said(account)[1].url == "/alpha/day/"


@pytest.mark.parametrize("value", ["", "null", "5", "[]", '{"id":1}', '{"response":{}}', "\x00", "я" * 3000])
def test_hostile_answers_of_a_key_are_only_wrong(account, browser, value):
    assert browser.post(PASSKEY, {"credential": value, "current": PASSWORD}).status_code == 422
    assert browser.post(APP, {"code": value, "current": PASSWORD}).status_code == 422
    key = Passkey()
    browser.post(PASSKEY, {"credential": key.created(browser.get(PASSKEY)), "current": PASSWORD})
    fresh, _ = password_said(account)
    for field in ("credential", "code"):
        assert fresh.post(STEP, {field: value}).status_code in (422, 429)
