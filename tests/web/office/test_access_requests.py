"""Requests for access on the office's pages: the desk, the register, the decision, the paper, the code."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from parta.audit.models import Event
from parta.installation.models import InvitationCode, Membership
from parta.installation.schools import inside
from parta.kernel.actor import Actor
from parta.people.models import Guardianship, Person
from parta.public_service.models import AccessRequest, Letter
from parta.public_service.queries.requests import handed_to
from parta.regulation.models import RegulationVersion
from parta.school.models import SchoolCard
from tests.factories.small_school import TODAY, account_for, at, person, pupil
from tests.paper.reading import A4, says_archive, sizes, texts

LIST = "/alpha/office/access/"
PAPER = {
    "last_name": "Антонов",
    "first_name": "Лев",
    "patronymic": "Ильич",
    "relation": "father",
    "phone": "8 900 111-22-33",
    "email": "lev@example.ru",
    "address": "ул. Ленина, 4",
    "child_last_name": "Антонов",
    "child_first_name": "Пётр",
    "child_class": "7-а",
    "papers": ["identity", "birth_certificate"],
    "document": "св-во о рождении I-ЕР № 1",
    "way": "phone",
}


def acts(world):
    with inside(world.school):
        found = Event.objects.filter(chain="service").order_by("seq")
        return [event.act.removeprefix("service.") for event in found]


def registered(world, browser_of, **more):
    answer = browser_of(world.secretary).post(f"{LIST}new/", {**PAPER, **more})
    assert answer.status_code == 302, answer.text
    return answer.url


@pytest.fixture
def by_117(world):
    """An act that leaves letting families in to nobody of the school: the secretary hands out codes."""
    with inside(world.school):
        RegulationVersion.objects.update(preset="school_117")


@pytest.fixture
def by_service_act(world):
    """The act that has a regulation of the service: three days, six grounds, eighteen years."""
    with inside(world.school):
        RegulationVersion.objects.update(preset="stakhanovskaya")


def test_from_the_desk_to_a_code(world, browser_of, frozen, by_117):
    page = registered(world, browser_of)
    assert page.startswith(LIST)
    director, secretary = browser_of(world.director), browser_of(world.secretary)
    seen = secretary.get(page).text
    assert "Запрос № 1 от 20.11.2026" in seen and "осталось 3 рабочих дня, до 25.11" in seen
    assert "Решение принимает директор" in seen and 'name="pupil"' not in seen
    seen = director.get(page).text
    assert f'value="{world.pupils[0].pk}" required checked' in seen
    assert "Антонова Ирина Львовна" in seen and "Записать нового родителя" in seen
    assert secretary.post(f"{page}grant/", {"pupil": world.pupils[0].pk}).status_code == 403
    assert secretary.post(f"{page}code/").status_code == 422
    assert director.post(f"{page}grant/", {"pupil": world.pupils[0].pk}).status_code == 302
    with inside(world.school):
        tie = Guardianship.objects.get(guardian__first_name="Лев", pupil_id=world.pupils[0].pk)
        assert (tie.relation, tie.document) == ("father", PAPER["document"])
        assert tie.starts_on.isoformat() == "2026-11-20"
        father = Person.objects.get(pk=tie.guardian_id)
        assert (father.phone, father.email, father.sort_key) == ("+79001112233", "lev@example.ru", "антонов лев ильич")
    assert director.post(f"{page}grant/", {"pupil": world.pupils[0].pk}).status_code == 422
    slip = secretary.post(f"{page}code/")
    assert slip.status_code == 200 and "Антонов Лев Ильич" in slip.text
    assert InvitationCode.objects.get().person_id == father.pk
    assert "Доступ дан" in secretary.get(page).text and "входа ещё не было" in secretary.get(page).text
    account_for(father, world.school)
    Membership.objects.filter(person_id=father.pk).update(created_at=at(date(2026, 11, 23), "18:40"))
    assert "дан 20.11.2026, вход с 23.11.2026 18:40" in secretary.get(LIST).text
    assert acts(world) == ["request_registered", "request_granted", "access_given"]


def test_where_the_act_says_so_a_deputy_takes_and_decides_and_the_way_is_seen(
    world, browser_of, frozen, by_service_act
):
    deputy, admin, leads = (browser_of(one) for one in (world.deputy, world.admin, world.homeroom))
    answer = deputy.post(f"{LIST}new/", {**PAPER, "way": "homeroom"})
    assert answer.status_code == 302
    page = answer.url
    seen = admin.get(page).text
    assert "Решение принимает директор или заместитель директора" in seen and "с 20.11.2026 12:00" in seen
    frozen("11-20", "13:00")
    assert deputy.post(f"{page}grant/", {"pupil": world.pupils[0].pk}).status_code == 302
    assert "классный руководитель или администратор журнала" in deputy.get(page).text
    assert "с 20.11.2026" in deputy.get(LIST).text
    assert deputy.post(f"{page}code/").status_code == 403
    assert "<b>Антонов Лев Ильич</b>" in leads.get(f"/alpha/office/classes/{world.school_class.pk}/access/").text
    frozen("11-20", "14:00")
    with inside(world.school):
        father = Person.objects.get(first_name="Лев", last_name="Антонов")
    # the homeroom teacher issues from the card what the act lets issue: the request is carried out by it
    assert leads.post(f"/alpha/office/people/{father.pk}/code/").status_code == 200
    seen = deputy.get(page).text
    assert "Передать код" in seen and "классный руководитель: Сафонова Елена Викторовна" in seen
    assert "с 20.11.2026 14:00" in seen and "Королёва Алевтина Романовна" in seen
    assert acts(world) == ["request_registered", "request_granted", "access_given"]
    # appeals and the end of the service stay with the director, the register of appeals with the secretary
    assert deputy.get("/alpha/office/access/appeals/new/").status_code == 403
    assert deputy.get(f"/alpha/office/people/{father.pk}/access-end/").status_code == 403


def test_requests_of_a_class_are_told_to_who_leads_that_one(world, browser_of, frozen, by_service_act):
    director = browser_of(world.director)
    assert director.post(f"{registered(world, browser_of)}grant/", {"pupil": world.pupils[0].pk}).status_code == 302

    def handed(human, role, school_class):
        actor = Actor(1, human.pk, "alpha", frozenset({role}), today=TODAY)
        act = frozenset({"homeroom_issue_codes"})
        return len(handed_to(actor=actor, conditions=act, school_class=school_class, today=TODAY))

    with inside(world.school):
        own, other = world.school_class, world.other_class
        assert handed(world.homeroom, "homeroom_teacher", own) == 1
        AccessRequest.objects.update(pupil=world.stranger.pk)
        assert handed(world.director, "director", other) == 1
        assert handed(world.homeroom, "homeroom_teacher", other) == 0


def test_a_deputys_refusal_bears_the_deputys_name(world, browser_of, frozen, by_service_act):
    page, deputy = registered(world, browser_of), browser_of(world.deputy)
    assert deputy.post(f"{page}refusal/", {"ground": "own_refusal"}).status_code == 302
    with inside(world.school):
        letter = Letter.objects.get()
        assert (letter.signer_post, letter.signer) == ("Заместитель директора", "Королёва Алевтина Романовна")


@pytest.mark.parametrize("preset", ["school_117", "lyceum_68", "school_2", "kudymkar_college", "default"])
def test_under_other_acts_a_deputy_takes_and_decides_nothing(world, browser_of, frozen, preset):
    page = registered(world, browser_of)
    with inside(world.school):
        RegulationVersion.objects.update(preset=preset)
    deputy = browser_of(world.deputy)
    assert deputy.get(f"{LIST}new/").status_code == 403
    assert deputy.post(f"{LIST}new/", PAPER).status_code == 403
    assert "Решение принимает директор." in deputy.get(page).text
    assert deputy.post(f"{page}grant/", {"pupil": world.pupils[0].pk}).status_code == 403
    assert deputy.post(f"{page}refusal/", {"ground": "own_refusal"}).status_code == 403


def test_somebody_with_a_way_in_is_served_at_once(world, browser_of, frozen):
    mother = {"last_name": "Антонова", "first_name": "Ирина", "patronymic": "", "phone": "", "way": "in_person"}
    page = registered(world, browser_of, **mother, relation="mother")
    director = browser_of(world.director)
    assert f'name="guardian" value="{world.mother.pk}" checked' in director.get(page).text
    director.post(f"{page}grant/", {"pupil": world.pupils[0].pk, "guardian": world.mother.pk})
    with inside(world.school):
        assert AccessRequest.objects.get().state == "given"
        assert Guardianship.objects.filter(pupil_id=world.pupils[0].pk).count() == 1


def test_the_likeliest_are_ranked_before_the_list_is_cut_and_others_are_searched_for(world, browser_of, frozen):
    with inside(world.school):
        for first in ("Аба", "Авва", *(f"Анна{sign}" for sign in "абвгдежзиклмнопрстуф")):
            pupil("Антонов", first, world.school_class)
    page, director = registered(world, browser_of), browser_of(world.director)
    assert f'value="{world.pupils[0].pk}" required checked' in director.get(page).text
    assert "Жуков" not in director.get(page).text
    assert "другая фамилия" in director.get(f"{page}?q=жук").text
    with inside(world.school):
        father = person("Антонов", "Лев", "Ильич")
        known = {"guardian": father, "pupil_id": world.pupils[0].pk, "relation": "father"}
        Guardianship.objects.create(**known, starts_on="2027-01-11")
    grant = {"pupil": world.pupils[0].pk, "guardian": father.pk}
    assert director.post(f"{page}grant/", grant).status_code == 302
    with inside(world.school):
        days = Guardianship.objects.filter(guardian=father).order_by("starts_on")
        assert [f"{row.starts_on} {row.ends_on}" for row in days] == ["2026-11-20 2027-01-10", "2027-01-11 None"]


def test_without_a_consent_nobody_is_let_in_where_the_act_asks_for_one(world, browser_of, frozen):
    with inside(world.school):
        page = registered(world, browser_of, child_last_name="Жуков", child_first_name="Лев", child_class="7Б")
        world.stranger.consents.all().delete()
    said = browser_of(world.director).post(f"{page}grant/", {"pupil": world.stranger.pk})
    assert said.status_code == 422 and "согласие" in said.text
    with inside(world.school):
        assert AccessRequest.objects.get().state == "waiting"
        assert not Person.objects.filter(first_name="Лев", last_name="Антонов").exists()


def test_a_refusal_is_a_letter_with_a_number(world, browser_of, frozen, by_service_act):
    with inside(world.school):
        SchoolCard.objects.update(director_name="Герасимова Вера Васильевна", address="с. Стахановка")
    assert "Приём: 08:00–16:00 (пн, вт, ср, чт, пт)" in browser_of(world.secretary).get(f"{LIST}new/").text
    page = registered(world, browser_of)
    director = browser_of(world.director)
    assert director.post(f"{page}refusal/", {"ground": "no"}).status_code == 422
    said = director.post(f"{page}refusal/", {"ground": "bad_documents"})
    assert said.status_code == 422 and "п. 2.11" in said.text
    assert director.post(f"{page}refusal/", {"ground": "bad_documents", "words": "нет печати"}).status_code == 302
    assert director.post(f"{page}refusal/", {"ground": "bad_documents", "words": "нет печати"}).status_code == 422
    with inside(world.school):
        letter = Letter.objects.get()
    for who, status in ((world.director, 200), (world.deputy, 200), (world.teacher, 403), (world.mother, 403)):
        answer = browser_of(who).post(f"{LIST}letters/{letter.pk}/print/")
        assert answer.status_code == status
    content = director.post(f"{LIST}letters/{letter.pk}/print/").content
    (text,) = texts(content)
    assert says_archive(content) and sizes(content) == {A4}
    for part in (
        "20 ноября 2026 г. № 1",
        "Антонов Лев Ильич",
        "ул. Ленина, 4",
        "запрос от 20 ноября 2026 г. № 1",
        "не соответствуют установленным требованиям (Регламент предоставления услуги, п. 2.11.4)",
        "Нет печати.",
        "Директор",
        "В. В. Герасимова",
    ):
        assert part in text
    assert acts(world) == ["request_registered", "request_refused", "letter_made"]
    assert "overdue" not in director.get(page).text


def test_what_cannot_be_read_is_told_at_its_field_and_nothing_is_registered(world, browser_of, frozen):
    bad = {"last_name": "", "phone": "12", "email": "не почта", "relation": "тётя", "papers": "паспорт", "way": "phone"}
    bad["child_birth_date"] = "2027-01-01"
    page = browser_of(world.secretary).post(f"{LIST}new/", {**PAPER, **bad})
    assert page.status_code == 422 and page.text.count('class="field-error"') == 6
    assert 'value="ул. Ленина, 4"' in page.text
    with inside(world.school):
        assert not AccessRequest.objects.exists()


def test_the_term_turns_red_and_the_list_keeps_its_order(world, browser_of, frozen):
    registered(world, browser_of)
    secretary = browser_of(world.secretary)
    counts = []
    for moment in ("11-23", "11-30"):
        frozen(moment)
        secretary.get(LIST)
        with _counted() as seen:
            text = secretary.get(LIST).text
        counts.append(len(seen))
        registered(world, browser_of, last_name="Яковлева")
        registered(world, browser_of, last_name="Ёлкина")
    assert counts[0] == counts[1]
    assert "просрочено на 3 рабочих дня, срок был 25.11" in text
    assert text.index("просрочено") < text.index("Яковлева")
    assert "Яковлева" not in secretary.get(f"{LIST}?state=overdue&q=елк").text
    assert "1 запрос<" in secretary.get(f"{LIST}?q=4").text
    file = secretary.get(f"{LIST}?as=xlsx&state=open")
    rows = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[3:8]] == [1.0, 3.0, 2.0, 5.0, 4.0]
    assert (rows[3][2], rows[3][6]) == ("Антонов Лев Ильич", "ждёт решения")


def _counted():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)


def test_the_page_of_a_request_asks_as_much_for_many_candidates(world, browser_of, frozen):
    page = registered(world, browser_of)
    director = browser_of(world.director)
    counts = []
    for first in ("Анна", "Вера", ""):
        director.get(page)
        with _counted() as seen:
            director.get(page)
        counts.append(len(seen))
        if first:
            with inside(world.school):
                child = pupil("Антонов", first, world.school_class)
                human = person("Антонов", "Лев", first)
                Guardianship.objects.create(guardian=human, pupil_id=child.pk, relation="other", starts_on="2026-09-01")
    assert counts[1] == counts[2]
