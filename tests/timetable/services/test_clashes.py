"""A teacher, a room and pupils are in one place at a time: rows that the database itself refuses, by name."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from parta.curriculum.models import Course, StudyGroup, StudyGroupMember
from parta.kernel.actor import Actor
from parta.kernel.decisions import Refused
from parta.people.models import Enrolment
from parta.school.models import BellSchedule, Room
from parta.timetable.models import Lesson, Substitution, TimetableSlot, TimetableVersion
from parta.timetable.services.clashes import clashes_refused, clashes_told
from parta.timetable.services.making import keep_wishes
from parta.timetable.services.rooms import keep_room_hours, keep_subject_rooms
from parta.wording.refusals import refusal_text
from tests.factories.small_school import TODAY, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(world):
    return TimetableVersion.objects.create(year=world.year, starts_on=world.year.starts_on)


@pytest.fixture
def put(version):
    def one(course, *, number=1, **more):
        with transaction.atomic():
            return TimetableSlot.objects.create(timetable=version, course=course, weekday=1, number=number, **more)

    return one


def group_of(world, name, pupils, *, subject=None, school_class=None):
    """A journal of a group of 7А with these pupils."""
    subject = subject or world.algebra.subject
    group = StudyGroup.objects.create(
        year=world.year, school_class=school_class or world.school_class, subject=subject, name=name, name_key=name
    )
    for pupil in pupils:
        StudyGroupMember.objects.create(group=group, pupil_id=pupil.pk, starts_on=world.year.starts_on)
    return Course.objects.create(
        year=world.year, calendar=world.calendar, subject=subject, school_class=group.school_class, study_group=group
    )


def refused(kind, act, *args, **more):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act(*args, **more)
    assert caught.value.__cause__.diag.constraint_name == kind


def test_a_cell_of_the_week_wants_its_teacher_room_and_class_alone(world, put):
    room, who = Room.objects.create(number="12", number_key="12"), world.teacher.employee
    put(world.algebra, room=room, employee=who)
    refused("slot_teacher_in_one_place", put, world.other_course, employee=who)
    refused("slot_room_in_one_place", put, world.other_course, room=room)
    refused("slot_pupils_in_one_place", put, world.english)
    put(world.other_course, number=2, room=room, employee=who)
    moved = TimetableSlot.objects.filter(number=2)
    refused("slot_teacher_in_one_place", moved.update, number=1)
    refused("slot_room_in_one_place", moved.update, number=1, employee=None)


def test_odd_and_even_weeks_are_two_places(world, put):
    who = world.teacher.employee
    put(world.algebra, employee=who, parity="odd")
    put(world.other_course, employee=who, parity="even")
    refused("slot_teacher_in_one_place", put, world.english, employee=who, parity="any")


def test_groups_stand_together_where_no_pupil_is_in_both(world, put):
    first, second, third = world.pupils
    put(world.english)  # of the first two
    put(group_of(world, "2 гр.", [third], subject=world.english.subject))
    refused("slot_pupils_in_one_place", put, group_of(world, "техн.", [second]))
    refused("slot_pupils_in_one_place", put, world.algebra)
    put(world.algebra, number=2)
    refused("slot_pupils_in_one_place", put, group_of(world, "ест.", []), number=2)
    alone = group_of(world, "дома", [first])
    Enrolment.objects.filter(pupil_id=first.pk).update(individual=True)
    put(alone, number=2)


def test_a_group_without_a_list_is_known_by_its_name(world, put):
    put(group_of(world, "1 п/гр.", []))
    put(group_of(world, "2 п/гр.", []))
    refused("slot_pupils_in_one_place", put, group_of(world, "1 п/гр.", [], subject=world.english.subject))


def test_a_gym_takes_several_lessons_and_a_joint_lesson_is_one(world, put):
    gym, who = Room.objects.create(number="зал", number_key="зал", holds=2), world.teacher.employee
    put(world.algebra, room=gym, employee=who)
    refused("slot_teacher_in_one_place", put, world.other_course, room=gym, employee=who)
    Course.objects.filter(pk__in=[world.algebra.pk, world.other_course.pk]).update(joint=world.algebra)
    refused("slot_teacher_in_one_place", put, world.other_course, employee=who)  # not in the same room
    put(world.other_course, room=gym, employee=who)
    third = group_of(world, "в зале", [], school_class=None)
    StudyGroup.objects.filter(pk=third.study_group_id).update(school_class=None)
    Course.objects.filter(pk=third.pk).update(school_class=None)
    put(third, room=gym)
    fourth = Course.objects.create(
        year=world.year, calendar=world.calendar, subject=world.english.subject, study_group=third.study_group
    )
    refused("slot_room_in_one_place", put, fourth, room=gym)


def test_numbers_of_other_bells_are_other_times(world, put):
    who = world.teacher.employee
    put(world.algebra, employee=who)
    world.other_class.grade_level = 1
    world.other_class.save()
    BellSchedule.objects.create(year=world.year, title="1 класс", grades=[1])
    put(world.other_course, employee=who)  # what the dated lessons say then
    own = {"number": None, "starts_at": "15:00", "ends_at": "15:40"}
    put(world.algebra, **own, employee=who)
    refused("slot_teacher_in_one_place", put, world.other_course, **{**own, "starts_at": "15:30"}, employee=who)


def dated(lesson, course, minutes=0, **more):
    later = timedelta(minutes=minutes)
    with transaction.atomic():
        return Lesson.objects.create(
            course=course, date=lesson.date, starts_at=lesson.starts_at + later, ends_at=lesson.ends_at + later, **more
        )


def test_a_dated_lesson_wants_its_teacher_room_and_class_alone(world):
    lesson = world.lessons[-1]
    refused("lesson_teacher_in_one_place", dated, lesson, world.other_course, 20, employee=lesson.employee)
    refused("lesson_room_in_one_place", dated, lesson, world.other_course, 20, room=lesson.room)
    refused("lesson_pupils_in_one_place", dated, lesson, world.english, 5)
    Lesson.objects.filter(course=world.english).delete()
    beside = dated(lesson, world.other_course, 40, employee=lesson.employee, room=lesson.room)
    back = {"starts_at": lesson.starts_at, "ends_at": lesson.ends_at}
    refused("lesson_teacher_in_one_place", Lesson.objects.filter(pk=beside.pk).update, **back)
    Lesson.objects.filter(pk=lesson.pk).update(status="cancelled")
    Lesson.objects.filter(pk=beside.pk).update(**back)
    refused("lesson_teacher_in_one_place", Lesson.objects.filter(pk=lesson.pk).update, status="planned")
    Substitution.objects.create(lesson=beside, kind="substitute", substitute_id=world.homeroom.pk)
    Lesson.objects.filter(pk=beside.pk).update(room=None)
    Lesson.objects.filter(pk=lesson.pk).update(status="planned")  # given by another, it takes nobody's time
    another = group_of(world, "с пятью", [], school_class=world.other_class)
    refused("lesson_teacher_in_one_place", dated, lesson, another, employee=world.homeroom.employee)


def test_a_refusal_names_what_is_there_and_leaves_nothing(world, put):
    put(world.algebra, employee=world.teacher.employee)
    with pytest.raises(Refused) as caught, clashes_refused():
        put(world.english, number=2)
        put(world.other_course, employee=world.teacher.employee)
    assert TimetableSlot.objects.count() == 1
    assert refusal_text(caught.value.decision).startswith(
        "Поставить урок на это время нельзя: Ёлкина Нина Сергеевна: в это время алгебра, 7А (понедельник, 1-й урок)."
    )
    with pytest.raises(Refused) as caught, clashes_refused():
        dated(world.lessons[-1], world.english)
    assert "7А: в это время алгебра, 7А (" in refusal_text(caught.value.decision)


def test_what_a_file_brings_is_let_through_to_the_end_of_its_act_only(world, put):
    put(world.algebra)
    with clashes_told():
        put(world.english)
        with clashes_told():
            pass
        group = group_of(world, "третья", [])
        put(group)
    refused("slot_pupils_in_one_place", put, group_of(world, "ещё", []))
    TimetableSlot.objects.update(room=None)  # what stands is judged anew only where it moves


@pytest.mark.parametrize("what", ["room", "subject", "wishes"])
def test_the_chain_is_taken_before_the_rows_that_lessons_stand_on(world, what):
    actor = Actor(None, world.deputy.pk, "alpha", frozenset({"deputy"}))
    told = {"actor": actor, "now": at(TODAY, "12:00")}
    room = Room.objects.create(number="12", number_key="12")
    with CaptureQueriesContext(connection) as seen:
        if what == "room":
            keep_room_hours(room_id=room.pk, hours={(1, 1): True}, **told)
        elif what == "subject":
            keep_subject_rooms(subject_id=world.algebra.subject_id, rooms=[room.pk], only=True, **told)
        else:
            keep_wishes(employee_id=world.teacher.pk, wishes={(1, 1): True}, **told)
    asked = [one["sql"] for one in seen]
    chain = next(n for n, one in enumerate(asked) if "audit_chainhead" in one)
    rows = [
        n for n, one in enumerate(asked)
        if ("FOR UPDATE" in one and "audit_" not in one) or one.startswith(("DELETE", "INSERT"))
    ]  # fmt: skip
    assert chain < min(rows)
