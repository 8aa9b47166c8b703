"""The subgroups of the whole school in one list: of which class and subject, who teaches, how many are in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from parta.curriculum.access import may_see_load
from parta.curriculum.enums import ALONE
from parta.curriculum.models import Course, StudyGroup, TeachingLoad
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import require
from parta.kernel.text import begun_by
from parta.school.queries.years import running_year

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A subgroup; `course_id` is its journal, `class_id` none for pupils of several classes."""

    id: int
    name: str
    class_id: int | None
    class_name: str
    subject_id: int | None
    subject: str
    pupils: int
    teachers: tuple[tuple[int, str], ...]
    course_id: int | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class GroupList:
    """The subgroups that were asked for, and what they may be chosen by."""

    rows: tuple[GroupRow, ...]
    classes: Mapping[int, str]
    subjects: Mapping[int, str]
    teachers: Mapping[int, str]
    total: int
    page: int
    pages: int


def group_list(
    *,
    actor: Actor,
    class_id: int | None,
    subject_id: int | None,
    teacher_id: int | None,
    typed: str,
    page: int,
    per_page: int = PER_PAGE,
) -> GroupList:
    """List the subgroups of the running year by class, subject and teacher, in pages, in four queries; raises `Forbidden`."""
    require(may_see_load(actor))
    assert actor.today is not None
    day = actor.today
    year = running_year(day)
    inside = Count(
        "members", Q(members__starts_on__lte=day) & (Q(members__ends_on=None) | Q(members__ends_on__gte=day))
    )
    groups = StudyGroup.objects.filter(year=year).exclude(courses__kind__in=ALONE).annotate(inside=inside)
    groups = groups.select_related("school_class", "subject")
    courses = {
        one.study_group_id: one
        for one in Course.objects.filter(year=year, study_group__isnull=False).exclude(kind__in=ALONE).order_by("-pk")
    }
    held: dict[int, dict[int, str]] = {}
    loads = TeachingLoad.objects.filter(in_force(day), course__in=[one.pk for one in courses.values()])
    for load in loads.select_related("employee__person").order_by("employee__person__sort_key"):
        held.setdefault(load.course_id, {})[load.employee_id] = load.employee.person.list_name
    rows = [_row(one, courses.get(one.pk), held) for one in groups]
    rows.sort(key=lambda one: (one[0], one[1].subject, one[1].name, one[1].id))
    every = [row for _, row in rows]
    found = [
        row
        for row in every
        if class_id in (None, row.class_id)
        and subject_id in (None, row.subject_id)
        and (teacher_id is None or teacher_id in dict(row.teachers))
        and begun_by(typed, row.name, row.class_name, row.subject, *(name for _, name in row.teachers))
    ]
    pages = max(1, -(-len(found) // per_page))
    page = min(max(1, page), pages)
    return GroupList(
        tuple(found[(page - 1) * per_page : page * per_page]),
        {row.class_id: row.class_name for row in every if row.class_id},
        dict(sorted(((row.subject_id, row.subject) for row in every if row.subject_id), key=lambda one: one[1])),
        dict(sorted({pk: name for row in every for pk, name in row.teachers}.items(), key=lambda one: one[1])),
        len(found),
        page,
        pages,
    )


def _row(group: StudyGroup, course: Course | None, held: Mapping[int, Mapping[int, str]]) -> tuple[str, GroupRow]:
    learners = group.school_class
    row = GroupRow(
        group.pk, group.name, group.school_class_id, learners.name if learners else "", group.subject_id,
        group.subject.name if group.subject else "", group.inside,  # type: ignore[attr-defined]
        tuple(held.get(course.pk, {}).items()) if course else (), course.pk if course else None,
        course.ends_on if course else None,
    )  # fmt: skip
    return learners.sort_key if learners else "~", row
