"""Guessing a password is slow whatever the guesser changes, and nobody shuts a teacher out of a known device."""

import pytest
from django.core.cache import cache
from django.test import Client

from parta.installation.models import Account

PASSWORD = "длинный пароль 7"


@pytest.fixture
def account(alpha, quick_passwords):
    return Account.objects.create_user("elkina.nina", PASSWORD)


def sign_in(client, login="elkina.nina", password=PASSWORD, **headers):
    return client.post("/doors/login/", {"login": login, "password": password}, **headers)


def guesses(count, **change):
    """Guess `count` times, each time from a browser that never was here."""
    statuses = []
    for number in range(count):
        headers = {key: value(number) for key, value in change.items() if key != "login"}
        login = change["login"](number) if "login" in change else "elkina.nina"
        statuses.append(sign_in(Client(), login, "нет", **headers).status_code)
    return statuses


def test_another_name_of_the_server_is_not_another_account(account, settings):
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    statuses = guesses(12, HTTP_HOST=lambda number: f"localhost:{8000 + number}")
    assert statuses == [422] * 10 + [429] * 2


def test_case_spaces_and_false_addresses_are_not_another_account(account):
    forms = ("elkina.nina", "ELKINA.NINA", " elkina.nina", "Elkina.Nina ", "\u00a0elkina.nina")
    statuses = guesses(
        12, login=lambda number: forms[number % 5], HTTP_X_FORWARDED_FOR=lambda number: f"10.1.1.{number}"
    )
    assert statuses == [422] * 10 + [429] * 2


def test_guessing_from_many_addresses_is_limited_too(account):
    statuses = guesses(60, REMOTE_ADDR=lambda number: f"10.1.{number % 20}.1")
    assert statuses.count(422) == 50
    assert statuses[-1] == 429


def test_a_pupil_at_another_address_cannot_lock_a_teacher_out(account):
    assert set(guesses(30, REMOTE_ADDR=lambda number: "10.1.1.1")) == {422, 429}
    assert sign_in(Client(REMOTE_ADDR="10.2.2.2")).status_code == 302


def test_nobody_locks_a_teacher_out_of_a_device_where_the_teacher_was(account):
    known = Client()
    assert sign_in(known).status_code == 302
    known.post("/doors/logout/")
    guesses(70, REMOTE_ADDR=lambda number: "127.0.0.1" if number % 2 else f"10.1.1.{number}")
    assert sign_in(Client()).status_code == 429
    assert sign_in(known).status_code == 302


def test_a_known_device_may_not_guess_more_than_others(account):
    known = Client()
    sign_in(known)
    known.post("/doors/logout/")
    assert [sign_in(known, password="нет").status_code for _ in range(12)] == [422] * 10 + [429] * 2


def test_a_device_known_to_one_account_is_not_known_to_another(account):
    Account.objects.create_user("other", PASSWORD)
    known = Client()
    sign_in(known, "other")
    known.post("/doors/logout/")
    assert [sign_in(known, password="нет").status_code for _ in range(12)] == [422] * 10 + [429] * 2
    known.cookies["parta_known"] = known.cookies["parta_known"].value + "x"
    assert sign_in(known, "other").status_code == 302


def test_a_proxy_that_was_named_is_believed_and_its_silence_is_no_error(account, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    one = guesses(11, HTTP_X_FORWARDED_FOR=lambda number: f"6.6.6.{number}, 10.1.1.1")
    assert one[-1] == 429
    assert sign_in(Client(), HTTP_X_FORWARDED_FOR="10.1.1.2").status_code == 302
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert sign_in(Client(), HTTP_X_FORWARDED_FOR="10.1.1.3").status_code == 302


def test_a_name_without_an_account_costs_the_same_work(account, monkeypatch, settings):
    from django.contrib.auth.hashers import MD5PasswordHasher

    work = []
    original = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: work.append(1) or original(*args))
    counts = []
    for login in ("elkina.nina", "nobody"):
        work.clear()
        sign_in(Client(), login, "нет")
        counts.append(len(work))
    assert counts[0] == counts[1] == 1


def test_what_has_no_end_is_kept(db):
    cache.set("for-ever", 1, None)
    assert cache.get("for-ever") == 1
