"""«Изменилось расписание»: on «Мой день» and in the diary, until the person says «Понятно»."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.journal.services.calendar import correct_days
from parta.school.models import Room
from parta.school.rules.corrections import DaysChange
from parta.timetable.models import ChangeSeen, TimetableSlot, TimetableVersion
from tests.factories.practice import ACTOR

DAY, DIARY, SEEN = "/alpha/day/", "/alpha/diary/", "/alpha/timetable-changes/seen/"


@pytest.fixture
def two_weeks(world, frozen):
    """From 23 November on algebra goes from Monday 1 to Wednesday 3."""
    with inside(world.school):
        room = Room.objects.create(number="305", number_key="305")
        for starts_on, ends_on, weekday, number in (
            (date(2026, 9, 1), date(2026, 11, 22), 1, 1),
            (date(2026, 11, 23), None, 3, 3),
        ):
            version = TimetableVersion.objects.create(year=world.year, starts_on=starts_on, ends_on=ends_on)
            place = {"timetable": version, "course": world.algebra, "employee": world.teacher.employee, "room": room}
            TimetableSlot.objects.create(**place, weekday=weekday, number=number)
    world.version = version
    return world


def text_of(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def understood(browser, page):
    child = re.findall(r'type="hidden" name="child" value="(\d+)"', page)
    stamps = re.findall(r'type="hidden" name="stamp" value="(\w+)"', page)
    return browser.post(SEEN, {"stamp": stamps, **({"child": child[-1]} if child else {})})


def test_who_is_told_what_changed_until_it_is_seen(two_weeks, browser_of, frozen):
    world = two_weeks
    teacher, mother = browser_of(world.teacher), browser_of(world.mother)
    page = text_of(teacher.get(DAY))
    assert "С пн, 23 ноября: 1 изменение" in page and "7А, алгебра: ср, 3, каб. 305 вместо пн, 1" in page.replace(
        "7А, А", "7А, а"
    )
    family = text_of(mother.get(DIARY))
    assert "Алгебра: ср, 3, каб. 305 вместо пн, 1" in family
    for other in (world.homeroom, world.english_teacher):
        assert "Изменилось расписание" not in text_of(browser_of(other).get(DAY))
    answer = understood(mother, family)
    assert answer.status_code == 302 and answer.url.startswith(DIARY)
    assert "Изменилось расписание" not in text_of(mother.get(DIARY))
    assert "Изменилось расписание" in text_of(teacher.get(DAY))
    understood(mother, family)
    with inside(world.school):
        assert ChangeSeen.objects.count() == Event.objects.filter(act="timetable.change_seen").count() == 1
        change = DaysChange(
            date(2026, 11, 24), date(2026, 11, 24), "day_off", calendars=(world.calendar.pk,), note="приказ № 45"
        )
        wanted = {"actor": replace(ACTOR, roles=frozenset({"deputy"})), "change": change, "now": frozen.now}
        correct_days(**wanted, seen=correct_days(**wanted, seen="").stamp)
    family = text_of(mother.get(DIARY))
    assert "вт, 24 ноября" in family and "занятий нет, приказ № 45" in family
    assert "ср, 3" not in family and "вместо пн, 1" not in family
    stale = mother.post(SEEN, {"stamp": "0" * 32, "child": world.pupils[0].pk}, follow=True)
    assert "изменилось ещё раз" in text_of(stale) and "вт, 24 ноября" in text_of(mother.get(DIARY))
    frozen("11-25")
    assert "Изменилось расписание" not in text_of(mother.get(DIARY))
    assert mother.post(SEEN, {"stamp": "x", "child": world.stranger.pk}).status_code == 404


def test_it_costs_the_same_whatever_changed(two_weeks, browser_of):
    world = two_weeks
    mother, teacher = browser_of(world.mother), browser_of(world.teacher)

    def counts():
        found = []
        for browser, address in ((mother, DIARY), (teacher, DAY)):
            with CaptureQueriesContext(connection) as asked:
                assert "Изменилось расписание" in text_of(browser.get(address))
            found.append(len(asked))
        return found

    counts()
    before = counts()
    with inside(world.school):
        for number in (4, 5):
            TimetableSlot.objects.create(
                timetable=world.version, course=world.algebra, employee=world.teacher.employee, weekday=4, number=number
            )
    assert counts() == before
