"""The register of journals for the office: every course with its class, teachers and what is filled in."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from parta.curriculum.access import may_see_load
from parta.curriculum.models import Course, Subject, TeachingLoad
from parta.curriculum.queries.joint import partners_of
from parta.journal.queries.content import course_written
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, require
from parta.kernel.text import cyrillic, normal
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
    ends_on: date | None


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
    typed: str = "",
    open_only: bool = False,
) -> Register:
    """List journals of the year that holds `today` by class, teacher and subject (a fixed number of queries).

    `typed`: the beginnings of words of the subject, the title, the class, the group or a teacher of today.
    """
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
    if open_only:
        wanted = wanted.filter(Q(ends_on=None) | Q(ends_on__gte=today))
    for word in normal(cyrillic(typed)).split():
        taught = TeachingLoad.objects.filter(in_force(today), course=OuterRef("pk"))
        wanted = wanted.filter(
            _begins("subject__name_key", word)
            | Q(title__istartswith=word)
            | Q(school_class__name_key__startswith=word)
            | _begins("study_group__name_key", word)
            | Exists(taught.filter(_begins("employee__person__sort_key", word)))
        )
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
    named = _teachers(ids, today)
    return Register(
        tuple(_row(rows[ident], named[ident]) for ident in ids),
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


@dataclass(frozen=True, slots=True)
class CoursePage:
    """One journal as the office corrects it: whether something is written in it, who teaches it, the subjects.

    `partners`: journals of others by the same teacher; those that are one lesson with it have its `joint_id`.
    """

    course: Course
    written: bool
    teachers: tuple[str, ...]
    subjects: tuple[tuple[int, str], ...]
    partners: tuple[Course, ...]

    @property
    def joint_with(self) -> tuple[Course, ...]:
        """The journals that are one lesson with this one."""
        lead = self.course.joint_id
        return tuple(one for one in self.partners if lead is not None and one.joint_id == lead)


def course_page(*, actor: Actor, course_id: int) -> CoursePage:
    """Read one journal, in seven queries; raises `Forbidden`, `NotVisible`."""
    require(may_see_load(actor))
    found = Course.objects.select_related("subject", "school_class", "study_group", "year", "calendar")
    course = found.filter(pk=course_id).first()
    if course is None:
        raise NotVisible
    held = TeachingLoad.objects.filter(in_force(actor.today), course=course).select_related("employee__person")
    subjects = Subject.objects.filter(
        Q(pk=course.subject_id) | Q(programme_code=course.subject.programme_code)
    ).values_list("pk", "name", "index")
    return CoursePage(
        course,
        course_written(course_id),
        tuple(one.employee.person.full_name for one in held.order_by("employee__person__sort_key")),
        tuple((pk, f"{index} {name}".strip()) for pk, name, index in subjects),
        tuple(partners_of(course, today=actor.today)),
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
        course.ends_on,
    )


def _teachers(ids: list[int], today: date) -> dict[int, str]:
    """Name who teaches journals today; where nobody does yet, who will (one query)."""
    held = TeachingLoad.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), course__in=ids)
    rows = held.order_by("employee__person__sort_key", "pk").values_list(
        "course", "employee__person__last_name", "starts_on"
    )
    now: dict[int, list[str]] = defaultdict(list)
    later: dict[int, list[str]] = defaultdict(list)
    for course, name, starts_on in rows:
        (now if starts_on <= today else later)[course].append(name)
    return {pk: ", ".join(dict.fromkeys(now[pk] or later[pk])) for pk in ids}


def _begins(field: str, word: str) -> Q:
    """Ask for a word that begins so, also within brackets: «иностранный язык (английский)»."""
    within = (Q(**{f"{field}__contains": f"{before}{word}"}) for before in (" ", "("))
    return reduce(or_, within, Q(**{f"{field}__startswith": word}))
