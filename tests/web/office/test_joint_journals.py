"""Activities and extended-day groups opened by hand: who is in them, when they are, what the act keeps."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from parta.audit.models import Event
from parta.curriculum.models import Course, StudyGroup, StudyGroupMember
from parta.curriculum.services.groups import place_in_joint
from parta.installation.schools import inside
from parta.integrations.spreadsheets.importing.steps.courses import Plan, kept_by_act
from parta.integrations.spreadsheets.problems import Problems
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.regulation.models import RegulationVersion
from parta.timetable.models import Lesson
from parta.wording.importing import problem_text
from tests.factories.school_day import absent
from tests.journal.services.conftest import moment

PAGE = "/alpha/office/curriculum/joint/"
MONDAY = date(2026, 11, 23)


def words(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


@pytest.fixture
def fields(world, frozen):
    """An extended-day group of pupils of two classes."""
    return {
        "kind": "extended_day", "name": "ГПД № 1", "employee": world.teacher.pk, "hours": "10",
        "starts_on": "2026-11-20", "member": [world.pupils[0].pk, world.stranger.pk],
    }  # fmt: skip


def test_an_extended_day_group_is_opened_gets_its_times_and_its_pupils(world, fields, browser_of):
    browser = browser_of(world.admin)
    lists = words(browser.get(PAGE, {"class": [world.school_class.pk, world.other_class.pk]}))
    assert "Антонов Пётр" in lists and "Жуков Лев" in lists
    assert browser.post(PAGE, fields).status_code == 302
    with inside(world.school):
        course = Course.objects.get(kind="extended_day")
        assert (course.marks_given, course.school_class_id, course.hours_per_week) == (False, None, 10)
        assert {one.act for one in Event.objects.filter(chain="curriculum")} == {
            "curriculum.subject_changed", "curriculum.course_changed", "curriculum.load_changed",
            "curriculum.group_changed",
        }  # fmt: skip
    plan = f'href="/alpha/journal/{course.pk}/plan/"'
    assert plan in words(browser.get(f"{PAGE}{course.pk}/"))
    assert plan not in words(browser_of(world.secretary).get(f"{PAGE}{course.pk}/"))
    assert "уже есть" in words(browser.post(PAGE, fields), 422)
    crowd = {**fields, "name": "ГПД № 2", "member": [*range(1, 402)]}
    assert "не больше 400" in words(browser.post(PAGE, crowd), 422)
    times = f"/alpha/office/curriculum/times/{course.pk}/"
    wanted = {"starts_on": "2026-11-23", "weekday-0": "1", "start-0": "13:00", "end-0": "15:00"}
    assert "позже, чем начинается" in words(browser.post(times, {**wanted, "end-0": "12:00"}), 422)
    assert "другое занятие" in words(browser.post(times, {**wanted, "start-0": "08:10", "end-0": "09:00"}), 422)
    assert browser.post(times, wanted).status_code == 302
    assert "уже изменили" in words(browser.post(times, wanted), 422)
    with inside(world.school):
        days = list(Lesson.objects.filter(course=course).values_list("date", flat=True)[:2])
        assert days == [MONDAY, date(2026, 11, 30)]
        assert Lesson.objects.filter(course=world.algebra, date=MONDAY, status="planned").exists()
        absent(Lesson.objects.filter(course=course).first(), world.stranger)
    page = f"{PAGE}{course.pk}/"
    shown = words(browser.get(page))
    assert "13:00 – 15:00" in shown and "Жуков Лев" in shown
    leaving = {"act": "leave", "member": world.stranger.pk, "day": "2026-11-23"}
    assert "уже есть записи" in words(browser.post(page, leaving), 422)
    assert browser.post(page, {**leaving, "day": "2026-11-24"}).status_code == 302
    assert browser.post(page, {"act": "join", "member": world.pupils[1].pk, "day": "2026-12-01"}).status_code == 302
    with inside(world.school):
        places = StudyGroupMember.objects.filter(group=course.study_group_id).order_by("pk")
        assert list(places.values_list("starts_on", "ends_on")) == [
            (date(2026, 11, 20), None), (date(2026, 11, 20), MONDAY), (date(2026, 12, 1), None),
        ]  # fmt: skip
    assert browser.post(times, {"starts_on": "2026-11-23", "seen": "1|13:00|15:00|"}).status_code == 302
    with inside(world.school):
        assert list(Lesson.objects.filter(course=course).values_list("date", "status")) == [(MONDAY, "cancelled")]
    for human in (world.secretary, world.teacher, world.mother):
        for address, data in ((PAGE, fields), (page, leaving), (times, wanted)):
            assert browser_of(human).post(address, data).status_code == 403


@pytest.mark.parametrize(
    ("kind", "setting"),
    [
        ("extended_day", "extended_day_journal_enabled"),
        ("extracurricular", "extracurricular_journal_enabled"),
    ],
)
def test_a_journal_that_the_act_does_not_keep_is_refused_by_its_clause(world, fields, kind, setting, browser_of):
    with inside(world.school):
        values = {"setup": {setting: {"value": False, "clause": "3.14", "quote": "не ведут"}}}
        RegulationVersion.objects.update(values=values)
    said = words(browser_of(world.admin).post(PAGE, {**fields, "kind": kind}), 422)
    assert "3.14" in said and "таких журналов в системе не ведут" in said


def test_an_import_leaves_out_journals_that_the_act_does_not_keep(world):
    with inside(world.school):
        values = {"setup": {"extended_day_journal_enabled": {"value": False, "clause": "3.14", "quote": "не ведут"}}}
        RegulationVersion.objects.update(values=values)
        desk: Any = SimpleNamespace(today=MONDAY, year_starts=world.year.starts_on, problems=Problems())
        lesson, group = (Plan(kind, 1, "ГПД", 1, kind) for kind in ("lesson", "extended_day"))
        assert kept_by_act(desk, [lesson, group]) == [lesson]
    said = [problem_text(one) for one in desk.problems.all()]
    assert len(said) == 1 and "3.14) журналов группы продлённого дня не ведут" in said[0]


def test_a_journal_of_lessons_is_no_joint_journal(world):
    with inside(world.school), transaction.atomic():
        group = StudyGroup.objects.create(
            year=world.year, subject=world.algebra.subject, name="поток", name_key="поток"
        )
        Course.objects.filter(pk=world.english.pk).update(school_class=None, study_group=group)
        with pytest.raises(NotVisible):
            place_in_joint(
                actor=Actor(1, None, "alpha", frozenset({"administrator"})), course_id=world.english.pk,
                pupil_id=world.pupils[0].pk, joins=True, day=MONDAY, last_record=None, now=moment("11-20"),
            )  # fmt: skip
