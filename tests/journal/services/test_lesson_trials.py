"""Trying acts at a lesson: the answers of real operations, and nothing written."""

import uuid
from dataclasses import replace

import pytest
from django.db import transaction

from parta.audit.models import Event
from parta.journal.enums import Standing, TrialAct
from parta.journal.models import WorkKind
from parta.journal.rules.facts import WorkFacts
from parta.journal.services.lesson_trials import TriedLesson, try_lesson
from parta.regulation.enums import Preset
from parta.regulation.models import RegulationVersion
from parta.regulation.rules.parse import load_preset
from parta.timetable.models import Substitution
from tests.factories.school_day import absent, mark, work
from tests.journal.services.conftest import moment

pytestmark = pytest.mark.django_db
ORAL, WRITTEN = "ответ на уроке", "контрольная работа"
MOMENTS = [
    ("11-15", "12:00"), ("11-16", "07:00"), ("11-16", "20:59"), ("11-16", "21:01"), ("11-17", "00:01"),
    ("11-20", "12:00"), ("11-24", "00:00"), ("12-01", "09:00"), ("12-28", "12:00"), ("12-31", "10:00"),
]  # fmt: skip
"""Of the lesson of Monday, 16 November, 8:00–8:40: the day before, its hours, its evening, the next day, the weeks."""


def kinds():
    rows = WorkKind.objects.filter(name__in=(ORAL, WRITTEN)).order_by("position")
    return [(row.pk, WorkFacts(row.name, row.is_written)) for row in rows]


def told(world, lesson, now, standing=Standing.TEACHER, substitute=None, draft=None):
    place = TriedLesson(lesson.pk, lesson.course_id, lesson.employee_id, substitute)
    return try_lesson(
        lesson=place, standing=standing, kinds=kinds(), draft=draft, school_slug=world.school.slug, moment=now
    )


def operations(world, lesson):
    """Give the real operation of every act, by act and kind of work; what must stand before it is written."""
    first, second = world.pupils[0].pk, world.pupils[1].pk
    absent(lesson, world.pupils[1], "absent")
    topic = {"kind": "topic", "lesson": lesson.pk, "value": "Степени", "plan_line": None}
    absence = {"kind": "absence", "lesson": lesson.pk, "reason": ""}
    homework = {"value": "№ 5", "none": False, "minutes": None, "due": None, "id": str(uuid.uuid4())}
    found = {
        (TrialAct.TOPIC, ""): topic,
        (TrialAct.ATTENDANCE, ""): {**absence, "pupil": first, "value": "absent"},
        (TrialAct.ABSENCE_REASON, ""): {**absence, "pupil": second, "value": "ill", "base": 1},
        (TrialAct.HOMEWORK, ""): {"kind": "homework", "lesson": lesson.pk, **homework},
        (TrialAct.PERIOD_MARK, ""): {
            "kind": "term", "pupil": first, "result": "term", "term": world.terms[1].pk, "value": "4",
        },
    }  # fmt: skip
    common = {"kind": "mark", "pupil": first, "criterion": 1}
    for ident, facts in kinds():
        column = {
            "lesson": lesson.pk,
            "kind": ident,
            "weight": None,
            "title": "",
            "criteria": 1,
            "purpose": "formative",
        }
        new = {"work": str(uuid.uuid4()), "value": "4", "new_work": column}
        found[TrialAct.NEW_MARK, facts.kind] = {**common, **new}
        for act, value in ((TrialAct.MARK_CHANGE, "5"), (TrialAct.MARK_REMOVAL, "")):
            stands = mark(work(lesson, facts.kind), world.pupils[0], "4")
            found[act, facts.kind] = {**common, "work": str(stands.work_id), "value": value, "base": 1}
    return found


def really(desk, who, course, rows, now):
    """Carry everything out, look at the answers and events, and take it back."""
    with transaction.atomic():
        seq = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        answers = desk.send(who, course, *rows, now=now)
        events = list(Event.objects.filter(pk__gt=seq))
        transaction.set_rollback(True)
    return [_outcome(row, answer, events) for row, answer in zip(rows, answers, strict=True)]


def _outcome(row, answer, events):
    place = {key: row[key] for key in ("kind", "work", "lesson", "pupil") if key in row}
    late = {}
    for event in events:
        if place.items() <= event.subject.items():
            late = (event.after or {}).get("overdue") or {}
    clause = (answer.get("clause") or {}).get("number", "")
    return (
        answer["status"] == "applied", answer.get("code", ""), clause, answer.get("who_can_lift", ""),
        late.get("due", ""), late.get("number", ""),
    )  # fmt: skip


def said(verdict):
    decision, late = verdict.decision, verdict.late
    refused = not decision.allowed
    return (
        decision.allowed,
        decision.code if refused else "",
        decision.clause.number if refused and decision.clause else "",
        decision.who_can_lift if refused else "",
        late.due.isoformat() if late else "",
        late.clause.number if late else "",
    )


@pytest.mark.parametrize("preset", list(Preset))
@pytest.mark.parametrize("standing", list(Standing))
def test_the_answer_of_a_trial_is_that_of_the_real_record(world, desk, preset, standing):
    RegulationVersion.objects.update(preset=preset)
    lesson = world.lessons[3]
    Substitution.objects.create(lesson=lesson, kind="substitution", substitute_id=world.english_teacher.pk)
    people = {
        Standing.TEACHER: world.teacher, Standing.SUBSTITUTE: world.english_teacher,
        Standing.HOMEROOM: world.homeroom, Standing.DIRECTOR: world.director, Standing.DEPUTY: world.deputy,
    }  # fmt: skip
    wanted = operations(world, lesson)
    for day, clock in MOMENTS:
        now = desk.now = moment(day, clock)
        trial = told(world, lesson, now, standing, world.english_teacher.pk)
        tried = {(row.act, kind.kind): said(row.now) for row in trial.rows for kind in row.kinds or (WorkFacts(),)}
        real = really(desk, people[standing], world.algebra, list(wanted.values()), now)
        assert tried == dict(zip(wanted, real, strict=True)), now


def test_nothing_is_written_and_one_query_is_asked(world, desk, django_assert_num_queries):
    lesson = world.lessons[3]
    place = TriedLesson(lesson.pk, lesson.course_id, lesson.employee_id, None)
    asked = {"lesson": place, "standing": Standing.TEACHER, "kinds": kinds(), "school_slug": "alpha"}
    with django_assert_num_queries(1):
        trial = try_lesson(**asked, draft=load_preset("lyceum_68"), moment=moment("12-28"))
    assert any(not row.now.decision.allowed for row in trial.rows)
    assert not Event.objects.filter(chain=f"course:{world.algebra.pk}").exists()


def test_a_draft_stands_beside_the_regulation_in_force(world, desk):
    rules = load_preset("school_2")
    week = rules.lessons.record_window_days
    strict = replace(rules, lessons=replace(rules.lessons, record_window_days=replace(week, value=0)))
    trial = told(world, world.lessons[3], moment("11-18"), draft=strict)
    found = {row.act: row for row in trial.rows if not row.kinds}
    topic, period = found[TrialAct.TOPIC], found[TrialAct.PERIOD_MARK]
    assert topic.now.is_late
    assert not topic.draft.decision.allowed
    assert topic.draft.decision.code == "topic_too_late"
    assert said(period.now) == said(period.draft)


def test_somebody_whom_no_row_names_is_answered_too(world, desk):
    """A lesson without a substitute, and one without a teacher."""
    lesson = world.lessons[3]
    found = {row.act: row.now for row in told(world, lesson, moment("11-16"), Standing.SUBSTITUTE).rows}
    assert found[TrialAct.TOPIC].decision.allowed
    lesson.employee_id = None
    found = {row.act: row.now for row in told(world, lesson, moment("11-16"), Standing.TEACHER).rows}
    assert found[TrialAct.TOPIC].decision.allowed
    assert found[TrialAct.PERIOD_MARK].decision.code != "not_your_duty"
