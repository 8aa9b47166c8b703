"""How full pupils' cards are: the rule, the card, the page by class and field."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.installation.schools import inside
from parta.people.models import Consent, Enrolment, Person, Pupil
from parta.people.rules.completeness import ASKED, asked, missing, percent
from parta.people.rules.personal_data import PERSON, PUPIL

PAGE = "/alpha/office/people/completeness/"
FULL = dict.fromkeys((name for names in ASKED.values() for name in names), "x") | {"programme": "basic"}


@pytest.mark.parametrize(
    ("changes", "college", "adult", "lacks"),
    [
        ({}, False, False, ()),
        ({"funding": "", "programme_words": ""}, False, False, ()),
        ({"funding": "", "meals": ""}, True, False, ("funding",)),
        ({"programme": "adapted", "programme_words": ""}, False, False, ("programme_words",)),
        ({"guardian": False, "guardian_phone": False}, True, True, ()),
        (
            {"guardian_phone": False, "identity_on": None, "sex": ""},
            False,
            False,
            ("sex", "identity_on", "guardian_phone"),
        ),
    ],
)
def test_what_a_card_lacks(changes, college, adult, lacks):
    assert missing({**FULL, **changes}, college=college, adult=adult) == lacks


def test_percent_is_a_hundred_only_of_a_full_card_and_every_field_exists():
    assert [percent(lacking=n, of=300) for n in (0, 1, 300)] == [100, 99, 0]
    names = {name for names in ASKED.values() for name in names}
    assert names - {*PERSON, *PUPIL} == {"order", "guardian", "guardian_phone", "consent"}
    assert set(asked({}, college=True, adult=False)) == names - {"meals", "programme_words"}


def fill(human):
    said = {"sex": "m", "birth_date": date(2013, 5, 4), "snils": "11223344595", "address": "ул. Мира, 1"}
    Person.objects.filter(pk=human.pk).update(**said)
    names = (*ASKED["identity"], "citizenship", "registered_address", "personal_file_no", "language")
    card = dict.fromkeys(names, "x") | {"identity_kind": "birth", "identity_on": date(2013, 5, 4)}
    Pupil.objects.filter(pk=human.pk).update(**card, programme="basic", meals="lunch")
    Enrolment.objects.filter(pupil_id=human.pk).update(order_no="12-у")
    Consent.objects.update_or_create(person=human, kind="personal_data", defaults={"given": True})


def test_who_watches_over_cards_sees_what_they_lack(world, browser_of, frozen):
    homeroom, deputy = browser_of(world.homeroom), browser_of(world.deputy)
    peter = world.pupils[0]
    with inside(world.school):
        fill(peter)
    page = homeroom.get(PAGE).text
    assert "7Б" not in page and "Яковлев" in page and "Антонов" not in page and "гражданство" in page
    assert (
        f"{PAGE}?class={world.school_class.pk}" in homeroom.get(f"/alpha/office/classes/{world.school_class.pk}/").text
    )
    school = deputy.get(PAGE).text
    assert "7Б" in school and "Яковлев" not in school
    chosen = deputy.get(f"{PAGE}?class={world.other_class.pk}&what=guardian_phone").text
    assert "Всё заполнено" in chosen
    assert "Жуков" in deputy.get(f"{PAGE}?what=citizenship&class={world.other_class.pk}").text
    assert "Жуков" not in homeroom.get(f"{PAGE}?what=citizenship&class={world.other_class.pk}").text
    assert deputy.get(f"{PAGE}?what=<b>&as=xlsx").content.startswith(b"PK")
    for human in (world.teacher, world.mother, peter):
        assert browser_of(human).get(PAGE).status_code == 403
    assert "1 из 3" in deputy.get("/alpha/office/people/checks/").text
    card = browser_of(world.mother).get(f"/alpha/office/people/{peter.pk}/").text
    assert "Заполнена полностью" in card
    assert "Нет: пол, дата рождения, СНИЛС" in homeroom.get(f"/alpha/office/people/{world.pupils[1].pk}/").text


def test_the_page_asks_as_often_for_one_pupil_as_for_three(world, browser_of, frozen):
    deputy, found = browser_of(world.deputy), []
    for _ in range(2):
        for page in (PAGE, "/alpha/office/people/checks/"):
            deputy.get(page)
            with CaptureQueriesContext(connection) as caught:
                deputy.get(page)
            found.append(len(caught))
        with inside(world.school):
            Enrolment.objects.filter(pupil_id__in=[one.pk for one in world.pupils[1:]]).update(
                ends_on=date(2026, 11, 1)
            )
    assert found[:2] == found[2:]
