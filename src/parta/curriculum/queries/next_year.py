"""What a year leaves to the next one: its classes, their subjects and journals with the teachers of its last day."""

from datetime import date
from decimal import Decimal

from parta.audit.bulk import NewRow
from parta.curriculum.enums import CourseKind
from parta.curriculum.models import Course, CurriculumLine, TeachingLoad
from parta.curriculum.rules.next_year import OpenClass, Taught
from parta.kernel.database import in_force
from parta.school.enums import ClassKind
from parta.school.models import AcademicYear, SchoolClass

_LINE = ("subject_id", "profile", "hours_per_week", "hours_total", "semesters", "attestation", "programme_code")


def classes_of(year_id: int) -> list[OpenClass]:
    """Give the classes of a year in their order, in one query."""
    rows = SchoolClass.objects.filter(year=year_id).order_by("sort_key", "pk")
    return [
        OpenClass(one.pk, ClassKind(one.kind), one.name, one.grade_level, one.letter, one.programme_code)
        for one in rows
    ]


def subjects_of(
    like: AcademicYear, becomes: SchoolClass, model_id: int | None
) -> tuple[dict[int, Decimal | None], list[NewRow]]:
    """Give the subjects of a class in its next grade with hours a week, and the lines of its curriculum.

    A class has those of the class that is in that grade now; a group those of its programme's two semesters.
    """
    if becomes.programme_code:
        lines = CurriculumLine.objects.filter(year=like, school_class=None).order_by("pk")
        own = [one for one in lines if one.programme_code.startswith(becomes.programme_code)]
        semesters = {str(2 * becomes.grade_level - 1), str(2 * becomes.grade_level)}
        now = [one for one in own if not one.semesters or semesters & {str(key) for key in one.semesters}]
        subjects: dict[int, Decimal | None] = {one.subject_id: one.hours_per_week for one in now}
        return subjects, [_row(one, None) for one in own]
    if model_id is None:
        return {}, []
    found = list(CurriculumLine.objects.filter(year=like, school_class=model_id).order_by("pk"))
    return {one.subject_id: one.hours_per_week for one in found}, [_row(one, becomes.pk) for one in found]


def _row(line: CurriculumLine, class_id: int | None) -> NewRow:
    return NewRow({"school_class_id": class_id, **{name: getattr(line, name) for name in _LINE}})


def taught_of(year: AcademicYear, day: date) -> dict[int, list[Taught]]:
    """Give the journals of lessons of every class of a year that are open on its last day, in two queries."""
    courses = Course.objects.filter(year=year, kind=CourseKind.LESSON, school_class__isnull=False)
    courses = courses.exclude(ends_on__lt=day).order_by("sort_key", "pk")
    teachers: dict[int, list[int]] = {}
    loads = TeachingLoad.objects.filter(in_force(day), course__in=courses).order_by("pk")
    for course, employee in loads.values_list("course_id", "employee_id"):
        teachers.setdefault(course, []).append(employee)
    found: dict[int, list[Taught]] = {}
    for one in courses:
        assert one.school_class_id is not None
        found.setdefault(one.school_class_id, []).append(
            Taught(
                one.pk, one.subject_id, one.study_group_id or 0, one.hours_per_week,
                tuple(dict.fromkeys(teachers.get(one.pk, ()))), one.marks_given,
                one.title,
            )
        )  # fmt: skip
    return found
