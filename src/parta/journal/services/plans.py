"""The plan of one journal: chosen from the library, corrected with a reason, followed from edition to edition.

What lessons have taken stays.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, append, lock_chain
from parta.curriculum import access
from parta.curriculum.enums import CHAIN, CorrectionKind, PlanRefusal, PlanState, PlanStep
from parta.curriculum.models import Course, LessonPlan, PlanCorrection
from parta.curriculum.queries.plans import plan_lines
from parta.curriculum.rules.fitting import decide_correction
from parta.curriculum.services.fitting import correct_line, own_plan
from parta.curriculum.services.plans import follow_plan, take_step
from parta.journal.access import CourseView, course_view, may_fit
from parta.journal.enums import Act
from parta.journal.queries.plan_fit import course_plan, plans_for
from parta.journal.services.records.ledger import chain_of
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.kernel.sql import sql

_TAKEN = """
SELECT e.lesson_id, e.plan_line_id, (
    SELECT n.id FROM curriculum_planline n WHERE n.plan_id = %(plan)s AND n.topic = taken.topic
    ORDER BY abs(n.number - taken.number), n.number LIMIT 1)
FROM journal_lessonentry e JOIN timetable_lesson l ON l.id = e.lesson_id
JOIN curriculum_planline taken ON taken.id = e.plan_line_id
WHERE l.course_id = %(course)s AND taken.plan_id <> %(plan)s ORDER BY e.lesson_id FOR UPDATE OF e
"""
_TAKE = """
UPDATE journal_lessonentry e SET plan_line_id = t.line, version = e.version + 1
FROM unnest(%(lessons)s::bigint[], %(lines)s::bigint[]) AS t(lesson, line) WHERE e.lesson_id = t.lesson
"""


@transaction.atomic
def correct_course_plan(
    *, actor: Actor, course_id: int, kind: CorrectionKind, number: int, reason: str, base: int, version: int,
    now: datetime,
) -> PlanCorrection:  # fmt: skip
    """Join, split, shorten or lengthen a line of a journal's plan, of this journal only; the library's plan stays.

    The first correction gives the journal a copy of its own. Raises `Forbidden`, `NotVisible`; refuses as
    `decide_correction`, and with `plan_changed_since` where the plan is not `base` any more or has gone on from that
    `version`.
    """
    view, course = _locked(actor, course_id)
    if course.plan_id is None:
        raise NotVisible
    stands = LessonPlan.objects.select_for_update().get(pk=course.plan_id)
    fit = course_plan(view, now=now).fit
    assert fit is not None
    if (stands.pk, stands.version) != (base, version) or not 1 <= number <= len(fit.lines):
        raise refusal(PlanRefusal.CHANGED_SINCE)
    lines = [one.line for one in fit.lines]
    given = frozenset(one.line.id for one in fit.lines if one.taken and one.line.id is not None)
    refuse_if(decide_correction(kind, lines, number - 1, given=given, reason=reason))
    own_plan(course=course, actor=actor, now=now)
    assert course.plan_id is not None
    _carry_over([course.pk], course.plan_id, actor, now)
    plan = LessonPlan.objects.select_for_update().get(pk=course.plan_id)
    return correct_line(
        plan=plan, kind=kind, lines=plan_lines(plan.pk), place=number - 1, reason=reason, actor=actor, now=now
    )


@transaction.atomic
def choose_plan(*, actor: Actor, course_id: int, plan_id: int, now: datetime) -> None:
    """Let a journal follow a plan of the library; topics written by the former one find their words in this.

    A plan not approved yet is for those who may write it. Raises `Forbidden`, `NotVisible`; refuses with
    `plan_of_other_subject`. An own plan of the journal is left with its correction sheet.
    """
    _, course = _locked(actor, course_id)
    plan = access.visible_plans(actor).exclude(state=PlanState.ARCHIVED).filter(pk=plan_id).first()
    if plan is None:
        raise NotVisible
    require(access.choosable_plans(actor).filter(pk=plan.pk).exists())
    if not plans_for(access.visible_plans(actor), course).filter(pk=plan.pk).exists():
        raise refusal(PlanRefusal.OTHER_SUBJECT)
    follow_plan([course], plan, actor=actor, now=now)
    _carry_over([course.pk], plan.pk, actor, now)


@transaction.atomic
def take_plan_step(*, actor: Actor, plan_id: int, step: PlanStep, words: str = "", now: datetime) -> LessonPlan:
    """Take a step of a plan; topics written by its former edition find their words in an approved one.

    Raises `Forbidden`, `NotVisible`; refuses as `decide_step`.
    """
    plan = take_step(actor=actor, plan_id=plan_id, step=step, words=words, now=now)
    if step is PlanStep.APPROVE:
        followers = Course.objects.filter(plan=plan).order_by("pk").values_list("pk", flat=True)
        _carry_over(list(followers), plan.pk, actor, now)
    return plan


def _locked(actor: Actor, course_id: int) -> tuple[CourseView, Course]:
    view = course_view(actor, course_id)
    require(may_fit(view))
    lock_chain(CHAIN)
    locked = Course.objects.select_for_update(of=("self",), no_key=True)
    return view, locked.select_related("school_class").get(pk=course_id)


def _carry_over(courses: Sequence[int], plan_id: int, actor: Actor, now: datetime) -> None:
    """Point what lessons took of another plan at the nearest line of the same words in this one, else at none.

    Their topics stay as written. One event a journal, in its own chain, under its lock.
    """
    for course in courses:
        head = lock_chain(chain_of(course))
        taken = sql(_TAKEN, {"plan": plan_id, "course": course})
        if not taken:
            continue
        lessons, was, becomes = zip(*taken, strict=True)
        sql(_TAKE, {"lessons": list(lessons), "lines": list(becomes)})
        before, after = (dict(zip(map(str, lessons), lines, strict=True)) for lines in (was, becomes))
        entry = Entry(Act.TOPICS_CARRIED_OVER, {"course": course, "plan": plan_id}, before, after)
        append(head, actor=actor, entries=[entry], now=now)
