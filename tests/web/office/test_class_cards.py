"""The information card of a class: filled in by who leads it, small counts of the passport hidden, on paper."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.paper.class_cards import _number
from parta.people.enums import CareKind, CareSection
from parta.people.models import CareNote, ClassCard, ClassMember, CommitteePlace, Enrolment
from parta.people.rules.figures import share_shown
from parta.regulation.models import RegulationVersion
from parta.school.models import Room, Vacation
from tests.factories.small_school import pupil


@pytest.mark.parametrize(
    ("count", "of", "shown"),
    [(0, 25, 0), (1, 25, None), (4, 25, None), (5, 25, 5), (20, 25, 20), (21, 25, None), (25, 25, None), (0, 3, 0)],
)
def test_a_share_points_at_nobody(count, of, shown):
    assert share_shown(count, of=of) == shown


@pytest.fixture
def page(world):
    with inside(world.school):
        RegulationVersion.objects.update(preset="school_2")
        Vacation.objects.create(calendar=world.calendar, title="зимние", starts_on="2026-12-31", ends_on="2027-01-10")
    return f"/alpha/office/classes/{world.school_class.pk}/card/"


def test_who_leads_the_class_fills_the_card_and_others_read_or_not(world, browser_of, page, frozen):
    homeroom, deputy = browser_of(world.homeroom), browser_of(world.deputy)
    with inside(world.school):
        room = Room.objects.get()
    empty = homeroom.get(page).text
    assert "Ещё не заполнена" in empty and "до 15 сентября" in empty and "31.12.2026 – 10.01.2027" in empty
    said = {"profile": "физико-математический", "shift": "2", "room": room.pk, "seen": "0"}
    assert homeroom.post(page, said).status_code == 302
    assert homeroom.post(page, said).status_code == 422  # a second tab
    for wrong in ({"shift": "9"}, {"room": "777"}, {"seen": ""}, {"profile": "ф" * 201}):
        assert homeroom.post(page, {**said, "seen": "1", **wrong}).status_code == 422
    told = deputy.get(page).text
    assert "физико-математический" in told and "Сафонова Е. В." in told and "301" in told
    assert "алгебра" not in told or "Учебный план" in told
    for human in (world.secretary, world.teacher, world.mother, world.pupils[0]):
        assert browser_of(human).get(page).status_code == 403
    assert "Сохранить карту" in browser_of(world.director).get(page).text
    other = page.replace(f"/{world.school_class.pk}/", f"/{world.other_class.pk}/")
    assert homeroom.get(other).status_code == homeroom.post(other, said).status_code == 404
    with inside(world.school):
        kept = ClassCard.objects.get()
        assert (kept.shift, kept.room_id, kept.version, kept.filled_by_id) == (2, room.pk, 1, world.homeroom.pk)
        assert Event.objects.get(act="people.class_card_filled").after["shift"] == 2
    printed = deputy.post(f"{page}print/")
    assert printed.content.startswith(b"%PDF")
    with inside(world.school):
        assert Event.objects.get(act="paper.printed").subject["form"] == "class_card"


def test_the_council_and_the_committee_are_of_this_class(world, browser_of, page, frozen):
    homeroom = browser_of(world.homeroom)
    add = f"{page}members/"
    peter = {"person": world.pupils[0].pk, "duty": "староста"}
    assert homeroom.post(add, peter).status_code == 302
    assert homeroom.post(add, peter).status_code == 422
    for wrong in (world.stranger, world.mother):
        assert homeroom.post(add, {**peter, "person": wrong.pk}).status_code == 404
    assert browser_of(world.teacher).post(add, peter).status_code == 403
    with inside(world.school):
        row = ClassMember.objects.get()
        days = {"starts_on": "2026-09-01", "ends_on": "2027-08-31", "given_by": world.homeroom, "given_at": frozen.now}
        for parent in (world.mother, world.other_mother):
            CommitteePlace.objects.create(school_class=world.school_class, person=parent, **days)
    told = homeroom.get(page).text
    assert "староста" in told and "Антонова Ирина Львовна" in told and "Жукова" not in told
    end = f"/alpha/office/classes/members/{row.pk}/end/"
    assert browser_of(world.secretary).post(end).status_code == 403
    assert homeroom.post(end).status_code == 302
    assert homeroom.post(end).status_code == 422
    assert homeroom.post(add, {**peter, "duty": "знаменосец"}).status_code == 302
    told = homeroom.get(page).text
    assert "знаменосец" in told and "староста" not in told
    assert [_number(one) for one in (Decimal("5.00"), Decimal("0.50"), Decimal("34.00"), 100, None)] == [
        "5",
        "0,5",
        "34",
        "100",
        "",
    ]


def test_the_passport_counts_and_hides_and_the_page_asks_as_often_for_many(world, browser_of, page, frozen):
    homeroom = browser_of(world.homeroom)

    def queries():
        homeroom.get(page)
        with CaptureQueriesContext(connection) as caught:
            homeroom.get(page)
        return len(caught)

    with inside(world.school):
        ClassMember.objects.create(school_class=world.school_class, person=world.pupils[0], starts_on="2026-09-01")
        before = queries()
        more = [pupil("Новых", f"Пётр{n}", world.school_class) for n in range(9)]
        for n, one in enumerate([*world.pupils, *more]):
            note = {"pupil_id": one.pk, "section": CareSection.SOCIAL, "starts_on": "2026-09-01"}
            note |= {"written_by": world.deputy, "written_at": frozen.now, "text": "многодетная"}
            if n < 7:
                CareNote.objects.create(kind=CareKind.BENEFIT, **note)
            if n < 3:
                CareNote.objects.create(kind=CareKind.MEALS, **note)
            if 0 < n < 6:
                CareNote.objects.create(kind=CareKind.SUPERVISION, ends_on="2026-10-01", **note)
                ClassMember.objects.create(school_class=world.school_class, person=one, starts_on="2026-09-02")
        Enrolment.objects.filter(pupil_id=more[-1].pk).update(ends_on="2026-11-01")
    assert queries() == before
    told = " ".join(homeroom.get(page).text.replace("<", " <").split())
    assert 'Льготная категория </th> <td class="num">' in told
    lines = dict(part.split(" </th> ")[:2] for part in told.split('<th scope="row">')[1:] if " </th> " in part)
    assert "скрыто" in lines["Льготная категория"]  # 7 of 11: four others
    assert "скрыто" in lines["Льготное питание"] and ">0 <" in lines["На учёте"]
    assert "многодетная" not in told
