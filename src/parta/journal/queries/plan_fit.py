"""The plan of one journal on its real lessons: what falls where, what lacks, what may be joined, the correction sheet."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from parta.curriculum.access import choosable_plans
from parta.curriculum.enums import CorrectionKind
from parta.curriculum.models import Course, LessonPlan, PlanCorrection
from parta.curriculum.queries.materials import Materials, materials_of
from parta.curriculum.queries.plans import plan_lines
from parta.curriculum.rules.fitting import PlanFit, Slot, Span, fit_plan, proposals
from parta.journal.access import CourseView, may_fit
from parta.journal.models import PlannedWork
from parta.journal.queries.planned_fit import plan_days
from parta.journal.rules.plan_following import GivenTopic, PlannedTopic, follow_plan
from parta.kernel.sql import sql

_LESSONS = """
SELECT l.id, l.date, l.hours, l.starts_at <= %(now)s, l.status = 'cancelled', COALESCE(e.topic, ''), e.plan_line_id
FROM timetable_lesson l LEFT JOIN journal_lessonentry e ON e.lesson_id = l.id
WHERE l.course_id = %(course)s ORDER BY l.starts_at, l.id
"""


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """A journal's plan, `plan` and `fit` None without one; what may be corrected where hours lack; the library's plans.

    `scheduled`: the days of lines in the schedule of control works.
    """

    plan: LessonPlan | None
    fit: PlanFit | None
    proposed: tuple[tuple[CorrectionKind, int], ...]
    corrections: tuple[PlanCorrection, ...]
    choices: tuple[LessonPlan, ...]
    may_fit: bool
    scheduled: dict[int, date]
    materials: Materials


def course_plan(view: CourseView, *, now: datetime) -> CoursePlan:
    """Lay a journal's plan on its lessons (8 queries); raises `NotVisible` for who only substitutes there."""
    view.refuse_older(None)
    course = Course.objects.select_related(
        "plan__subject", "plan__author__person", "plan__based_on", "school_class"
    ).get(pk=view.id)
    choices = plans_for(choosable_plans(view.actor), course).order_by("grade_level", "title", "-edition")
    corrections = PlanCorrection.objects.filter(plan__course=view.id).select_related("employee__person")
    plan = course.plan
    if plan is None:
        return CoursePlan(None, None, (), tuple(corrections), tuple(choices), may_fit(view), {}, {})
    spans = [Span(term.kind, term.number, term.start, term.end) for term in view.terms]
    fit = laid_plan(course_id=view.id, plan_id=plan.pk, spans=spans, now=now)
    works = plan_days(PlannedWork.objects.filter(course=view.id), {view.id: fit.lines})
    scheduled = {place.line: work.day for work, place in works.items()}
    return CoursePlan(
        plan, fit, proposals(fit), tuple(corrections), tuple(choices), may_fit(view), scheduled, materials_of(plan.pk)
    )


def plans_for(plans: QuerySet[LessonPlan], course: Course) -> QuerySet[LessonPlan]:
    """Leave of plans those of a journal's year, subject and parallel (joined groups have none of their own)."""
    found = plans.filter(subject=course.subject_id, year=course.year_id)
    return found.filter(grade_level=course.school_class.grade_level) if course.school_class else found


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
