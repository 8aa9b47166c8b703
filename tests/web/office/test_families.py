"""Rights over a child on the card: custody ends and access with it; whom the parents trust, with what, until when."""

from datetime import date
from uuid import uuid4

import pytest

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.journal.models import AbsenceNotice
from parta.people.enums import RefusalCode
from parta.people.models import Guardianship, TrustedPerson
from parta.people.rules.families import decide_end_of_right, decide_trust
from tests.factories.small_school import account_for

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


def trusted_row(world, browser_of, **more):
    browser_of(world.secretary).post(f"/alpha/office/people/{world.pupils[0].pk}/trusted/", {**PAPER, **more})
    with inside(world.school):
        return TrustedPerson.objects.latest("pk")


def come_in(world, row):
    with inside(world.school):
        row.refresh_from_db()
        world.accounts[row.person_id] = account_for(row.person, world.school)
        return row.person


def test_whom_the_parents_trust_comes_in_and_sees_what_the_paper_opens_until_it_ends(world, browser_of, frozen):
    peter, secretary, row = world.pupils[0], browser_of(world.secretary), trusted_row(world, browser_of)
    opening = f"/alpha/office/people/trusted/{row.pk}/opening/"
    for human in (world.homeroom, world.teacher, world.director, world.mother, peter):
        assert browser_of(human).post(opening, {"opens": "diary"}).status_code == 403
    assert secretary.post("/alpha/office/people/trusted/999999/opening/", {"opens": "diary"}).status_code == 404
    secretary.post(opening, {"opens": "marks"})
    with inside(world.school):
        assert TrustedPerson.objects.get().opens is None
    assert secretary.post(opening, {"opens": "diary"}).status_code == 302
    assert secretary.post(opening, {"opens": "diary"}).status_code == 422
    anna = browser_of(come_in(world, row))
    assert (
        f'/alpha/office/people/{peter.pk}/">{peter.full_name}</a>'
        in secretary.get(f"/alpha/office/people/{row.person_id}/").text
    )
    own = anna.get(f"/alpha/office/people/{row.person_id}/").text
    assert peter.full_name in own and f"/alpha/office/people/{peter.pk}/" not in own
    diary, absences = f"/alpha/diary/?child={peter.pk}", f"/alpha/diary/absences/?child={peter.pk}"
    assert anna.get("/alpha/").url == "/alpha/diary/"
    assert anna.get("/alpha/diary/").status_code == 200
    assert anna.get("/alpha/help/trusted/").status_code == 200
    page = anna.get(f"/alpha/diary/week/?child={peter.pk}")
    assert page.status_code == 200 and "data-tick" not in page.text and "data-worker" not in page.text
    for name in ("marks", "results", "timetable", "absences"):
        assert anna.get(f"/alpha/diary/{name}/?child={peter.pk}").status_code == 200, name
    assert "Сообщить" not in anna.get(absences).text
    notice = {"start": "2026-11-20", "end": "2026-11-21", "text": "болеет"}
    said = f"/alpha/diary/absences/notice/?child={peter.pk}"
    assert anna.post(said, notice).status_code == 403
    assert anna.post(f"/alpha/diary/homework/{uuid4()}/?child={peter.pk}", {"done": "1"}).status_code in (403, 404)
    assert anna.get(f"/alpha/diary/week/?child={peter.pk}&as=xlsx").status_code == 403
    for other in (world.pupils[1], world.stranger):
        assert anna.get(f"/alpha/diary/?child={other.pk}").status_code == 404
        assert anna.post(f"/alpha/diary/absences/notice/?child={other.pk}", notice).status_code == 404
    assert anna.get(f"/alpha/office/people/{peter.pk}/").status_code == 404
    assert anna.get(f"/alpha/office/people/{peter.pk}/health/").status_code in (403, 404)
    assert anna.get("/alpha/office/people/").status_code == 403
    # with absences, by another word of the parents
    assert secretary.post(opening, {"opens": "absences"}).status_code == 302
    assert "Сообщить" in anna.get(absences).text
    assert anna.post(said, notice).status_code == 302
    mothers = {"start": "2026-11-23", "end": "2026-11-24", "text": "к врачу"}
    assert browser_of(world.mother).post(said, mothers).status_code == 302
    with inside(world.school):
        first, second = AbsenceNotice.objects.order_by("pk")
    back = "/alpha/diary/absences/notice/{}/withdrawal/?child={}"
    page = anna.get(absences).text
    assert f"/{first.pk}/withdrawal/" in page and f"/{second.pk}/withdrawal/" not in page
    assert anna.post(back.format(second.pk, peter.pk)).status_code == 403
    assert anna.post(back.format(first.pk, peter.pk)).status_code == 302
    # withdrawn at once
    assert secretary.post(opening, {"opens": ""}).status_code == 302
    assert anna.get(diary).status_code in (403, 404) and anna.post(said, notice).status_code in (403, 404)
    with inside(world.school):
        told = Event.objects.filter(act="people.trust_opened").order_by("seq")
        assert [(one.before["opens"], one.after["opens"]) for one in told] == [
            (None, "diary"), ("diary", "absences"), ("absences", None)
        ]  # fmt: skip
        assert {one.after["whom"] for one in told} == {row.person_id}
        assert Event.objects.filter(act="journal.absence_announced", person_id=row.person_id).count() == 1


def test_the_way_in_of_a_trusted_person_ends_with_the_paper_by_itself(world, browser_of, frozen):
    row = trusted_row(world, browser_of, ends_on="2026-11-24")
    opening = f"/alpha/office/people/trusted/{row.pk}/opening/"
    secretary = browser_of(world.secretary)
    assert secretary.post(opening, {"opens": "absences"}).status_code == 302
    anna = browser_of(come_in(world, row))
    frozen("11-24", "23:59")
    assert anna.get("/alpha/diary/").status_code == 200
    frozen("11-25", "00:00")
    assert anna.get("/alpha/diary/").status_code == 403
    assert secretary.post(opening, {"opens": "diary"}).status_code == 422
    frozen("11-19")
    assert anna.get("/alpha/diary/").status_code == 403


def test_a_paper_opens_nothing_to_oneself_and_knows_who_has_a_card(world, browser_of, frozen):
    secretary = browser_of(world.secretary)
    name = " ".join((world.mother.last_name, world.mother.first_name, world.mother.patronymic)).strip()
    row = trusted_row(world, browser_of, full_name=name)
    opening = f"/alpha/office/people/trusted/{row.pk}/opening/"
    assert secretary.post(opening, {"opens": "diary"}).status_code == 422
    with inside(world.school):
        assert TrustedPerson.objects.get(pk=row.pk).person_id is None
        TrustedPerson.objects.filter(pk=row.pk).update(person=world.secretary)
    assert "Открыть вход себе нельзя" in secretary.post(opening, {"opens": "diary", "confirmed": "on"}).text
    row = trusted_row(world, browser_of, full_name="Бабушка")
    assert secretary.post(f"/alpha/office/people/trusted/{row.pk}/opening/", {"opens": "diary"}).status_code == 422


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
