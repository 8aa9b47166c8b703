"""How far programmes have come: hours of the plan, given, cancelled, ahead; by journal, class, subject, of the school."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from parta.curriculum.enums import CourseKind
from parta.curriculum.models import Course
from parta.journal.queries.courses import narrowed
from parta.kernel.sql import sql

_HOURS = """
WITH lesson AS (
    SELECT l.course_id, COALESCE(sum(l.hours) FILTER (WHERE l.status <> 'cancelled' AND l.starts_at <= %(now)s), 0) given,
        COALESCE(sum(l.hours) FILTER (WHERE l.status <> 'cancelled' AND l.starts_at <= %(now)s
                                        AND COALESCE(e.topic, '') = ''), 0) unwritten,
        COALESCE(sum(l.hours) FILTER (WHERE l.status = 'cancelled' AND l.starts_at <= %(now)s), 0) cancelled,
        COALESCE(sum(l.hours) FILTER (WHERE l.status <> 'cancelled' AND l.starts_at > %(now)s), 0) ahead
    FROM timetable_lesson l LEFT JOIN journal_lessonentry e ON e.lesson_id = l.id
    WHERE l.course_id = ANY(%(courses)s::bigint[]) GROUP BY l.course_id
), planned AS (
    SELECT plan_id, sum(hours) hours FROM curriculum_planline
    WHERE plan_id IN (SELECT plan_id FROM curriculum_course WHERE id = ANY(%(courses)s::bigint[])) GROUP BY plan_id
)
SELECT c.id, p.hours::int, COALESCE(l.given, 0)::int, COALESCE(l.unwritten, 0)::int, COALESCE(l.cancelled, 0)::int,
    COALESCE(l.ahead, 0)::int, COALESCE((
        SELECT string_agg(DISTINCT who.last_name, ', ' ORDER BY who.last_name) FROM curriculum_teachingload t
        JOIN people_person who ON who.id = t.employee_id
        WHERE t.course_id = c.id AND t.starts_on <= %(day)s AND (t.ends_on IS NULL OR t.ends_on >= %(day)s)), '')
FROM curriculum_course c LEFT JOIN lesson l ON l.course_id = c.id LEFT JOIN planned p ON p.plan_id = c.plan_id
WHERE c.id = ANY(%(courses)s::bigint[])
"""


class ProgressBy(StrEnum):
    """What rows of progress are."""

    COURSE = "course"
    CLASS = "class"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of one journal or of several together.

    `planned` are those of plans, `ahead` those of lessons to come by the timetable; `given` have a topic or lack one
    (`unwritten`). Journals without a plan count in `without` alone.
    """

    planned: int = 0
    given: int = 0
    unwritten: int = 0
    cancelled: int = 0
    ahead: int = 0
    courses: int = 0
    short: int = 0
    without: int = 0

    @property
    def share(self) -> int:
        """How much of the plan is given, in hundredths."""
        return min(100, self.given * 100 // self.planned) if self.planned else 0


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """A journal, a class or a subject; `course_id` None where it is no journal, `planless` a journal without a plan."""

    title: str
    class_name: str
    group_name: str
    teachers: str
    hours: Hours
    course_id: int | None = None
    planless: bool = False


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """Rows of progress and the sum of all."""

    rows: tuple[ProgressRow, ...]
    total: Hours


def progress_page(
    *,
    courses: QuerySet[Course],
    by: ProgressBy,
    class_id: int | None,
    teacher_id: int | None,
    subject_id: int | None,
    now: datetime,
) -> ProgressPage:
    """Add up what the journals of the year have planned and given (norm S1-18), in two queries.

    `short` of a journal: hours of its plan for which it has no lessons till the end of the year; hours that another
    journal has too many do not make up for them.
    """
    today = now.date()
    wanted = courses.filter(
        Q(kind=CourseKind.LESSON) | Q(plan__isnull=False), year__starts_on__lte=today, year__ends_on__gte=today
    )
    listed = list(narrowed(wanted, class_id=class_id, teacher_id=teacher_id, subject_id=subject_id, today=today))
    values = {"courses": [one.pk for one in listed], "now": now, "day": today}
    said = {row[0]: row[1:] for row in sql(_HOURS, values)}
    rows = [_row(course, *said[course.pk]) for course in listed]
    total = _sum(row.hours for row in rows)
    if by is ProgressBy.COURSE:
        return ProgressPage(tuple(rows), total)
    groups: dict[str, list[ProgressRow]] = {}
    for course, row in zip(listed, rows, strict=True):
        key = row.class_name if by is ProgressBy.CLASS else course.subject.name
        groups.setdefault(key, []).append(row)
    named = [
        ProgressRow(
            "" if by is ProgressBy.CLASS else key,
            key if by is ProgressBy.CLASS else "",
            "",
            "",
            _sum(row.hours for row in found),
        )
        for key, found in groups.items()
    ]
    if by is ProgressBy.SUBJECT:
        named.sort(key=lambda one: one.title.casefold())
    return ProgressPage(tuple(named), total)


def _row(
    course: Course, planned: int | None, given: int, unwritten: int, cancelled: int, ahead: int, teachers: str
) -> ProgressRow:
    if planned is None:
        hours = Hours(without=1)
    else:
        hours = Hours(planned, given, unwritten, cancelled, ahead, 1, max(0, planned - given - ahead))
    return ProgressRow(
        course.name,
        course.school_class.name if course.school_class else "",
        course.study_group.name if course.study_group else "",
        teachers,
        hours,
        course.pk,
        planned is None,
    )


def _sum(hours: Iterable[Hours]) -> Hours:
    total = Hours()
    for one in hours:
        total = Hours(*(getattr(total, name) + getattr(one, name) for name in Hours.__slots__))
    return total
