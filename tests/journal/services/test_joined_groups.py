"""A journal of pupils of several classes before the homeroom teacher of one of them: read it whole, write own lines."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from parta.curriculum.models import Course, StudyGroup, StudyGroupMember, TeachingLoad
from parta.journal.access import course_view, visible_courses
from parta.journal.models import Work
from parta.journal.queries.courses import journal_list_page
from parta.kernel.decisions import NotVisible
from parta.people.models import Enrolment, HomeroomTeacher
from parta.regulation.models import RegulationVersion
from parta.timetable.models import Lesson
from tests.factories.small_school import YEAR_START, at
from tests.journal.services.conftest import kind_id, mark, moment

FRIDAY = date(2026, 11, 20)
FREE = "00000000-0000-4000-8000-0000000000b1"


@pytest.fixture
def joined(world: Any) -> Any:
    """Антонов of 7А and Жуков of 7Б in one group, taught by the English teacher; one column stands already."""
    group = StudyGroup.objects.create(year=world.year, name="поток", name_key="поток")
    for pupil in (world.pupils[0], world.stranger):
        StudyGroupMember.objects.create(group=group, pupil_id=pupil.pk, starts_on=YEAR_START)
    course = Course.objects.create(
        year=world.year, subject=world.algebra.subject, study_group=group, calendar=world.calendar, sort_key="9"
    )
    TeachingLoad.objects.create(course=course, employee_id=world.english_teacher.pk, starts_on=YEAR_START)
    hours = {"starts_at": at(FRIDAY, "09:45"), "ends_at": at(FRIDAY, "10:25")}
    who = {"employee_id": world.english_teacher.pk, "date": FRIDAY, "number": 3}
    lesson = Lesson.objects.create(course=course, **who, **hours)
    work = Work.objects.create(lesson=lesson, kind_id=kind_id())
    return SimpleNamespace(course=course, group=group, lesson=lesson, work=work)


def sees(desk: Any, person: Any, course: Any) -> bool:
    """Tell whether list and page show the journal; they must agree."""
    actor = desk.actor(person)
    listed = visible_courses(actor).filter(pk=course.pk).exists()
    try:
        course_view(actor, course.pk)
    except NotVisible:
        opened = False
    else:
        opened = True
    assert listed == opened
    return listed


def test_a_homeroom_teacher_sees_the_journals_of_the_pupils(world: Any, desk: Any, joined: Any) -> None:
    assert sees(desk, world.homeroom, joined.course)
    assert not sees(desk, world.teacher, joined.course)
    assert not sees(desk, world.homeroom, world.other_course)
    # The subgroup of another class is that class's page.
    strangers = StudyGroup.objects.create(
        year=world.year, school_class=world.other_class, name="2 гр.", name_key="2 гр."
    )
    StudyGroupMember.objects.create(group=strangers, pupil_id=world.stranger.pk, starts_on=YEAR_START)
    common = {"year": world.year, "calendar": world.calendar, "subject": world.english.subject}
    course = Course.objects.create(school_class=world.other_class, study_group=strangers, **common)
    assert not sees(desk, world.homeroom, course)


def test_no_longer_when_the_class_or_the_pupil_is_anothers(world: Any, desk: Any, joined: Any) -> None:
    enrolment = Enrolment.objects.filter(pupil_id=world.pupils[0].pk)
    enrolment.update(ends_on=date(2026, 11, 19))
    assert not sees(desk, world.homeroom, joined.course)
    enrolment.update(ends_on=None)
    HomeroomTeacher.objects.update(ends_on=date(2026, 11, 19))
    assert not sees(desk, world.homeroom, joined.course)


def test_the_list_of_the_class_names_them(world: Any, desk: Any, joined: Any) -> None:
    actor, now = desk.actor(world.homeroom), moment("11-20")
    common = {"actor": actor, "search": "", "page": 1, "now": now}
    own = journal_list_page(class_id=world.school_class.pk, **common)
    assert joined.course.pk in {row.id for row in own.rows}
    assert joined.course.pk in {row.id for row in journal_list_page(class_id=None, **common).rows}


@pytest.mark.parametrize(
    ("preset", "marks", "absences"),
    [
        ("lyceum_68", True, True),  # 3.5.1, 3.5.3
        ("stakhanovskaya", False, True),  # П2-2.14: pages are read, absences watched daily
        ("school_2", False, True),  # 17(5)
    ],
)
def test_lines_of_the_own_pupils_are_written_as_the_act_says_and_no_others(
    world: Any, desk: Any, joined: Any, preset: str, marks: bool, absences: bool
) -> None:
    RegulationVersion.objects.update(preset=preset, values={})
    own, other = world.pupils[0], world.stranger
    lesson = joined.lesson

    def status(**row: Any) -> bool:
        (answer,) = desk.send(world.homeroom, joined.course, row)
        assert answer["status"] == "applied" or answer["code"] == "not_your_duty", answer
        return bool(answer["status"] == "applied")

    cell = {"kind": "mark", "work": str(joined.work.pk), "criterion": 1, "value": "5"}
    note = {"kind": "note", "lesson": lesson.pk, "value": "Молодец"}
    assert status(**cell, pupil=own.pk) is marks
    assert status(**note, pupil=own.pk) is marks
    assert status(kind="absence", lesson=lesson.pk, pupil=own.pk, value="ill") is absences
    # Another class's pupil, and what is everybody's: never.
    assert not status(**cell, pupil=other.pk)
    assert not status(**note, pupil=other.pk)
    assert not status(kind="absence", lesson=lesson.pk, pupil=other.pk, value="ill")
    assert not status(kind="topic", lesson=lesson.pk, value="Степени", plan_line=None)
    assert not status(kind="present_all", lesson=lesson.pk)
    assert not status(**mark(world, own, "5", lesson, FREE))
    view = course_view(desk.actor(world.homeroom), joined.course.pk)
    assert view.only_pupils(day=FRIDAY) == {own.pk}
    assert course_view(desk.actor(world.english_teacher), joined.course.pk).only_pupils(day=FRIDAY) is None
