"""What a school's act says of sessions left alone and of passwords holds at the doors and on every page."""

import time
from datetime import date

import pytest
from django.test import Client

from parta.installation.models import Account
from parta.installation.queries.accounts import database_now
from parta.installation.schools import inside
from parta.installation.services.passwords import set_password
from parta.installation.sessions import SEEN
from parta.regulation.models import RegulationVersion
from parta.web.middleware.sessions import HEEDED, IDLE

OWN = "слова подряд и 4"
WEAK = "белаяворона"


def act_says(world, preset="school_2", **doors):
    """Put an act in force since September with these settings of the doors."""
    entries = {name: {"value": value, "clause": "7"} for name, value in doors.items()}
    with inside(world.school):
        RegulationVersion.objects.update(preset=preset, values={"doors": entries} if entries else {})


def left_alone(browser, minutes):
    """Let the session have slept so long."""
    session = browser.session
    session[SEEN] = int(time.time()) - minutes * 60
    act_heeded(session, minutes)
    session.save()


def act_heeded(session, minutes_ago):
    """Let what the act says have been asked so long ago."""
    if HEEDED in session:
        session[HEEDED] = [*session[HEEDED][:2], int(time.time()) - minutes_ago * 60]


@pytest.mark.parametrize(
    ("doors", "asleep", "awake"),
    [
        ({}, 31, 29),  # 30 minutes of Parta's own
        ({"idle_minutes": 15}, 16, 14),
        ({"idle_minutes": 600}, 601, 599),
        ({"idle_logout": False}, 1441, 1439),  # the installation's own limit
    ],
)
def test_a_teachers_session_sleeps_as_long_as_the_act_says(world, browser_of, doors, asleep, awake):
    act_says(world, **doors)
    browser = browser_of(world.teacher)
    assert browser.get("/alpha/day/").status_code == 200
    left_alone(browser, awake)
    assert browser.get("/alpha/day/").status_code == 200
    left_alone(browser, asleep)
    answer = browser.get("/alpha/day/")
    assert answer.status_code == 302 and "why=idle" in answer.url


def test_the_page_knows_when_to_warn(world, browser_of):
    act_says(world, idle_minutes=15)
    assert 'data-idle="900"' in browser_of(world.teacher).get("/alpha/day/").text


def test_families_sleep_long_whatever_the_act_says(world, browser_of):
    act_says(world, idle_minutes=15)
    browser = browser_of(world.mother)
    browser.get("/alpha/diary/")
    left_alone(browser, 60 * 24 * 13)
    assert browser.get("/alpha/diary/").status_code == 200


def test_an_act_of_tomorrow_is_not_in_force_today(world, browser_of):
    act_says(world, idle_minutes=15)
    with inside(world.school):
        values = {"doors": {"idle_minutes": {"value": 5, "clause": "7"}}}
        RegulationVersion.objects.create(effective_from=date(2099, 1, 1), preset="school_2", values=values)
    browser = browser_of(world.teacher)
    browser.get("/alpha/day/")
    assert browser.session[IDLE] == 15


def test_the_act_is_asked_once_a_minute(world, browser_of, django_assert_max_num_queries):
    browser = browser_of(world.teacher)
    browser.get("/alpha/day/")
    act_says(world, idle_minutes=15)
    browser.get("/alpha/day/")
    assert browser.session[IDLE] == 30
    session = browser.session
    act_heeded(session, 2)  # while pages that ask no act were looked at
    session.save()
    browser.get("/alpha/day/")
    assert browser.session[IDLE] == 15


def test_a_password_that_the_act_calls_easy_is_refused_with_its_clause(world, browser_of, quick_passwords):
    account = world.accounts[world.teacher.pk]
    account.set_password(OWN)
    account.save()
    browser = browser_of(world.teacher)
    form = {"current": OWN, "password": WEAK, "again": WEAK}
    act_says(world)
    refused = browser.post("/doors/account/", form)
    assert refused.status_code == 422
    assert "легко подобрать" in refused.text and "п. 25" in refused.text
    act_says(world, preset="kudymkar_college")
    assert browser.post("/doors/account/", form).status_code == 302
    assert Account.objects.get(pk=account.pk).check_password(WEAK)


@pytest.mark.parametrize(("preset", "asked"), [("kudymkar_college", True), ("school_2", False)])
def test_a_password_of_somebody_elses_is_changed_at_the_first_sign_in(world, quick_passwords, preset, asked):
    account = Account.objects.get(pk=world.accounts[world.teacher.pk].pk)
    set_password(account=account, password="данный пароль 1", now=database_now())
    act_says(world, preset=preset)
    browser = Client()
    browser.post("/doors/login/", {"login": account.username, "password": "данный пароль 1"})
    answer = browser.get("/alpha/day/")
    if not asked:
        assert answer.status_code == 200
        return
    assert answer.url == "/doors/account/"
    assert browser.get("/alpha/day/", headers={"Accept": "application/json"}).status_code == 401
    page = browser.get("/doors/account/").text
    assert "меняют на свой" in page and "п. 3.2.1" in page
    browser.post("/doors/account/", {"current": "данный пароль 1", "password": OWN, "again": OWN})
    assert browser.get("/alpha/day/").status_code == 200
