"""The teaching load in force on a date: by teacher, by course, with vacancies; and who taught one course when."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from parta.audit.models import Event
from parta.curriculum.access import may_see_load
from parta.curriculum.enums import CHAIN, Act
from parta.curriculum.models import Course, TeachingLoad
from parta.curriculum.rules.loads import RATE_HOURS
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.kernel.sql import sql
from parta.kernel.text import begun_by
from parta.people.enums import Role
from parta.people.models import Employee

# Where it is not said how several teachers share a journal's hours, they share them evenly.
_ROWS = """
SELECT c.id, COALESCE(NULLIF(c.title, ''), s.name), s.id, s.name, k.id, COALESCE(k.name, ''), COALESCE(g.name, ''),
    COALESCE(l.hours_per_week, CASE WHEN c.hours_per_week IS NOT NULL AND l.hours_total IS NULL THEN round(GREATEST(
        c.hours_per_week - COALESCE(sum(l.hours_per_week) OVER same, 0), 0)
        / count(*) FILTER (WHERE l.hours_per_week IS NULL AND l.hours_total IS NULL) OVER same, 2) END), l.hours_total,
    l.id, p.id, COALESCE(p.last_name || ' ' || p.first_name || ' ' || p.patronymic, ''), l.starts_on, l.ends_on,
    c.kind, COALESCE(k.grade_level, 0)
FROM curriculum_course c
JOIN curriculum_subject s ON s.id = c.subject_id
LEFT JOIN school_schoolclass k ON k.id = c.school_class_id
LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
LEFT JOIN curriculum_teachingload l ON l.course_id = c.id
    AND l.starts_on <= %(day)s::date AND (l.ends_on IS NULL OR l.ends_on >= %(day)s::date)
LEFT JOIN people_person p ON p.id = l.employee_id
WHERE c.year_id = (
    SELECT id FROM school_academicyear ORDER BY %(day)s::date BETWEEN starts_on AND ends_on DESC, starts_on DESC LIMIT 1)
    AND (c.ends_on IS NULL OR c.ends_on >= %(day)s::date)
WINDOW same AS (PARTITION BY c.id)
ORDER BY k.sort_key NULLS LAST, c.sort_key, c.id, p.sort_key, l.id
"""


@dataclass(frozen=True, slots=True)
class LoadRow:
    """A course with one of its teachers on the date; without any it is a vacancy."""

    course_id: int
    title: str
    subject_id: int
    subject: str
    class_id: int | None
    class_name: str
    group: str
    hours: Decimal | None
    hours_total: int | None
    load_id: int | None
    teacher_id: int | None
    teacher: str
    starts_on: date | None
    ends_on: date | None
    kind: str
    grade: int


@dataclass(frozen=True, slots=True)
class TeacherTotal:
    """What one teacher has on the date; `unknown`: courses whose hours a week are not said."""

    id: int
    name: str
    hours: Decimal
    unknown: int
    courses: int
    classes: tuple[str, ...]

    @property
    def rates(self) -> Decimal:
        """How many rates of a school teacher the hours make."""
        return (self.hours / RATE_HOURS).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class LoadPage:
    """The load on a date, filtered, and what can be chosen in the filters."""

    day: date
    rows: tuple[LoadRow, ...]
    totals: tuple[TeacherTotal, ...]
    vacancies: int
    classes: tuple[tuple[int, str], ...]
    teachers: tuple[tuple[int, str], ...]
    subjects: tuple[tuple[int, str], ...]

    @property
    def hours(self) -> Decimal:
        """Hours a week of all the teachers shown."""
        return sum((one.hours for one in self.totals), Decimal())


def load_page(
    *,
    actor: Actor,
    day: date,
    class_id: int | None,
    teacher_id: int | None,
    subject_id: int | None,
    vacant: bool,
    typed: str = "",
) -> LoadPage:
    """Read the load of the year in force on a date, in one query; raises `Forbidden`.

    `typed`: the beginnings of words of the journal, the class, the group or the teacher.
    """
    require(may_see_load(actor))
    everything = [LoadRow(*row) for row in sql(_ROWS, {"day": day})]
    rows = [
        row
        for row in everything
        if (class_id is None or row.class_id == class_id)
        and (teacher_id is None or row.teacher_id == teacher_id)
        and (subject_id is None or row.subject_id == subject_id)
        and (not vacant or row.load_id is None)
        and (not typed or begun_by(typed, row.title, row.class_name, row.group, row.teacher))
    ]
    subjects = sorted({(row.subject_id, row.subject) for row in everything}, key=lambda one: one[1].lower())
    classes = {row.class_id: row.class_name for row in everything if row.class_id}
    teachers = sorted({(row.teacher_id, row.teacher) for row in everything if row.teacher_id}, key=lambda one: one[1])
    vacancies = sum(row.load_id is None for row in rows)
    return LoadPage(
        day, tuple(rows), _totals(rows), vacancies, tuple(classes.items()), tuple(teachers), tuple(subjects)
    )


def _totals(rows: list[LoadRow]) -> tuple[TeacherTotal, ...]:
    by_teacher: dict[tuple[str, int], list[LoadRow]] = defaultdict(list)
    for row in rows:
        if row.teacher_id is not None:
            by_teacher[row.teacher, row.teacher_id].append(row)
    return tuple(
        TeacherTotal(
            pk,
            name,
            sum((row.hours for row in own if row.hours is not None), Decimal()),
            sum(row.hours is None for row in own),
            len(own),
            tuple(dict.fromkeys(name for row in own for name in (row.class_name or row.group).split(", "))),
        )
        for (name, pk), own in sorted(by_teacher.items())
    )


@dataclass(frozen=True, slots=True)
class CourseLoad:
    """One course: who taught it when (with the grounds known), and who may take it."""

    course: Course
    loads: tuple[tuple[TeachingLoad, str], ...]
    teachers: tuple[tuple[int, str], ...]

    def held_on(self, day: date) -> list[TeachingLoad]:
        """Give the loads that are in force on a day or later."""
        return [load for load, _ in self.loads if load.ends_on is None or load.ends_on >= day]


def course_load(*, actor: Actor, course_id: int, today: date) -> CourseLoad:
    """Read one course with its loads, in four queries; raises `Forbidden`, `NotVisible`."""
    require(may_see_load(actor))
    found = Course.objects.select_related("subject", "school_class", "study_group", "year")
    course = found.filter(pk=course_id).first()
    if course is None:
        raise NotVisible
    loads = TeachingLoad.objects.filter(course=course).select_related("employee__person").order_by("starts_on", "pk")
    told = Event.objects.filter(chain=CHAIN, act=Act.LOAD_CHANGED, subject__course=course_id).order_by("at", "pk")
    grounds: dict[Any, str] = {}
    for event in told:
        grounds[event.subject.get("id")] = str((event.after or {}).get("ground", ""))
    return CourseLoad(
        course,
        tuple((load, grounds.get(load.pk, "")) for load in loads),
        tuple(teachers_from(today)),
    )


def teachers_from(day: date) -> list[tuple[int, str]]:
    """Give who is a teacher on a day or later, by name (one query)."""
    teachers = Employee.objects.filter(
        Q(appointments__ends_on__isnull=True) | Q(appointments__ends_on__gte=day), appointments__role=Role.TEACHER
    )
    names = teachers.distinct().select_related("person").order_by("person__sort_key", "pk")
    return [(one.pk, one.person.full_name) for one in names]
