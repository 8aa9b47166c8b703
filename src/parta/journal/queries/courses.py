"""The list of journals an actor may open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from parta.curriculum.models import Course
from parta.journal.access import visible_courses
from parta.kernel.actor import Actor
from parta.kernel.sql import sql
from parta.kernel.text import normal
from parta.regulation.queries import versions
from parta.school.models import SchoolClass

PAGE = 60
_STATE = """
SELECT c.id,
       COALESCE((SELECT string_agg(DISTINCT p.last_name, ', ' ORDER BY p.last_name)
                 FROM curriculum_teachingload t JOIN people_person p ON p.id = t.employee_id WHERE t.course_id = c.id), ''),
       lessons.given, lessons.with_topic
FROM unnest(%(courses)s::bigint[]) AS c(id), LATERAL (
    SELECT count(*) AS given, count(*) FILTER (WHERE entry.topic > '') AS with_topic
    FROM timetable_lesson l LEFT JOIN journal_lessonentry entry ON entry.lesson_id = l.id
    WHERE l.course_id = c.id AND l.date <= %(today)s AND l.status <> 'cancelled') AS lessons
"""


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One journal of the list: how many lessons were due by now and how many of them have no topic."""

    id: int
    title: str
    class_name: str
    group_name: str
    teachers: str
    kind: str
    given: int
    without_topic: int


@dataclass(frozen=True, slots=True)
class JournalListPage:
    """A page of journals with what it was filtered by."""

    rows: list[JournalRow]
    classes: list[tuple[int, str]]
    class_id: int | None
    search: str
    page: int
    has_next: bool


def journal_list_page(*, actor: Actor, class_id: int | None, search: str, page: int, now: datetime) -> JournalListPage:
    """Give the journals that the actor may see, own ones first by class and subject."""
    conditions = versions().on(now.date()).conditions()
    courses: QuerySet[Course] = visible_courses(actor, conditions)
    classes = list(
        SchoolClass.objects.filter(courses__in=courses).distinct().order_by("sort_key").values_list("pk", "name")
    )
    if class_id is not None:
        courses = courses.filter(school_class=class_id)
    for word in normal(search).split():
        courses = courses.filter(
            Q(subject__name_key__contains=word)
            | Q(title__icontains=word)
            | Q(school_class__name_key__contains=word)
            | Q(loads__employee__person__sort_key__contains=word)
        ).distinct()
    rows = (
        Course.objects.filter(pk__in=courses.values("pk"))
        .annotate(class_name=F("school_class__name"), group_name=F("study_group__name"))
        .select_related("subject")
        .order_by("school_class__sort_key", "sort_key", "id")
    )
    start = (max(page, 1) - 1) * PAGE
    found = list(rows[start : start + PAGE + 1])
    state = {
        course: (teachers, given, with_topic)
        for course, teachers, given, with_topic in sql(
            _STATE, {"courses": [row.pk for row in found[:PAGE]], "today": now.date()}
        )
    }
    return JournalListPage(
        rows=[_row(course, *state[course.pk]) for course in found[:PAGE]],
        classes=classes,
        class_id=class_id,
        search=search,
        page=max(page, 1),
        has_next=len(found) > PAGE,
    )


def _row(course: Any, teachers: str, given: int, with_topic: int) -> JournalRow:
    return JournalRow(
        course.pk,
        course.name,
        course.class_name or "",
        course.group_name or "",
        teachers,
        course.kind,
        given,
        given - with_topic,
    )
