"""The end of the service, the notice of it by real mail, and the school's own texts of letters."""

import re
import socket
from contextlib import closing
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.test import Client

from parta.audit.models import Event
from parta.installation.models import InvitationCode, Membership, Session
from parta.installation.schools import inside
from parta.installation.services.memberships import allow_again
from parta.jobs.models import Job
from parta.kernel.actor import Actor
from parta.people.models import Guardianship, Person
from parta.public_service.enums import Book, LetterKind, RefusalCode
from parta.public_service.models import AccessRequest, Delivery, Letter, LetterTemplate
from parta.public_service.queries.templates import shipped
from parta.public_service.rules.letters import decide_template
from parta.public_service.services.registering import register
from parta.regulation.models import RegulationVersion
from tests.factories.jobs import work
from tests.paper.reading import says_archive, texts

LIST = "/alpha/office/access/letters/"
TEXTS = "/alpha/office/access/texts/"
FORM = {"reason": "child_left", "address": "ул. Ленина, 4", "email": "irina@example.ru"}


def end(world, browser_of, **more):
    return browser_of(world.director).post(f"/alpha/office/people/{world.mother.pk}/access-end/", {**FORM, **more})


class Mailboxes:
    """Who gets mail here: everybody but one."""

    def __init__(self):
        self.letters = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - the server's name for it
        if address.startswith("nobody"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def mailboxes(settings):
    """A real mail server on this machine."""
    found = Mailboxes()
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(found, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.DEFAULT_FROM_EMAIL = "school@parta.example"
    yield found
    server.stop()


def test_the_service_ends_at_once_and_for_good(world, browser_of, frozen, quick_passwords):
    with inside(world.school):
        RegulationVersion.objects.update(preset="school_117")
    account = world.accounts[world.mother.pk]
    account.set_password("слова подряд и 4")
    account.save()
    family = Client()
    family.post("/doors/login/", {"login": account.username, "password": "слова подряд и 4"})
    assert family.get("/alpha/diary/").status_code == 200
    director = browser_of(world.director)
    page = director.get(f"/alpha/office/people/{world.mother.pk}/access-end/")
    assert "дневник: Антонов Пётр" in page.text and "п. 10.2" in page.text
    assert "access-end" in director.get(f"/alpha/office/people/{world.mother.pk}/").text
    assert end(world, browser_of, reason="other").status_code == 422
    assert end(world, browser_of, email="не почта").status_code == 422
    assert end(world, browser_of).status_code == 302
    assert end(world, browser_of).status_code == 422
    account.refresh_from_db()
    held = Membership.objects.get(account=account)
    assert (held.is_active, held.shut_ground, account.has_usable_password()) == (False, "service_ended", False)
    assert not Session.objects.filter(account_id=account.pk).exists()
    assert family.get("/alpha/diary/").status_code == 302
    with inside(world.school):
        letter = Letter.objects.get()
        told = Event.objects.filter(chain="service").order_by("seq").values_list("act", flat=True)
        assert list(told) == ["service.access_ended", "service.letter_made"]
    assert (letter.registration.number, letter.recipient) == (1, "Антонова Ирина Львовна")
    (text,) = texts(director.post(f"{LIST}{letter.pk}/print/").content)
    assert "с 20 ноября 2026 г." in text and "обучающийся отчислен из школы" in text and "ул. Ленина, 4" in text


def test_only_a_new_decision_opens_an_ended_service_again(world, browser_of, frozen, quick_passwords):
    with inside(world.school):
        RegulationVersion.objects.update(preset="school_117")
        waiting = granted(world)
    assert end(world, browser_of).status_code == 302
    secretary, batch = browser_of(world.secretary), f"/alpha/office/classes/{world.school_class.pk}/codes/"
    code, card = f"/alpha/office/access/{waiting.pk}/code/", f"/alpha/office/people/{world.mother.pk}/code/"
    with inside(world.school):
        waiting.refresh_from_db()
        assert waiting.state == "ended"
        assert Event.objects.get(act="service.access_ended").after["requests"] == [waiting.pk]
    assert "доступ прекращён" in secretary.get("/alpha/office/access/?state=ended").text
    assert secretary.post(code).status_code == 422
    assert secretary.post(card).status_code == 403
    assert "Антонова" not in secretary.post(batch, {"whom": ["parents"], "again": "on"}).text
    assert not InvitationCode.objects.filter(person_id=world.mother.pk).exists()
    with inside(world.school):
        row = granted(world, state="waiting", pupil=None, guardian=None, decided_by=None, decided_at=None)
    grant = {"pupil": world.pupils[0].pk, "guardian": world.mother.pk}
    assert browser_of(world.director).post(f"/alpha/office/access/{row.pk}/grant/", grant).status_code == 302
    assert Membership.objects.get(person_id=world.mother.pk, school=world.school).shut_ground == ""
    assert secretary.post(f"/alpha/office/access/{row.pk}/code/").status_code == 200


def granted(world, **more):
    moment = datetime(2026, 11, 20, 9, tzinfo=UTC)
    fields = {
        "last_name": "Антонова",
        "first_name": "Ирина",
        "relation": "mother",
        "child_last_name": "Антонов",
        "child_first_name": "Пётр",
        "due_on": moment.date(),
        "registered_by": world.secretary,
        "registered_at": moment,
        "state": "granted",
        "pupil_id": world.pupils[0].pk,
        "guardian": world.mother,
        "decided_by": world.director,
        "decided_at": moment,
    }
    if "pupil" in more:
        del fields["pupil_id"]
    with transaction.atomic():
        return AccessRequest.objects.create(registration=register(Book.REQUESTS, moment.date()), **{**fields, **more})


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        ("secretary", "mother", 403),
        ("deputy", "mother", 403),
        ("director", "teacher", 404),
        ("director", "homeroom", 422),
    ],
)
def test_whose_access_nobody_or_somebody_else_ends(world, browser_of, frozen, who, whom, status):
    human = getattr(world, whom)
    if status == 422:  # a mother who works here
        with inside(world.school):
            Guardianship.objects.create(
                guardian=human, pupil_id=world.pupils[1].pk, relation="mother", starts_on="2026-09-01"
            )
    answer = browser_of(getattr(world, who)).post(f"/alpha/office/people/{human.pk}/access-end/", FORM)
    assert answer.status_code == status
    assert Membership.objects.get(person_id=human.pk, school=world.school).is_active


def test_a_letter_goes_by_mail_and_the_answer_of_the_server_is_kept(world, browser_of, frozen, mailboxes):
    end(world, browser_of)
    with inside(world.school):
        letter = Letter.objects.get()
    secretary, address = browser_of(world.secretary), f"{LIST}{letter.pk}/sending/"
    assert browser_of(world.deputy).post(address).status_code == 403
    assert secretary.post(address).status_code == 302
    assert secretary.post(address).status_code == 422
    assert not mailboxes.letters
    assert "отправляется" in secretary.get(LIST).text
    with inside(world.school):
        Job.objects.update(state="failed", ended_at=frozen.now)
    assert "не отправлено" in secretary.get(LIST).text
    assert secretary.post(address).status_code == 302
    with inside(world.school):
        assert [event.after for event in Event.objects.filter(act="service.letter_asked").order_by("pk")] == [
            {"address": "irina@example.ru"}
        ] * 2
    work()
    (sent,) = mailboxes.letters
    assert (sent["To"], sent["From"]) == ("irina@example.ru", "school@parta.example")
    assert sent["Message-ID"].endswith(".alpha@parta.example>")
    (paper,) = sent.iter_attachments()
    content = paper.get_content()
    assert says_archive(content) and "Антонова Ирина Львовна" in texts(content)[0]
    assert "принято сервером" in secretary.get(LIST).text
    with inside(world.school):
        Letter.objects.update(email="nobody@example.ru")
    assert secretary.post(address).status_code == 302
    work()
    assert "550 no such mailbox" in secretary.get(LIST).text
    with inside(world.school):
        assert list(Delivery.objects.values_list("accepted", "answer")) == [(True, ""), (False, "550 no such mailbox")]
        told = Event.objects.filter(act="service.letter_posted").order_by("seq")
        assert [event.after["accepted"] for event in told] == [True, False]
    mailboxes.letters.clear()


def test_who_was_shut_out_before_the_first_sign_in_waits_for_a_decision_too(world, browser_of, frozen):
    with inside(world.school):
        RegulationVersion.objects.update(preset="school_117")
    Membership.objects.filter(person_id=world.mother.pk).delete()
    secretary, code = browser_of(world.secretary), f"/alpha/office/people/{world.mother.pk}/code/"
    assert secretary.post(code).status_code == 200
    assert end(world, browser_of).status_code == 302
    assert secretary.post(code).status_code == 403
    asked = {"actor": Actor(None, world.director.pk, "alpha"), "school": world.school, "now": frozen.now}
    with inside(world.school):
        allow_again(**asked, person_id=world.mother.pk)
    assert secretary.post(code).status_code == 200


@pytest.mark.parametrize("by", ["card", "request"])
def test_a_code_goes_by_mail_with_nothing_locked_and_one_not_taken_is_withdrawn(
    world, browser_of, frozen_door, mailboxes, monkeypatch, by
):
    depths, send = [], EmailMessage.send
    monkeypatch.setattr(EmailMessage, "send", lambda one: depths.append(len(connection.savepoint_ids)) or send(one))
    with inside(world.school):
        RegulationVersion.objects.update(preset="school_117")
        Person.objects.filter(pk=world.mother.pk).update(email="nobody@example.ru")
    office = browser_of(world.secretary)
    card = f"/alpha/office/people/{world.mother.pk}/"
    assert office.post(f"{card}code/").status_code == 200
    with inside(world.school):
        waiting = granted(world, email="nobody@example.ru")
    code, page = (f"{card}code/", card) if by == "card" else (f"/alpha/office/access/{waiting.pk}/code/",) * 2
    page = page.removesuffix("code/")
    assert "nobody@example.ru" in office.get(page).text
    asked = office.post(code, {"by": "mail"})
    work()
    assert "550 no such mailbox" in office.get(asked.url).text
    assert "прежний, если был, больше не действует" in office.get(asked.url).text
    assert not InvitationCode.objects.filter(withdrawn_at=None).exists() and not mailboxes.letters
    with inside(world.school):
        waiting.refresh_from_db()
        assert waiting.state == "granted"
        AccessRequest.objects.update(email="irina@example.ru")
        Person.objects.filter(pk=world.mother.pk).update(email="irina@example.ru")
    office.post(code, {"by": "mail"})
    work()
    (letter,) = mailboxes.letters
    assert letter["To"] == "irina@example.ru" and "http://testserver/doors/code/#" in letter.get_content()
    (sent,) = re.findall(r"Код: (\S+)", letter.get_content())
    assert InvitationCode.objects.filter(withdrawn_at=None).count() == 1
    assert depths == [len(connection.savepoint_ids)] * 2
    assert Client().post("/doors/code/", {"code": sent}).url == "/doors/code/account/"
    with inside(world.school):
        waiting.refresh_from_db()
        assert waiting.state == "given"  # by whichever page the code went
        assert Event.objects.get(act="accounts.code_mailed").person_id == world.secretary.pk
        assert not Job.objects.filter(parameters__icontains=sent).exists()


def test_who_may_issue_no_code_mails_none(world, browser_of, frozen, mailboxes):
    with inside(world.school):
        Person.objects.update(email="irina@example.ru")
    assert browser_of(world.teacher).post(
        f"/alpha/office/people/{world.mother.pk}/code/", {"by": "mail"}
    ).status_code in (403, 404)
    assert (
        browser_of(world.deputy).post(f"/alpha/office/people/{world.teacher.pk}/code/", {"by": "mail"}).status_code
        == 403
    )
    with inside(world.school):
        Person.objects.update(email="")
    assert (
        browser_of(world.secretary).post(f"/alpha/office/people/{world.mother.pk}/code/", {"by": "mail"}).status_code
        == 422
    )


def test_without_a_server_or_an_address_a_letter_is_printed(world, browser_of, frozen, settings):
    end(world, browser_of, email="")
    secretary = browser_of(world.secretary)
    page = secretary.get(LIST).text
    assert "адреса нет: напечатайте" in page and "/sending/" not in page
    with inside(world.school):
        letter = Letter.objects.get()
    assert secretary.post(f"{LIST}{letter.pk}/sending/").status_code == 422


def test_the_school_writes_its_own_text(world, browser_of, frozen):
    secretary = browser_of(world.secretary)
    page, own = f"{TEXTS}termination/", "Извещение\n\nУслуга «{услуга}» окончена: {причина}. {дети}"
    assert "как в Парте" in secretary.get(TEXTS).text
    assert secretary.post(page, {"text": own + "{пароль}", "seen": 0}).status_code == 422
    assert secretary.post(page, {"text": own, "seen": 100000}).status_code == 422
    assert secretary.post(page, {"text": own, "seen": 0}).status_code == 302
    assert secretary.post(page, {"text": own, "seen": 0}).status_code == 422
    assert "Зимина" in secretary.get(TEXTS).text and "Извещение" in secretary.get(page).text
    assert browser_of(world.deputy).get(page).status_code == 403
    assert secretary.get(f"{TEXTS}rooms/").status_code == 404
    end(world, browser_of, reason="other", words="{услуга} переезд.")
    with inside(world.school):
        letter = Letter.objects.get()
        assert LetterTemplate.objects.count() == 1
    wide = "Извещение: {услуга}. {пояснение}\n\n{услуга} {причина}"
    assert secretary.post(page, {"text": wide, "seen": 1}).status_code == 302
    with inside(world.school):
        Membership.objects.filter(person_id=world.mother.pk).update(is_active=True)
    said = end(world, browser_of, words="так вышло " * 9)
    assert said.status_code == 422 and "не больше 200 знаков" in said.text
    with inside(world.school):
        assert Letter.objects.count() == 1
    assert letter.title == "Извещение" and letter.body.endswith("окончена: {услуга} переезд. Антонов Пётр")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (shipped(LetterKind.TERMINATION), ""),
        ("Заголовок", RefusalCode.EMPTY_LETTER),
        ("А\nБ\n\n{услуга} {причина}", RefusalCode.LONG_TITLE),
        ("А" * 201 + "\n\n{услуга} {причина}", RefusalCode.LONG_TITLE),
        ("А\n\n{услуга} {причина} {пароль}", RefusalCode.UNKNOWN_PLACE),
        ("А\n\n{услуга}", RefusalCode.MISSING_PLACE),
        ("А\n\n{услуга} {причина} {", RefusalCode.LOOSE_BRACE),
        ("А\n\n{{услуга}} {причина}", RefusalCode.LOOSE_BRACE),
        ("А\n\n{ услуга } {причина}", ""),
    ],
)
def test_places_of_a_text_are_checked(text, code):
    assert decide_template(LetterKind.TERMINATION, text).code == code


def test_an_appeal_is_answered_by_a_letter_in_its_term(world, browser_of, frozen):
    book, secretary, director = "/alpha/office/access/appeals/", browser_of(world.secretary), browser_of(world.director)
    paper = {
        "author": "Антонова И. Л.",
        "phone": "",
        "email": "irina@example.ru",
        "address": "",
        "text": "Нет\r\n\r\nответа",
    }
    assert browser_of(world.deputy).post(f"{book}new/", paper).status_code == 403
    assert secretary.post(f"{book}new/", {**paper, "text": ""}).status_code == 422
    page = secretary.post(f"{book}new/", paper).url
    assert "ответить по 20.12.2026" in secretary.get(page).text and "Отвечает директор" in secretary.get(page).text
    frozen("12-21")
    assert "просрочено, срок был 20.12.2026" in secretary.get(book).text
    assert secretary.post(f"{page}answer/", {"answer": "Код выдан."}).status_code == 403
    assert director.post(f"{page}answer/", {"answer": ""}).status_code == 422
    assert director.post(f"{page}answer/", {"answer": "Код выдан.\r\n\r\nПриходите."}).status_code == 302
    assert director.post(f"{page}answer/", {"answer": "Ещё раз."}).status_code == 422
    assert "0 обращений" in director.get(f"{book}?state=waiting").text
    with inside(world.school):
        letter = Letter.objects.get()
        assert letter.appeal.text.split() == ["Нет", "ответа"] and "\n" in letter.appeal.text
        told = list(Event.objects.filter(chain="service").order_by("seq").values_list("act", flat=True))
    assert told == ["service.appeal_registered", "service.letter_made", "service.appeal_answered"]
    (text,) = texts(browser_of(world.deputy).post(f"{LIST}{letter.pk}/print/").content)
    assert "обращение от 20 ноября 2026 г. № 1" in text and "Код выдан. Приходите." in text


def test_codes_of_a_class_go_by_mail_at_once_and_one_refused_stops_no_other(world, browser_of, frozen, mailboxes):
    with inside(world.school):
        RegulationVersion.objects.update(preset="school_117")
        Person.objects.filter(pk=world.mother.pk).update(email="irina@example.ru")
        Person.objects.filter(pk=world.pupils[1].pk).update(email="nobody@example.ru")
        RegulationVersion.objects.update(preset="school_117")
    Membership.objects.filter(person_id__in=[world.mother.pk, *(one.pk for one in world.pupils)]).delete()
    codes = f"/alpha/office/classes/{world.school_class.pk}/codes/"
    office = browser_of(world.secretary)
    assert "Отправить на почту" in office.get(f"/alpha/office/classes/{world.school_class.pk}/").text
    for other, status in ((world.teacher, 403), (world.mother, 404)):
        assert browser_of(other).post(codes, {"whom": ["parents"], "by": "mail"}).status_code in (403, status)
    asked = office.post(codes, {"whom": ["pupils", "parents"], "by": "mail"})
    assert not mailboxes.letters and not InvitationCode.objects.exists()
    assert "письмо не уйдёт" in office.get(asked.url).text
    work()
    (letter,) = mailboxes.letters
    assert letter["To"] == "irina@example.ru"
    (sent,) = re.findall(r"Код: (\S+)", letter.get_content())
    page = office.get(asked.url).text
    assert "Ушло писем с кодами: <b>1</b>" in page and "Ёжикова Мария" in page and "550 no such mailbox" in page
    with inside(world.school):
        assert [row.person_id for row in InvitationCode.objects.filter(withdrawn_at=None)] == [world.mother.pk]
        assert Event.objects.filter(act="accounts.code_mailed").count() == 1
        assert not Job.objects.filter(parameters__icontains=sent).exists()
        assert not Job.objects.filter(report__icontains=sent).exists()
    with inside(world.school):
        Person.objects.update(email="")
    assert office.post(codes, {"whom": ["parents"], "again": "on", "by": "mail"}).status_code == 422


def test_a_new_device_of_the_staff_is_told_to_leaders_by_mail_and_how_it_went(
    world, browser_of, quick_passwords, mailboxes
):
    with inside(world.school):
        for human, email in ((world.director, "head@example.ru"), (world.deputy, "nobody@example.ru")):
            Person.objects.filter(pk=human.pk).update(email=email)

    def come(human, times):
        account = world.accounts[human.pk]
        account.set_password("слова подряд и 4")
        account.save(update_fields=["password"])
        for _ in range(times):
            known = {"login": account.username, "password": "слова подряд и 4"}
            assert Client(REMOTE_ADDR="77.88.1.2").post("/doors/login/", known).status_code == 302

    come(world.mother, 2)  # a family's new device is told to its owner alone
    come(world.teacher, 1)  # the first device of all is none
    with inside(world.school):
        assert not Job.objects.filter(kind="device_letter").exists()
    come(world.teacher, 1)
    with inside(world.school):
        job = Job.objects.get(kind="device_letter")
        assert (job.person_id, job.state) == (world.director.pk, "waiting")
    work()
    (letter,) = [one for one in mailboxes.letters if "сотрудника" in one["subject"]]
    text = letter.get_content()
    assert letter["to"] == "head@example.ru" and world.teacher.full_name in text
    assert "77.88.*.*" in text and "/alpha/office/sign-in/devices/" in text
    with inside(world.school):
        event = Event.objects.get(act="accounts.device_mailed")
        assert (event.subject, event.person_id) == ({"person": world.teacher.pk}, None)
        assert event.after["to"] == [world.director.pk] and event.after["failed"][0][0] == world.deputy.pk
        page = browser_of(world.director).get(f"/alpha/office/jobs/{job.pk}/").text
        assert "Ушло писем руководству: <b>1</b>" in page and "no such mailbox" in page
        Job.objects.all().delete()
        Person.objects.filter(pk=world.deputy.pk).update(email="")
    come(world.director, 2)  # nobody else to write to
    with inside(world.school):
        assert not Job.objects.filter(kind="device_letter").exists()
