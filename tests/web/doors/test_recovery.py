"""A forgotten password by a letter that a real SMTP server takes; the same answer to everybody who asks."""

import re
import socket
from contextlib import closing
from email import message_from_bytes, policy
from queue import Queue

import pytest
from aiosmtpd.controller import Controller
from allauth.mfa.internal.flows.trust import trust_browser
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client, RequestFactory

from parta.audit.models import Event
from parta.installation import mail
from parta.installation.models import Account, MailedCode, Session
from parta.installation.queries.accounts import database_now
from parta.installation.rules.codes import code_hash
from parta.installation.schools import inside
from parta.installation.services.accounts import note_new_device
from parta.installation.services.recovery import LIFETIME, forget_email, recover
from parta.kernel.decisions import Refused

NEW = {"password": "другие слова 5", "again": "другие слова 5"}


class Box:
    """What came: of each letter to whom, about what and its text."""

    def __init__(self):
        self.came = Queue()

    def next(self):
        return self.came.get(timeout=20)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name that aiosmtpd asks for
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.came.put((envelope.rcpt_tos[0], letter["Subject"], letter.get_content()))
        return "250 OK"


def use(settings, port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.DEFAULT_FROM_EMAIL = "journal@school.example"


@pytest.fixture
def box(settings):
    found = Box()
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(found, hostname="127.0.0.1", port=port)
    controller.start()
    use(settings, port)
    yield found
    controller.stop()


@pytest.fixture
def account(world, quick_passwords):
    found = world.accounts[world.mother.pk]
    found.set_password("длинный пароль 7")
    found.email = "mama@example.org"
    found.save()
    return found


def without_tokens(page):
    return re.sub(r'(value|content)="\w{64}"', "", page.text)


def code_in(letter):
    return re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", letter[2])[0]


def test_a_letter_brings_a_new_password_once_and_every_session_ends(world, account, box):
    elsewhere, browser = Client(), Client()
    elsewhere.force_login(account)
    one = {"number": "far", "words": "Chrome", "address": "77.88.*.*", "now": database_now()}
    note_new_device(account=account, **one)
    known = browser.post("/doors/recover/", {"who": "Mama@example.org"})
    letter = box.next()
    assert letter[0] == "mama@example.org"
    assert f"/doors/code/#{code_in(letter)}" in letter[2]
    assert not MailedCode.objects.filter(code_hash=code_in(letter)).exists()
    nobody = Client().post("/doors/recover/", {"who": "nobody@example.org"})
    assert without_tokens(known) == without_tokens(nobody)
    Client().post("/doors/recover/", {"who": account.username})
    assert MailedCode.objects.get().code_hash == code_hash(code_in(letter))  # asked twice at once: one letter
    assert browser.post("/doors/code/", {"code": code_in(letter)}).url == "/doors/recover/password/"
    late = Client()
    late.post("/doors/code/", {"code": code_in(letter)})
    assert browser.post("/doors/recover/password/", {**NEW, "again": "не то"}).status_code == 422
    assert browser.post("/doors/recover/password/", NEW).url == "/"
    account.refresh_from_db()
    assert account.check_password(NEW["password"])
    assert "far" not in {one["device"] for one in account.strange}  # it would silence the news of each later one
    assert Session.objects.filter(account_id=account.pk).count() == 1
    assert browser.get("/doors/account/").status_code == 200
    assert elsewhere.get("/doors/account/").status_code == 302
    assert late.post("/doors/recover/password/", NEW).url == "/doors/code/"
    with inside(world.school):
        assert Event.objects.filter(act="accounts.password_changed", person_id=world.mother.pk).count() == 1


def test_a_code_is_dated_and_an_unconfirmed_email_gets_none(world, account, box):
    browser = Client()
    browser.post("/doors/recover/", {"who": account.username})
    MailedCode.objects.update(expires_at=database_now())
    assert browser.post("/doors/code/", {"code": code_in(box.next())}).status_code == 422
    mine = Client()
    mine.force_login(account)
    wanted = {"email": "other@example.org", "current": "длинный пароль 7"}
    assert mine.post("/doors/account/email/", {**wanted, "current": "нет"}).status_code == 422
    assert mine.post("/doors/account/email/", wanted).url == "/doors/account/email/"
    account.refresh_from_db()
    assert account.email == "mama@example.org"
    assert mine.post("/doors/account/email/", {"code": "ABCE-HKMP-TXY2-3457"}).status_code == 422
    assert mine.post("/doors/account/email/", {"code": code_in(box.next())}).url == "/doors/account/email/"
    account.refresh_from_db()
    assert account.email == "other@example.org"
    assert "Заявление" in Client().get("/doors/recover/application/").text


@pytest.mark.parametrize("remembered", [False, True])
def test_a_letter_alone_does_not_open_an_account_of_two_steps(world, account, box, remembered):
    Authenticator.objects.create(user=account, type="totp", data={"secret": "A" * 32})
    browser = Client()
    if remembered:
        asked, answer = RequestFactory().get("/"), HttpResponse()
        trust_browser(asked, account, answer)
        browser.cookies.update(answer.cookies)
        said = browser.post("/doors/login/", {"login": account.username, "password": "длинный пароль 7"})
        assert said.url != "/doors/second/"
        browser.post("/doors/logout/")
    browser.post("/doors/recover/", {"who": account.username})
    browser.post("/doors/code/", {"code": code_in(box.next())})
    assert browser.post("/doors/recover/password/", NEW).url == "/doors/second/"
    assert browser.get("/doors/account/").status_code == 302


def test_a_closed_account_is_not_recovered_and_no_email_is_not_taken_away_again(world, account):
    now = database_now()
    code = {"code_hash": code_hash("ABCE-HKMP-TXY2-3457"), "email": account.email}
    MailedCode.objects.create(account=account, purpose="recovery", expires_at=now + LIFETIME, **code)
    Account.objects.update(is_active=False)
    with pytest.raises(Refused):
        recover(hashed=code["code_hash"], password=NEW["password"], now=now, device="")
    for _ in range(2):
        forget_email(account=account, now=now, device="")
    with inside(world.school):
        assert Event.objects.get().act == "accounts.email_changed"


def test_a_dead_server_loses_a_letter_and_nothing_else(settings, caplog):
    use(settings, 9)
    mail.post(to="mama@example.org", subject="x", text="y").result(20)
    assert "a letter was not taken" in caplog.text
    assert "mama@" not in caplog.text
    assert mail.reach_server()
