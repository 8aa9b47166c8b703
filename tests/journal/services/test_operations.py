"""The save protocol: state, audit and answer together; the same id twice; stale versions; foreign elements."""

import uuid
from datetime import date

import pytest

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.curriculum.models import TeachingLoad
from parta.journal.models import (
    Attendance,
    Homework,
    LessonEntry,
    Mark,
    Operation,
    PupilNote,
    RollCall,
    TermResult,
    Work,
)
from parta.people.models import Enrolment
from parta.regulation.models import RegulationVersion
from parta.timetable.models import Lesson, Substitution
from tests.journal.services.conftest import kind_id, mark, moment, on

FRIDAY = date(2026, 11, 20)


def test_a_mark_is_stored_with_its_column_its_events_and_its_answer(world, desk):
    lesson, work = on(world, FRIDAY), str(uuid.uuid4())
    (answer,) = desk.send(world.teacher, world.algebra, mark(world, world.pupils[0], "5", lesson, work))
    assert (answer["status"], answer["version"]) == ("applied", 1)
    assert answer["record"] == {
        "kind": "mark",
        "work": work,
        "lesson": lesson.pk,
        "pupil": world.pupils[0].pk,
        "criterion": 1,
        "value": "5",
        "attempts": [],
        "late": False,
        "version": 1,
        "new_work": {
            "kind": "work",
            "work": work,
            "lesson": lesson.pk,
            "kind_id": kind_id(),
            "purpose": "formative",
            "weight": "1.00",
            "title": "",
            "criteria": 1,
            "deleted": False,
            "version": 1,
        },
    }
    row = Mark.objects.get()
    assert (row.value, row.version, str(row.work_id), row.pupil_id) == ("5", 1, work, world.pupils[0].pk)
    events = list(Event.objects.filter(chain=f"course:{world.algebra.pk}").order_by("seq"))
    assert [event.act for event in events] == ["journal.work_added", "journal.mark_recorded"]
    assert events[1].person_id == world.teacher.pk
    assert events[1].after["value"] == "5"
    assert events[1].before is None
    assert Lesson.objects.get(pk=lesson.pk).status == "held"
    assert Operation.objects.get().answer["version"] == 1
    assert list(verify_chains()) == []


def test_the_same_operation_twice_answers_the_same_and_changes_nothing(world, desk):
    lesson, work, op = on(world, FRIDAY), str(uuid.uuid4()), str(uuid.uuid4())
    row = mark(world, world.pupils[0], "5", lesson, work, op=op)
    (first,) = desk.send(world.teacher, world.algebra, row)
    (second,) = desk.send(world.teacher, world.algebra, row)
    assert second == {**first, "replayed": True}
    assert Mark.objects.get().version == 1
    assert Event.objects.filter(act="journal.mark_recorded").count() == 1


def test_the_same_id_with_other_content_or_from_another_person_is_refused(world, desk):
    lesson, work, op = on(world, FRIDAY), str(uuid.uuid4()), str(uuid.uuid4())
    desk.send(world.teacher, world.algebra, mark(world, world.pupils[0], "5", lesson, work, op=op))
    (answer,) = desk.send(world.teacher, world.algebra, mark(world, world.pupils[0], "2", lesson, work, op=op))
    assert (answer["status"], answer["code"]) == ("refused", "operation_id_taken")
    TeachingLoad.objects.create(course=world.algebra, employee_id=world.homeroom.pk, starts_on=date(2026, 9, 1))
    (answer,) = desk.send(world.homeroom, world.algebra, mark(world, world.pupils[0], "5", lesson, work, op=op))
    assert answer["code"] == "operation_id_taken"
    assert Mark.objects.get().value == "5"


def test_a_stale_version_is_a_conflict_that_names_author_and_value(world, desk):
    lesson, work = on(world, FRIDAY), str(uuid.uuid4())
    desk.send(world.teacher, world.algebra, mark(world, world.pupils[0], "5", lesson, work))
    op = str(uuid.uuid4())
    row = {"kind": "mark", "work": work, "pupil": world.pupils[0].pk, "criterion": 1, "value": "3", "base": 0, "op": op}
    (answer,) = desk.send(world.teacher, world.algebra, row)
    assert (answer["status"], answer["version"], answer["value"]) == ("conflict", 1, "5")
    assert answer["author"] == "Ёлкина Н. С."
    assert desk.send(world.teacher, world.algebra, row)[0]["replayed"] is True
    assert Mark.objects.get().value == "5"


def test_changes_attempts_and_clearing_keep_versions_in_a_row(world, desk):
    lesson, work = on(world, FRIDAY), str(uuid.uuid4())
    base = mark(world, world.pupils[0], "2", lesson, work)
    desk.send(world.teacher, world.algebra, base)
    row = {"kind": "mark", "work": work, "pupil": world.pupils[0].pk, "criterion": 1}
    answers = desk.send(
        world.teacher,
        world.algebra,
        {**row, "value": "3", "attempt": True, "base": 1},
        {**row, "value": "4", "base": 2},
        {**row, "value": "", "base": 3},
    )
    assert [answer["version"] for answer in answers] == [2, 3, 4]
    assert [answer["record"]["attempts"] for answer in answers] == [["2"], ["2"], []]
    acts = Event.objects.filter(subject__kind="mark").order_by("seq").values_list("act", flat=True)
    assert list(acts) == [
        "journal.mark_recorded",
        "journal.mark_changed",
        "journal.mark_changed",
        "journal.mark_cleared",
    ]


def test_one_foreign_pupil_among_many_is_refused_alone(world, desk):
    lesson, work = on(world, FRIDAY), str(uuid.uuid4())
    answers = desk.send(
        world.teacher,
        world.algebra,
        *(mark(world, pupil, "5", lesson, work) for pupil in (*world.pupils, world.stranger)),
    )
    assert [answer["status"] for answer in answers] == ["applied"] * 3 + ["refused"]
    assert answers[3]["code"] == "unknown_record"
    assert Mark.objects.count() == 3


def test_a_lesson_and_a_work_of_another_journal_do_not_exist_here(world, desk):
    foreign = world.other_course.lessons.get()
    work = str(uuid.uuid4())
    (answer,) = desk.send(world.teacher, world.algebra, mark(world, world.pupils[0], "5", foreign, work))
    assert answer["code"] == "unknown_record"
    desk.now = moment("11-09")
    desk.send(world.english_teacher, world.other_course, mark(world, world.stranger, "5", foreign, work))
    row = {"kind": "mark", "work": work, "pupil": world.pupils[0].pk, "criterion": 1, "value": "2"}
    (answer,) = desk.send(world.teacher, world.algebra, row)
    assert answer["code"] == "unknown_record"
    (answer,) = desk.send(
        world.teacher,
        world.algebra,
        {
            "kind": "work",
            "work": work,
            "lesson": on(world, date(2026, 11, 9)).pk,
            "kind_id": kind_id(),
            "purpose": "formative",
            "base": 1,
        },
    )
    assert answer["code"] == "unknown_record"
    assert Mark.objects.get().value == "5"


@pytest.mark.parametrize("who", ["homeroom", "deputy", "director", "admin"])
def test_who_only_reads_cannot_write(world, desk, who):
    lesson = on(world, FRIDAY)
    (answer,) = desk.send(
        getattr(world, who), world.algebra, mark(world, world.pupils[0], "5", lesson, str(uuid.uuid4()))
    )
    assert (answer["status"], answer["code"]) == ("refused", "not_your_duty")
    assert not Mark.objects.exists() and not Work.objects.exists()


def test_the_homeroom_teacher_sets_absences_where_the_regulation_says_so(world, desk):
    lesson = on(world, FRIDAY)
    row = {"kind": "absence", "lesson": lesson.pk, "pupil": world.pupils[0].pk, "value": "ill"}
    assert desk.send(world.homeroom, world.algebra, row)[0]["status"] == "applied"
    assert (
        desk.send(
            world.homeroom,
            world.other_course.__class__.objects.get(pk=world.english.pk),
            {
                **row,
                "lesson": world.english_lessons[0].pk,
                "pupil": world.pupils[1].pk,
            },
            now=moment("11-12"),
        )[0]["status"]
        == "applied"
    )


def test_a_substitute_writes_in_the_lesson_substituted_only(world, desk):
    lesson, before = on(world, FRIDAY), on(world, date(2026, 11, 18))
    Substitution.objects.create(
        lesson=lesson, kind="substitute", absent_id=world.teacher.pk, substitute_id=world.english_teacher.pk
    )
    work = str(uuid.uuid4())
    assert (
        desk.send(world.english_teacher, world.algebra, mark(world, world.pupils[0], "4", lesson, work))[0]["status"]
        == "applied"
    )
    (answer,) = desk.send(
        world.english_teacher, world.algebra, mark(world, world.pupils[0], "4", before, str(uuid.uuid4()))
    )
    assert answer["code"] == "not_your_duty"


def test_a_teacher_whose_load_has_ended_writes_no_more(world, desk):
    TeachingLoad.objects.filter(course=world.algebra).update(ends_on=date(2026, 11, 15))
    Lesson.objects.filter(course=world.algebra, date__gt=date(2026, 11, 15)).update(employee_id=world.homeroom.pk)
    (late,) = desk.send(
        world.teacher, world.algebra, mark(world, world.pupils[0], "4", on(world, FRIDAY), str(uuid.uuid4()))
    )
    (own,) = desk.send(
        world.teacher,
        world.algebra,
        mark(world, world.pupils[0], "4", on(world, date(2026, 11, 13)), str(uuid.uuid4())),
    )
    assert (late["code"], own["status"]) == ("not_your_duty", "applied")


def test_the_window_of_the_regulation_closes_after_seven_days_with_its_clause(world, desk):
    lesson = on(world, date(2026, 11, 11))
    work = str(uuid.uuid4())
    (answer,) = desk.send(
        world.teacher, world.algebra, mark(world, world.pupils[0], "5", lesson, work), now=moment("11-18", "23:59")
    )
    assert answer["status"] == "applied"
    row = {"kind": "mark", "work": work, "pupil": world.pupils[0].pk, "criterion": 1, "value": "3", "base": 1}
    (answer,) = desk.send(world.teacher, world.algebra, row, now=moment("11-19", "00:00"))
    assert answer["status"] == "refused"
    assert answer["clause"]["number"] == "17(4)"
    assert answer["who_can_lift"] == "deputy"


def test_a_slip_of_a_late_entered_mark_may_be_mended_on_the_same_day(world, desk):
    from parta.regulation.models import RegulationVersion

    RegulationVersion.objects.update(preset="lyceum_68")
    lesson, work = on(world, date(2026, 11, 18)), str(uuid.uuid4())
    row = {"kind": "mark", "work": work, "pupil": world.pupils[0].pk, "criterion": 1, "value": "3", "base": 1}
    first = desk.send(
        world.teacher, world.algebra, mark(world, world.pupils[0], "5", lesson, work), now=moment("11-18")
    )
    assert first[0]["status"] == "applied", first
    assert desk.send(world.teacher, world.algebra, row, now=moment("11-18", "20:00"))[0]["status"] == "applied"
    assert desk.send(world.teacher, world.algebra, {**row, "base": 2}, now=moment("11-19"))[0]["status"] == "refused"


def test_attendance_topic_homework_note_and_roll(world, desk):
    lesson, following = on(world, FRIDAY), on(world, date(2026, 11, 23))
    pupil, line = world.pupils[1], world.plan.lines.first()
    answers = desk.send(
        world.teacher,
        world.algebra,
        {"kind": "absence", "lesson": lesson.pk, "pupil": pupil.pk, "value": "ill", "reason": "справка «ОРВИ» 🤒"},
        {"kind": "present_all", "lesson": lesson.pk},
        {"kind": "topic", "lesson": lesson.pk, "value": "Тема 1", "plan_line": line.pk},
        {"kind": "homework", "lesson": lesson.pk, "id": str(uuid.uuid4()), "value": "§ 12, № 5", "minutes": 20},
        {"kind": "note", "lesson": lesson.pk, "pupil": pupil.pk, "value": "Молодец, ёлки!"},
    )
    assert {answer["status"] for answer in answers} == {"applied"}
    assert Attendance.objects.get().code == "ill"
    assert RollCall.objects.get().taken_by_id == world.teacher.pk
    assert LessonEntry.objects.get().plan_line_id == line.pk
    homework = Homework.objects.get()
    assert (homework.text, homework.due_lesson_id, homework.minutes) == ("§ 12, № 5", following.pk, 20)
    assert PupilNote.objects.get().text == "Молодец, ёлки!"
    assert list(verify_chains()) == []


def test_no_homework_is_one_click_and_holds_no_text(world, desk):
    lesson = on(world, FRIDAY)
    row = {"kind": "homework", "lesson": lesson.pk, "id": str(uuid.uuid4()), "value": "забытое", "none": True}
    assert desk.send(world.teacher, world.algebra, row)[0]["status"] == "applied"
    homework = Homework.objects.get()
    assert (homework.text, homework.none_set, homework.due_lesson_id) == ("", True, None)


def test_homework_is_not_due_today_or_at_another_journal(world, desk):
    lesson = on(world, date(2026, 11, 18))
    row = {"kind": "homework", "lesson": lesson.pk, "id": str(uuid.uuid4()), "value": "x", "due": on(world, FRIDAY).pk}
    (answer,) = desk.send(world.teacher, world.algebra, row)
    assert (answer["code"], answer["clause"]["number"][:2]) == ("homework_due_today", "17")
    (answer,) = desk.send(world.teacher, world.algebra, {**row, "due": world.english_lessons[-1].pk})
    assert answer["code"] == "unknown_record"


def test_a_column_is_added_changed_and_removed_only_while_empty(world, desk):
    lesson, work = on(world, FRIDAY), str(uuid.uuid4())
    column = {
        "kind": "work",
        "work": work,
        "lesson": lesson.pk,
        "kind_id": kind_id("контрольная работа"),
        "purpose": "formative",
        "criteria": 2,
    }
    row = {"kind": "mark", "work": work, "pupil": world.pupils[0].pk, "value": "4"}
    answers = desk.send(world.teacher, world.algebra, column, {**row, "criterion": 1}, {**row, "criterion": 2})
    assert [answer["status"] for answer in answers] == ["applied"] * 3
    assert answers[0]["record"]["weight"] == "2.00"
    (answer,) = desk.send(world.teacher, world.algebra, {**column, "base": 1, "delete": True})
    assert answer["code"] == "work_not_empty"
    desk.send(world.teacher, world.algebra, *({**row, "criterion": n, "value": "", "base": 1} for n in (1, 2)))
    (answer,) = desk.send(world.teacher, world.algebra, {**column, "base": 1, "weight": 1.5, "criteria": 1})
    assert (answer["status"], answer["record"]["weight"]) == ("applied", "1.50")
    (answer,) = desk.send(world.teacher, world.algebra, {**column, "base": 2, "delete": True})
    assert answer["status"] == "applied"
    assert Work.objects.get().deleted


def test_columns_of_one_batch_stand_in_its_order_and_a_moved_one_goes_last(world, desk):
    """«4 5 3» typed into one cell brings three columns at once; their ids say nothing of their order."""
    works = [f"{digit}{str(uuid.uuid4())[1:]}" for digit in "f70"]
    rows = [
        mark(world, world.pupils[0], value, world.lessons[5], work) for value, work in zip("453", works, strict=True)
    ]
    desk.send(world.teacher, world.algebra, *rows)
    assert [str(row.pk) for row in Work.objects.filter(lesson=world.lessons[5]).order_by("position")] == works
    there = str(uuid.uuid4())
    desk.send(world.teacher, world.algebra, mark(world, world.pupils[0], "4", world.lessons[4], there))
    moved = {
        "kind": "work",
        "work": works[0],
        "lesson": world.lessons[4].pk,
        "kind_id": kind_id(),
        "purpose": "formative",
        "base": 1,
    }
    desk.send(world.teacher, world.algebra, moved)
    assert [str(row.pk) for row in Work.objects.filter(lesson=world.lessons[4]).order_by("position")] == [
        there,
        works[0],
    ]
    (ahead,) = desk.send(world.teacher, world.algebra, {**moved, "lesson": world.lessons[6].pk, "base": 2})
    assert (ahead["status"], ahead["code"]) == ("refused", "lesson_in_future")
    Enrolment.objects.filter(pupil_id=world.pupils[0].pk).update(starts_on=world.lessons[4].date)
    (absent,) = desk.send(world.teacher, world.algebra, {**moved, "lesson": world.lessons[3].pk, "base": 2})
    assert (absent["status"], absent["code"]) == ("refused", "pupil_not_on_roster")


def test_no_marks_in_the_future_at_a_cancelled_lesson_or_off_the_scale(world, desk):
    future, lesson = on(world, date(2026, 11, 23)), on(world, FRIDAY)
    Lesson.objects.filter(pk=on(world, date(2026, 11, 18)).pk).update(status="cancelled")
    cases = [
        (mark(world, world.pupils[0], "5", future, str(uuid.uuid4())), "lesson_in_future"),
        (mark(world, world.pupils[0], "5", on(world, date(2026, 11, 18)), str(uuid.uuid4())), "lesson_cancelled"),
        (mark(world, world.pupils[0], "6", lesson, str(uuid.uuid4())), "mark_not_on_scale"),
        (mark(world, world.pupils[0], "н/а", lesson, str(uuid.uuid4())), "mark_not_on_scale"),
    ]
    for row, code in cases:
        (answer,) = desk.send(world.teacher, world.algebra, row)
        assert answer["code"] == code
    assert not Mark.objects.exists() and not Work.objects.exists()


def test_no_marks_in_grade_one(world, desk):
    from parta.school.models import SchoolClass

    SchoolClass.objects.filter(pk=world.school_class.pk).update(grade_level=1)
    (answer,) = desk.send(
        world.teacher, world.algebra, mark(world, world.pupils[0], "5", on(world, FRIDAY), str(uuid.uuid4()))
    )
    assert answer["code"] == "no_marks_in_grade"
    row = {"kind": "absence", "lesson": on(world, FRIDAY).pk, "pupil": world.pupils[0].pk, "value": "absent"}
    assert desk.send(world.teacher, world.algebra, row)[0]["status"] == "applied"


def test_term_and_year_results(world, desk):
    row = {"kind": "term", "pupil": world.pupils[0].pk, "result": "term", "term": world.terms[1].pk}
    assert desk.send(world.teacher, world.algebra, {**row, "value": "4"})[0]["status"] == "applied"
    assert desk.send(world.teacher, world.algebra, {**row, "value": "5", "base": 1})[0]["version"] == 2
    assert (
        desk.send(world.teacher, world.algebra, {**row, "value": "7", "base": 2})[0]["code"] == "term_mark_not_on_scale"
    )
    assert (
        desk.send(world.teacher, world.algebra, {**row, "result": "year", "term": None, "value": "5"})[0]["status"]
        == "applied"
    )
    assert (
        desk.send(world.teacher, world.algebra, {**row, "pupil": world.stranger.pk, "value": "5"})[0]["code"]
        == "unknown_record"
    )
    assert TermResult.objects.count() == 2


def test_a_pupil_who_came_later_has_no_mark_before(world, desk):
    from parta.people.models import Enrolment

    Enrolment.objects.filter(pupil_id=world.pupils[2].pk).update(starts_on=date(2026, 11, 19))
    early, late = on(world, date(2026, 11, 18)), on(world, FRIDAY)
    answers = desk.send(
        world.teacher,
        world.algebra,
        mark(world, world.pupils[2], "5", early, str(uuid.uuid4())),
        mark(world, world.pupils[2], "5", late, str(uuid.uuid4())),
    )
    assert [answer.get("code") for answer in answers] == ["pupil_not_on_roster", None]


def test_what_is_wrong_with_a_mark_itself_is_told_before_what_time_says_of_its_new_column(world, desk):
    """A late mark to a pupil who was elsewhere, or off the scale: nobody is sent to the deputy for what stays wrong."""
    Enrolment.objects.filter(pupil_id=world.pupils[0].pk).update(starts_on=date(2026, 11, 16))
    lesson, late = on(world, date(2026, 11, 9)), moment("11-20")
    rows = [
        mark(world, pupil, value, lesson, str(uuid.uuid4()))
        for pupil, value in ((world.pupils[0], "5"), (world.pupils[1], "7"), (world.pupils[1], "5"))
    ]
    answers = desk.send(world.teacher, world.algebra, *rows, now=late)
    codes = [answer["code"] for answer in answers]
    assert codes == ["pupil_not_on_roster", "mark_not_on_scale", "new_mark_too_late"]
    assert not Work.objects.exists()


def test_a_marked_column_moves_only_where_its_marks_could_stand(world, desk):
    from parta.people.models import Enrolment

    Enrolment.objects.filter(pupil_id=world.pupils[2].pk).update(starts_on=date(2026, 11, 19))
    lesson, work = on(world, FRIDAY), str(uuid.uuid4())
    desk.send(world.teacher, world.algebra, *(mark(world, pupil, "4", lesson, work) for pupil in world.pupils))
    moved = {"kind": "work", "work": work, "kind_id": kind_id(), "purpose": "formative", "base": 1}
    (early,) = desk.send(world.teacher, world.algebra, {**moved, "lesson": on(world, date(2026, 11, 18)).pk})
    (future,) = desk.send(world.teacher, world.algebra, {**moved, "lesson": on(world, date(2026, 11, 23)).pk})
    (closed,) = desk.send(world.teacher, world.algebra, {**moved, "lesson": on(world, date(2026, 11, 9)).pk})
    assert [early["code"], future["code"]] == ["pupil_not_on_roster", "lesson_in_future"]
    assert closed["status"] == "refused"
    assert Work.objects.get().lesson_id == lesson.pk


def test_a_moved_column_keeps_the_history_of_its_marks(world, desk):
    from parta.journal.access import course_view
    from parta.journal.queries.grid import cell_history

    lesson, there, work = on(world, FRIDAY), on(world, date(2026, 11, 18)), str(uuid.uuid4())
    desk.send(world.teacher, world.algebra, mark(world, world.pupils[0], "4", lesson, work))
    moved = {"kind": "work", "work": work, "kind_id": kind_id(), "purpose": "formative", "base": 1, "lesson": there.pk}
    assert desk.send(world.teacher, world.algebra, moved)[0]["status"] == "applied"
    view = course_view(desk.actor(world.teacher), world.algebra.pk)
    (line,) = cell_history(view, lesson_id=there.pk, pupil_id=world.pupils[0].pk, now=desk.now)
    assert line.after["value"] == "4"


@pytest.mark.parametrize("preset", ["school_2", "lyceum_68"])
def test_a_work_says_what_it_is_for_where_the_act_asks_and_nowhere_else(world, desk, preset):
    RegulationVersion.objects.update(preset=preset)
    asked, lesson, work = preset == "school_2", on(world, FRIDAY), str(uuid.uuid4())
    column = {"kind": "work", "work": work, "lesson": lesson.pk, "kind_id": kind_id()}
    (answer,) = desk.send(world.teacher, world.algebra, column)
    assert answer.get("code") == ("work_purpose_required" if asked else None)
    assert (not asked) or answer["clause"]["number"] == "17(4)"
    row = mark(world, world.pupils[0], "5", lesson, str(uuid.uuid4()))
    row["new_work"]["purpose"] = ""
    (answer,) = desk.send(world.teacher, world.algebra, row)
    assert answer.get("code") == ("work_purpose_required" if asked else None)
    base = 0 if asked else 1
    (answer,) = desk.send(world.teacher, world.algebra, {**column, "purpose": "summative", "base": base})
    assert answer["record"].get("purpose") == ("summative" if asked else None)
    assert Work.objects.get(pk=work).purpose == ("summative" if asked else "")
    (answer,) = desk.send(world.teacher, world.algebra, {**column, "base": base + 1, "delete": True})
    assert answer["status"] == "applied"
