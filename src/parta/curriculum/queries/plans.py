"""The library of lesson plans: the list by subject and parallel, one plan with its lines and editions."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from parta.curriculum import access
from parta.curriculum.enums import PlanState
from parta.curriculum.models import Course, LessonPlan, PlanLine, Subject, TeachingLoad
from parta.curriculum.rules.plans import Line
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible
from parta.school.models import AcademicYear, SchoolClass

PER_PAGE = 60
LINE_FIELDS = ("topic", "hours", "section", "lesson_kind", "control_kind", "homework", "resources")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan of the list; `courses` are the journals that follow it, by their class."""

    id: int
    subject: str
    own: bool
    grade: int
    title: str
    edition: int
    state: str
    author: str
    hours: int
    lines: int
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanLibrary:
    """The list as it was asked for, what may be chosen, and how many plans wait for approval."""

    rows: tuple[PlanRow, ...]
    total: int
    page: int
    pages: int
    year: AcademicYear | None
    years: tuple[AcademicYear, ...]
    subjects: tuple[tuple[int, str], ...]
    grades: tuple[int, ...]
    waiting: int
    may_write: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One plan: its lines, editions, the journals that follow it, those `without` any that this person may give it to."""

    plan: LessonPlan
    lines: tuple[Line, ...]
    editions: tuple[LessonPlan, ...]
    courses: tuple[Course, ...]
    without: tuple[Course, ...]
    may_edit: bool
    may_decide: bool
    may_write: bool

    @property
    def hours(self) -> int:
        """The hours of all lines."""
        return sum(line.hours for line in self.lines)

    @property
    def controls(self) -> int:
        """How many lines plan a control work."""
        return sum(bool(line.control_kind) for line in self.lines)


def plan_lines(plan_id: int) -> tuple[Line, ...]:
    """Give the lines of a plan in order."""
    rows = PlanLine.objects.filter(plan=plan_id).order_by("number").values_list(*LINE_FIELDS, "pk")
    return tuple(Line(*row) for row in rows)


def editions_of(plan: LessonPlan) -> QuerySet[LessonPlan]:
    """Give the editions of a plan of the library: the same year, subject, parallel and title."""
    return LessonPlan.objects.filter(
        year=plan.year_id, subject=plan.subject_id, grade_level=plan.grade_level, title=plan.title, course__isnull=True
    )


def years_of(today: Any) -> tuple[AcademicYear, ...]:
    """Give the academic years, the present one first, then the newest."""
    years = list(AcademicYear.objects.order_by("-starts_on"))
    return tuple(sorted(years, key=lambda one: not one.starts_on <= today <= one.ends_on))


def plan_library(
    *,
    actor: Actor,
    year_id: int | None = None,
    subject_id: int | None = None,
    grade: int | None = None,
    state: str = "",
    page: int = 1,
    per_page: int = PER_PAGE,
) -> PlanLibrary:
    """List the plans of a year, those of the actor's own subjects first; archived ones only when asked (8 queries)."""
    years = years_of(actor.today)
    year = next((one for one in years if one.pk == year_id), years[0] if years else None)
    seen = access.visible_plans(actor).filter(year=year)
    own = set(
        TeachingLoad.objects.filter(in_force(actor.today), employee_id=actor.person_id, course__year=year)
        .values_list("course__subject", flat=True)
    )  # fmt: skip
    wanted = seen.filter(state=state) if state else seen.exclude(state=PlanState.ARCHIVED)
    if subject_id is not None:
        wanted = wanted.filter(subject=subject_id)
    if grade is not None:
        wanted = wanted.filter(grade_level=grade)
    total = wanted.count()
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    listed = list(_ordered(wanted, own)[(page - 1) * per_page : page * per_page])
    courses = _followers(listed)
    rows = tuple(
        PlanRow(
            one.pk,
            one.subject.name,
            one.subject_id in own,
            one.grade_level,
            one.title,
            one.edition,
            one.state,
            one.author.person.full_name if one.author else "",
            one.hours,
            one.count,
            tuple(courses[one.pk]),
        )
        for one in listed
    )
    pairs = set(seen.values_list("subject", "subject__name", "grade_level", "state"))
    return PlanLibrary(
        rows,
        total,
        page,
        pages,
        year,
        years,
        tuple(sorted({(pk, name) for pk, name, _, _ in pairs}, key=lambda one: one[1])),
        tuple(sorted({level for _, _, level, _ in pairs})),
        seen.filter(state=PlanState.ON_APPROVAL).count(),
        access.may_write_plans(actor),
    )


def plan_page(*, actor: Actor, plan_id: int) -> PlanPage:
    """Open one plan of the library; raises `NotVisible` (9 queries at most)."""
    heads = access.visible_plans(actor).select_related("subject", "year", "author__person", "approved_by__person")
    plan = heads.filter(pk=plan_id).first()
    if plan is None:
        raise NotVisible
    editions = heads.filter(
        year=plan.year_id, subject=plan.subject_id, grade_level=plan.grade_level, title=plan.title
    ).order_by("-edition")
    courses = Course.objects.filter(plan=plan).select_related("subject", "school_class", "study_group")
    return PlanPage(
        plan,
        plan_lines(plan.pk),
        tuple(editions),
        tuple(courses),
        tuple(_planless(actor, plan)),
        access.may_edit_plan(actor, plan),
        access.may_decide_plan(actor, plan),
        access.may_write_plans(actor),
    )


def _planless(actor: Actor, plan: LessonPlan) -> QuerySet[Course]:
    found = Course.objects.filter(
        year=plan.year_id, subject=plan.subject_id, plan=None, school_class__grade_level=plan.grade_level
    ).select_related("subject", "school_class", "study_group")
    if not access.choosable_plans(actor).filter(pk=plan.pk).exists():
        return found.none()
    if access.may_fit_plan(actor, teaches=False):
        return found
    own = TeachingLoad.objects.filter(in_force(actor.today), employee_id=actor.person_id)
    return found.filter(pk__in=own.values("course"))


def subjects_and_grades(*, actor: Actor, year: AcademicYear) -> tuple[list[tuple[int, str, bool]], list[int]]:
    """Give what a new plan may be for: subjects (id, name, own), own ones first, and the grades of the year."""
    own = set(
        TeachingLoad.objects.filter(in_force(actor.today), employee_id=actor.person_id, course__year=year)
        .values_list("course__subject", flat=True)
    )  # fmt: skip
    subjects = [(pk, name, pk in own) for pk, name in Subject.objects.order_by("name_key").values_list("pk", "name")]
    levels = SchoolClass.objects.filter(year=year).order_by("grade_level").values_list("grade_level", flat=True)
    return sorted(subjects, key=lambda one: not one[2]), list(levels.distinct())


def _ordered(plans: QuerySet[LessonPlan], own: set[int]) -> QuerySet[LessonPlan, Any]:
    near = Case(When(subject__in=own, then=Value(0)), default=Value(1), output_field=IntegerField())
    return (
        plans.select_related("subject", "author__person")
        .annotate(hours=Coalesce(Sum("lines__hours"), 0), count=Count("lines"))
        .order_by(near, "subject__name_key", "grade_level", "title", "-edition", "pk")
    )


def _followers(plans: list[Any]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for course in Course.objects.filter(plan__in=plans).select_related("school_class", "study_group"):
        parts = (course.school_class and course.school_class.name, course.study_group and course.study_group.name)
        if course.plan_id is not None:
            found[course.plan_id].append(" ".join(str(part) for part in parts if part))
    return found
