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
from parta.journal.queries.content import lessons_with_content
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.regulation.models import RegulationVersion
from parta.school.models import Room
from parta.timetable.models import Lesson, TimetableSlot, TimetableVersion
from parta.timetable.services.planning import plan_year
from parta.timetable.services.publishing import single_lessons
from parta.wording.importing import problem_text
from tests.factories.school_day import absent, mark, work
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


def test_an_elective_has_marks_and_pupils_come_in_many_at_once(world, fields, browser_of):
    browser = browser_of(world.admin)
    elective = {**fields, "kind": "elective", "name": "Решение задач", "hours": "1", "marks": "1"}
    assert "отметок нет" in words(browser.post(PAGE, {**elective, "kind": "extended_day"}), 422)
    assert browser.post(PAGE, elective).status_code == 302
    with inside(world.school):
        course = Course.objects.get(kind="elective")
        assert course.marks_given
        Lesson.objects.create(
            course=course, date=MONDAY, employee_id=world.teacher.pk, starts_at=moment("11-23", "15:00"),
            ends_at=moment("11-23", "15:40"),
        )  # fmt: skip
        mark(work(Lesson.objects.get(course=course)), world.pupils[0], "5")
    assert "Решение задач" in browser_of(world.mother).get("/alpha/diary/marks/").text
    assert "Решение задач" in words(browser_of(world.teacher).get("/alpha/journal/"))
    page = f"{PAGE}{course.pk}/"
    assert "с отметками" in words(browser.get(page)) and "с отметками" in words(browser.get(PAGE))
    found = words(browser.get(page, {"q": world.pupils[1].last_name[:3].lower()}))
    assert f'name="member" value="{world.pupils[1].pk}"' in found
    assert f'name="member" value="{world.pupils[2].pk}"' not in found
    both = words(browser.get(page, {"class": [world.school_class.pk, world.other_class.pk]}))
    assert f'name="member" value="{world.pupils[2].pk}"' in both
    assert f'type="checkbox" name="member" value="{world.pupils[0].pk}"' not in both  # is there already
    many = {"act": "join", "member": [one.pk for one in world.pupils[:3]], "day": "2026-11-25"}
    assert "не отмечен" in words(browser.post(page, {**many, "member": []}), 422)
    assert browser.post(page, many).status_code == 302
    with inside(world.school):
        days = dict(StudyGroupMember.objects.filter(group=course.study_group_id).values_list("pupil", "starts_on"))
        assert [days[one.pk].day for one in world.pupils[:3]] == [20, 25, 25]
        told = Event.objects.filter(act="curriculum.group_changed", after__starts_on="2026-11-25")
        assert told.count() == 2
    assert browser.post(page, many).status_code == 422  # they are all there


def test_consultations_have_days_of_their_own(world, fields, browser_of):
    """Put by a number or by the clock, seen in the diary and the timetable, left where they are, taken out."""
    browser = browser_of(world.admin)
    assert browser.post(PAGE, {**fields, "kind": "elective", "hours": ""}).status_code == 422
    assert browser.post(PAGE, {**fields, "kind": "consultation", "name": "К экзамену", "hours": ""}).status_code == 302
    with inside(world.school):
        course = Course.objects.get(kind="consultation")
    page = f"/alpha/office/curriculum/lessons/{course.pk}/"
    deputy = browser_of(world.deputy)
    clock = {"day": "2026-11-23", "start": "15:00", "end": "15:40", "employee": world.teacher.pk}
    for wrong, said in (
        ({"number": "1"}, "что-то одно"), ({"start": "", "end": ""}, "что-то одно"), ({"day": ""}, "Укажите день"),
        ({"end": "14:00"}, "не позже"), ({"start": "08:10", "end": "08:30"}, "ведёт 7А"), ({"day": "2026-11-19"}, "прошло"),
        ({"day": "2027-09-01"}, "журнал ведётся"), ({"start": "", "end": "", "number": "19"}, "нет номера 19"),
        ({"start": "", "end": "", "number": "2", "day": "2026-11-22"}, "по звонкам нет"),
        ({"employee": world.secretary.pk}, "не ведёт занятий"),
    ):  # fmt: skip
        assert said in words(deputy.post(page, {**clock, **wrong}), 422), wrong
    assert deputy.post(page, clock).status_code == 302
    assert "ведёт" in words(deputy.post(page, clock), 422)  # a double click
    assert deputy.post(page, {**clock, "day": "2026-11-22", "start": "11:00", "end": "12:00"}).status_code == 302
    with inside(world.school):
        sunday, lesson = Lesson.objects.filter(course=course).order_by("date")
        told = Event.objects.filter(act="timetable.lesson_added").first()
        assert (lesson.single, lesson.slot_id, told.person_id) == (True, None, world.deputy.pk)
        actor = Actor(1, None, "alpha", frozenset({"administrator"}))
        plan = {"year": world.year, "start": date(2026, 11, 21), "actor": actor, "now": moment("11-20")}
        plan_year(**plan, with_content=lessons_with_content, single_days=single_lessons(world.year, date(2026, 11, 21)))
        assert Lesson.objects.filter(course=course, status="planned").count() == 2
    assert "К экзамену" in browser_of(world.mother).get("/alpha/diary/week/?date=2026-11-23").text
    board = f"/alpha/office/timetable/?class={world.school_class.pk}&date=2026-11-23"
    assert "вне недельного расписания" in words(deputy.get(board))
    assert "15:00–15:40" in words(deputy.get(page))
    with inside(world.school):
        absent(lesson, world.stranger)
    removing = {"act": "remove", "lesson": lesson.pk}
    assert "есть записи" in words(deputy.post(page, removing), 422)
    with inside(world.school):
        shut = Room.objects.create(number="44", number_key="44", out_from=date(2026, 11, 1), out_to=date(2026, 12, 1))
    late = {**clock, "day": "2026-11-24", "room": shut.pk}
    assert "не используется" in words(deputy.post(page, late), 422)
    assert deputy.post(page, {"act": "remove", "lesson": sunday.pk}).status_code == 302
    with inside(world.school):
        assert Event.objects.filter(act="timetable.lesson_removed").count() == 1
        weekly = Lesson.objects.filter(course=world.algebra).first()
    assert deputy.post(page, {"act": "remove", "lesson": weekly.pk}).status_code == 404
    for human in (world.teacher, world.mother):
        assert browser_of(human).post(page, clock).status_code == 403


def test_the_week_gives_way_to_a_lesson_put_by_hand(world, frozen, browser_of):
    with inside(world.school):
        Lesson.objects.filter(course=world.algebra, date__gte=MONDAY).delete()
    page = f"/alpha/office/curriculum/lessons/{world.algebra.pk}/"
    first = {"day": "2026-11-23", "number": "1", "employee": world.teacher.pk}
    assert browser_of(world.deputy).post(page, first).status_code == 302
    with inside(world.school):
        version = TimetableVersion.objects.create(year=world.year, starts_on=date(2026, 9, 1))
        TimetableSlot.objects.create(timetable=version, course=world.algebra, weekday=1, number=1)
        actor = Actor(1, None, "alpha", frozenset({"administrator"}))
        plan = {"year": world.year, "start": date(2026, 11, 21), "actor": actor, "now": moment("11-20")}
        for _ in range(2):
            plan_year(**plan, with_content=lessons_with_content)
            days = list(Lesson.objects.filter(course=world.algebra, date__gte=MONDAY).values_list("date", "single")[:2])
            assert days == [(MONDAY, True), (date(2026, 11, 30), False)]


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
                pupils=[world.pupils[0].pk], joins=True, day=MONDAY, last_records={}, now=moment("11-20"),
            )  # fmt: skip
