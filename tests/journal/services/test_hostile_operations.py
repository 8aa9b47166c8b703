"""What a hostile or an unlucky client sends: ids from elsewhere, records twice in a batch, odd texts."""

import contextlib
import json
import uuid
from datetime import date

import pytest

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.curriculum.models import Course, StudyGroup, TeachingLoad
from parta.journal.models import Homework, Mark, Work
from parta.journal.rules.operations import BadOperations, parse_operations
from parta.people.models import Enrolment
from parta.regulation.enums import Terminology
from parta.timetable.models import Lesson, Substitution
from parta.wording.operations import worded
from tests.journal.services.conftest import kind_id, mark, moment, on

FRIDAY = date(2026, 11, 20)


def homework(lesson, ident, **more):
    return {"kind": "homework", "lesson": lesson.pk, "id": ident, "value": "№ 5", **more}


def test_one_homework_id_for_two_lessons_of_a_batch_is_refused_the_second_time(world, desk):
    ident = str(uuid.uuid4())
    answers = desk.send(
        world.teacher, world.algebra, homework(on(world, FRIDAY), ident), homework(on(world, date(2026, 11, 18)), ident)
    )
    assert [answer.get("code") for answer in answers] == [None, "unknown_record"]
    assert Homework.objects.get().lesson_id == on(world, FRIDAY).pk


def test_the_homework_id_of_one_pupil_is_taken_too(world, desk):
    ident = uuid.uuid4()
    Homework.objects.create(id=ident, lesson=on(world, FRIDAY), pupil_id=world.pupils[0].pk, text="лично")
    (answer,) = desk.send(world.teacher, world.algebra, homework(on(world, FRIDAY), str(ident)))
    assert answer["code"] == "unknown_record"


def test_the_same_operation_id_in_another_journal_is_not_the_same_operation(world, desk):
    TeachingLoad.objects.create(course=world.english, employee_id=world.teacher.pk, starts_on=date(2026, 9, 1))
    row = {
        "op": str(uuid.uuid4()),
        "kind": "term",
        "pupil": world.pupils[0].pk,
        "result": "term",
        "term": world.terms[1].pk,
        "value": "4",
    }
    assert desk.send(world.teacher, world.algebra, row)[0]["status"] == "applied"
    (answer,) = desk.send(world.teacher, world.english, row)
    assert answer["code"] == "operation_id_taken"


@pytest.mark.parametrize("value", ["2026-99-99", "9999-99-99", "2026-02-30"])
def test_a_value_that_looks_like_a_date_is_worded(world, desk, value):
    row = {"kind": "absence", "lesson": on(world, FRIDAY).pk, "pupil": world.pupils[0].pk, "value": value}
    (answer,) = desk.send(world.teacher, world.algebra, row)
    assert worded(answer, Terminology.SCHOOL)["message"]


def test_the_order_of_new_columns_of_a_batch_is_kept(world, desk):
    lesson = on(world, FRIDAY)
    works = [str(uuid.uuid4()) for _ in range(8)]
    desk.send(world.teacher, world.algebra, *(mark(world, world.pupils[0], "4", lesson, work) for work in works))
    more = [str(uuid.uuid4()) for _ in range(4)]
    desk.send(world.teacher, world.algebra, *(mark(world, world.pupils[0], "5", lesson, work) for work in more))
    stored = Work.objects.filter(lesson=lesson).order_by("position", "pk")
    assert [str(work.pk) for work in stored] == works + more


def column(work, lesson, **more):
    return {"kind": "work", "work": work, "lesson": lesson.pk, "kind_id": kind_id(), "purpose": "formative", **more}


def test_a_batch_may_clear_the_only_mark_and_take_the_column_away(world, desk):
    lesson, work = on(world, FRIDAY), str(uuid.uuid4())
    desk.send(world.teacher, world.algebra, mark(world, world.pupils[0], "5", lesson, work))
    row = {"kind": "mark", "work": work, "pupil": world.pupils[0].pk, "value": "", "base": 1}
    answers = desk.send(world.teacher, world.algebra, row, column(work, lesson, base=1, delete=True))
    assert [answer["status"] for answer in answers] == ["applied", "applied"]
    assert Work.objects.get().deleted


def test_a_batch_that_marks_in_a_column_and_takes_it_away_keeps_the_mark(world, desk):
    lesson, work = on(world, FRIDAY), str(uuid.uuid4())
    answers = desk.send(
        world.teacher,
        world.algebra,
        column(work, lesson),
        {"kind": "mark", "work": work, "pupil": world.pupils[0].pk, "value": "5"},
        column(work, lesson, base=1, delete=True),
    )
    assert [answer.get("code") for answer in answers] == [None, None, "work_not_empty"]
    answers = desk.send(
        world.teacher,
        world.algebra,
        {"kind": "mark", "work": work, "pupil": world.pupils[0].pk, "value": "", "base": 1},
        column(work, lesson, base=1, delete=True),
        {"kind": "mark", "work": work, "pupil": world.pupils[0].pk, "value": "2", "base": 2},
    )
    assert [answer.get("code") for answer in answers] == [None, None, "unknown_record"]


def test_a_column_stays_where_its_marks_could_not_stand_elsewhere(world, desk):
    lesson, work = on(world, FRIDAY), str(uuid.uuid4())
    Enrolment.objects.filter(pupil_id=world.pupils[0].pk).update(starts_on=FRIDAY)
    desk.send(world.teacher, world.algebra, mark(world, world.pupils[0], "5", lesson, work))
    for day, code in ((date(2026, 11, 18), "pupil_not_on_roster"), (date(2026, 11, 23), "lesson_in_future")):
        (answer,) = desk.send(world.teacher, world.algebra, column(work, on(world, day), base=1))
        assert answer["code"] == code
    assert Work.objects.get().lesson_id == lesson.pk


def test_a_column_planned_at_a_lesson_that_was_cancelled_may_be_moved(world, desk):
    lesson, work = on(world, FRIDAY), str(uuid.uuid4())
    desk.send(world.teacher, world.algebra, column(work, lesson))
    Lesson.objects.filter(pk=lesson.pk).update(status="cancelled")
    (answer,) = desk.send(world.teacher, world.algebra, column(work, on(world, date(2026, 11, 23)), base=1))
    assert answer["status"] == "applied"


def test_a_column_that_never_was_cannot_be_taken_away(world, desk):
    (answer,) = desk.send(world.teacher, world.algebra, column(str(uuid.uuid4()), on(world, FRIDAY), delete=True))
    assert answer["code"] == "unknown_record"
    assert not Work.objects.exists()


def test_the_same_record_twice_in_a_batch_is_a_conflict_the_second_time(world, desk):
    lesson, work = on(world, FRIDAY), str(uuid.uuid4())
    answers = desk.send(
        world.teacher,
        world.algebra,
        mark(world, world.pupils[0], "5", lesson, work),
        mark(world, world.pupils[0], "2", lesson, work),
    )
    assert [answer["status"] for answer in answers] == ["applied", "conflict"]
    assert (answers[1]["value"], answers[1]["author"]) == ("5", "Ёлкина Н. С.")
    assert Mark.objects.get().value == "5"


def test_a_batch_of_refusals_leaves_the_chain_whole(world, desk):
    rows = [mark(world, world.stranger, "5", on(world, FRIDAY), str(uuid.uuid4())) for _ in range(3)]
    assert {answer["status"] for answer in desk.send(world.teacher, world.algebra, *rows)} == {"refused"}
    assert not Event.objects.exists()
    assert list(verify_chains()) == []


def test_a_pupil_gone_to_another_class_leaves_the_subgroup_of_the_old_one(world, desk):
    pupil = world.pupils[0]
    Enrolment.objects.filter(pupil_id=pupil.pk).update(ends_on=date(2026, 11, 15))
    Enrolment.objects.create(pupil_id=pupil.pk, school_class=world.other_class, starts_on=date(2026, 11, 16))
    lesson = next(row for row in world.english_lessons if row.date == FRIDAY)
    (answer,) = desk.send(world.english_teacher, world.english, mark(world, pupil, "5", lesson, str(uuid.uuid4())))
    assert answer["code"] == "pupil_not_on_roster"


def test_a_joined_group_keeps_a_pupil_who_changes_class(world, desk):
    pupil = world.pupils[0]
    StudyGroup.objects.update(school_class=None)
    Course.objects.filter(pk=world.english.pk).update(school_class=None)
    Enrolment.objects.filter(pupil_id=pupil.pk).update(ends_on=date(2026, 11, 15))
    Enrolment.objects.create(pupil_id=pupil.pk, school_class=world.other_class, starts_on=date(2026, 11, 16))
    lesson = next(row for row in world.english_lessons if row.date == FRIDAY)
    (answer,) = desk.send(world.english_teacher, world.english, mark(world, pupil, "5", lesson, str(uuid.uuid4())))
    assert answer["status"] == "applied"


def test_a_pupil_taught_at_home_is_not_on_the_list_of_the_class(world, desk):
    Enrolment.objects.filter(pupil_id=world.pupils[0].pk).update(individual=True)
    row = mark(world, world.pupils[0], "5", on(world, FRIDAY), str(uuid.uuid4()))
    assert desk.send(world.teacher, world.algebra, row)[0]["code"] == "unknown_record"


def test_a_pupil_outside_the_subgroup_has_no_place_in_its_journal(world, desk):
    lesson = next(row for row in world.english_lessons if row.date == FRIDAY)
    row = mark(world, world.pupils[2], "5", lesson, str(uuid.uuid4()))
    assert desk.send(world.english_teacher, world.english, row)[0]["code"] == "unknown_record"


def test_a_substitute_writes_on_the_days_that_the_regulation_opens(world, desk):
    lesson = on(world, FRIDAY)
    Substitution.objects.create(
        lesson=lesson, kind="substitute", absent_id=world.teacher.pk, substitute_id=world.english_teacher.pk
    )
    row = {"kind": "topic", "lesson": lesson.pk, "value": "Тема"}
    for now, code in (("11-18", "substitute_access_closed"), ("11-19", None), ("11-22", "substitute_access_closed")):
        (answer,) = desk.send(world.english_teacher, world.algebra, row, now=moment(now))
        assert answer.get("code") == code, now
    assert "замен" in worded(answer, Terminology.SCHOOL)["message"]
    assert desk.send(world.teacher, world.algebra, {**row, "base": 1}, now=moment("11-22"))[0]["status"] == "applied"


def test_a_lesson_late_in_the_evening_is_judged_by_the_schools_own_day(world, desk):
    lesson = on(world, FRIDAY)
    Lesson.objects.filter(pk=lesson.pk).update(starts_at=moment("11-20", "23:10"), ends_at=moment("11-20", "23:50"))
    row = mark(world, world.pupils[0], "5", lesson, str(uuid.uuid4()))
    (answer,) = desk.send(world.teacher, world.algebra, row, now=moment("11-19", "23:59"))
    assert answer["code"] == "lesson_in_future"
    row = mark(world, world.pupils[0], "5", lesson, str(uuid.uuid4()))
    (answer,) = desk.send(world.teacher, world.algebra, row, now=moment("11-20", "00:01"))
    assert (answer["status"], answer["record"]["late"]) == ("applied", False)


def body(**row):
    return json.dumps({"operations": [{"op": str(uuid.uuid4()), "base": 0, **row}]}).encode()


def test_no_depth_of_nesting_gets_past_the_reader():
    for depth in range(100, 1100, 50):
        deep = "[" * depth + "]" * depth
        for field in ('"x"', '"kind"', '"new_work"', '"value"'):
            text = '{"operations":[{"op":"%s","kind":"note","lesson":1,"pupil":1,"base":0,%s:%s}]}'
            with contextlib.suppress(BadOperations):
                parse_operations((text % (uuid.uuid4(), field, deep)).encode())


@pytest.mark.parametrize(
    "value", ["ж" * 1000, "👩‍👩‍👧‍👦" * 142 + "👩‍👩‍👧", "é" * 500, "\u202eтсет\u202c", "ёЁ «ёлки» \"'\\ ‹›"]
)
def test_long_and_odd_texts_are_kept_as_they_are(world, desk, value):
    row = {"kind": "topic", "lesson": on(world, FRIDAY).pk, "value": value}
    (answer,) = desk.send(world.teacher, world.algebra, row)
    assert (answer["status"], answer["record"]["value"]) == ("applied", value)


@pytest.mark.parametrize("value", ["\ud800", "a\x00b", "\x1b[31m", "ж" * 1001, 5, ["a"], {"a": 1}, True])
def test_what_is_no_text_is_refused_whole(value):
    with pytest.raises(BadOperations):
        parse_operations(body(kind="topic", lesson=1, value=value))
