"""Topics of journals beside their lesson plans: of one lesson, of one journal, of all that an actor may see."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Q, QuerySet

from parta.curriculum.enums import CourseKind
from parta.curriculum.models import Course, PlanLine, TeachingLoad
from parta.journal.access import CourseView
from parta.journal.queries.courses import narrowed
from parta.journal.rules.plan_following import GivenTopic, PlanFollowing, PlannedTopic, TopicRow, follow_plan
from parta.kernel.database import in_force
from parta.kernel.sql import sql

PER_PAGE = 40
HINTS = 2
Row = TypeVar("Row")
_LESSONS = """
SELECT l.course_id, l.id, l.hours, COALESCE(e.topic, ''), e.plan_line_id, l.status = 'cancelled'
FROM timetable_lesson l LEFT JOIN journal_lessonentry e ON e.lesson_id = l.id
WHERE l.course_id = ANY(%(courses)s::bigint[]) AND l.starts_at <= %(now)s
ORDER BY l.course_id, l.starts_at, l.id
"""
_OF_LESSON = """
SELECT (SELECT json_agg(json_build_array(p.id, p.number, p.topic, p.hours, p.homework) ORDER BY p.number)
        FROM curriculum_planline p WHERE p.plan_id = c.plan_id),
       (SELECT json_agg(json_build_array(l.id, l.hours, COALESCE(e.topic, ''), e.plan_line_id, l.status = 'cancelled')
                        ORDER BY l.starts_at, l.id)
        FROM timetable_lesson l LEFT JOIN journal_lessonentry e ON e.lesson_id = l.id
        WHERE l.course_id = c.id AND (l.starts_at < me.starts_at OR l.id = me.id))
FROM timetable_lesson me JOIN curriculum_course c ON c.id = me.course_id WHERE me.id = %(lesson)s
"""
_DAYS = """
SELECT l.id, l.date, l.number, COALESCE(e.topic, '') FROM timetable_lesson l
LEFT JOIN journal_lessonentry e ON e.lesson_id = l.id WHERE l.course_id = %(course)s AND l.starts_at <= %(now)s
"""
_AUTHORS = """
SELECT DISTINCT ON (e.subject->>'lesson') (e.subject->>'lesson')::bigint, e.at,
       COALESCE(concat_ws(' ', p.last_name, p.first_name, p.patronymic), '')
FROM audit_event e LEFT JOIN people_person p ON p.id = e.person_id
WHERE e.chain = %(chain)s AND e.subject->>'kind' = 'topic'
ORDER BY e.subject->>'lesson', e.seq DESC
"""


@dataclass(frozen=True, slots=True)
class PlanHint:
    """A line of the plan that may be the topic."""

    id: int
    number: int
    text: str
    homework: str


@dataclass(frozen=True, slots=True)
class LessonTopic:
    """A lesson beside the plan: the next lines of it, and how what is written stands to them; None without a plan."""

    hints: tuple[PlanHint, ...]
    row: TopicRow | None


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A lesson of the list: its day, what is written, who wrote it and when, and how it stands to the plan."""

    day: date
    number: int | None
    topic: str
    author: str
    at: datetime | None
    row: TopicRow


@dataclass(frozen=True, slots=True)
class TopicsOfCourse:
    """A journal's lessons up to now beside its plan, the newest first; None for a journal without a plan."""

    following: PlanFollowing
    lines: tuple[TopicLine, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class TopicsRow:
    """One journal of the page of control."""

    id: int
    title: str
    class_name: str
    group_name: str
    teachers: str
    following: PlanFollowing


@dataclass(frozen=True, slots=True)
class TopicsPage:
    """Journals that depart from their plans, or all; `without_plan` counts those that have none."""

    rows: tuple[TopicsRow, ...]
    total: int
    without_plan: int
    page: int
    pages: int


def lesson_topic(lesson_id: int) -> LessonTopic:
    """Give the next lines of the plan for a lesson, by what was given before it, and how its topic stands (1 query)."""
    ((planned, found),) = sql(_OF_LESSON, {"lesson": lesson_id})
    lines = [PlannedTopic(*row[:4]) for row in planned or ()]
    if not lines:
        return LessonTopic((), None)
    homework = {row[0]: row[4] for row in planned}
    given = [GivenTopic(*row) for row in found]
    now = follow_plan(lines, given).rows[-1]
    before = follow_plan(lines, [*given[:-1], replace(given[-1], topic="", line=None)]).rows[-1]
    first = next((index for index, line in enumerate(lines) if line in before.expected), len(lines))
    hints = (PlanHint(line.id, line.number, line.topic, homework[line.id]) for line in lines[first : first + HINTS])
    return LessonTopic(tuple(hints), now)


def topics_of_course(
    view: CourseView, *, departing: bool, page: int, now: datetime, per_page: int = PER_PAGE
) -> TopicsOfCourse | None:
    """Give the lessons of a journal up to now beside its plan, all or those that depart from it (4 queries)."""
    if view.plan_id is None:
        return None
    following = _followed({view.id: view.plan_id}, now)[view.id]
    days = {pk: rest for pk, *rest in sql(_DAYS, {"course": view.id, "now": now})}
    wrote = {pk: (at, name) for pk, at, name in sql(_AUTHORS, {"chain": f"course:{view.id}"})}
    rows = [row for row in reversed(following.rows) if row.lesson in days and (row.departs or not departing)]
    pages, page, shown = _paged(rows, page, per_page)
    lines = []
    for row in shown:
        day, number, topic = days[row.lesson]
        at, author = wrote.get(row.lesson, (None, "")) if topic else (None, "")
        lines.append(TopicLine(day, number, topic, author, at.astimezone(now.tzinfo) if at else None, row))
    return TopicsOfCourse(following, tuple(lines), page, pages)


def topics_page(
    *,
    courses: QuerySet[Course],
    class_id: int | None,
    teacher_id: int | None,
    subject_id: int | None,
    everything: bool,
    page: int,
    now: datetime,
    per_page: int = PER_PAGE,
) -> TopicsPage:
    """Compare journals of the year with their plans: norms S3-31, S4-47 (4 queries).

    Without `everything` only those that depart from the plan, or are behind or ahead of it, are listed.
    """
    today = now.date()
    wanted = courses.filter(
        Q(kind=CourseKind.LESSON) | Q(plan__isnull=False), year__starts_on__lte=today, year__ends_on__gte=today
    )
    listed = list(narrowed(wanted, class_id=class_id, teacher_id=teacher_id, subject_id=subject_id, today=today))
    followed = _followed({course.pk: course.plan_id for course in listed if course.plan_id is not None}, now)
    speaking = [course for course in listed if course.pk in followed and (everything or _speaks(followed[course.pk]))]
    pages, page, shown = _paged(speaking, page, per_page)
    names: dict[int, set[str]] = defaultdict(set)
    loads = TeachingLoad.objects.filter(in_force(today), course__in=shown).values_list(
        "course", "employee__person__last_name"
    )
    for course_id, name in loads:
        names[course_id].add(name)
    rows = (
        TopicsRow(
            course.pk,
            course.name,
            course.school_class.name if course.school_class else "",
            course.study_group.name if course.study_group else "",
            ", ".join(sorted(names[course.pk])),
            followed[course.pk],
        )
        for course in shown
    )
    without = sum(course.plan_id is None for course in listed)
    return TopicsPage(tuple(rows), len(speaking), without, page, pages)


def _speaks(following: PlanFollowing) -> bool:
    return bool(following.departures or following.shift)


def _paged(rows: list[Row], page: int, per_page: int) -> tuple[int, int, list[Row]]:
    pages = max(1, -(-len(rows) // per_page))
    page = min(max(1, page), pages)
    return pages, page, rows[(page - 1) * per_page : page * per_page]


def _followed(plans: dict[int, int], now: datetime) -> dict[int, PlanFollowing]:
    """Compare journals (course → plan) with their plans, up to now (2 queries)."""
    lines: dict[int, list[PlannedTopic]] = defaultdict(list)
    found = PlanLine.objects.filter(plan__in=set(plans.values())).values_list("plan", "pk", "number", "topic", "hours")
    for plan, ident, number, topic, hours in found:
        lines[plan].append(PlannedTopic(ident, number, topic, hours))
    given: dict[int, list[GivenTopic]] = defaultdict(list)
    for course, *lesson in sql(_LESSONS, {"courses": list(plans), "now": now}):
        given[course].append(GivenTopic(*lesson))
    return {course: follow_plan(lines[plan], given[course]) for course, plan in plans.items()}
