"""A pupil's card in full: papers, programme, meals and achievements; who writes, who proposes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.people.models import Achievement, Consent, Correction, FormerName, Pupil, TrustedPerson
from parta.regulation.models import RegulationVersion

WON = {"title": "Олимпиада  по физике", "day": "2026-11-12", "level": "town", "result": "призёр", "document": ""}
CARD = {
    "citizenship": "Россия",
    "identity_kind": "birth",
    "identity_series": "II-ИВ",
    "identity_number": "20260101",
    "identity_by": "ЗАГС Ленинского района",
    "identity_on": "2013-02-11",
    "registered_address": "ул. Мира, 1",
    "programme": "adapted",
    "programme_words": "ООО, вариант 7",
    "language": "русский",
    "meals": "both",
    "transport": "п. Заречный, автобус",
}


def typed(human, **changes):
    human.refresh_from_db()
    names = ("last_name", "first_name", "patronymic", "sex", "snils", "phone", "email", "address")
    return {**{name: getattr(human, name) or "" for name in names}, "seen": f"{human.version}.1.0", **changes}


def card_of(human):
    return f"/alpha/office/people/{human.pk}/"


@pytest.fixture
def peter(world):
    with inside(world.school):
        RegulationVersion.objects.update(preset="school_2")
    return world.pupils[0]


def test_the_whole_card_is_filled_in_shown_and_kept_with_what_stood_there(world, browser_of, peter, frozen):
    homeroom = browser_of(world.homeroom)
    assert homeroom.post(f"{card_of(peter)}edit/", typed(peter, **CARD)).status_code == 302
    page = homeroom.get(card_of(peter)).text
    assert "свидетельство о рождении II-ИВ 20260101, ЗАГС Ленинского района, 11.02.2013" in page
    for words in ("адаптированная (АООП)", "завтрак и обед", "п. Заречный, автобус"):
        assert words in page
    with inside(world.school):
        event = Event.objects.get(act="people.pupil_changed")
        assert event.after == CARD and event.before == dict.fromkeys(CARD, "") | {"identity_on": None}
    for name, value, words in (
        ("meals", "caviar", "Выберите из списка"),
        ("identity_on", "2099-01-01", "проверьте год"),
        ("identity_number", "1" * 31, "не больше 30 знаков"),
    ):
        answer = homeroom.post(f"{card_of(peter)}edit/", typed(peter, **{**CARD, name: value}))
        assert answer.status_code == 422 and words in answer.text


def test_a_family_proposes_what_it_knows_and_nothing_else_of_the_card(world, browser_of, peter, frozen):
    mother = browser_of(world.mother)
    page = mother.get(f"{card_of(peter)}edit/").text
    assert 'name="citizenship"' in page and 'name="notes"' not in page and 'name="programme"' not in page
    sent = typed(peter, **CARD, notes="отличник", do="propose")
    assert mother.post(f"{card_of(peter)}edit/", sent).status_code == 302
    with inside(world.school):
        row = Correction.objects.get()
        assert set(row.after) == {name for name in CARD if name not in ("programme", "programme_words")}
    address = f"/alpha/office/people/corrections/{row.pk}/"
    assert browser_of(world.homeroom).post(address, {"do": "accept"}).status_code == 302
    with inside(world.school):
        kept = Pupil.objects.get(pk=peter.pk)
        assert (kept.meals, str(kept.identity_on), kept.notes, kept.programme) == ("both", "2013-02-11", "", "")


def test_an_achievement_is_written_by_who_keeps_the_card_and_told_by_the_family(world, browser_of, peter, frozen):
    homeroom, mother = browser_of(world.homeroom), browser_of(world.mother)
    there = f"{card_of(peter)}achievements/"
    assert "Записано" in homeroom.post(there, WON, follow=True).text
    assert "Олимпиада по физике, <b>призёр</b>" in homeroom.get(card_of(peter)).text
    assert homeroom.post(there, {**WON, "result": "победитель"}).status_code == 422  # twice
    for wrong in ({"day": "2026-11-21"}, {"day": "0001-01-01"}):
        assert homeroom.post(there, {**WON, **wrong}).status_code == 422
    assert "Выберите из списка" in homeroom.post(there, {**WON, "level": "galaxy"}, follow=True).text
    told = {**WON, "title": "Конкурс чтецов"}
    assert "появится, когда подтвердят" in mother.post(there, told, follow=True).text
    assert mother.post(f"{card_of(world.stranger)}achievements/", told).status_code == 404
    assert browser_of(world.teacher).post(there, told).status_code == 404
    with inside(world.school):
        row = Achievement.objects.get(title="Конкурс чтецов")
        assert (row.accepted, row.told_by_id) == (None, world.mother.pk)
    decision = f"/alpha/office/people/achievements/{row.pk}/"
    assert mother.post(decision, {"do": "accept"}).status_code == 403
    assert "Предложены исправления" in homeroom.get("/alpha/office/people/").text
    assert "Конкурс чтецов" in homeroom.get("/alpha/office/people/corrections/").text
    assert homeroom.post(decision, {"do": "decline"}).status_code == 422
    assert homeroom.post(decision, {"do": "accept"}).status_code == 302
    assert homeroom.post(decision, {"do": "accept"}).status_code == 422
    assert homeroom.post(decision, {"do": "decline", "words": "не тот ребёнок"}).status_code == 302
    assert homeroom.post(decision, {"do": "accept"}).status_code == 422
    assert "не тот ребёнок" in mother.get(card_of(peter)).text
    assert "Конкурс чтецов" not in homeroom.get(card_of(peter)).text
    with inside(world.school):
        acts = Event.objects.filter(act__contains="achievement").order_by("pk").values_list("act", flat=True)
        assert [act.partition("_")[2] for act in acts] == ["told", "told", "accepted", "declined"]
        RegulationVersion.objects.update(preset="school_117")  # where the administrator keeps families' cards
    assert "когда подтвердят" in homeroom.post(there, {**told, "day": "2026-11-01"}, follow=True).text


def test_a_card_with_many_rows_asks_as_often_as_with_one(world, browser_of, peter, frozen):
    secretary = browser_of(world.secretary)

    def queries(count):
        with inside(world.school):
            for n in range(count):
                Achievement.objects.create(
                    pupil_id=peter.pk,
                    day="2026-10-01",
                    title=f"{count}.{n}",
                    level="school",
                    told_by=world.mother,
                    told_at=frozen.now,
                )
        found = []
        for page in (card_of(peter), "/alpha/office/people/corrections/"):
            secretary.get(page)
            with CaptureQueriesContext(
                connection,
            ) as caught:
                secretary.get(page)
            found.append(len(caught))
        return found

    assert queries(1) == queries(3)


CARD_QUERIES = {"admin": 27, "director": 29, "deputy": 29, "secretary": 27, "homeroom": 27, "mother": 26}


@pytest.mark.parametrize("who", CARD_QUERIES)
def test_a_pupils_card_costs_every_role_a_few_queries_whatever_stands_on_it(world, browser_of, frozen, who):
    peter, browser = world.pupils[0], browser_of(getattr(world, who))

    def queries():
        browser.get(card_of(peter))
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(card_of(peter)).status_code == 200
        return len(caught)

    bare = queries()
    with inside(world.school):
        for n in range(3):
            day, trusted = f"2026-10-0{n + 1}", {"ends_on": "2027-05-31", "document": "№ 1", "phone": "1"}
            Achievement.objects.create(
                pupil_id=peter.pk, day=day, title=str(n), level="school", told_by=world.mother, told_at=frozen.now
            )
            TrustedPerson.objects.create(pupil_id=peter.pk, full_name=str(n), starts_on=day, **trusted)
            FormerName.objects.create(person=peter, last_name=str(n), first_name="П", sort_key=str(n), until=day)
            kind = ("photo", "publication", "parents_read")[n]
            Consent.objects.update_or_create(person=peter, kind=kind, defaults={"given": True})
    assert (bare, queries()) == (CARD_QUERIES[who],) * 2
