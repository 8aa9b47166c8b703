"""A closed period: nothing of it changes, whoever asks and however; it is opened again on a ground."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.curriculum.models import TeachingLoad
from parta.journal.access import course_view
from parta.journal.models import Mark, TermClosure, TermResult
from parta.journal.queries.grid import changes_since, rights
from parta.journal.services.history import import_history
from parta.journal.services.terms import close_term, close_year, reopen_term, reopen_year
from parta.kernel.decisions import Forbidden, NotVisible, Refused
from tests.journal.services.conftest import kind_id, mark, moment, on

FRIDAY = date(2026, 11, 20)
AFTER = moment("12-31")


@pytest.fixture
def second(world):
    """The second quarter, which ends on the 30th of December."""
    return world.terms[1]


def close(desk, term, who=None, **more):
    return close_term(actor=desk.actor(who or desk.world.deputy), term_id=term.pk, now=AFTER, **more)


def result(world, term, value="5", base=0, kind="term"):
    return {"kind": "term", "pupil": world.pupils[0].pk, "result": kind, "term": term.pk, "value": value, "base": base}


def everything(world, work):
    """One operation of each kind at a lesson of the second quarter."""
    lesson, pupil = on(world, FRIDAY).pk, world.pupils[0].pk
    return [
        {"kind": "mark", "work": work, "pupil": pupil, "criterion": 1, "value": "4", "base": 1},
        {"kind": "absence", "lesson": lesson, "pupil": pupil, "value": "ill"},
        {"kind": "present_all", "lesson": lesson},
        {"kind": "topic", "lesson": lesson, "value": "Тема", "plan_line": None},
        {"kind": "homework", "lesson": lesson, "id": str(uuid.uuid4()), "value": "№ 5"},
        {"kind": "note", "lesson": lesson, "pupil": pupil, "value": "Молодец"},
        {"kind": "work", "work": str(uuid.uuid4()), "lesson": lesson, "kind_id": kind_id(), "purpose": "formative"},
        {
            "kind": "work",
            "work": work,
            "lesson": lesson,
            "kind_id": kind_id(),
            "purpose": "formative",
            "base": 1,
            "title": "иначе",
        },
        result(world, world.terms[1], base=1),
    ]


def test_a_closed_period_refuses_every_kind_of_record(world, desk, second):
    lesson, work = on(world, FRIDAY), str(uuid.uuid4())
    desk.send(world.teacher, world.algebra, mark(world, world.pupils[0], "5", lesson, work))
    desk.send(world.teacher, world.algebra, result(world, second), now=moment("12-29"))
    before = changes_since(world.algebra.pk, 0).seq
    closure = close(desk, second, ground=" приказ № 31 ")
    assert (closure.closed_by_id, closure.closed_at, closure.ground) == (world.deputy.pk, AFTER, "приказ № 31")
    answers = desk.send(world.teacher, world.algebra, *everything(world, work), now=AFTER)
    assert {answer["status"] for answer in answers} == {"refused"}
    assert {answer["code"] for answer in answers} == {"term_closed"}
    assert {answer["who_can_lift"] for answer in answers} == {"deputy"}
    assert (Mark.objects.get().value, TermResult.objects.get().value) == ("5", "5")
    told = changes_since(world.algebra.pk, before)
    assert [(event["kind"], event["record"]["term"]) for event in told.events] == [("closure", second.pk)]
    assert list(verify_chains()) == []


def test_other_periods_stay_open_and_the_year_closes_them_all(world, desk, second):
    first, year = world.terms[0], {"kind": "term", "pupil": world.pupils[0].pk, "result": "year", "term": None}
    close(desk, second)
    answers = desk.send(world.teacher, world.algebra, result(world, first), {**year, "value": "4"}, now=AFTER)
    assert [answer["status"] for answer in answers] == ["applied", "applied"]
    later = moment("12-31").replace(year=2027)
    close_year(actor=desk.actor(world.deputy), calendar_id=first.calendar_id, ground="", now=later)
    answers = desk.send(
        world.teacher, world.algebra, result(world, first, base=1), {**year, "value": "5", "base": 1}, now=AFTER
    )
    assert [answer["code"] for answer in answers] == ["year_closed", "year_closed"]
    with pytest.raises(Refused, match="year_closed"):
        reopen_term(actor=desk.actor(world.deputy), term_id=second.pk, ground="приказ № 32", now=later)
    with pytest.raises(Forbidden):
        reopen_year(actor=desk.actor(world.deputy), calendar_id=first.calendar_id, ground="приказ № 32", now=later)
    reopen_year(actor=desk.actor(world.director), calendar_id=first.calendar_id, ground="приказ № 32", now=later)
    (answer,) = desk.send(world.teacher, world.algebra, result(world, first, base=1), now=AFTER)
    assert answer["status"] == "applied"
    (answer,) = desk.send(world.teacher, world.algebra, result(world, second), now=AFTER)
    assert answer["code"] == "term_closed"


def test_a_period_is_opened_on_a_ground_and_its_marks_go_on(world, desk, second):
    close(desk, second)
    with pytest.raises(Refused, match="reopening_needs_ground"):
        reopen_term(actor=desk.actor(world.deputy), term_id=second.pk, ground="  да ", now=AFTER)
    reopen_term(actor=desk.actor(world.admin), term_id=second.pk, ground="жалоба от 30.12", now=AFTER)
    (answer,) = desk.send(world.teacher, world.algebra, result(world, second), now=AFTER)
    assert answer["status"] == "applied"
    close(desk, second)
    assert TermClosure.objects.count() == 2
    row = TermClosure.objects.get(reopened_at__isnull=False)
    assert (row.reopened_by_id, row.reopen_ground) == (world.admin.pk, "жалоба от 30.12")
    acts = Event.objects.filter(chain="school", act__startswith="journal.term_").order_by("seq")
    assert [(event.act, event.person_id, event.after["ground"]) for event in acts] == [
        ("journal.term_closed", world.deputy.pk, ""),
        ("journal.term_reopened", world.admin.pk, "жалоба от 30.12"),
        ("journal.term_closed", world.deputy.pk, ""),
    ]


def test_what_cannot_be_closed_or_opened(world, desk, second):
    with pytest.raises(Refused, match="term_not_over"):
        close_term(actor=desk.actor(world.deputy), term_id=second.pk, now=moment("12-29"))
    with pytest.raises(NotVisible):
        close_term(actor=desk.actor(world.deputy), term_id=10**15, now=AFTER)
    with pytest.raises(NotVisible):
        close_year(actor=desk.actor(world.deputy), calendar_id=10**15, now=AFTER)
    with pytest.raises(Refused, match="term_not_closed"):
        reopen_term(actor=desk.actor(world.deputy), term_id=second.pk, ground="приказ № 7", now=AFTER)
    close(desk, second)
    with pytest.raises(Refused, match="term_already_closed"):
        close(desk, second)
    assert TermClosure.objects.count() == 1
    with pytest.raises(IntegrityError, match="term_closure_once"), transaction.atomic():
        TermClosure.objects.create(term=second, closed_by=world.deputy, closed_at=AFTER)
    with pytest.raises(IntegrityError, match="term_closure_reopened_whole"), transaction.atomic():
        TermClosure.objects.update(reopened_at=AFTER)


@pytest.mark.parametrize("who", ["teacher", "homeroom", "secretary", "mother"])
def test_others_neither_close_nor_open(world, desk, second, who):
    with pytest.raises(Forbidden):
        close(desk, second, who=getattr(world, who))
    close(desk, second)
    with pytest.raises(Forbidden):
        reopen_term(actor=desk.actor(getattr(world, who)), term_id=second.pk, ground="приказ № 7", now=AFTER)


def test_the_page_of_a_closed_period_offers_nothing(world, desk, second):
    actor = desk.actor(world.teacher)
    view = course_view(actor, world.algebra.pk)
    assert rights(view, view.terms[1], day=FRIDAY)["marks"] is True
    close(desk, second)
    view = course_view(actor, world.algebra.pk)
    assert [term.closed for term in view.terms[:2]] == [False, True]
    can = rights(view, view.terms[1], day=FRIDAY)
    assert [name for name, allowed in can.items() if allowed] == ["term"]
    assert rights(view, view.terms[0], day=FRIDAY)["marks"] is True


def test_marks_of_another_system_do_not_enter_a_closed_period(world, desk):
    first = world.terms[0]
    close(desk, first)
    with pytest.raises(Refused, match="term_closed"):
        import_history(
            course=world.algebra,
            term=first,
            lessons=[],
            cells=[],
            results=[],
            actor=desk.actor(world.deputy),
            ground="приказ № 3",
            now=AFTER,
        )


def test_a_former_teacher_leaves_the_results_to_the_next(world, desk):
    first = world.terms[0]
    load = TeachingLoad.objects.get(course=world.algebra)
    load.ends_on = date(2026, 11, 10)
    load.save()
    TeachingLoad.objects.create(
        course=world.algebra, employee_id=world.english_teacher.pk, starts_on=date(2026, 11, 11)
    )
    (answer,) = desk.send(world.teacher, world.algebra, result(world, first))
    assert answer["code"] == "not_your_duty"
    (answer,) = desk.send(world.english_teacher, world.algebra, result(world, first))
    assert answer["status"] == "applied"
    # While the course was the former teacher's, the marks were theirs.
    (answer,) = desk.send(world.teacher, world.algebra, result(world, first, "4", base=1), now=moment("11-10"))
    assert answer["status"] == "applied"


def test_the_last_teacher_of_a_course_that_ended_keeps_its_results(world, desk):
    TeachingLoad.objects.filter(course=world.algebra).update(ends_on=date(2026, 11, 10))
    (answer,) = desk.send(world.teacher, world.algebra, result(world, world.terms[0]))
    assert answer["status"] == "applied"
