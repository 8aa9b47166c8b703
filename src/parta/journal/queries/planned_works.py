"""The schedule of control works: of the school or a class with warnings, what plans propose, what a child writes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from parta.curriculum.access import may_keep_load
from parta.curriculum.enums import CourseKind
from parta.curriculum.models import Course, StudyGroupMember
from parta.curriculum.queries.individual import releases_of
from parta.journal.enums import WorkLevel, WorkWarning
from parta.journal.models import PlannedWork
from parta.journal.queries.diary.children import Diary
from parta.journal.queries.planned_fit import PlanDay, ProposedWork, laid_plans, moved_by_plans, proposed_works
from parta.journal.rules.planned_works import ClassDay, WorkPlace, warnings_of
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.kernel.sql import sql
from parta.school.models import AcademicYear, SchoolClass
from parta.timetable.access import may_see_timetable

_DAYS = """
SELECT c.school_class_id, l.date, l.course_id, l.number, COALESCE(c.hours_per_week, 1) <= 1 AND NOT EXISTS (
    SELECT FROM timetable_lesson w WHERE w.course_id = l.course_id AND w.id <> l.id AND w.status <> 'cancelled'
    AND w.date BETWEEN date_trunc('week', l.date)::date AND date_trunc('week', l.date)::date + 6)
FROM timetable_lesson l JOIN curriculum_course c ON c.id = l.course_id
WHERE c.school_class_id = ANY(%(classes)s::bigint[]) AND l.date = ANY(%(days)s::date[]) AND l.number IS NOT NULL
  AND l.status <> 'cancelled'
"""
_HOURS = """
SELECT course_id, sum(hours)::int FROM timetable_lesson
WHERE course_id = ANY(%(courses)s::bigint[]) AND status <> 'cancelled' GROUP BY course_id
"""


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A work of the schedule, what the recommendations warn of, and where its plan has moved it to."""

    work: PlannedWork
    warnings: tuple[WorkWarning, ...]
    moved: PlanDay | None = None


PER_PAGE = 60


@dataclass(frozen=True, slots=True)
class SchedulePage:
    """The schedule of the year in pages, or of one class with what its plans propose and the journals to choose from.

    `subjects`: for the whole year, the parallels and subjects that a work may be put for at once.
    """

    classes: tuple[SchoolClass, ...]
    chosen: SchoolClass | None
    rows: tuple[ScheduleRow, ...]
    proposed: tuple[ProposedWork, ...]
    courses: tuple[Course, ...]
    subjects: tuple[tuple[int, str], ...]
    may_plan: bool
    asked: int = 1

    @property
    def pages(self) -> int:
        """How many pages there are: a class has one."""
        return 1 if self.chosen else max(1, -(-len(self.rows) // PER_PAGE))

    @property
    def page(self) -> int:
        """The page that is shown: the last one where one past the end was asked for."""
        return min(max(self.asked, 1), self.pages)

    @property
    def shown(self) -> tuple[ScheduleRow, ...]:
        """The works of the page."""
        return self.rows if self.chosen else self.rows[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]

    @property
    def grades(self) -> tuple[int, ...]:
        """The parallels of the year."""
        return tuple(sorted({one.grade_level for one in self.classes}))

    @property
    def to_follow(self) -> tuple[ScheduleRow, ...]:
        """The works that can go with their plans: a lesson is ahead on the new day."""
        return tuple(row for row in self.rows if row.moved and row.moved.day and not row.moved.given)


def schedule_page(
    *,
    actor: Actor,
    class_id: int | None,
    level: WorkLevel | None = None,
    moved: bool = False,
    page: int = 1,
    now: datetime,
) -> SchedulePage:
    """Read the schedule of control works of the year (S4-08), in ten queries; raises `Forbidden`, `NotVisible`.

    Plans are laid for one class, or for the whole school where only what they have `moved` is asked for.
    """
    require(may_see_timetable(actor))
    today = now.date()
    year = AcademicYear.objects.filter(ends_on__gte=today).order_by("starts_on").first()
    classes = tuple(SchoolClass.objects.filter(year=year).order_by("sort_key")) if year else ()
    chosen = next((one for one in classes if one.pk == class_id), None)
    if class_id is not None and chosen is None:
        raise NotVisible
    works = _works(PlannedWork.objects.filter(course__school_class__in=[chosen] if chosen else classes))
    may_plan = may_keep_load(actor) and actor.person_id is not None
    open_now = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    given = Course.objects.filter(open_now, kind=CourseKind.LESSON, marks_given=True)
    courses: list[Course] = []
    subjects: tuple[tuple[int, str], ...] = ()
    if chosen:
        found = given.filter(school_class=chosen).select_related("subject", "study_group")
        courses = list(found.order_by("sort_key", "pk"))
    elif may_plan and year:
        of_year = given.filter(year=year, school_class__isnull=False).order_by("subject__name_key", "subject")
        subjects = tuple(of_year.values_list("subject", "subject__name").distinct())
    laid_for = courses or (list({one.course_id: one.course for one in works}.values()) if moved else [])
    laid = laid_plans(laid_for, now)
    shifted = moved_by_plans(works, laid, today)
    rows = [row for row in _rows(works, shifted) if level is None or row.work.level == level]
    if moved:
        rows = [row for row in rows if row.moved]
    proposed = proposed_works(courses, laid, works, today) if chosen and may_plan else ()
    offered = tuple(courses) if may_plan else ()
    return SchedulePage(classes, chosen, tuple(rows), proposed, offered, subjects, may_plan, page)


def own_works(diary: Diary) -> list[PlannedWork]:
    """Read the control works of a child's class and groups in the year; nothing for a family that chose paper."""
    child = diary.child
    if child.paper_only:
        return []
    spans: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for group, start, end in StudyGroupMember.objects.filter(pupil=child.id).values_list(
        "group", "starts_on", "ends_on"
    ):
        spans[group].append((start, end))
    found = PlannedWork.objects.filter(
        Q(course__study_group__isnull=True) | Q(course__study_group__in=spans),
        course__year=child.year_id,
        course__school_class=child.class_id,
    )
    released = releases_of(pupils=[child.id])
    return [
        one
        for one in _works(found)
        if _there(spans, one) and not _holds(released.get((child.id, one.course_id), ()), one.day)
    ]


def works_of(school_class: SchoolClass, *, since: date) -> list[PlannedWork]:
    """Read the control works of a class and its groups from a day on (one query)."""
    return _works(PlannedWork.objects.filter(course__school_class=school_class, day__gte=since))


def _there(spans: dict[int, list[tuple[date, date | None]]], work: PlannedWork) -> bool:
    group = work.course.study_group_id
    return group is None or _holds(spans[group], work.day)


def _holds(spans: Iterable[tuple[date, date | None]], day: date) -> bool:
    return any(start <= day and (end is None or day <= end) for start, end in spans)


def _works(works: QuerySet[PlannedWork]) -> list[PlannedWork]:
    named = works.select_related("course__subject", "course__study_group", "course__school_class")
    return list(named.order_by("day", "course__school_class__sort_key", "course__sort_key", "pk"))


def _rows(works: Sequence[PlannedWork], moved: Mapping[int, PlanDay]) -> list[ScheduleRow]:
    places = [
        WorkPlace(
            one.pk, one.course.school_class_id or 0, one.course.subject_id, one.course_id, one.day,
            WorkLevel(one.level), one.course.study_group_id,
        )
        for one in works
    ]  # fmt: skip
    lessons: dict[tuple[int, date], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    values = {"classes": sorted({one.class_id for one in places}), "days": sorted({one.day for one in places})}
    once: dict[tuple[int, date], set[int]] = defaultdict(set)
    for class_id, day, course, number, alone in sql(_DAYS, values):
        lessons[class_id, day][course].append(number)
        if alone:
            once[class_id, day].add(course)
    days = {
        key: ClassDay(min(map(min, own.values())), max(map(max, own.values())), own, once[key])
        for key, own in lessons.items()
    }
    hours = dict(sql(_HOURS, {"courses": sorted({one.course_id for one in places})}))
    warned = warnings_of(places, days=days, hours=hours)
    return [ScheduleRow(one, warned.get(one.pk, ()), moved.get(one.pk)) for one in works]
