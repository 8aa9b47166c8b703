"""Rights over a child on the card: custody ends and access with it; whom the parents trust, with what, until when."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.people.enums import RefusalCode
from parta.people.models import Guardianship, TrustedPerson
from parta.people.rules.families import decide_end_of_right, decide_trust

TODAY = date(2026, 11, 20)
PAPER = {
    "full_name": "Белова Анна Петровна",
    "phone": "8 900 111-22-33",
    "powers": "забирать из школы",
    "document": "доверенность № 7",
    "starts_on": "2026-11-20",
    "ends_on": "2027-05-31",
}


def test_a_right_ends_by_a_paper_and_access_with_it(world, browser_of, frozen):
    peter, secretary, mother = world.pupils[0], browser_of(world.secretary), browser_of(world.mother)
    card, diary = f"/alpha/office/people/{peter.pk}/", f"/alpha/diary/?child={peter.pk}"
    with inside(world.school):
        tie = Guardianship.objects.get(guardian=world.mother, pupil_id=peter.pk)
    end, form = f"/alpha/office/people/ties/{tie.pk}/end/", {"last": "2026-11-19", "ground": "решение суда № 2-81"}
    assert mother.get(card).status_code == 200
    assert end in secretary.get(card).text and end not in browser_of(world.director).get(card).text
    for human in (world.homeroom, world.director, world.mother):
        assert browser_of(human).post(end, form).status_code == 403
    assert secretary.post(end, {**form, "last": "2026-08-31"}).status_code == 422
    secretary.post(end, {**form, "ground": ""})
    secretary.post(end, {**form, "last": "0001-01-01"})
    with inside(world.school):
        assert Guardianship.objects.get(pk=tie.pk).ends_on is None
    assert secretary.post(end, form).status_code == 302
    assert secretary.post(end, {**form, "last": "2099-01-01"}).status_code == 422
    assert "решение суда № 2-81" in secretary.get(card).text
    assert mother.get(card).status_code in (403, 404) and mother.get(diary).status_code in (302, 403, 404)
    with inside(world.school):
        (event,) = Event.objects.filter(act="people.guardianship_changed", subject__id=tie.pk)
        assert (event.before["ends_on"], event.after["ends_on"]) == (None, "2026-11-19")


def test_whom_the_parents_trust_is_on_the_card_with_powers_and_days(world, browser_of, frozen):
    peter, secretary = world.pupils[0], browser_of(world.secretary)
    card = f"/alpha/office/people/{peter.pk}/"
    add = f"{card}trusted/"
    assert browser_of(world.homeroom).post(add, PAPER).status_code == 403
    assert secretary.post(f"/alpha/office/people/{world.mother.pk}/trusted/", PAPER).status_code == 404
    assert secretary.post(add, {**PAPER, "ends_on": "2046-01-01"}).status_code == 422
    page = secretary.post(add, PAPER, follow=True).text
    assert "Белова Анна Петровна" in page and "забирать из школы" in page and "+79001112233" in page
    assert secretary.post(add, PAPER).status_code == 422
    secretary.post(add, {**PAPER, "full_name": ""})
    with inside(world.school):
        row = TrustedPerson.objects.get()
    assert secretary.post(f"/alpha/office/people/trusted/{row.pk}/end/", {"last": "2026-11-20"}).status_code == 302
    with inside(world.school):
        assert TrustedPerson.objects.get().ends_on == TODAY
        acts = Event.objects.filter(act__startswith="people.trust").order_by("seq").values_list("act", flat=True)
        assert list(acts) == ["people.trust_given", "people.trust_ended"]


@pytest.mark.parametrize(
    ("end", "last", "code"),
    [
        (None, date(2026, 11, 19), None),
        (None, date(2026, 8, 31), RefusalCode.RIGHT_BACKWARDS),
        (date(2026, 12, 1), date(2026, 12, 2), RefusalCode.RIGHT_LONGER),
        (date(2026, 12, 1), date(2026, 12, 1), None),
    ],
)
def test_a_right_ends_no_later_than_it_would(end, last, code):
    assert (decide_end_of_right(start=date(2026, 9, 1), end=end, last=last).code or None) == code


@pytest.mark.parametrize(
    ("start", "end", "fits"),
    [
        (TODAY, TODAY, True),
        (TODAY, date(2029, 11, 19), True),
        (TODAY, date(2029, 12, 31), False),
        (TODAY, date(2026, 11, 19), False),
        (date(1999, 1, 1), date(1999, 2, 1), False),
    ],
)
def test_days_of_trust(start, end, fits):
    assert decide_trust(start=start, end=end, today=TODAY).allowed == fits
