"""A lesson that nobody can give: cancelled by a deputy where the act allows it and nothing is written, and given back."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.services import verify_chains
from parta.journal.services.cancelling import cancel, restore
from parta.kernel.decisions import Forbidden, NotVisible, Refused
from parta.regulation.models import RegulationVersion
from parta.timetable.models import Lesson, Substitution
from tests.factories.ill import lesson_of
from tests.journal.services.conftest import moment, on, topic_operation

FRIDAY = date(2026, 11, 20)
NOW = moment("11-20", "08:00")


def off(desk, lesson, who=None, reason="учитель на курсах"):
    return cancel(actor=desk.actor(who or desk.world.deputy), lesson_id=lesson.pk, reason=reason, now=NOW)


def back(desk, lesson, who=None):
    return restore(actor=desk.actor(who or desk.world.deputy), lesson_id=lesson.pk, now=NOW)


def code(act, *args, **more):
    with pytest.raises(Refused) as caught:
        act(*args, **more)
    return caught.value.decision.code


def test_a_cancelled_lesson_takes_no_records_until_it_is_given_back(world, desk):
    lesson = on(world, FRIDAY)
    off(desk, lesson)
    assert Substitution.objects.get(lesson=lesson).reason == "учитель на курсах"
    answer = desk.send(world.teacher, world.algebra, topic_operation(lesson))[0]
    assert (answer["status"], answer["code"]) == ("refused", "lesson_cancelled")
    assert code(off, desk, lesson) == "lesson_cancelled"
    back(desk, lesson)
    assert not Substitution.objects.filter(lesson=lesson).exists()
    assert desk.send(world.teacher, world.algebra, topic_operation(lesson))[0]["status"] == "applied"
    assert code(back, desk, lesson) == "lesson_not_cancelled"
    assert list(verify_chains()) == []


def test_a_lesson_with_records_stays_and_nothing_is_stored(world, desk):
    lesson = on(world, FRIDAY)
    absence = {"kind": "absence", "lesson": lesson.pk, "pupil": world.pupils[0].pk, "value": "ill"}
    desk.send(world.teacher, world.algebra, topic_operation(lesson), absence)
    with pytest.raises(Refused) as caught:
        off(desk, lesson)
    assert caught.value.decision.code == "lesson_has_records"
    assert {"topic", "absences"} <= {kind for kind, _ in caught.value.decision.params["records"]}
    lesson.refresh_from_db()
    assert lesson.status == "held"


def test_cancelling_asks_the_act(world, desk):
    version = RegulationVersion.objects.get()
    version.values = {**version.values, "lessons": {"lesson_cancel_allowed": {"value": False, "clause": "2.15"}}}
    version.save()
    assert code(off, desk, on(world, FRIDAY)) == "cancelling_not_in_act"


def test_a_reason_is_named_and_the_hour_must_be_free(world, desk):
    lesson = on(world, FRIDAY)
    assert code(off, desk, lesson, reason="  ") == "cancelling_needs_reason"
    off(desk, lesson)
    Lesson.objects.create(
        course=world.algebra, date=FRIDAY, number=1, starts_at=lesson.starts_at, ends_at=lesson.ends_at
    )
    assert code(back, desk, lesson) == "lesson_time_taken"


def test_a_lesson_comes_back_only_where_its_teacher_is_free(world, desk):
    lesson = on(world, FRIDAY)
    off(desk, lesson)
    beside = lesson_of(world.other_course, world.teacher, 1)
    assert code(back, desk, lesson) == "timetable_taken"
    lesson.refresh_from_db()
    assert lesson.status == "cancelled" and Substitution.objects.filter(lesson=lesson).exists()
    beside.delete()
    back(desk, lesson)


def test_only_who_arranges_cancels(world, desk):
    lesson = on(world, FRIDAY)
    for who in (world.teacher, world.director):
        with pytest.raises(Forbidden):
            off(desk, lesson, who)
    with pytest.raises(NotVisible):
        off(desk, lesson, world.english_teacher)


def test_the_chain_is_locked_before_the_lesson_as_by_everyone_who_writes_both(world, desk):
    lesson = on(world, FRIDAY)
    with CaptureQueriesContext(connection) as seen:
        off(desk, lesson)
    asked = [one["sql"] for one in seen]
    locked = next(n for n, one in enumerate(asked) if '"timetable_lesson"' in one and "FOR UPDATE" in one)
    assert next(n for n, one in enumerate(asked) if "audit_chainhead" in one) < locked
