"""Journals of a year long over and cards of the staff go by an act too; results stay until their own term."""

from datetime import date

import pytest
from django.db import transaction

from parta.audit.models import Event
from parta.audit.services import Entry, record, verify_chains
from parta.destruction.enums import Kind
from parta.destruction.queries.outlived import keeping_terms, outlived_page
from parta.destruction.services.acts import Commission, approve_act, draw_up
from parta.destruction.services.carrying_out import carry_out, finish
from parta.journal.models import Attendance, LessonEntry, Mark, PupilNote, TermResult, Work, WorkKind
from parta.kernel.actor import Actor
from parta.people.models import Appointment, Employee, Person
from parta.regulation.models import RegulationVersion
from parta.school.models import SchoolCard
from parta.timetable.models import Lesson
from tests.factories.small_school import at, person

LATER = date(2033, 1, 11)


@pytest.fixture
def gone_by_act(world):
    """Draw up an act on these data, approve it and carry it out on a day."""

    def go(wanted, today):
        SchoolCard.objects.update(address="454000, г. Энск, ул. Школьная, 1")
        now = at(today, "12:00")
        draws, approves = (
            Actor(1, human.pk, "alpha", frozenset({role}), today=today)
            for human, role in ((world.secretary, "secretary"), (world.director, "director"))
        )
        commission = Commission((world.deputy.pk, world.secretary.pk, world.teacher.pk), "приказ № 1")
        act = draw_up(actor=draws, school=world.school, wanted=wanted, commission=commission, now=now)
        approve_act(actor=approves, school=world.school, act_id=act.pk, title="Акт", now=now)
        act.refresh_from_db()
        carry_out(actor=approves, school=world.school, act=act, now=now, tell=lambda done, total: None)
        return act, finish(actor=approves, act_id=act.pk, now=now)

    return go


def listed(world, kind, today, *, ready=True):
    page = outlived_page(kind=kind, ready=ready, page=1, school=world.school, today=today)
    return [(line.subject, line.contents) for line in page.lines]


def written(world):
    """One lesson of algebra with everything that a journal holds, a result, and what the audit says of them."""
    lesson, pupil = world.lessons[0], world.pupils[0]
    LessonEntry.objects.create(lesson=lesson, topic="Степени")
    Attendance.objects.create(lesson=lesson, pupil_id=pupil.pk, code="ill")
    PupilNote.objects.create(lesson=lesson, pupil_id=pupil.pk, text="Забыл тетрадь")
    work = Work.objects.create(lesson=lesson, kind=WorkKind.objects.first())
    Mark.objects.create(work=work, pupil_id=pupil.pk, value="4")
    TermResult.objects.create(course=world.algebra, pupil_id=pupil.pk, kind="term", term=world.terms[0], value="4")
    about = {"work": str(work.pk), "lesson": lesson.pk, "pupil": pupil.pk, "criterion": 1}
    term = {"kind": "term", "pupil": pupil.pk, "result": "term", "term": world.terms[0].pk}
    with transaction.atomic():
        for act, subject in (
            ("journal.mark_recorded", {"kind": "mark", **about}),
            ("journal.term_result_recorded", term),
        ):
            entry = Entry(act, subject, None, {"value": "4"})
            record(
                chain=f"course:{world.algebra.pk}", actor=Actor(1, world.teacher.pk, "alpha"), entries=[entry],
                now=at(lesson.date, "12:00"),
            )  # fmt: skip


def test_a_journal_goes_when_its_years_are_over_and_the_results_stay(world, gone_by_act):
    written(world)
    course = world.algebra.pk
    whole = {"attendance": 1, "events": 1, "marks": 1, "notes": 1, "topics": 1, "works": 1}
    assert listed(world, Kind.JOURNAL, date(2027, 8, 1), ready=False) == []  # the year goes on
    assert listed(world, Kind.JOURNAL, date(2032, 12, 31), ready=False) == [(course, whole)]
    assert listed(world, Kind.JOURNAL, LATER) == [(course, whole)]
    assert listed(world, Kind.SUMMARY, LATER) == []
    act, made = gone_by_act([(Kind.JOURNAL, course)], LATER)
    assert (made.destroyed, made.kept) == (1, 0)
    for model in (LessonEntry, Attendance, PupilNote, Mark, Work):
        assert not model.objects.exists()
    assert Lesson.objects.filter(course=course).exists() and TermResult.objects.get().value == "4"
    said = Event.objects.filter(chain=f"course:{course}").order_by("seq").values_list("act", "after")
    assert list(said) == [("journal.mark_recorded", None), ("journal.term_result_recorded", {"value": "4"})]
    assert list(verify_chains()) == []
    assert "алгебра" in act.lines.get().name and "2026/27" in act.lines.get().name
    assert listed(world, Kind.JOURNAL, LATER) == []
    assert listed(world, Kind.SUMMARY, LATER, ready=False) == [(course, {"events": 1, "results": 1})]
    gone_by_act([(Kind.SUMMARY, course)], date(2103, 1, 9))
    assert not TermResult.objects.exists() and list(verify_chains()) == []


@pytest.mark.parametrize(
    ("preset", "journals", "summaries", "clause"),
    [
        ("school_2", 5, 75, "Положение школы № 2"),
        ("lyceum_68", 5, 75, "Положение лицея № 68"),
        ("stakhanovskaya", 5, 25, "Регламент ведения ЭЖ"),
        ("kudymkar_college", 5, 75, "номенклатура дел школы"),
    ],
)
def test_journals_are_kept_as_long_as_the_act_says(world, preset, journals, summaries, clause):
    RegulationVersion.objects.update(preset=preset)
    terms = keeping_terms(date(2026, 11, 20))
    assert (terms[Kind.JOURNAL].years, terms[Kind.SUMMARY].years, terms[Kind.STAFF].years) == (journals, summaries, 75)
    assert clause in terms[Kind.SUMMARY].clause.act


def test_a_card_of_the_staff_goes_after_seventy_five_years_and_name_and_post_stay(world, gone_by_act):
    old = person("Громов", "Пётр", "Ильич", phone="+79000000099", address="ул. Старая, 1")
    Employee.objects.create(person=old, post="учитель", education="учительский институт", left_on=date(1950, 6, 1))
    Appointment.objects.create(employee_id=old.pk, role="teacher", starts_on=date(1946, 9, 1), ends_on=date(1950, 6, 1))
    today = date(2026, 11, 20)
    assert listed(world, Kind.STAFF, date(2025, 12, 31)) == []
    assert listed(world, Kind.STAFF, today) == [(old.pk, {"fields": 3})]
    gone_by_act([(Kind.STAFF, old.pk)], today)
    found = Person.objects.select_related("employee").get(pk=old.pk)
    assert (found.full_name, found.phone, found.address) == ("Громов Пётр Ильич", "", "")
    assert (found.employee.post, found.employee.education) == ("учитель", "")
    assert listed(world, Kind.STAFF, today) == [] and list(verify_chains()) == []
