"""The facts that deadlines are counted from reach the operations: subject, kind of work, working days, next lesson."""

import uuid
from datetime import date

import pytest

from parta.audit.models import Event
from parta.curriculum.models import AssessmentDay, PeriodMarkOrder
from parta.journal.models import TermResult, WorkKind
from parta.journal.services.records.desk import Desk as ServiceDesk
from parta.journal.services.records.reading import open_journal
from parta.regulation.models import RegulationVersion
from parta.school.enums import SpecialDayKind
from parta.school.models import SpecialDay
from parta.timetable.models import Lesson
from tests.journal.services.conftest import at_desk, kind_id, mark, moment, on, topic_operation

MONDAY = date(2026, 11, 9)
DICTATION = "диктант"


def written(world, desk, day, now, **more):
    """Put a mark of a written work on a lesson's day and give the answer."""
    kind, _ = WorkKind.objects.get_or_create(name=DICTATION, defaults={"short_name": "дикт", "is_written": True})
    row = mark(world, world.pupils[0], "4", on(world, day), str(uuid.uuid4()))
    row["new_work"]["kind"] = kind.pk
    (answer,) = desk.send(world.teacher, world.algebra, row, now=now)
    return answer


def in_subject(world, name):
    subject = world.algebra.subject
    subject.name = name
    subject.save()


@pytest.mark.parametrize(
    ("subject", "last", "after"),
    [
        ("русский язык", moment("11-20", "23:59"), moment("11-21", "00:00")),  # 10 working days of a six-day week
        ("алгебра", moment("11-16", "23:59"), moment("11-17", "00:00")),  # 5 working days, or «one week» of 3.6.4
    ],
)
def test_written_works_of_the_lyceum_by_subject(world, desk, subject, last, after):
    RegulationVersion.objects.update(preset="lyceum_68")
    in_subject(world, subject)
    refused = written(world, desk, MONDAY, after)
    assert (refused["status"], refused["code"]) == ("refused", "new_mark_too_late")
    assert refused["clause"]["number"]
    assert written(world, desk, MONDAY, last)["status"] == "applied"


def test_a_day_off_of_the_school_moves_the_tenth_working_day(world, desk):
    RegulationVersion.objects.update(preset="lyceum_68")
    in_subject(world, "русский язык")
    SpecialDay.objects.create(calendar=world.calendar, date=date(2026, 11, 18), kind=SpecialDayKind.DAY_OFF)
    assert written(world, desk, MONDAY, moment("11-21", "23:59"))["status"] == "applied"


def test_an_oral_mark_of_the_lyceum_lives_to_the_end_of_the_day(world, desk):
    RegulationVersion.objects.update(preset="lyceum_68")
    row = mark(world, world.pupils[0], "4", on(world, MONDAY), str(uuid.uuid4()))
    (refused,) = desk.send(world.teacher, world.algebra, row, now=moment("11-10", "00:00"))
    assert refused["code"] == "new_mark_too_late"
    (applied,) = desk.send(world.teacher, world.algebra, {**row, "op": str(uuid.uuid4())}, now=moment("11-09", "23:59"))
    assert applied["status"] == "applied"


def test_the_facts_name_the_class_s_last_lesson_and_the_next_lessons(world, desk):
    """A cancelled lesson is neither the last of the day nor the next one; another class's lesson is not the class's."""
    lesson, following = on(world, MONDAY), world.lessons[1]
    Lesson.objects.filter(pk=following.pk).update(status="cancelled")
    view, operations = at_desk(desk, world.teacher, world.algebra, topic_operation(lesson))
    now = moment("11-09")
    view, ledger = open_journal(operations, actor=view.actor, course_id=view.id, now=now)
    facts = ServiceDesk(view=view, ledger=ledger, now=now).facts_of(ledger.lessons[lesson.pk])
    assert facts.subject == "алгебра"
    assert facts.around.class_last_lesson_end == moment("11-09", "09:30")  # english of a subgroup
    assert facts.around.next_lessons == tuple(row.starts_at for row in world.lessons[2:5])
    assert (facts.around.period_start, facts.around.period_end) == (date(2026, 11, 2), date(2026, 12, 30))
    assert date(2026, 11, 14) in facts.around.working
    assert date(2026, 11, 15) not in facts.around.working


def test_a_known_kind_of_a_standing_column_counts(world, desk):
    """The second mark of a written column is judged by the column's kind, which its operation does not name."""
    RegulationVersion.objects.update(preset="lyceum_68")
    in_subject(world, "русский язык")
    first = written(world, desk, MONDAY, moment("11-09", "12:00"))
    row = {
        "kind": "mark", "work": first["record"]["work"], "pupil": world.pupils[1].pk, "criterion": 1, "value": "5",
    }  # fmt: skip
    (second,) = desk.send(world.teacher, world.algebra, row, now=moment("11-20", "23:59"))
    assert second["status"] == "applied"
    assert kind_id() != WorkKind.objects.get(name=DICTATION).pk


def test_a_period_mark_has_its_last_day_and_may_be_opened_late(world, desk):
    """Stakhanovskaya school: to the period's end; then by permission, for the named pupil only."""
    RegulationVersion.objects.update(preset="stakhanovskaya")
    row = {"kind": "term", "pupil": world.pupils[0].pk, "result": "term", "term": world.terms[0].pk, "value": "4"}
    other = {**row, "pupil": world.pupils[1].pk}
    (in_time,) = desk.send(world.teacher, world.algebra, other, now=moment("10-24", "23:59"))
    assert in_time["status"] == "applied"
    (refused,) = desk.send(world.teacher, world.algebra, row, now=moment("10-25", "00:00"))
    assert (refused["code"], refused["who_can_lift"]) == ("term_mark_too_late", "deputy")
    asked = desk.ask(world.teacher, world.algebra, row, now=moment("10-25", "08:00"))
    desk.grant(world.deputy, *asked.cells.all(), until=moment("10-26", "08:00"), now=moment("10-25", "09:00"))
    (opened,) = desk.send(world.teacher, world.algebra, row, now=moment("10-25", "10:00"))
    assert opened["status"] == "applied"
    changed = {**other, "value": "5", "base": 1}
    (shut,) = desk.send(world.teacher, world.algebra, changed, now=moment("10-25", "10:00"))
    assert shut["code"] == "term_mark_too_late"


def test_the_directors_order_moves_the_days_of_a_period_mark(world, desk):
    """Stakhanovskaya school: from the first day of the order to the end of the last; nothing more is read for it."""
    RegulationVersion.objects.update(preset="stakhanovskaya")
    PeriodMarkOrder.objects.create(
        calendar=world.calendar, term=world.terms[0], order_no="118-о", order_date=date(2026, 10, 5),
        opens_on=date(2026, 10, 14), closes_on=date(2026, 10, 22),
    )  # fmt: skip
    row = {"kind": "term", "pupil": world.pupils[0].pk, "result": "term", "term": world.terms[0].pk, "value": "4"}
    (early,) = desk.send(world.teacher, world.algebra, row, now=moment("10-13", "23:59"))
    assert early["code"] == "term_mark_too_early"
    (in_time,) = desk.send(world.teacher, world.algebra, row, now=moment("10-14", "08:00"))
    assert in_time["status"] == "applied"
    other = {**row, "pupil": world.pupils[1].pk}
    (late,) = desk.send(world.teacher, world.algebra, other, now=moment("10-23", "00:00"))
    assert (late["code"], late["clause"]["number"]) == ("term_mark_too_late", "2.12")


def test_the_day_of_attestation_moves_the_moment_of_its_marks(world, desk):
    """The college: not later than a day from the attestation; a later mark goes in and is known to be late."""
    RegulationVersion.objects.update(preset="kudymkar_college")
    AssessmentDay.objects.create(course=world.algebra, kind="attestation", term=world.terms[0], day=date(2026, 10, 20))
    row = {"kind": "term", "result": "term", "term": world.terms[0].pk, "value": "4"}
    for pupil, now in ((world.pupils[0], moment("10-21", "23:59")), (world.pupils[1], moment("10-22", "00:00"))):
        (answer,) = desk.send(world.teacher, world.algebra, {**row, "pupil": pupil.pk}, now=now)
        assert answer["status"] == "applied"
    in_time, late = Event.objects.filter(act="journal.term_result_recorded").order_by("seq")
    assert "overdue" not in in_time.after
    assert late.after["overdue"]["number"] == "3.2.2"


def test_a_result_of_the_state_examination_has_its_own_place(world, desk):
    """The lyceum: within three working days of the announcement; a ninth class's own column."""
    RegulationVersion.objects.update(preset="lyceum_68")
    world.school_class.grade_level = 9
    world.school_class.save()
    row = {"kind": "term", "pupil": world.pupils[0].pk, "result": "gia", "term": None, "value": "4"}
    AssessmentDay.objects.create(course=world.algebra, kind="gia_announced", day=date(2026, 11, 16))
    (in_time,) = desk.send(world.teacher, world.algebra, row, now=moment("11-19", "23:59"))
    assert in_time["status"] == "applied"
    stored = TermResult.objects.get(kind="gia")
    assert (stored.value, stored.term_id) == ("4", None)
