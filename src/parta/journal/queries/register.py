"""The register of journals for the office: every course with its class, teachers and what is filled in."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from parta.curriculum.models import Course, Subject, TeachingLoad
from parta.kernel.database import in_force
from parta.people.models import Person
from parta.school.models import SchoolClass

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One journal."""

    id: int
    title: str
    class_name: str
    group_name: str
    teachers: str
    held: int
    without_topic: int


@dataclass(frozen=True, slots=True)
class Register:
    """A page of the register with its filters."""

    rows: tuple[CourseRow, ...]
    total: int
    page: int
    pages: int
    classes: tuple[tuple[int, str], ...]
    teachers: tuple[tuple[int, str], ...]
    subjects: tuple[tuple[int, str], ...]


def register_page(
    *,
    courses: QuerySet[Course],
    class_id: int | None,
    teacher_id: int | None,
    subject_id: int | None,
    page: int,
    today: date,
    per_page: int = PER_PAGE,
) -> Register:
    """List journals of the year that holds `today` by class, teacher and subject (a fixed number of queries)."""
    courses = courses.filter(year__starts_on__lte=today, year__ends_on__gte=today)
    teaching = TeachingLoad.objects.filter(in_force(today), course__in=courses)
    wanted = courses
    if class_id is not None:
        wanted = wanted.filter(school_class=class_id)
    if subject_id is not None:
        wanted = wanted.filter(subject=subject_id)
    if teacher_id is not None:
        mine = TeachingLoad.objects.filter(in_force(today), course=OuterRef("pk"), employee_id=teacher_id)
        wanted = wanted.filter(Exists(mine))
    total = wanted.count()
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    ordered = wanted.order_by(F("school_class__sort_key").asc(nulls_last=True), "sort_key", "pk")
    ids = list(ordered.values_list("pk", flat=True)[(page - 1) * per_page : page * per_page])
    given = Q(lessons__date__lte=today) & ~Q(lessons__status="cancelled")
    rows = {
        row.pk: row
        for row in Course.objects.filter(pk__in=ids)
        .annotate(
            held=Count("lessons", filter=given, distinct=True),
            with_topic=Count("lessons", filter=given & Q(lessons__entry__topic__gt=""), distinct=True),
        )
        .select_related("subject", "school_class", "study_group")
    }
    named = dict(
        TeachingLoad.objects.filter(in_force(today), course__in=ids)
        .values_list("course")
        .annotate(names=StringAgg("employee__person__last_name", ", ", distinct=True))
    )
    return Register(
        tuple(_row(rows[ident], named.get(ident, "")) for ident in ids),
        total,
        page,
        pages,
        tuple(
            SchoolClass.objects.filter(courses__in=courses).distinct().values_list("pk", "name").order_by("sort_key")
        ),
        tuple(
            (person.pk, person.full_name)
            for person in Person.objects.filter(pk__in=teaching.values("employee")).order_by("sort_key", "pk")
        ),
        tuple(
            Subject.objects.filter(courses__in=courses).distinct().values_list("pk", "name").order_by("name_key", "pk")
        ),
    )


def _row(course: Course, teachers: str) -> CourseRow:
    held: int = course.held  # type: ignore[attr-defined]
    return CourseRow(
        course.pk,
        course.name,
        course.school_class.name if course.school_class else "",
        course.study_group.name if course.study_group else "",
        teachers,
        held,
        held - course.with_topic,  # type: ignore[attr-defined]
    )
