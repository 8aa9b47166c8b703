"""What pages of attestation, examinations and the orders about period marks show."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from parta.curriculum.enums import CourseKind
from parta.curriculum.models import AssessmentDay, Course, PeriodMarkOrder
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.school.models import Calendar, SchoolClass, Term
from parta.school.queries.years import running_year


@dataclass(frozen=True, slots=True)
class CourseDays:
    """One course of the class with the days that are set, by kind and period."""

    id: int
    title: str
    group: str
    days: dict[tuple[str, int | None], date]


@dataclass(frozen=True, slots=True)
class DaysPage:
    """The days of attestation and examinations of one class."""

    classes: list[SchoolClass]
    chosen: SchoolClass | None
    terms: list[Term]
    courses: list[CourseDays]


def days_page(*, actor: Actor, class_id: int | None) -> DaysPage:
    """Give the courses of a class, by default the first of those that leave school; raises `Forbidden`."""
    require(may_do(actor, Resource.SCHOOL_SETTINGS, Action.VIEW, Relation.SAME_SCHOOL))
    assert actor.today is not None
    year = running_year(actor.today)
    classes = list(SchoolClass.objects.filter(year=year).order_by("sort_key")) if year else []
    leavers = [one for one in classes if one.grade_level in (9, 11)]
    chosen = next((one for one in classes if one.pk == class_id), next(iter(leavers or classes), None))
    if year is None or chosen is None:
        return DaysPage(classes, None, [], [])
    found = Course.objects.filter(school_class=chosen, marks_given=True, kind=CourseKind.LESSON)
    rows = list(found.select_related("subject", "study_group").order_by("sort_key", "pk"))
    days: dict[int, dict[tuple[str, int | None], date]] = {}
    for one in AssessmentDay.objects.filter(course__in=[row.pk for row in rows]):
        days.setdefault(one.course_id, {})[one.kind, one.term_id] = one.day
    calendars = {row.calendar_id for row in rows}
    terms = list(Term.objects.filter(calendar_id__in=calendars).order_by("starts_on")) if len(calendars) == 1 else []
    courses = [
        CourseDays(
            row.pk, row.title or row.subject.name, row.study_group.name if row.study_group else "", days.get(row.pk, {})
        )
        for row in rows
    ]
    return DaysPage(classes, chosen, terms, courses)


@dataclass(frozen=True, slots=True)
class OrdersPage:
    """The orders about the days of period marks in the running year, and the periods that an order may be about."""

    calendars: list[Calendar]
    terms: list[Term]
    grades: list[int]
    orders: list[PeriodMarkOrder]


def orders_page(*, actor: Actor) -> OrdersPage:
    """Give the orders of the running year, period by period, in five queries; raises `Forbidden`."""
    require(may_do(actor, Resource.SCHOOL_SETTINGS, Action.VIEW, Relation.SAME_SCHOOL))
    assert actor.today is not None
    year = running_year(actor.today)
    calendars = list(Calendar.objects.filter(year=year).order_by("title"))
    terms = list(Term.objects.filter(calendar__in=calendars).order_by("starts_on", "calendar_id"))
    classes = SchoolClass.objects.filter(year=year).order_by("grade_level")
    grades = list(classes.values_list("grade_level", flat=True).distinct())
    orders = list(
        PeriodMarkOrder.objects.filter(calendar__in=calendars)
        .select_related("calendar", "term")
        .order_by(F("term__starts_on").asc(nulls_last=True), "calendar__title", "grades")
    )
    return OrdersPage(calendars, terms, grades, orders)
