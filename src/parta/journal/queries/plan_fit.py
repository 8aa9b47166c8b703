"""The plan of one journal on its real lessons: what falls where, what lacks, what may be joined, the correction sheet."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from parta.curriculum.access import visible_plans
from parta.curriculum.enums import CorrectionKind, PlanState
from parta.curriculum.models import Course, LessonPlan, PlanCorrection
from parta.curriculum.queries.plans import plan_lines
from parta.curriculum.rules.fitting import PlanFit, Slot, Span, fit_plan, proposals
from parta.journal.access import CourseView, may_fit
from parta.journal.rules.plan_following import GivenTopic, PlannedTopic, follow_plan
from parta.kernel.sql import sql

_LESSONS = """
SELECT l.id, l.date, l.hours, l.starts_at <= %(now)s, l.status = 'cancelled', COALESCE(e.topic, ''), e.plan_line_id
FROM timetable_lesson l LEFT JOIN journal_lessonentry e ON e.lesson_id = l.id
WHERE l.course_id = %(course)s ORDER BY l.starts_at, l.id
"""


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """A journal's plan, `plan` and `fit` None without one; what may be corrected where hours lack; the library's plans."""

    plan: LessonPlan | None
    fit: PlanFit | None
    proposed: tuple[tuple[CorrectionKind, int], ...]
    corrections: tuple[PlanCorrection, ...]
    choices: tuple[LessonPlan, ...]
    may_fit: bool


def course_plan(view: CourseView, *, now: datetime) -> CoursePlan:
    """Lay a journal's plan on its lessons (6 queries)."""
    course = Course.objects.select_related("plan__subject", "plan__author__person", "plan__based_on").get(pk=view.id)
    choices = (
        visible_plans(view.actor)
        .filter(subject=course.subject_id, year=course.year_id)
        .exclude(state=PlanState.ARCHIVED)
        .order_by("grade_level", "title", "-edition")
    )
    corrections = PlanCorrection.objects.filter(plan__course=view.id).select_related("employee__person")
    plan = course.plan
    if plan is None:
        return CoursePlan(None, None, (), tuple(corrections), tuple(choices), may_fit(view))
    spans = [Span(term.kind, term.number, term.start, term.end) for term in view.terms]
    fit = laid_plan(course_id=view.id, plan_id=plan.pk, spans=spans, now=now)
    return CoursePlan(plan, fit, proposals(fit), tuple(corrections), tuple(choices), may_fit(view))


def laid_plan(*, course_id: int, plan_id: int, spans: Sequence[Span], now: datetime) -> PlanFit:
    """Lay the lines of a plan on the lessons of a journal, after what its lessons have taken (2 queries)."""
    lines = plan_lines(plan_id)
    slots: list[Slot] = []
    past: list[GivenTopic] = []
    days: dict[int, date] = {}
    for pk, day, hours, begun, cancelled, topic, line in sql(_LESSONS, {"course": course_id, "now": now}):
        slots.append(Slot(day, hours, begun, cancelled))
        days[pk] = day
        if begun:
            past.append(GivenTopic(pk, hours, topic, line, cancelled))
    planned = [PlannedTopic(line.id or 0, number, line.topic, line.hours) for number, line in enumerate(lines, 1)]
    following = follow_plan(planned, past)
    given: dict[int, list[date]] = defaultdict(list)
    for row in following.rows:
        for one in row.taken:
            given[one.id].append(days[row.lesson])
    return fit_plan(lines, slots, spans, place=following.place, given={pk: tuple(found) for pk, found in given.items()})
