"""The plan of one journal: chosen from the library, corrected with a reason; what lessons have taken stays."""

import json
from datetime import datetime

from django.db import transaction

from parta.curriculum.access import visible_plans
from parta.curriculum.enums import CorrectionKind, PlanRefusal, PlanState
from parta.curriculum.models import Course, LessonPlan, PlanCorrection
from parta.curriculum.queries.plans import plan_lines
from parta.curriculum.rules.fitting import decide_correction
from parta.curriculum.services.fitting import correct_line, own_plan
from parta.curriculum.services.plans import follow_plan
from parta.journal.access import CourseView, course_view, may_fit
from parta.journal.queries.plan_fit import course_plan
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.kernel.sql import sql

_ONTO = """
UPDATE journal_lessonentry e SET plan_line_id = moved.value::bigint
FROM jsonb_each_text(%(moves)s::jsonb) moved, timetable_lesson l
WHERE e.plan_line_id = moved.key::bigint AND l.id = e.lesson_id AND l.course_id = %(course)s
"""
_BY_WORDS = """
UPDATE journal_lessonentry e SET plan_line_id = (
    SELECT n.id FROM curriculum_planline n JOIN curriculum_planline o ON o.topic = n.topic
    WHERE o.id = e.plan_line_id AND n.plan_id = %(plan)s ORDER BY abs(n.number - o.number), n.number LIMIT 1)
FROM timetable_lesson l WHERE l.id = e.lesson_id AND l.course_id = %(course)s AND e.plan_line_id IS NOT NULL
"""


@transaction.atomic
def correct_course_plan(
    *, actor: Actor, course_id: int, kind: CorrectionKind, number: int, reason: str, base: int, now: datetime
) -> PlanCorrection:
    """Join, split, shorten or lengthen a line of a journal's plan, of this journal only; the library's plan stays.

    The first correction gives the journal a copy of its own. Raises `Forbidden`, `NotVisible`; refuses as
    `decide_correction`, and with `plan_changed_since` where the plan is not `base` any more or has been written since.
    """
    view, course = _locked(actor, course_id)
    fit = course_plan(view, now=now).fit
    if fit is None:
        raise NotVisible
    if course.plan_id != base or not 1 <= number <= len(fit.lines):
        raise refusal(PlanRefusal.CHANGED_SINCE)
    lines = [one.line for one in fit.lines]
    given = frozenset(one.line.id for one in fit.lines if one.taken and one.line.id is not None)
    refuse_if(decide_correction(kind, lines, number - 1, given=given, reason=reason))
    moves = own_plan(course=course, actor=actor, now=now)
    if moves:
        sql(_ONTO, {"moves": json.dumps({str(old): fresh for old, fresh in moves.items()}), "course": course.pk})
    plan = LessonPlan.objects.select_for_update().get(pk=course.plan_id)
    return correct_line(
        plan=plan, kind=kind, lines=plan_lines(plan.pk), place=number - 1, reason=reason, actor=actor, now=now
    )


@transaction.atomic
def choose_plan(*, actor: Actor, course_id: int, plan_id: int, now: datetime) -> None:
    """Let a journal follow a plan of the library; topics written by the former one find their words in this.

    Raises `Forbidden`, `NotVisible`; refuses with `plan_of_other_subject`. An own plan of the journal is left with its
    correction sheet.
    """
    _, course = _locked(actor, course_id)
    plan = visible_plans(actor).exclude(state=PlanState.ARCHIVED).filter(pk=plan_id).first()
    if plan is None:
        raise NotVisible
    if plan.subject_id != course.subject_id or plan.year_id != course.year_id:
        raise refusal(PlanRefusal.OTHER_SUBJECT)
    follow_plan([course], plan, actor=actor, now=now)
    sql(_BY_WORDS, {"plan": plan.pk, "course": course.pk})


def _locked(actor: Actor, course_id: int) -> tuple[CourseView, Course]:
    view = course_view(actor, course_id)
    require(may_fit(view))
    return view, Course.objects.select_for_update(of=("self",)).get(pk=course_id)
