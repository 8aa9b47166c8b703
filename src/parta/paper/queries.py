"""What paper needs beside the pages' own reads."""

from collections.abc import Collection
from datetime import date

from parta.kernel.database import in_force
from parta.kernel.sql import sql
from parta.paper.typesetting import Imprint
from parta.people.models import Enrolment, HomeroomTeacher
from parta.people.queries.actors import Frame
from parta.regulation.enums import Terminology
from parta.school.models import SchoolCard, SchoolClass
from parta.wording.roles import terminology_of

_TEACHERS = """
SELECT t.course_id, concat_ws(' ', p.last_name, p.first_name, p.patronymic)
FROM curriculum_teachingload t JOIN people_person p ON p.id = t.employee_id
WHERE t.course_id = ANY(%(courses)s) AND t.starts_on <= %(end)s AND (t.ends_on IS NULL OR t.ends_on >= %(start)s)
GROUP BY t.course_id, p.id ORDER BY p.sort_key, p.id
"""


def imprint_of(frame: Frame) -> Imprint:
    """Give what the sheets say of who prints them, where and when (one query)."""
    full_name = SchoolCard.objects.values_list("full_name", flat=True).first()
    college = terminology_of(frame.school_kind) == Terminology.COLLEGE
    return Imprint(full_name or frame.school_name, frame.person_name, frame.now, college)


def teachers_of(courses: Collection[int], *, start: date, end: date) -> dict[int, list[str]]:
    """Name in full who teaches the courses in a span of days (one query)."""
    found: dict[int, list[str]] = {}
    for course, name in sql(_TEACHERS, {"courses": list(courses), "start": start, "end": end}):
        found.setdefault(course, []).append(name)
    return found


def class_signers(school_class: SchoolClass, day: date) -> tuple[str, str]:
    """Name who signs the sheets of a class: who leads it on the day, and the director (two queries)."""
    leaders = HomeroomTeacher.objects.filter(in_force(day), school_class=school_class).select_related(
        "employee__person"
    )
    leader = leaders.order_by("acting").first()
    director = SchoolCard.objects.values_list("director_name", flat=True).first()
    return (leader.employee.person.full_name if leader else ""), director or ""


def pupils_without_diary(class_id: int, day: date) -> list[int]:
    """Give the pupils of a class on a day whose families refused the electronic diary (one query)."""
    placed = Enrolment.objects.filter(in_force(day), school_class_id=class_id).exclude(pupil__paper_only="")
    return list(placed.values_list("pupil_id", flat=True).distinct())
