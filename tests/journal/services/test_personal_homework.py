"""Homework for one pupil: by the same rules as the class's, beside it, and nobody else's business."""

import uuid
from datetime import date

import pytest

from parta.audit.models import Event
from parta.journal.models import Homework
from parta.journal.rules.operations import BadOperations
from tests.journal.services.conftest import moment, on

FRIDAY = date(2026, 11, 20)


def own(lesson, pupil, value="№ 5, разобрать ошибки", **more):
    return {
        "kind": "homework",
        "lesson": lesson.pk,
        "pupil": pupil.pk,
        "id": str(uuid.uuid4()),
        "value": value,
        "none": False,
        "minutes": None,
        "due": None,
        **more,
    }


def for_all(lesson, value="№ 1"):
    row = own(lesson, lesson, value)
    del row["pupil"]
    return row


def test_it_stands_beside_that_of_the_class_with_a_version_of_its_own(world, desk):
    lesson = on(world, FRIDAY)
    first, second, _ = world.pupils
    answers = desk.send(world.teacher, world.algebra, for_all(lesson), own(lesson, first), own(lesson, second, "№ 6"))
    assert [(answer["status"], answer["version"]) for answer in answers] == [("applied", 1)] * 3
    assert {row.pupil_id: row.text for row in Homework.objects.all()} == {
        None: "№ 1",
        first.pk: "№ 5, разобрать ошибки",
        second.pk: "№ 6",
    }
    assert {row.due_lesson_id for row in Homework.objects.all()} == {on(world, date(2026, 11, 23)).pk}
    (answer,) = desk.send(world.teacher, world.algebra, own(lesson, first, "", base=1))
    assert (answer["status"], answer["version"]) == ("applied", 2)
    assert Homework.objects.get(pupil=None).version == 1
    subjects = [event.subject for event in Event.objects.filter(act="journal.homework_recorded").order_by("seq")]
    assert [subject.get("pupil") for subject in subjects] == [None, first.pk, second.pk, first.pk]


def test_a_conflict_names_who_changed_this_record_and_not_the_neighbour(world, desk):
    lesson, pupil = on(world, FRIDAY), world.pupils[0]
    desk.send(world.teacher, world.algebra, for_all(lesson))
    desk.send(world.teacher, world.algebra, own(lesson, pupil), now=moment("11-20", "13:00"))
    (answer,) = desk.send(world.teacher, world.algebra, for_all(lesson, "№ 2"))
    assert (answer["status"], answer["value"]) == ("conflict", "№ 1")
    assert answer["at"].startswith("2026-11-20T07:00")
    (answer,) = desk.send(world.teacher, world.algebra, own(lesson, pupil, "иное"))
    assert answer["value"] == "№ 5, разобрать ошибки"
    assert answer["at"].startswith("2026-11-20T08:00")


def test_the_same_rules_hold_as_for_the_class(world, desk):
    lesson, pupil = on(world, FRIDAY), world.pupils[0]
    (answer,) = desk.send(world.teacher, world.algebra, own(lesson, pupil, due=lesson.pk))
    assert answer["code"] == "homework_due_before_given"
    earlier = on(world, date(2026, 11, 18))
    (answer,) = desk.send(world.teacher, world.algebra, own(earlier, pupil, due=lesson.pk))
    assert (answer["code"], answer["clause"]["number"]) == ("homework_due_today", "17(4)")
    (answer,) = desk.send(world.deputy, world.algebra, own(lesson, pupil))
    assert answer["code"] == "not_your_duty"


def test_only_to_pupils_of_the_course(world, desk):
    lesson = on(world, FRIDAY)
    (answer,) = desk.send(world.teacher, world.algebra, own(lesson, world.stranger))
    assert answer["code"] == "unknown_record"
    enrolment = world.pupils[1].pupil.enrolments.get()
    enrolment.ends_on = date(2026, 11, 19)
    enrolment.save()
    (answer,) = desk.send(world.teacher, world.algebra, own(lesson, world.pupils[1]))
    assert answer["code"] == "pupil_not_on_roster"
    assert not Homework.objects.exists()


def test_the_id_of_another_record_is_refused(world, desk):
    lesson, taken = on(world, FRIDAY), str(uuid.uuid4())
    desk.send(world.teacher, world.algebra, own(lesson, world.pupils[0], id=taken))
    (answer,) = desk.send(world.teacher, world.algebra, own(lesson, world.pupils[1], id=taken))
    assert answer["code"] == "unknown_record"
    (answer,) = desk.send(world.teacher, world.algebra, {**for_all(lesson), "id": taken})
    assert answer["code"] == "unknown_record"


def test_one_pupil_cannot_be_told_that_there_is_none(world, desk):
    with pytest.raises(BadOperations):
        desk.send(world.teacher, world.algebra, own(on(world, FRIDAY), world.pupils[0], "", none=True))


def test_it_is_no_late_entry_of_the_class_s_duty(world, desk):
    lesson = on(world, date(2026, 11, 18))
    (answer,) = desk.send(world.teacher, world.algebra, own(lesson, world.pupils[0]))
    assert answer["status"] == "applied"
    assert "overdue" not in Event.objects.get(act="journal.homework_recorded").after
