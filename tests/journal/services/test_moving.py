"""One lesson is moved by a deputy: what stands in the way is named, what is prepared goes along, re-planning leaves it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.journal.models import Homework, LessonEntry, RollCall
from parta.journal.queries.content import lessons_with_content
from parta.journal.services.moving import move_lesson
from parta.kernel.decisions import Forbidden, NotVisible, Refused
from parta.school.models import Room
from parta.timetable.models import Lesson, Substitution, TeacherAbsence, TimetableSlot, TimetableVersion
from parta.timetable.services.planning import plan_year
from parta.wording.refusals import refusal_text
from tests.journal.services.conftest import moment, on

NOW = moment("11-20", "07:00")
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def move(world, desk):
    def carry_out(lesson, day, number, room=None, who=None, ground="болезнь учителя"):
        actor = desk.actor(who or world.deputy)
        return move_lesson(
            actor=actor, lesson_id=lesson.pk, day=day, number=number, room_id=room, ground=ground, now=NOW
        )

    return carry_out


def code(move, *args, **more):
    with pytest.raises(Refused) as caught:
        move(*args, **more)
    return caught.value.decision.code


def test_a_lesson_goes_with_what_is_prepared_and_stays_where_it_was_put(world, move, desk):
    lesson = on(world, MONDAY)
    LessonEntry.objects.create(lesson=lesson, topic="Степени")
    Homework.objects.create(lesson=on(world, date(2026, 11, 20)), due_lesson=lesson, text="№ 5")
    room = Room.objects.create(number="210", number_key="210")
    move(lesson, TUESDAY, 2, room.pk)
    lesson.refresh_from_db()
    assert (lesson.date, lesson.number, lesson.room_id) == (TUESDAY, 2, room.pk)
    assert lesson.starts_at == moment("11-24", "08:50")
    assert (lesson.origin_date, lesson.origin_number) == (MONDAY, 1)
    event = Event.objects.get(act="timetable.lesson_moved")
    assert (event.before["date"], event.after["ground"]) == ("2026-11-23", "болезнь учителя")
    version = TimetableVersion.objects.create(year=world.year, starts_on=date(2026, 9, 1))
    TimetableSlot.objects.create(timetable=version, course=world.algebra, weekday=1, number=1)
    actor = desk.actor(world.deputy)
    plan_year(year=world.year, start=date(2026, 11, 21), actor=actor, now=NOW, with_content=lessons_with_content)
    lesson.refresh_from_db()
    assert lesson.date == TUESDAY
    assert not Lesson.objects.filter(course=world.algebra, date=MONDAY).exists()
    move(lesson, MONDAY, 1, room.pk)
    lesson.refresh_from_db()
    assert (lesson.date, lesson.origin_date) == (MONDAY, None)


def test_what_stands_in_the_way_is_named(world, move):
    lesson, room = on(world, MONDAY), Room.objects.get()
    with pytest.raises(Refused) as caught:
        move(lesson, MONDAY, 2, room.pk)  # English of the first group, in the only room
    met = {(str(one.kind), one.course) for one in caught.value.decision.params["met"]}
    english = "7А, 1 гр., иностранный язык (английский)"
    assert met == {("room", english), ("pupils", english)}
    Lesson.objects.filter(course=world.other_course).update(
        date=TUESDAY, starts_at=moment("11-24", "09:45"), ends_at=moment("11-24", "10:25"), employee=world.teacher.pk
    )
    with pytest.raises(Refused) as caught:
        move(lesson, TUESDAY, 3)
    assert [str(one.kind) for one in caught.value.decision.params["met"]] == ["teacher"]
    TeacherAbsence.objects.create(
        employee_id=world.teacher.pk, starts_on=TUESDAY, ends_on=date(2026, 11, 25), reason="болезнь"
    )
    with pytest.raises(Refused) as caught:
        move(lesson, TUESDAY, 2)
    decision = caught.value.decision
    assert decision.code == "move_teacher_away"
    assert "Ёлкина Нина Сергеевна отсутствует: 24–25 ноября" in refusal_text(decision)
    lesson.refresh_from_db()
    assert lesson.date == MONDAY and not Event.objects.filter(act="timetable.lesson_moved").exists()
    Substitution.objects.create(lesson=lesson, kind="substitute", substitute_id=world.homeroom.pk)
    move(lesson, TUESDAY, 2)  # who gives it is there


def test_what_cannot_be_moved(world, move):
    lesson = on(world, MONDAY)
    assert code(move, lesson, MONDAY, 1, lesson.room_id) == "move_same_place"
    assert code(move, lesson, date(2026, 11, 29), 1) == "move_no_lessons_then"
    assert code(move, lesson, TUESDAY, 9) == "move_no_bell"
    assert code(move, lesson, date(2026, 11, 19), 3) == "move_time_past"
    assert code(move, lesson, TUESDAY, 1, ground=" ") == "move_needs_ground"
    substitution = {"kind": "other_subject", "substitute_id": world.homeroom.pk}
    given = Substitution.objects.create(lesson=lesson, subject=world.english.subject, **substitution)
    assert code(move, lesson, TUESDAY, 1) == "move_substituted"
    given.delete()
    RollCall.objects.create(lesson=lesson, taken_at=NOW)
    assert code(move, lesson, TUESDAY, 1) == "move_lesson_given"
    Lesson.objects.filter(pk=lesson.pk).update(status="cancelled")
    assert code(move, lesson, TUESDAY, 1) == "move_lesson_cancelled"
    for who in (world.teacher, world.director):
        with pytest.raises(Forbidden):
            move(lesson, TUESDAY, 1, who=who)
    with pytest.raises(NotVisible):
        move(lesson, TUESDAY, 1, room=10**9)


def test_the_chain_is_locked_before_anything_is_looked_at(world, move):
    lesson = on(world, MONDAY)
    with CaptureQueriesContext(connection) as seen:
        move(lesson, TUESDAY, 2)
    asked = [one["sql"] for one in seen]
    chain = next(n for n, one in enumerate(asked) if "audit_chainhead" in one)
    assert chain < min(n for n, one in enumerate(asked) if "journal_" in one or "FOR UPDATE OF" in one)
