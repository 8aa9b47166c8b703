"""«Календарь в телефоне»: a secret address of one's own, read back by a parser that is not the writer's."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from ical.calendar_stream import IcsCalendarStream

from parta.audit.models import Event
from parta.curriculum.models import StudyGroup
from parta.installation.models import Membership
from parta.installation.schools import inside
from parta.people.models import Guardianship
from parta.timetable.models import CalendarFeed, Lesson, Substitution

PAGE = "/alpha/calendars/"


@pytest.fixture
def opens(browser_of, frozen):
    """Get an address as a person, and read the calendar behind it as a phone does."""

    def get(person, kind, target):
        answer = browser_of(person).post(f"{PAGE}opening/", {"kind": kind, "target": target})
        assert answer.status_code == 200, answer.content[:300]
        return re.search(r'id="address">http://testserver(/alpha/calendars/[\w-]{43}\.ics)<', answer.content.decode())[
            1
        ]

    return get


def read(address, status=200, **headers):
    answer = Client().get(address, headers=headers)
    assert answer.status_code == status, answer.content[:300]
    return answer


def events(address):
    return {one.uid: one for one in IcsCalendarStream.calendar_from_ics(read(address).content.decode()).events}


def uid(lesson):
    return f"lesson-{lesson.pk}@alpha.parta"


def coming(world, course=None, day=date(2026, 12, 7)):
    course = course or world.algebra
    first = world.lessons[0]
    times = {"starts_at": first.starts_at, "ends_at": first.ends_at}
    moved = {name: value + (day - first.date) for name, value in times.items()}
    return Lesson.objects.create(course=course, date=day, number=1, employee=world.teacher.employee, **moved)


def test_a_lesson_keeps_its_name_while_it_is_moved_substituted_and_cancelled(world, opens):
    with inside(world.school):
        lesson = coming(world)
    mine, child = opens(world.teacher, "own", world.teacher.pk), opens(world.mother, "pupil", world.pupils[0].pk)
    other = opens(world.homeroom, "own", world.homeroom.pk)
    first = events(mine)[uid(lesson)]
    assert (first.summary, first.status, first.sequence, first.dtstart) == (
        "7А Алгебра",
        "CONFIRMED",
        0,
        lesson.starts_at,
    )
    assert first.dtstart.tzinfo.key == "Asia/Yekaterinburg"
    assert events(child)[uid(lesson)].summary == "Алгебра" and uid(lesson) not in events(other)
    stamp = read(mine)["ETag"]
    assert read(mine, 304, **{"If-None-Match": stamp}).content == b""
    with inside(world.school):
        Lesson.objects.filter(pk=lesson.pk).update(
            starts_at=lesson.starts_at + timedelta(hours=1),
            ends_at=lesson.ends_at + timedelta(hours=1),
            room=world.lessons[0].room,
        )
        read_again = read(mine, **{"If-None-Match": stamp}).content.decode()
    second = events(mine)[uid(lesson)]
    assert (second.sequence, second.dtstart) == (1, lesson.starts_at + timedelta(hours=1)) and second.location
    assert "SEQUENCE:1" in read_again and second.last_modified > first.last_modified
    with inside(world.school):
        given = Substitution.objects.create(
            lesson=lesson, kind="substitute", substitute=world.homeroom.employee, reason="больничный"
        )
    away, there = events(mine)[uid(lesson)], events(other)[uid(lesson)]
    assert (away.status, there.status, there.description) == ("CANCELLED", "CONFIRMED", "Замена") and away.sequence == 2
    assert events(child)[uid(lesson)].description == "Замена"
    with inside(world.school):
        given.delete()
        Lesson.objects.filter(pk=lesson.pk).update(status="cancelled")
        assert uid(lesson) not in events(other)
    gone = events(child)[uid(lesson)]
    assert (gone.status, gone.sequence, gone.description) == ("CANCELLED", 4, "Урок отменён")
    text = read(child).content.decode()
    assert not re.search("Сафонов|больнич|Петров|отметк", text)
    cache.clear()
    with inside(world.school):
        for number in range(3):
            coming(world, day=date(2026, 12, 8) + timedelta(days=number))
    read(child)
    before = count(child)
    with inside(world.school):
        coming(world, day=date(2026, 12, 14))
    assert count(child) == before <= 14


def count(address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        read(address)
    return len(asked)


def test_whose_calendar_it_may_be_and_when_it_ends(world, opens, browser_of, frozen):
    def refused(person, kind, target, status=404):
        answer = browser_of(person).post(f"{PAGE}opening/", {"kind": kind, "target": target})
        assert answer.status_code == status

    refused(world.mother, "pupil", world.stranger.pk)
    refused(world.mother, "class", world.school_class.pk)
    refused(world.mother, "own", world.mother.pk)
    refused(world.teacher, "own", world.homeroom.pk)
    refused(world.teacher, "pupil", world.pupils[0].pk)
    refused(world.deputy, "room", 10**12)
    refused(world.deputy, "marks", 1, 400)
    refused(world.deputy, "room", "9" * 30, 400)
    one = opens(world.mother, "pupil", world.pupils[0].pk)
    again = opens(world.mother, "pupil", world.pupils[0].pk)
    read(one, 404), read(again), read(f"{PAGE}{'x' * 43}.ics", 404)
    with inside(world.school):
        assert not CalendarFeed.objects.filter(secret_hash__in=(one[17:-4], again[17:-4])).exists()
        assert (
            list(Event.objects.filter(chain="calendars").values_list("act", flat=True)) == ["timetable.feed_opened"] * 2
        )
        Guardianship.objects.filter(guardian=world.mother).update(ends_on=date(2026, 11, 1))
    read(again, 404)
    with inside(world.school):
        Guardianship.objects.filter(guardian=world.mother).update(ends_on=None)
    read(again)
    Membership.objects.filter(person_id=world.mother.pk, school=world.school).update(is_active=False)
    read(again, 404)
    Membership.objects.filter(person_id=world.mother.pk, school=world.school).update(is_active=True)
    browser = browser_of(world.mother)
    assert browser.post(f"{PAGE}ending/", {"kind": "pupil", "target": world.pupils[0].pk}).status_code == 302
    assert browser.post(f"{PAGE}ending/", {"kind": "pupil", "target": world.pupils[0].pk}).status_code == 404
    read(again, 404)


def test_the_page_lists_what_one_may_follow_and_never_an_address_twice(world, opens, browser_of, frozen):
    opens(world.deputy, "class", world.school_class.pk)
    page = browser_of(world.deputy).get(PAGE, {"class": world.other_class.pk}).content.decode()
    assert (
        page.index("Расписание 7Б") < page.index("Моё расписание") < page.index("Расписание 7А") and ".ics" not in page
    )
    assert "Отозвать" in page
    family = browser_of(world.mother).get(PAGE).content.decode()
    assert "адреса ещё нет" in family and "Моё расписание" not in family
    assert browser_of(world.mother).get(PAGE, {"class": world.school_class.pk}).status_code == 404


def test_lessons_of_one_pupil_at_home_name_nobody(world, opens):
    with inside(world.school):
        group = StudyGroup.objects.create(year=world.year, name="Иванов Иван", name_key="иванов иван")
        world.algebra.kind, world.algebra.title, world.algebra.study_group = "home", "Иванов Иван", group
        world.algebra.save()
        lesson = coming(world)
    mine = opens(world.teacher, "own", world.teacher.pk)
    assert events(mine)[uid(lesson)].summary == "Индивидуальное занятие"
    assert "Иванов" not in read(mine).content.decode()
