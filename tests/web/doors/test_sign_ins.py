"""«Мои входы»: where one is signed in, ending any of it at once, new devices told to their owner."""

import re
import time
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from parta.audit.models import Event
from parta.installation.models import Account, Session
from parta.installation.queries.accounts import database_now
from parta.installation.schools import inside
from parta.installation.services.accounts import note_new_device
from parta.installation.sessions import KNOWN, SEEN
from parta.web.doors.devices import _SALT, COOKIE
from parta.wording.devices import device_words, short_address

PASSWORD = "длинный пароль 7"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0 Mobile Safari/537.36"


@pytest.fixture
def account(world, quick_passwords):
    found = world.accounts[world.teacher.pk]
    found.set_password(PASSWORD)
    found.save()
    return found


def signed_in(account, agent=FIREFOX, address="10.3.4.5", browser=None):
    browser = browser or Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    answer = browser.post("/doors/login/", {"login": account.username, "password": PASSWORD})
    assert answer.status_code == 302
    return browser


def signs(page):
    return re.findall(r'name="session" value="(\w+)"', page.text)


def test_devices_are_named_and_addresses_shortened():
    assert device_words(FIREFOX) == "Firefox · Windows"
    assert device_words(PHONE) == "Chrome · Android"
    assert device_words("curl/8") == device_words("") == "Неизвестное устройство"
    assert short_address("10.3.4.5") == "10.3.*.*"
    assert short_address("2a02:6b8::feed") == "2a02:06b8:0000:*"
    assert short_address("\x00") == ""


def test_one_place_is_ended_at_once_and_no_session_is_named_by_its_key(account):
    here, there = signed_in(account), signed_in(account, PHONE, "192.168.7.9")
    page = here.get("/doors/sign-ins/")
    assert "Firefox · Windows" in page.text
    assert "10.3.*.*" in page.text
    assert page.text.count("это устройство") == 1
    assert "Chrome · Android" in page.text
    assert not any(row.session_key in page.text for row in Session.objects.all())
    [sign] = signs(page)
    assert there.get("/alpha/day/").status_code == 200
    assert here.post("/doors/sign-ins/", {"session": sign}).url == "/doors/sign-ins/"
    assert "Выход на этом устройстве выполнен" in here.get("/doors/sign-ins/").text
    assert there.get("/alpha/day/").url.startswith("/doors/login/")
    assert signs(here.get("/doors/sign-ins/")) == []


def test_nobody_ends_the_session_of_another_account(account, world):
    stranger = Client()
    stranger.force_login(world.accounts[world.mother.pk])
    here, _ = signed_in(account), signed_in(account)
    [sign] = signs(here.get("/doors/sign-ins/"))
    stranger.post("/doors/sign-ins/", {"session": sign})
    assert "уже нет" in stranger.get("/doors/sign-ins/").text
    assert Session.objects.filter(account_id=account.pk).count() == 2


def test_everywhere_means_here_too(account):
    here, there = signed_in(account), signed_in(account)
    assert here.post("/doors/sign-ins/everywhere/").url == "/doors/login/"
    for browser in (here, there):
        assert browser.get("/alpha/day/").url.startswith("/doors/login/")
    assert not Session.objects.filter(account_id=account.pk).exists()


def test_a_session_that_slept_too_long_is_not_shown(account):
    here, there = signed_in(account), signed_in(account, PHONE)
    session = there.session
    session[SEEN] = int(time.time()) - 3 * 24 * 3600
    session["writer"] = True
    session.save()
    assert signs(here.get("/doors/sign-ins/")) == []


def test_a_new_device_is_told_to_the_owner_and_cannot_hush_it_up(account, world):
    home = signed_in(account)
    assert "с нового устройства" not in home.get("/alpha/day/").text  # the first sign-in of all
    thief = signed_in(account, PHONE, "77.88.1.2")
    assert "с нового устройства (Chrome · Android)" in home.get("/alpha/day/").text
    page = home.get("/doors/sign-ins/")
    assert "77.88.*.*" in page.text
    assert "с нового устройства" not in thief.get("/alpha/day/").text
    thief.post("/doors/sign-ins/", {"known": "1"})
    for hour in range(1, 7):  # from more devices than are kept
        later = {"words": "Chrome", "address": "77.88.*.*", "now": database_now() + timedelta(hours=hour)}
        note_new_device(account=account, number=f"more {hour}", **later)
    signed_in(account, browser=thief)  # once more, on a device that is known by now
    thief.post("/doors/sign-ins/", {"known": "1"})
    assert "с нового устройства" in home.get("/alpha/day/").text
    assert len(Account.objects.get(pk=account.pk).strange) == 5
    home.post("/doors/sign-ins/", {"known": "1"})
    assert "с нового устройства" not in home.get("/alpha/day/").text
    with inside(world.school):
        assert Event.objects.filter(act="accounts.new_device").first().subject == {"person": world.teacher.pk}
    note_new_device(account=world.accounts[world.mother.pk], number="hers", **later)  # a family's is her own affair
    for human, status in ((world.deputy, 200), (world.admin, 200), (world.teacher, 403)):
        told = Client()
        told.force_login(world.accounts[human.pk])
        page = told.get("/alpha/office/sign-in/devices/?days=365")
        assert page.status_code == status
        assert status == 403 or (world.teacher.full_name in page.text and world.mother.full_name not in page.text)


def test_a_session_that_does_not_say_since_when_is_the_youngest_and_an_old_cookie_the_oldest(account):
    home = signed_in(account)
    thief = signed_in(account, PHONE, "77.88.1.2")
    session = thief.session
    del session[KNOWN]
    session.save()
    assert "с нового устройства" not in thief.get("/alpha/day/").text
    thief.post("/doors/sign-ins/", {"known": "1"})
    number, (sign, _) = signing.loads(home.cookies[COOKIE].value, salt=_SALT)
    home.cookies[COOKIE] = signing.dumps([number, sign], salt=_SALT)
    events = Account.objects.get(pk=account.pk).strange
    again = signed_in(account, browser=home)
    assert Account.objects.get(pk=account.pk).strange == events != []
    assert "с нового устройства" in again.get("/alpha/day/").text


def test_a_session_costs_as_many_queries_as_many(account, django_assert_num_queries):
    here = signed_in(account)
    here.get("/doors/sign-ins/")
    with django_assert_num_queries(5):
        here.get("/doors/sign-ins/")
    for _ in range(2):
        signed_in(account)
    Account.objects.update(strange=[])
    with django_assert_num_queries(5):
        here.get("/doors/sign-ins/")
