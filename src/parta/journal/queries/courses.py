"""The list of journals an actor may open."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, F, Q, QuerySet

from parta.curriculum.models import Course
from parta.journal.access import visible_courses
from parta.kernel.actor import Actor
from parta.kernel.text import normal
from parta.regulation.queries import versions
from parta.school.models import SchoolClass

PAGE = 60


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


def journal_list_page(
    *, actor: Actor, class_id: int | None, search: str, page: int, now: datetime
) -> JournalListPage:
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
    past = Q(lessons__date__lte=now.date()) & ~Q(lessons__status="cancelled")
    rows = (
        Course.objects.filter(pk__in=courses.values("pk"))
        .annotate(
            given=Count("lessons", filter=past, distinct=True),
            with_topic=Count("lessons", filter=past & Q(lessons__entry__topic__gt=""), distinct=True),
            teacher_names=StringAgg("loads__employee__person__last_name", ", ", distinct=True),
            class_name=F("school_class__name"),
            group_name=F("study_group__name"),
        )
        .select_related("subject")
        .order_by("school_class__sort_key", "sort_key", "id")
    )
    start = (max(page, 1) - 1) * PAGE
    found = list(rows[start : start + PAGE + 1])
    return JournalListPage(
        rows=[
            JournalRow(
                row.pk, row.name, row.class_name or "", row.group_name or "", row.teacher_names or "", row.kind,
                row.given, row.given - row.with_topic,
            )
            for row in found[:PAGE]
        ],
        classes=classes,
        class_id=class_id,
        search=search,
        page=max(page, 1),
        has_next=len(found) > PAGE,
    )
