"""A pupil goes over from one school of the installation to another: the file and the marks travel by a code."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.models import School, TransferCode
from parta.installation.schools import inside
from parta.journal.models import BroughtMarks
from parta.people.models import (
    Achievement,
    Consent,
    Enrolment,
    FormerName,
    Guardianship,
    Movement,
    Person,
    Pupil,
)
from tests.factories.drawn_world import drawn_world
from tests.factories.school_day import absent, mark, work
from tests.factories.small_school import TODAY

TAKE = "/beta/office/movement/transfer/"
LEAVE = {"kind": "departed", "order_no": "12-у", "order_date": "2026-11-19", "day": "2026-11-20", "place": "Школа beta"}
ORDER = {"order_no": "31", "order_date": "2026-11-20", "day": "2026-11-20", "kind": "arrived", "step": "take"}


@pytest.fixture
def beta(world, quick_passwords):
    """Another school of the same kind, with a secretary of its own and a client signed in there."""
    school = School.objects.get(slug="beta")
    with inside(school):
        there = drawn_world(school)
        Person.objects.all().update(snils=None)
    return there, client_of(there, there.secretary)


def client_of(there, person):
    client = Client()
    client.force_login(there.accounts[person.pk])
    return client


def leave(world, browser_of):
    pupil = world.pupils[0]
    with inside(world.school):
        for number, value in enumerate(("4", "2")):
            mark(work(world.lessons[number]), pupil, value)
        absent(world.lessons[2], pupil, "ill")
        Person.objects.filter(pk=pupil.pk).update(snils="11223344595", last_name="Антонов-Ё")
        card = {"citizenship": "Россия", "identity_kind": "birth", "identity_number": "654321", "identity_on": TODAY}
        card |= {"registered_address": "ул. Мира, 1", "language": "русский", "programme": "adapted"}
        Pupil.objects.filter(pk=pupil.pk).update(**card, meals="lunch", personal_file_no="А-1")
        FormerName.objects.create(
            person=pupil, last_name="Иванов", until="2020-01-01", document="свид.", sort_key="иванов"
        )
        won = {"pupil_id": pupil.pk, "day": "2026-03-01", "level": "region"}
        Achievement.objects.create(**won, title="Олимпиада", accepted=True)
        Achievement.objects.create(**won, title="Не принято", accepted=False, answer="нет")
        Person.objects.filter(pk=world.mother.pk).update(snils="08765430300")
        Guardianship.objects.filter(pupil_id=pupil.pk).update(ends_on="2026-12-31")
        Guardianship.objects.create(
            guardian=world.other_mother,
            pupil_id=pupil.pk,
            relation="other",
            starts_on="2026-09-01",
            ends_on="2026-11-19",
        )
    office = browser_of(world.secretary)
    refused = office.post(f"/alpha/office/people/{pupil.pk}/transfer-code/")
    assert refused.status_code == 422 and "нет приказа о выбытии" in refused.text
    office.post(f"/alpha/office/people/{pupil.pk}/movement/", LEAVE)
    assert "Выдать код для передачи" in office.get(f"/alpha/office/people/{pupil.pk}/movement/").text
    page = office.post(f"/alpha/office/people/{pupil.pk}/transfer-code/").text
    return pupil, office, re.search(r"(?:\w{4}-){3}\w{4}", page).group()


def test_the_file_and_the_marks_travel_once(world, browser_of, frozen, beta):
    there, client = beta
    pupil, office, code = leave(world, browser_of)
    assert code not in "".join(TransferCode.objects.values_list("code_hash", flat=True))
    assert client.post(TAKE, {"code": "AAAA-AAAA-AAAA-AAAA"}).status_code == 422
    assert "из этой же школы" in office.post("/alpha/office/movement/transfer/", {"code": code}).text
    shown = client.post(TAKE, {"code": code.lower()}).text
    assert "Антонов-Ё" in shown and "Школа alpha" in shown and "4 (" in shown
    form = {**ORDER, "code": code, "into": there.school_class.pk}
    assert client.post(TAKE, {**form, "order_no": ""}).status_code == 422
    answer = client.post(TAKE, form, follow=True)
    assert answer.status_code == 200, answer.text
    assert "Согласия нужно взять заново" in answer.text
    assert "Отметки из другой школы" not in answer.text  # a secretary opens no diaries
    card = client_of(there, there.director).get(answer.redirect_chain[-1][0]).text
    assert "Отметки из другой школы: Школа alpha, 7А, по 20.11.2026" in card
    assert "Пропущено за учебный год: 1 урок (болеет 1)." in card
    with inside(there.school):
        came = Person.objects.get(snils="11223344595")
        row = Pupil.objects.get(pk=came.pk)
        assert (row.citizenship, row.identity_number, row.identity_on) == ("Россия", "654321", TODAY)
        assert (row.registered_address, row.language, row.programme) == ("ул. Мира, 1", "русский", "adapted")
        assert (row.meals, row.personal_file_no) == ("", None)
        assert FormerName.objects.get(person=came).sort_key == "иванов"
        assert [one.title for one in Achievement.objects.filter(pupil=row)] == ["Олимпиада"]
        assert BroughtMarks.objects.get().absences == {"lessons": 1, "days": 0, "late": 0, "reasons": [["ill", 1]]}
        assert list(verify_chains()) == []
        assert Enrolment.objects.get(pupil_id=came.pk).school_class_id == there.school_class.pk
        tie = Guardianship.objects.get(pupil_id=came.pk)
        assert (tie.guardian.snils, tie.relation, tie.ends_on) == ("08765430300", "mother", date(2026, 12, 31))
        assert not Consent.objects.filter(person_id__in=[came.pk, tie.guardian_id]).exists()
        brought = BroughtMarks.objects.get(pupil_id=came.pk)
        assert [value for line in brought.subjects for _, value, _ in line["marks"]] == ["4", "2"]
        assert Event.objects.filter(act="journal.marks_brought").count() == 1
    with inside(world.school):
        opened = Event.objects.filter(act="accounts.transfer_file_opened")
        assert {one.after["slug"] for one in opened} == {"beta"}
        used = Event.objects.get(act="accounts.transfer_code_used")
        assert used.after["slug"] == "beta" and used.subject == {"person": pupil.pk}
    assert client.post(TAKE, form).status_code == 422
    assert "уже использован" in client.post(TAKE, {"code": code}).text


def test_a_refusal_takes_nothing(world, browser_of, frozen, beta):
    there, client = beta
    _, _, code = leave(world, browser_of)
    with inside(there.school):
        Person.objects.filter(pk=there.pupils[1].pk).update(snils="11223344595")
    refused = client.post(TAKE, {**ORDER, "code": code, "into": there.school_class.pk})
    assert refused.status_code == 422
    assert not TransferCode.objects.exclude(used_at=None).exists()
    with inside(there.school):
        assert not BroughtMarks.objects.exists()
    assert client.post(TAKE, {**ORDER, "code": code, "into": 10**9}).status_code == 422
    TransferCode.objects.update(expires_at=TransferCode.objects.get().issued_at - timedelta(days=1))
    assert client.post(TAKE, {"code": code}).status_code == 422
    assert browser_of(world.teacher).post(f"/alpha/office/people/{world.pupils[0].pk}/transfer-code/").status_code in (
        403,
        404,
    )
    with inside(world.school):
        assert not Event.objects.filter(act="accounts.transfer_code_used").exists()


def test_a_departure_to_come_opens_nothing(world, browser_of, frozen, beta):
    _, client = beta
    pupil, office, code = leave(world, browser_of)
    with inside(world.school):
        Movement.objects.filter(pupil=pupil.pk).update(date="2026-11-21")
    assert office.post(f"/alpha/office/people/{pupil.pk}/transfer-code/").status_code == 422
    assert "Выдать код" not in office.get(f"/alpha/office/people/{pupil.pk}/movement/").text
    assert "его день ещё не наступил" in client.post(TAKE, {"code": code}).text


def test_who_was_here_comes_back_to_the_own_card(world, browser_of, frozen, beta):
    there, client = beta
    _, _, code = leave(world, browser_of)
    before, stranger = there.pupils[1], there.pupils[2]
    with inside(there.school):
        Person.objects.filter(pk=before.pk).update(snils="11223344595")
        Enrolment.objects.filter(pupil_id=before.pk).update(ends_on="2026-09-30")
    form = {**ORDER, "code": code, "into": there.school_class.pk}
    assert "вернуть на эту карточку" in client.post(TAKE, {"code": code}).text
    assert client.post(TAKE, {**form, "card": stranger.pk}).status_code == 404
    assert client.post(TAKE, {**form, "card": before.pk}).status_code == 302
    with inside(there.school):
        assert Person.objects.filter(snils="11223344595").count() == 1
        assert BroughtMarks.objects.get().pupil_id == before.pk
        assert Movement.objects.get(pupil=before.pk).kind == "returned"


@pytest.mark.parametrize("kind", ["graduated", "expelled", "academic_leave"])
def test_a_graduate_and_who_was_expelled_take_the_file_along(world, browser_of, frozen, beta, kind):
    pupil, office, _ = leave(world, browser_of)
    with inside(world.school):
        Movement.objects.filter(pupil=pupil.pk).update(kind=kind)
    answer = office.post(f"/alpha/office/people/{pupil.pk}/transfer-code/")
    assert answer.status_code == (422 if kind == "academic_leave" else 200)
