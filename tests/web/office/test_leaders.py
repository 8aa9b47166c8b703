"""Who leads a class is given, replaced, ended and stood in for on a page, by dates and orders."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.schools import inside
from parta.kernel.actor import Actor
from parta.kernel.decisions import ALLOWED, Refused
from parta.people.enums import RefusalCode
from parta.people.models import Employee, HomeroomTeacher
from parta.people.rules.homerooms import Leading, decide_leading, decide_leading_end
from parta.people.services.homerooms import appoint_leader
from tests.factories.small_school import TODAY, YEAR_START, at

ORDER = "приказ № 15-к от 19.11.2026"
TOMORROW = TODAY + timedelta(days=1)


def page_of(school_class):
    return f"/alpha/office/classes/{school_class.pk}/leaders/"


def said(person, **more):
    return {"employee": person.pk, "since": "2026-11-20", "ground": ORDER, **more}


def test_a_class_without_a_leader_gets_one_from_a_day_by_an_order(world, browser_of, frozen):
    here = page_of(world.other_class)
    admin = browser_of(world.admin)
    assert "не назначен" in admin.get(f"/alpha/office/classes/{world.other_class.pk}/").text
    assert "никто не ведёт" in admin.get(here).text
    for other in (world.deputy, world.secretary):
        assert browser_of(other).get(here).status_code == 200
        assert browser_of(other).post(here, said(world.teacher)).status_code == 403
    for other in (world.teacher, world.homeroom, world.mother):
        assert browser_of(other).get(here).status_code == 403
    assert browser_of(world.teacher).get(f"/alpha/office/classes/{world.other_class.pk}/day/").status_code == 403
    wrong = admin.post(here, said(world.teacher, ground=""))
    assert wrong.status_code == 422 and "Укажите основание" in wrong.text
    assert f'value="{world.teacher.pk}" selected' in wrong.text
    assert admin.post(here, said(world.admin)).status_code == 422  # nobody gives rights to oneself
    for bad in ({"since": "0001-01-01"}, {"since": "9999-12-31"}, {"until": "2026-11-01"}, {"employee": 10**12}):
        assert admin.post(here, said(world.teacher, **bad)).status_code == 422
    assert admin.post(here, said(world.teacher)).status_code == 302
    assert browser_of(world.teacher).get(f"/alpha/office/classes/{world.other_class.pk}/day/").status_code == 200
    assert ORDER in browser_of(world.director).get(here).text
    with inside(world.school):
        row = HomeroomTeacher.objects.get(school_class=world.other_class)
        assert (row.starts_on, row.ends_on, row.appointed_by_id) == (TODAY, None, world.admin.pk)
        event = Event.objects.get(act="people.homeroom_changed")
        assert (event.person_id, event.after["ground"]) == (world.admin.pk, ORDER)
        assert list(verify_chains()) == []


def test_one_replaces_another_from_a_day_and_a_mistake_not_begun_is_taken_out(world, browser_of, frozen):
    here = page_of(world.school_class)
    director = browser_of(world.director)
    assert director.post(here, said(world.teacher, since=TOMORROW)).status_code == 302
    with inside(world.school):
        first, second = HomeroomTeacher.objects.filter(school_class=world.school_class).order_by("starts_on")
        assert (first.ends_on, first.end_ground) == (TODAY, ORDER)
    end = f"/alpha/office/classes/leaders/{second.pk}/end/"
    assert browser_of(world.deputy).post(end, {"last": "2026-11-20"}).status_code == 403
    assert director.post(end, {"last": "2026-11-20"}).status_code == 302
    with inside(world.school):
        assert HomeroomTeacher.objects.filter(school_class=world.school_class).count() == 1
    end = f"/alpha/office/classes/leaders/{first.pk}/end/"
    assert director.post(end, {"last": "2026-12-20"}).status_code == 422  # not longer than it was
    assert director.post("/alpha/office/classes/leaders/999999/end/", {"last": "2026-11-20"}).status_code == 404
    assert director.post(end, {"last": "0001-01-01"}).status_code == 400
    assert director.post(end, {"last": "2026-11-19", "ground": "ушла"}).status_code == 302
    assert "никто не ведёт" in director.get(here).text
    with inside(world.school):
        assert list(verify_chains()) == []


def test_somebody_stands_in_for_an_absent_leader_for_days(world, browser_of, frozen):
    here = page_of(world.school_class)
    admin = browser_of(world.admin)
    assert "последний день и основание" in admin.post(here, said(world.teacher, acting="on")).text
    assert admin.post(here, said(world.teacher, acting="on", until="2026-11-25")).status_code == 302
    again = admin.post(here, said(world.english_teacher, acting="on", until="2026-11-21"))
    assert again.status_code == 422 and "Ёлкина Нина Сергеевна ведёт с" in again.text
    day = f"/alpha/office/classes/{world.school_class.pk}/day/"
    assert browser_of(world.teacher).get(day).status_code == 200
    assert browser_of(world.homeroom).get(day).status_code == 200
    shown = admin.get(f"/alpha/office/classes/{world.school_class.pk}/").text
    assert "Сафонова Елена Викторовна" in shown and "на время отсутствия Ёлкина Нина Сергеевна, по 25.11.2026" in shown
    with inside(world.school):
        HomeroomTeacher.objects.filter(acting=True).update(starts_on="2026-11-01", ends_on="2026-11-19")
    assert browser_of(world.teacher).get(day).status_code == 403


def test_who_has_left_leads_no_longer_than_the_last_day(world, browser_of, frozen):
    admin = browser_of(world.admin)
    with inside(world.school):
        Employee.objects.filter(pk=world.teacher.pk).update(left_on="2026-11-30")
    here = page_of(world.other_class)
    assert "последний рабочий день" in admin.post(here, said(world.teacher, until="2026-12-10")).text.lower()
    assert admin.post(here, said(world.teacher)).status_code == 302
    with inside(world.school):
        assert HomeroomTeacher.objects.get(school_class=world.other_class).ends_on == date(2026, 11, 30)


def test_the_database_refuses_two_leaders_at_a_time(world):
    with inside(world.school):
        row = {"school_class": world.school_class, "starts_on": TODAY, "employee_id": world.teacher.pk}
        for more in ({}, {"acting": True}, {"acting": True, "ground": "x"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                HomeroomTeacher.objects.create(**row, **more)
        stands_in = {**row, "acting": True, "ground": "x", "ends_on": TODAY}
        HomeroomTeacher.objects.create(**stands_in)
        with pytest.raises(IntegrityError), transaction.atomic():
            HomeroomTeacher.objects.create(**stands_in)


def test_the_page_asks_as_often_for_many(world, browser_of, django_assert_num_queries, frozen):
    admin = browser_of(world.admin)
    here = page_of(world.school_class)
    admin.get(here)
    with django_assert_num_queries(5):
        admin.get(here)
    with inside(world.school):
        for n in (1, 2):
            day = date(2026, 8, n)
            row = {"school_class": world.school_class, "employee_id": world.teacher.pk}
            HomeroomTeacher.objects.create(**row, starts_on=day, ends_on=day)
    with django_assert_num_queries(5):
        admin.get(here)


YEAR = (YEAR_START, date(2027, 8, 31))
HELD = (Leading(1, YEAR_START),)


@pytest.mark.parametrize(
    ("asked", "replace", "oneself", "code"),
    [
        (Leading(2, TODAY), True, False, ""),
        (Leading(2, TODAY), False, False, RefusalCode.LEADER_HELD),
        (Leading(2, YEAR_START), True, False, RefusalCode.LEADER_HELD),
        (Leading(1, TODAY), True, False, RefusalCode.LEADER_SAME),
        (Leading(2, TODAY), True, True, RefusalCode.APPOINT_ONESELF),
        (Leading(2, date(2026, 8, 31)), True, False, RefusalCode.LEADER_DAYS),
        (Leading(2, TODAY, date(2027, 9, 1)), True, False, RefusalCode.LEADER_DAYS),
        (Leading(2, TODAY, acting=True, ground="x"), False, False, RefusalCode.LEADER_ACTING),
        (Leading(2, TODAY, TODAY, acting=True, ground="x"), False, False, ""),
    ],
)
def test_who_may_lead_and_when(asked, replace, oneself, code):
    decision = decide_leading(asked, held=HELD, replace=replace, oneself=oneself, year=YEAR)
    assert decision == ALLOWED if not code else decision.code == code


@pytest.mark.parametrize(
    ("row", "last", "oneself", "code"),
    [
        (Leading(1, YEAR_START), TODAY, False, ""),
        (Leading(1, YEAR_START), TODAY, True, RefusalCode.APPOINT_END_ONESELF),
        (Leading(1, YEAR_START), date(2026, 11, 18), False, RefusalCode.APPOINT_BACKWARDS),
        (Leading(1, YEAR_START, date(2026, 11, 19)), TODAY, False, RefusalCode.LEADER_ENDED),
        (Leading(1, YEAR_START, TODAY), TOMORROW, False, RefusalCode.APPOINT_LONGER),
        (Leading(1, TOMORROW), TODAY, False, ""),
        (Leading(1, TOMORROW), date(2026, 11, 19), False, RefusalCode.APPOINT_BACKWARDS),
    ],
)
def test_when_leading_ends(row, last, oneself, code):
    decision = decide_leading_end(row, last=last, today=TODAY, oneself=oneself)
    assert decision == ALLOWED if not code else decision.code == code


def test_the_service_itself_gives_nobody_a_class_of_their_own(world):
    with inside(world.school):
        office = frozenset({"administrator"})
        actor = Actor(account_id=None, person_id=world.admin.pk, school_slug="alpha", roles=office, today=TODAY)
        asked = Leading(world.admin.pk, TODAY, ground=ORDER)
        with pytest.raises(Refused) as refused:
            appoint_leader(
                actor=actor, class_id=world.other_class.pk, asked=asked, replace=True, now=at(TODAY, "12:00")
            )
        assert refused.value.decision.code == RefusalCode.APPOINT_ONESELF
        assert not HomeroomTeacher.objects.filter(school_class=world.other_class).exists()
