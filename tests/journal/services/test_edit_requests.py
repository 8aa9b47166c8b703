"""Asking to write late, opening, writing under the permission, and its end by itself."""

import json
import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.journal.access_requests import visible_edit_requests
from parta.journal.models import Attendance, EditCell, EditRequest, LessonEntry, Mark, TermResult, Work
from parta.journal.rules.edit_request_form import parse_ask
from parta.journal.rules.operations import BadOperations
from parta.journal.services.edit_decisions import grant_edits, refuse_edits
from parta.journal.services.edit_requests import enter_asked, withdraw_request
from parta.kernel.decisions import Forbidden, NotVisible, Refused
from parta.people.models import Appointment
from parta.regulation.enums import Terminology
from parta.regulation.models import RegulationVersion
from parta.timetable.models import Lesson, Substitution
from parta.wording.operations import worded
from tests.journal.services.conftest import kind_id, mark, moment, on

MONDAY_9, FRIDAY = date(2026, 11, 9), date(2026, 11, 20)
MONDAY_MORNING, TUESDAY = moment("11-23", "09:00"), moment("11-24", "00:00")


@pytest.fixture
def old(world):
    """The lesson of 9 November: its window of seven days is over on the 20th."""
    return on(world, MONDAY_9)


def late_mark(world, lesson, pupil=0, value="4", work=None):
    return mark(world, world.pupils[pupil], value, lesson, work or str(uuid.uuid4()))


def standing_mark(world, desk, lesson, value="3"):
    """Put a mark in time and give the operation that changes it to five."""
    work = str(uuid.uuid4())
    desk.send(world.teacher, world.algebra, late_mark(world, lesson, value=value, work=work), now=moment("11-09"))
    return {"kind": "mark", "work": work, "pupil": world.pupils[0].pk, "criterion": 1, "value": "5", "base": 1}


def code_of(refused):
    return refused.value.decision.code


def test_the_whole_way_refused_asked_granted_entered_closed(world, desk, old):
    row = late_mark(world, old)
    (answer,) = desk.send(world.teacher, world.algebra, row)
    assert answer["code"] == "new_mark_too_late"
    request = desk.ask(world.teacher, world.algebra, row, typed_at="2026-11-16T20:55:00+05:00")
    cell = request.cells.get()
    assert (cell.kind, cell.lesson_id, cell.pupil_id) == ("mark", old.pk, world.pupils[0].pk)
    assert cell.refusal["clause"]["number"] == "17(4)"
    assert cell.refusal["open_until"] == "2026-11-17T00:00:00+05:00"
    (change,) = cell.changes
    assert (change["before"], change["after"]["value"]) == (None, "4")
    assert not Mark.objects.exists() and not Work.objects.exists()
    assert desk.send(world.teacher, world.algebra, row)[0]["code"] == "new_mark_too_late"

    assert desk.grant(world.deputy, cell).done == 1
    (answer,) = desk.send(world.teacher, world.algebra, change["operation"], now=MONDAY_MORNING)
    assert (answer["status"], answer["record"]["late"]) == ("applied", True)
    cell.refresh_from_db()
    assert (cell.entered_at, cell.decided_by_id) == (MONDAY_MORNING, world.deputy.pk)

    (answer,) = desk.send(world.teacher, world.algebra, {**row, "base": 1, "value": "5"}, now=TUESDAY)
    assert answer["code"] == "mark_change_too_late"
    events = list(Event.objects.order_by("seq"))
    assert [event.act.removeprefix("journal.") for event in events] == [
        "edit_asked",
        "edit_granted",
        "work_added",
        "mark_recorded",
    ]
    assert {event.chain for event in events} == {f"course:{world.algebra.pk}"}
    assert events[0].after["ground"] == "не было связи"
    assert events[0].subject["pupil"] == world.pupils[0].pk
    assert events[1].person_id == world.deputy.pk
    assert [event.after["permission"] for event in events[2:]] == [cell.pk, cell.pk]
    assert list(verify_chains()) == []


def test_a_permission_is_for_its_cell_and_its_asker(world, desk, old):
    cell = desk.ask(world.teacher, world.algebra, late_mark(world, old)).cells.get()
    desk.grant(world.deputy, cell)
    rows = [
        late_mark(world, old, pupil=1),
        late_mark(world, on(world, date(2026, 11, 11))),
        {"kind": "absence", "lesson": old.pk, "pupil": world.pupils[0].pk, "value": "ill"},
        {"kind": "topic", "lesson": old.pk, "value": "Степени"},
    ]
    answers = desk.send(world.teacher, world.algebra, *rows)
    assert [answer["status"] for answer in answers] == ["refused"] * 4
    RegulationVersion.objects.update(values={"access": {"homeroom_edit_all_pages": {"value": True, "clause": "1"}}})
    answers = desk.send(world.homeroom, world.algebra, late_mark(world, old))
    assert answers[0]["code"] == "new_mark_too_late"


def test_it_opens_at_the_decision_and_shuts_at_the_very_moment(world, desk, old):
    cell = desk.ask(world.teacher, world.algebra, late_mark(world, old)).cells.get()
    desk.grant(world.deputy, cell, until=moment("11-20", "18:00"))
    work = str(uuid.uuid4())
    second = timedelta(seconds=1)
    for now, status in (
        (desk.now - second, "refused"),
        (moment("11-20", "18:00"), "refused"),
        (moment("11-20", "18:00") - second, "applied"),
    ):
        (answer,) = desk.send(world.teacher, world.algebra, late_mark(world, old, work=work), now=now)
        assert answer["status"] == status, now


def test_an_operation_refused_or_applied_is_so_for_ever(world, desk, old):
    refused_row = {**late_mark(world, old), "op": str(uuid.uuid4())}
    assert desk.send(world.teacher, world.algebra, refused_row)[0]["status"] == "refused"
    cell = desk.ask(world.teacher, world.algebra, late_mark(world, old)).cells.get()
    desk.grant(world.deputy, cell)
    assert desk.send(world.teacher, world.algebra, refused_row)[0]["status"] == "refused"
    row = {**late_mark(world, old), "op": str(uuid.uuid4())}
    (first,) = desk.send(world.teacher, world.algebra, row)
    (again,) = desk.send(world.teacher, world.algebra, row, now=moment("12-01"))
    assert again == {**first, "replayed": True}
    assert Mark.objects.get().version == 1


def test_what_was_asked_is_entered_as_ordinary_operations_once(world, desk, old):
    work = str(uuid.uuid4())
    request = desk.ask(world.teacher, world.algebra, *(late_mark(world, old, pupil=n, work=work) for n in range(3)))
    cells = list(request.cells.order_by("pk"))
    actor = desk.actor(world.teacher)
    assert enter_asked(actor=actor, request_id=request.pk, now=desk.now) == []
    desk.grant(world.deputy, *cells[:2])
    answers = enter_asked(actor=actor, request_id=request.pk, now=MONDAY_MORNING)
    assert [answer["status"] for answer in answers] == ["applied"] * 2
    assert enter_asked(actor=actor, request_id=request.pk, now=MONDAY_MORNING) == [
        {**answer, "replayed": True} for answer in answers
    ]
    assert Mark.objects.count() == 2
    assert enter_asked(actor=actor, request_id=request.pk, now=TUESDAY) == []
    for human in (world.deputy, world.english_teacher):
        with pytest.raises(NotVisible):
            enter_asked(actor=desk.actor(human), request_id=request.pk, now=MONDAY_MORNING)


def test_what_changed_meanwhile_is_a_conflict_and_not_overwritten(world, desk, old):
    row = standing_mark(world, desk, old)
    request = desk.ask(world.teacher, world.algebra, row)
    desk.grant(world.deputy, request.cells.get())
    assert desk.send(world.teacher, world.algebra, {**row, "value": "4"})[0]["status"] == "applied"
    (answer,) = enter_asked(actor=desk.actor(world.teacher), request_id=request.pk, now=desk.now)
    assert (answer["status"], answer["value"]) == ("conflict", "4")


def test_every_kind_of_record_may_be_asked_for_and_entered(world, desk, old):
    pupil = world.pupils[0].pk
    rows = [
        {"kind": "topic", "lesson": old.pk, "value": "Степени"},
        {"kind": "homework", "lesson": old.pk, "id": str(uuid.uuid4()), "value": "№ 5"},
        {"kind": "absence", "lesson": old.pk, "pupil": pupil, "value": "ill"},
        {"kind": "note", "lesson": old.pk, "pupil": pupil, "value": "Готов отлично"},
        {"kind": "work", "work": str(uuid.uuid4()), "lesson": old.pk, "kind_id": kind_id(), "purpose": "formative"},
        late_mark(world, old),
    ]
    assert {answer["status"] for answer in desk.send(world.teacher, world.algebra, *rows)} == {"refused"}
    cells = list(desk.ask(world.teacher, world.algebra, *rows).cells.order_by("pk"))
    assert [cell.kind for cell in cells] == ["topic", "homework", "absence", "note", "work", "mark"]
    desk.grant(world.deputy, *cells)
    answers = desk.send(world.teacher, world.algebra, *(cell.changes[0]["operation"] for cell in cells))
    assert [answer["status"] for answer in answers] == ["applied"] * 6
    assert EditCell.objects.filter(entered_at=desk.now).count() == 6
    assert (LessonEntry.objects.get().topic, Attendance.objects.get().code) == ("Степени", "ill")


def test_two_marks_of_one_cell_are_one_cell_of_the_request(world, desk, old):
    request = desk.ask(world.teacher, world.algebra, late_mark(world, old), late_mark(world, old, value="5"))
    cell = request.cells.get()
    assert [change["after"]["value"] for change in cell.changes] == ["4", "5"]


def test_a_whole_column_opens_every_pupil_of_its_lesson(world, desk, old):
    columns = [{"kind": kind, "lesson": old.pk} for kind in ("mark", "absence", "topic", "homework")]
    cells = list(desk.ask(world.teacher, world.algebra, columns=columns).cells.order_by("pk"))
    assert [(cell.kind, cell.pupil_id, cell.changes) for cell in cells] == [
        (kind, None, []) for kind in ("mark", "absence", "topic", "homework")
    ]
    desk.grant(world.deputy, *cells)
    work = str(uuid.uuid4())
    answers = desk.send(
        world.teacher,
        world.algebra,
        *(late_mark(world, old, pupil=n, work=work) for n in range(3)),
        {"kind": "present_all", "lesson": old.pk},
        {"kind": "absence", "lesson": old.pk, "pupil": world.pupils[2].pk, "value": "ill"},
        {"kind": "topic", "lesson": old.pk, "value": "Степени"},
        late_mark(world, on(world, date(2026, 11, 11))),
        late_mark(world, old, pupil=0, work=work) | {"pupil": world.stranger.pk},
    )
    assert [answer["status"] for answer in answers] == ["applied"] * 6 + ["refused"] * 2


def test_a_change_of_an_old_mark_shows_what_stands(world, desk, old):
    row = standing_mark(world, desk, old)
    with pytest.raises(Refused) as stale:
        desk.ask(world.teacher, world.algebra, {**row, "base": 0})
    assert code_of(stale) == "edit_stale"
    cell = desk.ask(world.teacher, world.algebra, row).cells.get()
    assert (cell.changes[0]["before"]["value"], cell.changes[0]["after"]["value"]) == ("3", "5")
    assert cell.refusal["code"] == "mark_change_too_late"


@pytest.mark.parametrize(
    ("preset", "code"),
    [("lyceum_68", "mark_change_too_late"), ("kudymkar_college", "edit_not_needed"), ("school_117", None)],
)
def test_the_policy_decides_whether_there_is_anything_to_ask(world, desk, old, preset, code):
    row = standing_mark(world, desk, old)
    RegulationVersion.objects.update(preset=preset)
    if code is None:
        assert desk.ask(world.teacher, world.algebra, row).cells.count() == 1
        return
    with pytest.raises(Refused) as refused:
        desk.ask(world.teacher, world.algebra, row)
    assert code_of(refused) == code
    if code == "mark_change_too_late":
        assert refused.value.decision.clause.number == "3.6.8"
        assert refused.value.decision.params["denied"] is True
    assert not EditRequest.objects.exists()
    assert not Event.objects.filter(act="journal.edit_asked").exists()


def test_what_no_permission_opens_is_refused_by_its_own_reason(world, desk, old):
    Lesson.objects.filter(pk=old.pk).update(status="cancelled")
    cases = [
        (late_mark(world, old), "lesson_cancelled"),
        (late_mark(world, on(world, date(2026, 11, 11)), value="7"), "mark_not_on_scale"),
        (late_mark(world, on(world, date(2026, 11, 25))), "lesson_in_future"),
        (late_mark(world, on(world, FRIDAY)), "edit_not_needed"),
        (
            late_mark(world, on(world, date(2026, 11, 11))) | {"pupil": world.stranger.pk},
            "unknown_record",
        ),
        (late_mark(world, world.english_lessons[0]), "unknown_record"),
    ]
    for row, code in cases:
        with pytest.raises(Refused) as refused:
            desk.ask(world.teacher, world.algebra, row)
        assert code_of(refused) == code
    assert not EditRequest.objects.exists()


def test_one_wrong_cell_among_many_stores_nothing(world, desk, old):
    rows = [late_mark(world, old, pupil=n) for n in range(3)]
    with pytest.raises(Refused):
        desk.ask(world.teacher, world.algebra, *rows, late_mark(world, on(world, FRIDAY)))
    assert not EditCell.objects.exists() and not Event.objects.exists()


def test_a_request_needs_a_ground_and_its_own_id(world, desk, old):
    with pytest.raises(Refused) as refused:
        desk.ask(world.teacher, world.algebra, late_mark(world, old), ground="  ")
    assert code_of(refused) == "edit_needs_ground"
    row, ident = late_mark(world, old), str(uuid.uuid4())
    first = desk.ask(world.teacher, world.algebra, row, id=ident)
    assert desk.ask(world.teacher, world.algebra, row, id=ident).pk == first.pk
    assert EditCell.objects.count() == 1 == Event.objects.count()
    with pytest.raises(Refused) as refused:
        desk.ask(world.teacher, world.algebra, {**row, "value": "5"}, id=ident)
    assert code_of(refused) == "operation_id_taken"


def test_the_same_cell_is_asked_for_once_at_a_time(world, desk, old):
    request = desk.ask(world.teacher, world.algebra, late_mark(world, old))
    with pytest.raises(Refused) as refused:
        desk.ask(world.teacher, world.algebra, late_mark(world, old, value="5"))
    assert code_of(refused) == "edit_already_asked"
    assert withdraw_request(actor=desk.actor(world.teacher), request_id=request.pk, now=desk.now) == 1
    again = desk.ask(world.teacher, world.algebra, late_mark(world, old, value="5"))
    desk.grant(world.deputy, again.cells.get())
    with pytest.raises(Refused) as refused:
        desk.ask(world.teacher, world.algebra, late_mark(world, old, value="5"))
    assert code_of(refused) == "edit_not_needed"
    assert desk.ask(world.teacher, world.algebra, late_mark(world, old), now=TUESDAY).cells.count() == 1


def test_who_may_ask(world, desk, old):
    with pytest.raises(NotVisible):
        desk.ask(world.english_teacher, world.algebra, late_mark(world, old))
    for human in (world.deputy, world.director, world.admin):
        with pytest.raises(Forbidden):
            desk.ask(human, world.algebra, late_mark(world, old))
    with pytest.raises(Forbidden):
        desk.ask(world.homeroom, world.algebra, late_mark(world, old))
    for human in (world.pupils[0], world.mother, world.secretary):
        with pytest.raises(NotVisible):
            desk.ask(human, world.algebra, late_mark(world, old))
    assert not EditRequest.objects.exists()


def test_a_substitute_may_ask_for_the_lesson_given(world, desk):
    lesson = on(world, date(2026, 11, 18))
    Substitution.objects.create(
        lesson=lesson, kind="substitute", absent_id=world.teacher.pk, substitute_id=world.english_teacher.pk
    )
    row = {"kind": "topic", "lesson": lesson.pk, "value": "Степени"}
    assert desk.send(world.english_teacher, world.algebra, row)[0]["code"] == "substitute_access_closed"
    cell = desk.ask(world.english_teacher, world.algebra, row).cells.get()
    desk.grant(world.deputy, cell)
    assert desk.send(world.english_teacher, world.algebra, row)[0]["status"] == "applied"
    other = late_mark(world, lesson)
    assert desk.send(world.english_teacher, world.algebra, other)[0]["code"] == "substitute_access_closed"
    assert Event.objects.get(act="journal.topic_recorded").after["permission"] == cell.pk


def test_who_may_decide(world, desk, old):
    cell = desk.ask(world.teacher, world.algebra, late_mark(world, old)).cells.get()
    for human in (world.teacher, world.homeroom, world.admin, world.secretary, world.pupils[0], world.mother):
        with pytest.raises(Forbidden):
            desk.grant(human, cell)
        with pytest.raises(Forbidden):
            refuse_edits(actor=desk.actor(human), cell_ids=[cell.pk], words="нет", now=desk.now)
    assert desk.grant(world.director, cell).done == 1


def test_a_deputy_who_teaches_asks_another(world, desk, old):
    Appointment.objects.create(employee_id=world.teacher.pk, role="deputy", starts_on=date(2026, 9, 1))
    cell = desk.ask(world.teacher, world.algebra, late_mark(world, old)).cells.get()
    with pytest.raises(Refused) as refused:
        desk.grant(world.teacher, cell)
    assert (code_of(refused), refused.value.decision.who_can_lift) == ("edit_own_request", "director")
    assert desk.grant(world.deputy, cell).done == 1


def test_usually_it_is_open_to_the_end_of_the_next_working_day(world, desk, old):
    cell = desk.ask(world.teacher, world.algebra, late_mark(world, old)).cells.get()
    grant_edits(actor=desk.actor(world.deputy), cell_ids=[cell.pk], until=None, now=desk.now)
    cell.refresh_from_db()
    assert cell.granted_until == moment("11-22", "00:00")  # Saturday is a school day here


def test_a_refusal_has_words_and_the_cell_stays_shut(world, desk, old):
    cell = desk.ask(world.teacher, world.algebra, late_mark(world, old)).cells.get()
    actor = desk.actor(world.deputy)
    with pytest.raises(Refused) as refused:
        refuse_edits(actor=actor, cell_ids=[cell.pk], words="", now=desk.now)
    assert code_of(refused) == "edit_needs_words"
    assert refuse_edits(actor=actor, cell_ids=[cell.pk], words="нет оснований", now=desk.now).done == 1
    cell.refresh_from_db()
    assert (cell.words, cell.granted_until, cell.decided_by_id) == ("нет оснований", None, world.deputy.pk)
    assert desk.send(world.teacher, world.algebra, late_mark(world, old))[0]["status"] == "refused"
    assert Event.objects.get(act="journal.edit_refused").after == {"words": "нет оснований"}


def test_granting_twice_and_out_of_bounds(world, desk, old):
    cell = desk.ask(world.teacher, world.algebra, late_mark(world, old)).cells.get()
    for until, code in ((desk.now, "edit_until_past"), (moment("12-06"), "edit_until_too_far")):
        with pytest.raises(Refused) as refused:
            desk.grant(world.deputy, cell, until=until)
        assert code_of(refused) == code
    desk.grant(world.deputy, cell)
    with pytest.raises(Refused) as refused:
        desk.grant(world.director, cell)
    assert code_of(refused) == "edit_already_decided"
    with pytest.raises(Refused):
        refuse_edits(actor=desk.actor(world.director), cell_ids=[cell.pk], words="нет", now=desk.now)
    with pytest.raises(Refused) as refused:
        withdraw_request(actor=desk.actor(world.teacher), request_id=cell.request_id, now=desk.now)
    assert code_of(refused) == "edit_already_decided"
    assert Event.objects.filter(act__startswith="journal.edit").count() == 2


def test_many_are_decided_at_once_and_what_cannot_be_is_told(world, desk, old):
    ours = list(
        desk.ask(world.teacher, world.algebra, *(late_mark(world, old, pupil=n) for n in range(3))).cells.order_by("pk")
    )
    lesson = world.english_lessons[0]
    theirs = desk.ask(world.english_teacher, world.english, late_mark(world, lesson)).cells.get()
    desk.grant(world.deputy, ours[0])
    Lesson.objects.filter(pk=lesson.pk).update(status="cancelled")
    outcome = desk.grant(world.deputy, *ours, theirs)
    assert outcome.done == 2
    assert {decision.code for decision in outcome.left} == {"edit_already_decided", "lesson_cancelled"}
    theirs.refresh_from_db()
    assert theirs.decided_at is None
    assert refuse_edits(actor=desk.actor(world.deputy), cell_ids=[theirs.pk], words="отменён", now=desk.now).done == 1


def test_a_policy_that_became_deny_cannot_be_lifted(world, desk, old):
    row = standing_mark(world, desk, old)
    cell = desk.ask(world.teacher, world.algebra, row).cells.get()
    RegulationVersion.objects.update(preset="lyceum_68")
    with pytest.raises(Refused) as refused:
        desk.grant(world.deputy, cell)
    assert code_of(refused) == "mark_change_too_late"
    RegulationVersion.objects.update(preset="school_2")
    desk.grant(world.deputy, cell)
    RegulationVersion.objects.update(preset="lyceum_68")
    assert desk.send(world.teacher, world.algebra, row)[0]["params"]["denied"] is True


def test_foreign_and_unknown_ids_do_not_exist(world, desk, old):
    cell = desk.ask(world.teacher, world.algebra, late_mark(world, old)).cells.get()
    for ids in ([cell.pk, 999_999], [], [999_999]):
        with pytest.raises(NotVisible):
            grant_edits(actor=desk.actor(world.deputy), cell_ids=ids, until=TUESDAY, now=desk.now)
    cell.refresh_from_db()
    assert cell.decided_at is None
    for human in (world.english_teacher, world.homeroom):
        with pytest.raises(NotVisible):
            withdraw_request(actor=desk.actor(human), request_id=cell.request_id, now=desk.now)
    assert list(visible_edit_requests(desk.actor(world.teacher))) == [cell.request]
    assert list(visible_edit_requests(desk.actor(world.deputy))) == [cell.request]
    for human in (world.english_teacher, world.homeroom, world.admin, world.secretary, world.mother, world.pupils[0]):
        assert not visible_edit_requests(desk.actor(human)).exists()


def test_a_permission_of_a_closed_load_opens_nothing(world, desk, old):
    cell = desk.ask(world.teacher, world.algebra, late_mark(world, old)).cells.get()
    desk.grant(world.deputy, cell)
    Lesson.objects.filter(pk=old.pk).update(employee_id=world.english_teacher.pk)
    world.algebra.loads.update(ends_on=date(2026, 9, 10))
    assert desk.send(world.teacher, world.algebra, late_mark(world, old))[0]["code"] == "not_your_duty"


@pytest.mark.parametrize(
    "broken",
    [
        {"granted_until": TUESDAY},
        {"decided_at": MONDAY_MORNING, "words": "нет"},
        {"decided_by": True, "decided_at": MONDAY_MORNING},
        {"decided_by": True, "decided_at": MONDAY_MORNING, "granted_until": MONDAY_MORNING},
        {"decided_by": True, "decided_at": MONDAY_MORNING, "granted_until": moment("12-30")},
        {"decided_by": True, "decided_at": MONDAY_MORNING, "granted_until": TUESDAY, "words": "нет"},
        {"decided_by": True, "decided_at": MONDAY_MORNING, "words": "нет", "withdrawn_at": TUESDAY},
        {"entered_at": MONDAY_MORNING},
        {"decided_by": True, "decided_at": MONDAY_MORNING, "granted_until": TUESDAY, "entered_at": TUESDAY},
        {"lesson": None},
        {"kind": "topic"},
        {"kind": "note", "pupil": None},
        {"kind": "term"},
    ],
)
def test_the_database_refuses_what_cannot_be(world, desk, old, broken):
    cell = desk.ask(world.teacher, world.algebra, late_mark(world, old)).cells.get()
    if broken.get("decided_by"):
        broken = {**broken, "decided_by": world.deputy.pk}
    with pytest.raises(IntegrityError), transaction.atomic():
        EditCell.objects.filter(pk=cell.pk).update(**broken)


def body(**more):
    base = {"id": str(uuid.uuid4()), "ground": "болел", "operations": [], "columns": []}
    return json.dumps(base | more).encode()


TOPIC = {"kind": "topic", "lesson": 1, "value": "Тема", "base": 0}


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"[]",
        b"[" * 100_000,
        body(),
        body(operations=[TOPIC] * 51),
        body(operations=[TOPIC] * 50, columns=[{"kind": "mark", "lesson": 1}]),
        body(operations=[5]),
        body(operations="topic"),
        body(operations=[{**TOPIC, "base": -1}]),
        body(columns=[{"kind": "note", "lesson": 1}]),
        body(columns=[{"kind": "mark", "lesson": "1"}]),
        body(columns=[{"kind": "mark", "lesson": 2**63}]),
        body(columns=[[]]),
        body(columns=5),
        body(id="1", operations=[TOPIC]),
        body(ground=5, operations=[TOPIC]),
        body(ground="ж" * 501, operations=[TOPIC]),
        body(ground="a\x00b", operations=[TOPIC]),
        body(typed_at="20:55", operations=[TOPIC]),
        body(typed_at="2026-11-20T20:55", operations=[TOPIC]),
        body(typed_at=5, operations=[TOPIC]),
        body(typed_at="0001-01-01T00:00:00+05:00", operations=[TOPIC]),
    ],
)
def test_what_is_no_request_is_refused_whole(wrong):
    with pytest.raises(BadOperations):
        parse_ask(wrong)


def test_a_term_mark_after_its_date_or_before_it_is_asked_for(world, desk):
    row = {"kind": "term", "pupil": world.pupils[0].pk, "result": "term", "value": "4"}
    late, early = {**row, "term": world.terms[0].pk}, {**row, "term": world.terms[1].pk}
    with pytest.raises(Refused) as refused:
        desk.ask(world.teacher, world.algebra, late)
    assert code_of(refused) == "edit_not_needed"  # school № 2 only takes a note of it
    RegulationVersion.objects.update(preset="stakhanovskaya")
    answers = desk.send(world.teacher, world.algebra, late, early)
    assert [answer["code"] for answer in answers] == ["term_mark_too_late", "term_mark_too_early"]
    assert all(worded(answer, Terminology.SCHOOL)["may_ask"] for answer in answers)
    cells = list(desk.ask(world.teacher, world.algebra, late, early).cells.order_by("pk"))
    assert [(cell.kind, cell.lesson_id, cell.result, cell.term_id) for cell in cells] == [
        ("term", None, "term", term.pk) for term in world.terms
    ]
    desk.grant(world.deputy, cells[0])
    other = {**late, "pupil": world.pupils[1].pk}
    answers = desk.send(world.teacher, world.algebra, late, early, other)
    assert [answer["status"] for answer in answers] == ["applied", "refused", "refused"]
    assert TermResult.objects.get().value == "4"
