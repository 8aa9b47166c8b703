"""Parents and guardians are written down on a pupil's card by whom the act names, corrected and ended there."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.schools import inside
from parta.kernel.decisions import ALLOWED
from parta.people.enums import RefusalCode
from parta.people.models import Guardianship, Person
from parta.people.rules.families import decide_right
from parta.regulation.models import RegulationVersion
from tests.factories.small_school import TODAY, YEAR_START

PAPER = "акт опеки № 12 от 01.09.2026"
GRANNY = {
    "last_name": "Антонова",
    "first_name": "Алла",
    "patronymic": "Ильинична",
    "phone": "8 900 000-00-07",
    "workplace": "Библиотека № 3",
    "relation": "guardian",
    "document": PAPER,
    "starts_on": "2026-09-01",
}


def new(person):
    return f"/alpha/office/people/{person.pk}/parents/new/"


def card(person):
    return f"/alpha/office/people/{person.pk}/"


def test_somebody_new_is_written_down_with_the_paper_of_the_right(world, browser_of, frozen):
    child = world.pupils[1]
    secretary = browser_of(world.secretary)
    assert "Записать родителя или опекуна" in secretary.get(card(child)).text
    for other in (world.deputy, world.teacher, world.director):
        assert browser_of(other).get(new(child)).status_code in (403, 404)
        assert browser_of(other).post(new(child), GRANNY).status_code in (403, 404)
    without = secretary.post(new(child), {**GRANNY, "document": ""})
    assert without.status_code == 422 and "без документа" in without.text and "Библиотека № 3" in without.text
    for wrong in (
        {"starts_on": "2026-12-31"},
        {"ends_on": "2026-08-01"},
        {"relation": "x"},
        {"starts_on": "0001-01-01"},
    ):
        assert secretary.post(new(child), {**GRANNY, **wrong}).status_code == 422
    assert secretary.post(new(child), GRANNY).status_code == 302
    with inside(world.school):
        row = Guardianship.objects.select_related("guardian").get(pupil=child.pk)
        assert (row.relation, row.document, row.starts_on) == ("guardian", PAPER, date(2026, 9, 1))
        assert (row.guardian.phone, row.guardian.workplace) == ("+79000000007", "Библиотека № 3")
        assert list(verify_chains()) == []
        assert Event.objects.filter(act="people.guardianship_changed", person_id=world.secretary.pk).count() == 1
    shown = secretary.get(card(child)).text
    assert "опекун, попечитель" in shown and "Библиотека № 3" in shown
    again = secretary.post(new(world.pupils[2]), GRANNY)
    assert again.status_code == 422 and 'name="another"' in again.text and "Уже есть в школе" in again.text
    assert secretary.post(new(world.pupils[2]), {**GRANNY, "another": "on"}).status_code == 302


def test_somebody_of_the_register_is_found_by_name(world, browser_of, frozen):
    child = world.pupils[1]
    secretary = browser_of(world.secretary)
    found = secretary.get(new(child), {"q": "Антонова И"}).text
    assert f'value="{world.mother.pk}"' in found
    tie = {"guardian": world.mother.pk, "relation": "mother", "starts_on": "2026-09-01", "document": ""}
    for guardian in (child.pk, world.secretary.pk):
        assert secretary.post(new(child), {**tie, "guardian": guardian}).status_code == 422
    assert secretary.post(new(child), {**tie, "guardian": 10**12}).status_code == 404
    assert secretary.post(new(child), tie).status_code == 302
    assert secretary.post(new(child), tie).status_code == 422
    assert secretary.post(new(world.mother), tie).status_code == 404  # no pupil
    mother = browser_of(world.mother)
    assert mother.get(f"/alpha/diary/?child={child.pk}").status_code == 200


def test_a_right_is_corrected_by_the_version_that_was_seen(world, browser_of, frozen):
    with inside(world.school):
        row = Guardianship.objects.get(guardian=world.mother)
    here = f"/alpha/office/people/ties/{row.pk}/"
    secretary = browser_of(world.secretary)
    assert secretary.get(here).status_code == 200
    said = {"relation": "adopter", "document": "решение суда", "starts_on": "2026-09-02", "seen": row.version}
    for other in (world.teacher, world.deputy, world.director, world.mother, world.pupils[0]):
        assert browser_of(other).get(here).status_code in (403, 404)
        assert browser_of(other).post(here, said).status_code in (403, 404)
    with inside(world.school):
        foreign = Guardianship.objects.get(guardian=world.other_mother)
    assert browser_of(world.homeroom).post(f"/alpha/office/people/ties/{foreign.pk}/", said).status_code == 404
    own = {**said, "document": "свидетельство"}
    with inside(world.school):
        Guardianship.objects.filter(pk=foreign.pk).update(guardian=world.secretary)
    refused = secretary.post(f"/alpha/office/people/ties/{foreign.pk}/", {**own, "seen": foreign.version})
    assert refused.status_code == 422 and "Записать себя нельзя" in refused.text
    assert secretary.post(here, {**said, "seen": row.version + 1}).status_code == 422
    assert secretary.post(here, said).status_code == 302
    assert secretary.post(here, said).status_code == 422
    with inside(world.school):
        row.refresh_from_db()
        assert (row.relation, row.starts_on) == ("adopter", date(2026, 9, 2))
        event = Event.objects.filter(act="people.guardianship_changed").order_by("-seq").first()
        assert event.before["relation"] == "mother"
        assert list(verify_chains()) == []


def test_whose_hand_it_is_the_act_says(world, browser_of, frozen):
    child, homeroom = world.pupils[1], browser_of(world.homeroom)
    assert homeroom.get(new(child)).status_code == 200
    assert homeroom.post(new(world.stranger), GRANNY).status_code == 404
    hidden = {**GRANNY, "guardian": world.other_mother.pk}
    assert homeroom.post(new(child), hidden).status_code == 404  # nobody of the own class
    assert homeroom.post(new(child), GRANNY).status_code == 302
    with inside(world.school):
        row = Guardianship.objects.get(pupil=child.pk)
    here = f"/alpha/office/people/ties/{row.pk}/"
    standing = {
        "relation": "guardian",
        "document": PAPER,
        "starts_on": "2026-09-01",
        "ends_on": "",
        "seen": row.version,
    }
    ended = homeroom.post(here, {**standing, "ends_on": "2026-11-19"})
    assert ended.status_code == 422 and "Изменить последний день права нельзя" in ended.text
    with inside(world.school):
        row.refresh_from_db()
        assert row.ends_on is None
        Guardianship.objects.update(ends_on="2026-11-30")
        row.refresh_from_db()
    longer = {**standing, "seen": row.version}
    refused = homeroom.post(here, longer)
    assert refused.status_code == 422 and "Изменить последний день права нельзя" in refused.text
    assert browser_of(world.secretary).post(here, longer).status_code == 302
    with inside(world.school):
        RegulationVersion.objects.update(preset="school_117")
    for person in (world.homeroom, world.secretary):
        browser = browser_of(person)
        assert browser.get(new(child)).status_code == 403
        refused = browser.post(new(child), {**GRANNY, "relation": "mother"})
        assert refused.status_code == 422 and "администратор журнала" in refused.text
        refused = browser.post(here, {**longer, "document": "решение суда"})
        assert refused.status_code == 422 and "администратор журнала" in refused.text
    assert browser_of(world.admin).get(new(child)).status_code == 200


def test_enrolment_asks_for_parents(world, browser_of, frozen):
    order = {"order_no": "15", "order_date": "2026-11-20", "day": "2026-11-20", "place": "", "ground": ""}
    child = {"last_name": "Новиков", "first_name": "Ян", "birth_date": "2013-05-05"}
    said = {**order, **child, "kind": "arrived", "into": world.school_class.pk}
    answer = browser_of(world.secretary).post("/alpha/office/movement/enrolment/", said)
    with inside(world.school):
        pupil = Person.objects.get(last_name="Новиков")
    assert answer.status_code == 302 and answer.url == f"{new(pupil)}?enrolled=on"
    assert "Запишите родителей" in browser_of(world.secretary).get(answer.url).text


BORN = date(2013, 5, 5)


@pytest.mark.parametrize(
    ("relation", "document", "start", "end", "code"),
    [
        ("mother", "", BORN, None, ""),
        ("father", "", YEAR_START, TODAY, ""),
        ("grandma", "", YEAR_START, None, RefusalCode.RIGHT_PAPER),
        ("adopter", "x", date(2013, 5, 4), None, RefusalCode.RIGHT_DAYS),
        ("mother", "", date(2026, 11, 21), None, RefusalCode.RIGHT_DAYS),
        ("mother", "", TODAY, YEAR_START, RefusalCode.RIGHT_DAYS),
    ],
)
def test_by_what_somebody_stands_for_a_child(relation, document, start, end, code):
    decision = decide_right(relation=relation, document=document, start=start, end=end, born=BORN, today=TODAY)
    assert decision == ALLOWED if not code else decision.code == code
