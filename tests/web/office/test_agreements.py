"""What the staff signs about data of others: kept on the card, listed with who has none, reminded of."""

from datetime import date

import pytest

from parta.installation.schools import inside
from parta.people.models import Consent
from parta.people.rules.consents import decide_agreement, ends_soon, in_force

LIST = "/alpha/office/people/consents/"
HOME = "/alpha/office/"


@pytest.mark.parametrize(
    ("until", "holds", "soon"),
    [
        (None, True, False),
        (date(2026, 11, 19), False, False),
        (date(2026, 11, 20), True, True),
        (date(2026, 12, 20), True, True),
        (date(2026, 12, 21), True, False),
    ],
)
def test_an_agreement_holds_to_its_last_day(until, holds, soon):
    today = date(2026, 11, 20)
    said = {"given": True, "given_on": date(2026, 9, 1), "withdrawn_on": None}
    assert in_force(**said, today=today, until=until) is holds
    assert ends_soon(until, today=today) is soon
    assert not in_force(**{**said, "withdrawn_on": today}, today=today, until=until)


def test_it_is_of_the_staff_and_ends_after_it_begins():
    day = date(2026, 9, 1)
    assert decide_agreement(staff=True, given_on=day, until=day).allowed
    assert decide_agreement(staff=False, given_on=day, until=None).code == "people_agreement_of_staff"
    assert decide_agreement(staff=True, given_on=day, until=date(2026, 8, 31)).code == "people_agreement_backwards"


def test_an_agreement_of_the_staff_is_kept_listed_and_reminded_of(world, browser_of, frozen):
    secretary = browser_of(world.secretary)
    assert "обязательства о неразглашении" not in secretary.get(HOME).text
    address = f"/alpha/office/people/{world.teacher.pk}/consents/"
    form = {
        "kind": "non_disclosure", "day": "2026-09-01", "signer": "Ёлкина Нина Сергеевна", "number": "17-НР",
        "until": "2026-12-10",
    }  # fmt: skip
    assert secretary.post(address, {**form, "until": "2026-08-31"}).status_code == 422
    pupil = f"/alpha/office/people/{world.pupils[0].pk}/consents/"
    assert secretary.post(pupil, form).status_code == 422
    assert browser_of(world.deputy).post(address, form).status_code == 403
    refused = secretary.post(address, {**form, "do": "refuse"})
    assert refused.status_code == 422 and "не подписаны" in refused.text
    for odd in ("x" * 61, "ё\x00"):
        assert "бумага" not in secretary.post(address, {**form, "number": odd}, follow=True).text.lower()
    assert secretary.post(address, {**form, "until": "2026-99-99"}, follow=True).status_code == 200
    with inside(world.school):
        assert not Consent.objects.filter(kind="non_disclosure").exists()
    card = secretary.post(address, form, follow=True).text
    assert "№ 17-НР" in card and "до 10.12.2026" in card
    assert "Обязательство о неразглашении" not in secretary.get(f"/alpha/office/people/{world.pupils[0].pk}/").text
    listed = secretary.get(LIST, {"kind": "non_disclosure", "missing": "on"}).text
    assert "истекает 10.12.2026" in listed and world.director.full_name in listed
    assert world.pupils[0].full_name not in listed and "Бланки для отмеченных" not in listed
    assert secretary.get(LIST, {"kind": "non_disclosure", "as": "xlsx"}).content.startswith(b"PK")
    assert "<b>7</b> работников" in secretary.get(HOME).text
    secretary.post(address, {**form, "until": ""})
    assert "<b>6</b> работников" in secretary.get(HOME).text
    frozen("12-11")
    secretary.post(address, form)
    assert "истекло 10.12.2026" in secretary.get(LIST, {"kind": "non_disclosure"}).text
    assert "6 человек" not in browser_of(world.homeroom).get(LIST, {"kind": "non_disclosure"}).text
    assert world.teacher.full_name not in browser_of(world.homeroom).get(LIST, {"kind": "non_disclosure"}).text
