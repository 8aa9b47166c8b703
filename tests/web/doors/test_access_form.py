"""A request for access by a form with scans: open to everybody, one number a ticket, nothing said of any child."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.schools import inside
from parta.public_service.models import AccessRequest, Appeal, Registration, RequestScan
from parta.public_service.services import by_form, erasing
from parta.regulation.models import RegulationVersion
from tests.factories.pdfs import pdf

FORM = "/alpha/access-request/"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
FIELDS = {
    "last_name": "Антонов",
    "first_name": "Лев",
    "patronymic": "Ильич",
    "relation": "father",
    "phone": "8 900 111-22-33",
    "email": "",
    "address": "ул. Ленина, 4",
    "child_last_name": "Антонов",
    "child_first_name": "Пётр",
    "child_class": "7-а",
    "document": "",
    "way": "phone",
    "consent": "on",
}


@pytest.fixture
def by_service_act(world):
    with inside(world.school):
        RegulationVersion.objects.update(preset="stakhanovskaya")


def files(**more):
    return {name: SimpleUploadedFile(f"{name}.exe", content) for name, content in {"identity": PNG, **more}.items()}


def sent(client=None, *, ticket=None, **more):
    return (client or Client()).post(FORM, {**FIELDS, "ticket": ticket or uuid4(), **more})


def test_a_request_by_the_form_has_a_number_and_a_clock_and_the_desk_sees_its_scans(
    world, browser_of, frozen, by_service_act
):
    page = Client().get(FORM).text
    ticket = re.search(r'name="ticket" value="([^"]+)"', page).group(1)
    assert "Я даю согласие" in page and "Школа для проверок" in page
    answer = sent(ticket=ticket, **files(birth_certificate=pdf()))
    assert answer.url == f"{FORM}{ticket}/"
    seen = Client().get(answer.url).text
    assert "№ 1 от" in seen and "Антонов" not in seen and "Не приложены" not in seen
    with inside(world.school):
        row = AccessRequest.objects.get()
        assert (row.registered_by, row.papers, row.phone) == (None, ["identity", "birth_certificate"], "+79001112233")
        assert row.due_on > row.registered_at.date() and row.consent.startswith("Я даю согласие")
        scan, second = RequestScan.objects.all()
        assert (scan.kind, second.kind, bytes(scan.content)) == ("png", "pdf", PNG)
        assert Event.objects.get(act="service.request_registered").device == "form"
        assert list(verify_chains()) == []
    secretary, director = browser_of(world.secretary), browser_of(world.director)
    desk = f"/alpha/office/access/{row.pk}/"
    shown = secretary.get(desk).text
    assert "пришёл по форме" in shown and "дано в форме" in shown and "PNG, 1 КБ" in shown
    assert "Антонов Лев" in secretary.get("/alpha/office/access/").text
    file = f"/alpha/office/access/scans/{scan.pk}/"
    opened = secretary.post(file)
    assert opened.content == PNG and opened["Content-Type"] == "image/png"
    assert "script-src 'none'" in opened["Content-Security-Policy"]
    assert [browser_of(one).post(file).status_code for one in (world.teacher, world.mother)] == [403, 403]
    assert Client().post(file).status_code in (302, 403) and secretary.get(file).status_code == 405
    assert "скан к запросу о доступе: документ, удостоверяющий личность" in director.get("/alpha/office/looks/").text
    assert director.post(f"{desk}grant/", {"pupil": world.pupils[0].pk}).status_code == 302
    with inside(world.school):
        assert erasing.requests([row.pk])[row.pk]["scans"] == 2
        erasing.destroy_request(row.pk)
        assert not RequestScan.objects.exists()


def test_a_double_click_is_one_request(world, frozen, by_service_act, monkeypatch):
    ticket = uuid4()
    answers = [sent(ticket=ticket, **files()) for _ in range(2)]
    assert [one.url for one in answers] == [f"{FORM}{ticket}/"] * 2
    # both clicks have looked before either has written
    plain = by_form.one_by_ticket
    looks = iter([None])
    monkeypatch.setattr(by_form, "one_by_ticket", lambda one: next(looks, plain(one)))
    assert sent(ticket=ticket, **files()).status_code == 302
    with inside(world.school):
        assert AccessRequest.objects.count() == Registration.objects.count() == RequestScan.objects.count() == 1


def test_nothing_tells_whether_a_child_exists(world, frozen, by_service_act):
    known, unknown = sent(**files()), sent(child_last_name="Несуществующий", **files())
    pages = [re.sub(r"№ \d", "", Client().get(one.url).text) for one in (known, unknown)]
    plain = [re.sub(r'csrf-token" content="[^"]*"', "", page) for page in pages]
    assert plain[0] == plain[1]
    assert Client().get(f"{FORM}{uuid4()}/").status_code == 404


@pytest.mark.parametrize("preset", ["school_117", "lyceum_68", "school_2", "kudymkar_college", "default"])
def test_where_the_act_has_no_service_there_is_no_form(world, frozen, preset):
    with inside(world.school):
        RegulationVersion.objects.update(preset=preset)
    assert Client().get(FORM).status_code == 404 and sent(**files()).status_code == 404
    assert "Попросить доступ" not in Client().get("/doors/login/?next=/alpha/").text
    with inside(world.school):
        assert not AccessRequest.objects.exists()


def test_the_door_and_the_leaflet_lead_to_it(world, frozen, by_service_act):
    assert 'href="/alpha/access-request/"' in Client().get("/doors/login/?next=/alpha/office/").text
    assert "/alpha/access-request/" in Client().get("/alpha/about-diary/").text
    assert Client().get("/doors/login/?next=/nowhere/").status_code == 200


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"consent": ""}, "Без согласия запрос принять нельзя"),
        ({"last_name": " \x00 "}, "field-error"),
        ({"last_name": "я" * 10_000}, "Слишком длинно"),
        ({"ticket": "x"}, "Откройте страницу заново"),
        ({"child_birth_date": "0001-01-01"}, "проверьте год"),
        ({"way": "email"}, "нужен её адрес"),
        ({"identity": SimpleUploadedFile("паспорт.png", b"MZ\x90 program")}, "PDF, JPEG"),
        ({"identity": SimpleUploadedFile("паспорт.pdf", b"%PDF-1.7 broken")}, "notice bad"),
        ({"identity": [SimpleUploadedFile(f"{n}.png", PNG) for n in range(9)]}, "8"),
    ],
)
def test_what_does_not_fit_is_said_and_the_typed_words_stay(world, frozen, by_service_act, more, said):
    answer = Client().post(FORM, {**FIELDS, "ticket": uuid4(), **more})
    assert answer.status_code == 422 and said in answer.text
    assert 'value="ул. Ленина, 4"' in answer.text
    with inside(world.school):
        assert not AccessRequest.objects.exists() and not Registration.objects.exists()


def test_what_is_too_big_is_not_read_and_who_sends_too_often_waits(world, frozen, by_service_act, settings):
    big = Client().post(FORM, {**FIELDS, "ticket": uuid4()}, CONTENT_LENGTH=str(21 << 20))
    assert big.status_code == 413 and "больше 20 МБ" in big.text
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(FORM, {**FIELDS, "ticket": uuid4()}).status_code == 403
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "service_form": "2/m/ip"}
    assert [sent(**files()).status_code for _ in range(3)] == [302, 302, 429]


def test_a_day_takes_so_many_papers_of_strangers_from_any_address(world, frozen, by_service_act, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "service_day": "2/d/key"}
    assert sent(last_name="").status_code == 422  # what is not kept is not counted
    answers = [
        (sent(Client(REMOTE_ADDR=f"203.0.113.{n}"), **files()), Client().post("/alpha/appeal/", {**APPEAL, "ticket": uuid4()}))
        for n in range(3)
    ]  # fmt: skip
    assert [[one.status_code for one in pair] for pair in answers] == [[302, 302], [302, 302], [429, 429]]
    for last, typed in zip(answers[-1], ("ул. Ленина, 4", "Код не пришёл."), strict=True):
        assert "Повторите завтра" in last.text and typed in last.text
    with inside(world.school):
        assert (AccessRequest.objects.count(), Appeal.objects.count()) == (2, 2)


def test_the_table_takes_no_request_of_nobody(world, frozen, by_service_act):
    sent(**files())
    with inside(world.school):
        for change in ({"consent": ""}, {"ticket": None}, {"registered_by": world.secretary.pk}):
            with pytest.raises(IntegrityError), transaction.atomic():
                AccessRequest.objects.update(**change)


def test_the_number_goes_by_mail_and_names_nobody(world, frozen, by_service_act, monkeypatch):
    letters = []
    monkeypatch.setattr("parta.web.doors.access_form.post", lambda **letter: letters.append(letter))
    ticket = uuid4()
    for _ in range(2):
        sent(ticket=ticket, email="Lev@example.ru", **files())
    (letter,) = letters
    assert letter["to"] == "lev@example.ru" and "№ 1 от" in letter["text"] and "Антонов" not in letter["text"]


def test_papers_that_are_missing_are_told_of_and_where_the_act_names_them_nothing_is_granted(
    world, browser_of, frozen, by_service_act
):
    answer = sent(relation="guardian", **files())
    seen = Client().get(answer.url).text
    assert "Не приложены: документ опеки и попечительства" in seen  # a certificate of birth is a parent's (2.6.3)
    with inside(world.school):
        row = AccessRequest.objects.get()
    page, director = f"/alpha/office/access/{row.pk}/", browser_of(world.director)
    assert "Не показаны: документ опеки и попечительства. Без них доступ дать нельзя" in director.get(page).text
    said = director.post(f"{page}grant/", {"pupil": world.pupils[0].pk})
    assert said.status_code == 422 and "2.6, 2.7" in said.text and "не показаны: документ опеки" in said.text
    assert browser_of(world.homeroom).post(f"{page}papers/", {"papers": "guardian_document"}).status_code == 403
    said = director.post(f"{page}papers/", {"papers": ["guardian_document"]})  # the passport's scan is there
    assert said.status_code == 422 and "скан этого документа" in said.text
    shown = {"papers": ["identity", "birth_certificate", "guardian_document", "../x"]}
    assert browser_of(world.secretary).post(f"{page}papers/", shown).status_code == 302
    assert browser_of(world.secretary).post(f"{page}papers/", shown).status_code == 302  # the same again: no event
    with inside(world.school):
        (event,) = Event.objects.filter(act="service.request_papers")
        assert event.after == {"papers": ["identity", "birth_certificate", "guardian_document"]}
    assert "Не показаны" not in director.get(page).text
    assert director.post(f"{page}grant/", {"pupil": world.pupils[0].pk}).status_code == 302
    assert browser_of(world.secretary).post(f"{page}papers/", shown).status_code == 422


def test_an_act_that_names_no_papers_only_warns(world, browser_of, frozen, by_service_act):
    sent(relation="guardian", **files())
    with inside(world.school):
        row = AccessRequest.objects.get()
        RegulationVersion.objects.update(preset="school_2")
    page, director = f"/alpha/office/access/{row.pk}/", browser_of(world.director)
    assert "Не показаны: документ опеки и попечительства. Попросите показать" in director.get(page).text
    assert director.post(f"{page}grant/", {"pupil": world.pupils[0].pk}).status_code == 302


APPEAL = {"author": "Иванов И. И.", "email": "Ivanov@example.ru", "text": "Код не пришёл.\nПочему?"}


def test_an_appeal_by_the_form_has_a_number_and_a_term_and_is_answered_as_others(
    world, browser_of, frozen, by_service_act, monkeypatch
):
    letters = []
    monkeypatch.setattr("parta.web.doors.appeal_form.post", lambda **letter: letters.append(letter))
    page, ticket = Client().get("/alpha/appeal/").text, uuid4()
    assert "30 дней" in page and "/alpha/appeal/" in Client().get("/alpha/about-diary/").text
    for _ in range(2):  # a double click
        answer = Client().post("/alpha/appeal/", {**APPEAL, "ticket": ticket})
        assert answer.url == f"/alpha/appeal/{ticket}/"
    seen = Client().get(answer.url).text
    assert "№ 1 от" in seen and "Иванов" not in seen
    assert [one["to"] for one in letters] == ["ivanov@example.ru"]
    assert "№ 1 от" in letters[0]["text"] and "Иванов" not in letters[0]["text"]
    for wrong, said in (
        ({"text": ""}, "Без этого нельзя"),
        ({"email": ""}, "Куда ответить"),
        ({"ticket": "x"}, "заново"),
    ):
        refused = Client().post("/alpha/appeal/", {**APPEAL, "ticket": uuid4(), **wrong})
        assert refused.status_code == 422 and said in refused.text and "Иванов И. И." in refused.text
    with inside(world.school):
        row = Appeal.objects.get()
        assert (row.registered_by, row.email) == (None, "ivanov@example.ru")
        with pytest.raises(IntegrityError), transaction.atomic():
            Appeal.objects.update(ticket=None)
        assert list(verify_chains()) == []
    director = browser_of(world.director)
    shown = director.get(f"/alpha/office/access/appeals/{row.pk}/").text
    assert "пришло по форме" in shown and "Почему?" in shown
    answered = director.post(f"/alpha/office/access/appeals/{row.pk}/answer/", {"answer": "Отправлен снова."})
    assert answered.status_code == 302
    assert Client(enforce_csrf_checks=True).post("/alpha/appeal/", APPEAL).status_code == 403
    with inside(world.school):
        RegulationVersion.objects.update(preset="school_2")
    assert Client().get("/alpha/appeal/").status_code == 404
