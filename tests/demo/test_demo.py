"""The demo: a lively quarter through the journal's own service, and doors for named people."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.demo import people, quarter
from parta.demo.institutions import PASSWORD, SCHOOL
from parta.journal.models import Attendance, Homework, LessonEntry, Mark, Operation, RollCall
from tests.factories.small_school import ZONE

DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 8, 0, tzinfo=ZONE)


@pytest.fixture
def filled(world):
    institution = replace(SCHOOL, slug="alpha", classes=("7А",))

    def fill():
        return quarter.fill_quarter(school=world.school, institution=institution, now=NOW, progress=lambda line: None)

    world.filled = fill()
    world.fill = fill
    return world


def test_every_lesson_up_to_yesterday_is_held(filled):
    held = [lesson for lesson in (*filled.lessons, *filled.english_lessons) if lesson.date < DAY]
    assert filled.filled == len(held)
    assert RollCall.objects.filter(lesson__in=held).count() == len(held)
    assert not RollCall.objects.filter(lesson__date__gte=DAY).exists()
    assert LessonEntry.objects.exclude(topic="").count() >= len(held) - 2
    assert Homework.objects.count() >= len(held) - 4
    assert Mark.objects.filter(value__in=["2", "3", "4", "5"]).count() > len(held)


def test_nothing_of_it_was_refused_and_the_audit_holds(filled):
    answers = list(Operation.objects.values_list("answer", flat=True))
    assert {answer["status"] for answer in answers} == {"applied"}, [a for a in answers if a["status"] != "applied"][:3]
    assert list(verify_chains()) == []
    assert set(Event.objects.filter(chain__startswith="course:").values_list("device", flat=True)) == {"demo"}
    assert all(event.at < NOW for event in Event.objects.filter(chain__startswith="course:"))


def test_what_is_filled_stays_as_it_is(filled):
    before = (Mark.objects.count(), Attendance.objects.count(), Event.objects.count())
    assert filled.fill() == 0
    assert (Mark.objects.count(), Attendance.objects.count(), Event.objects.count()) == before


def test_named_people_are_found_by_what_they_are(world):
    def first(find):
        return next(iter(find(DAY)), None)

    assert first(people.with_role("administrator")) == world.admin
    assert first(people.with_role("deputy", "нет такой должности")) == world.deputy
    assert first(people.leading("7А")) == world.homeroom
    assert first(people.leading("11Я")) is None
    assert first(people.teaching("11Я", "физика")) is None
    assert first(people.studying("11Я")) is None
    assert first(people.teaching("7А", "алгебра")) == world.teacher
    assert set(people.teaching("7А")(DAY)) == {world.teacher, world.english_teacher}
    assert first(people.studying("7А")) == world.pupils[0]
    assert first(people.caring_for(["7А"], 1)) == world.mother
    assert first(people.caring_for(["7А", "7Б"], 2)) is None


def test_the_common_password_passes_the_rules_of_passwords():
    from django.contrib.auth.password_validation import validate_password

    validate_password(PASSWORD)
