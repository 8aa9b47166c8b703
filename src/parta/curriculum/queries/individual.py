"""Curricula of single pupils: whose they are, what stands in them, what may be put into them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from parta.curriculum.access import may_see_load
from parta.curriculum.enums import ALONE, CourseKind
from parta.curriculum.models import Course, IndividualPlan, StudyGroupMember
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, require
from parta.kernel.sql import sql
from parta.people.models import Enrolment, Person
from parta.school.models import SchoolClass

_RELEASES = "SELECT pupil_id, course_id, starts_on, ends_on FROM curriculum_release WHERE pupil_id = ANY(%(pupils)s)"
_ASKED = (CourseKind.LESSON, CourseKind.PRACTICE, CourseKind.SESSION)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan of a pupil with its sums."""

    plan: IndividualPlan
    courses: int
    hours: Decimal

    def is_over(self, day: date) -> bool:
        """Tell whether the plan ended before a day."""
        return (self.plan.ends_on or self.plan.school_class.year.ends_on) < day


@dataclass(frozen=True, slots=True)
class PlannedCourse:
    """A journal that the plan may name: `hours` by the plan in force, None where it is left out; `usual` for all."""

    course: Course
    hours: Decimal | None
    usual: Decimal | None
    alone: bool


@dataclass(frozen=True, slots=True)
class IndividualPage:
    """A pupil of a class with the plans of the year and the journals to choose from; `current`: in force or to come."""

    school_class: SchoolClass
    pupil: Person
    plans: tuple[IndividualPlan, ...]
    current: IndividualPlan | None
    courses: tuple[PlannedCourse, ...]


def summed_plans(*, class_id: int | None = None, pupil_id: int | None = None) -> QuerySet[IndividualPlan]:
    """Give the plans of a class's pupils, or of one pupil, the newest first, with their sums (one query)."""
    found = IndividualPlan.objects.select_related("pupil__person", "school_class__year")
    found = found.filter(school_class=class_id) if class_id is not None else found.filter(pupil=pupil_id)
    counted = found.annotate(courses=Count("lines"), hours=Sum("lines__hours_per_week", default=Decimal()))
    return counted.order_by("pupil__person__sort_key", "-starts_on", "-pk")


def plans_of(plans: QuerySet[IndividualPlan]) -> list[PlanRow]:
    """Give `summed_plans` as rows."""
    return [PlanRow(one, one.courses, one.hours) for one in plans]  # type: ignore[attr-defined]


def pupils_of_class(class_id: int, day: date) -> list[tuple[int, str]]:
    """Give the pupils of a class on a day, by name (one query)."""
    found = Enrolment.objects.filter(in_force(day), school_class=class_id).select_related("pupil__person")
    return [(one.pupil_id, one.pupil.person.list_name) for one in found.order_by("pupil__person__sort_key")]


def pupils_with_plans(class_id: int, day: date) -> dict[int, str]:
    """Give which pupils study in a class by an own plan on a day, with its kind (one query)."""
    found = IndividualPlan.objects.filter(in_force(day), school_class=class_id)
    return dict(found.values_list("pupil_id", "kind"))


def releases_of(*, pupils: Collection[int]) -> dict[tuple[int, int], list[tuple[date, date | None]]]:
    """Give on which days which journals are not asked of pupils, by pupil and journal (one query)."""
    found: dict[tuple[int, int], list[tuple[date, date | None]]] = defaultdict(list)
    for pupil, course, *span in sql(_RELEASES, {"pupils": list(pupils)}):
        found[pupil, course].append((span[0], span[1]))
    return found


def released_on(course_id: int, day: date) -> set[int]:
    """Give the pupils from whom a journal is not asked on a day (one query)."""
    rows = sql(
        "SELECT pupil_id FROM curriculum_release WHERE course_id = %(course)s AND starts_on <= %(day)s"
        " AND (ends_on IS NULL OR ends_on >= %(day)s)",
        {"course": course_id, "day": day},
    )
    return {pupil for (pupil,) in rows}


def individual_page(*, actor: Actor, class_id: int, pupil_id: int, today: date) -> IndividualPage:
    """Read the plans of one pupil of a class, in six queries; raises `Forbidden`, `NotVisible`."""
    require(may_see_load(actor))
    school_class = SchoolClass.objects.select_related("year").filter(pk=class_id).first()
    placed = Enrolment.objects.filter(school_class=class_id, pupil=pupil_id).select_related("pupil__person")
    last = placed.order_by("-starts_on").first()
    if school_class is None or last is None:
        raise NotVisible
    found = IndividualPlan.objects.filter(school_class=class_id, pupil=pupil_id).prefetch_related(
        "lines__course__subject", "lines__course__study_group"
    )
    plans = tuple(found.order_by("-starts_on", "-pk"))
    current = next((one for one in plans if one.ends_on is None or one.ends_on >= today), None)
    said = {line.course_id: line.hours_per_week for line in current.lines.all()} if current else None
    courses = [
        PlannedCourse(
            one,
            said.get(one.pk) if said is not None else one.hours_per_week,
            one.hours_per_week,
            one.kind in ALONE,
        )
        for one in plannable(
            class_id, pupil_id, day=max(today, school_class.year.starts_on), individual=last.individual
        )
    ]
    return IndividualPage(school_class, last.pupil.person, plans, current, tuple(courses))


def plannable(class_id: int, pupil_id: int, *, day: date, individual: bool) -> list[Course]:
    """Give the journals that a pupil's plan may name: of the whole class, of the own groups, own ones (one query).

    Who stands in the class as taught at home (`individual`) has nothing of the class's.
    """
    member = StudyGroupMember.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), pupil=pupil_id)
    whole = Q(study_group=None, kind__in=_ASKED) | Q(study_group__in=member.values("group"), kind__in=_ASKED)
    alone = Q(study_group__members__pupil=pupil_id, kind__in=ALONE)
    going_on = Q(ends_on=None) | Q(ends_on__gte=day)
    found = Course.objects.filter(going_on, alone if individual else whole | alone, school_class=class_id)
    return list(found.select_related("subject", "study_group").distinct().order_by("sort_key", "pk"))
