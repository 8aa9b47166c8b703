"""What is planned and what was given by others: thematic plans, substitutions."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby

from parta.curriculum.models import LessonPlan
from parta.school.models import AcademicYear, SchoolClass
from parta.school.queries.calendars import school_zone
from parta.timetable.enums import LessonStatus
from parta.timetable.models import Lesson, Substitution

from .tables import Row, Table, full_name


def plan_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Thematic plans of the library, a table each, with the classes whose journals follow them.

    Of a plan's editions goes the newest that is followed: a table has no editions. A journal with a plan of its own
    counts to the one that it was made of; the corrections stay here.
    """
    plans = (
        LessonPlan.objects.filter(year=year, course__isnull=True)
        .select_related("subject")
        .order_by("subject__name_key", "subject", "grade_level", "title", "edition")
        .prefetch_related("lines", "courses__school_class", "copies__courses__school_class")
    )
    for _, editions in groupby(plans, key=lambda one: (one.subject_id, one.grade_level, one.title)):
        followed = [(one, found) for one in editions if (found := _classes(one))]
        if not followed:
            continue
        plan = followed[-1][0]
        classes = {one for _, found in followed for one in found}
        rows: list[Row] = [
            {
                "number": line.number,
                "section": line.section,
                "topic": line.topic,
                "hours": line.hours,
                "kind": line.lesson_kind,
                "control": line.control_kind,
                "homework": line.homework,
                "resources": line.resources,
            }
            for line in sorted(plan.lines.all(), key=lambda line: line.number)
        ]
        names = ", ".join(one.name for one in sorted(classes, key=lambda one: one.sort_key))
        above = {"subject": f"{plan.subject.index} {plan.subject.name}".strip(), "class": names}
        yield Table(rows, f"{plan.title}, {names}", heading=plan.title, above=above)


def _classes(plan: LessonPlan) -> set[SchoolClass]:
    own = [one for one in plan.copies.all() if one.course_id is not None]
    return {one.school_class for each in (plan, *own) for one in each.courses.all() if one.school_class}


def single_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Lessons that were put on days of their own, by their numbers or by the clock."""
    zone = school_zone()
    found = Lesson.objects.filter(course__year=year, single=True).exclude(status=LessonStatus.CANCELLED)
    rows: list[Row] = []
    for one in found.select_related(
        "course__subject", "course__school_class", "course__study_group", "employee__person", "room"
    ).order_by("date", "starts_at", "pk"):
        course = one.course
        group = course.study_group.name if course.study_group else ""
        span = [None, None] if one.number else [at.astimezone(zone).time() for at in (one.starts_at, one.ends_at)]
        rows.append(
            {
                "date": one.date,
                "number": one.number,
                "starts": span[0],
                "ends": span[1],
                "class": course.school_class.name if course.school_class else group,
                "subject": course.subject.name,
                "subgroup": group if course.school_class else "",
                "teacher": full_name(one.employee.person) if one.employee else "",
                "room": one.room.number if one.room else "",
            }
        )
    yield Table(rows)


def substitutions_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Who gave whose lessons, and which were cancelled."""
    found = Substitution.objects.filter(lesson__course__year=year, lesson__course__school_class__isnull=False)
    rows: list[Row] = []
    for one in found.select_related(
        "lesson__course__subject", "lesson__course__school_class", "lesson__course__study_group",
        "absent__person", "substitute__person", "subject",
    ).order_by("lesson__date", "lesson__number", "pk"):  # fmt: skip
        course = one.lesson.course
        rows.append(
            {
                "date": one.lesson.date,
                "number": one.lesson.number,
                "class": course.school_class.name if course.school_class else "",
                "subgroup": course.study_group.name if course.study_group else "",
                "subject": course.subject.name,
                "absent": full_name(one.absent.person) if one.absent else "",
                "reason": one.reason,
                "substitute": full_name(one.substitute.person) if one.substitute else "",
                "held": one.subject.name if one.subject else "",
                "kind": (one.kind,),
            }
        )
    yield Table(rows)
