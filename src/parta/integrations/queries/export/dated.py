"""What is planned and what was given by others: thematic plans, substitutions."""

import datetime as dt
from collections.abc import Iterable

from parta.curriculum.models import LessonPlan
from parta.school.models import AcademicYear
from parta.timetable.models import Substitution

from .tables import Row, Table, full_name


def plan_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Thematic plans, a table each, with the classes whose journals follow them; those of a college stay here."""
    plans = (
        LessonPlan.objects.filter(year=year, subject__index="")
        .select_related("subject")
        .order_by("subject__name_key", "pk")
    )
    for plan in plans.prefetch_related("lines", "courses__school_class"):
        classes = {one.school_class for one in plan.courses.all() if one.school_class}
        if not classes:
            continue
        rows: list[Row] = [
            {
                "number": line.number,
                "section": line.section,
                "topic": line.topic,
                "hours": line.hours,
                "kind": line.lesson_kind,
                "control": line.control_kind,
                "homework": line.homework,
            }
            for line in sorted(plan.lines.all(), key=lambda line: line.number)
        ]
        names = ", ".join(one.name for one in sorted(classes, key=lambda one: one.sort_key))
        above = {"subject": plan.subject.name, "class": names}
        yield Table(rows, f"{plan.title}, {names}", heading=plan.title, above=above)


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
