"""Everything of the school that files may refer to without bringing it, read in a fixed number of queries."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db.models import F, Q

from parta.curriculum.enums import CourseKind
from parta.curriculum.models import Course, Subject, TeachingLoad
from parta.people.models import Employee, Enrolment, HomeroomTeacher, Person
from parta.school.models import AcademicYear, Room, SchoolClass

from .. import dataset
from ..problems import NOWHERE
from ..resolve import CourseLink, Standing, standing_key
from ..resolve.courses import course_key
from ..resolve.subjects import is_homeroom
from ..values.classes import class_key
from ..values.people import PersonName
from .steps.frame import year_meant

_KINDS = (CourseKind.LESSON, CourseKind.PRACTICE, CourseKind.EXTRACURRICULAR)


def standing_of(files: dataset.Dataset, today: dt.date) -> Standing:
    """Give what stands in the year that the files are about: people who are here now or come later, its journals."""
    number = year_meant(files, today)
    year = AcademicYear.objects.filter(starts_on__year=number).first() if number else None
    day = max(today, year.starts_on) if year else today
    return Standing(
        staff=_staff(day),
        pupils=_pupils(year, day),
        classes=tuple(SchoolClass.objects.filter(year=year).values_list("name", flat=True)) if year else (),
        heads=_heads(year, day),
        courses=_courses(year, day),
        subjects=tuple(Subject.objects.order_by("pk").values_list("name", flat=True)),
        rooms=frozenset(Room.objects.values_list("number_key", flat=True)),
    )


def _still(day: dt.date) -> Q:
    return Q(ends_on=None) | Q(ends_on__gte=day)


def _name(one: Person) -> PersonName:
    return PersonName(one.last_name, one.first_name, one.patronymic)


def _staff(day: dt.date) -> dict[str, dataset.Employee]:
    rows = Employee.objects.filter(Q(left_on=None) | Q(left_on__gte=day)).select_related("person").order_by("pk")
    return {
        standing_key(row.pk): dataset.Employee(
            row.staff_no or "",
            _name(row.person),
            row.person.birth_date,
            row.person.snils or "",
            phone=row.person.phone,
            email=row.person.email,
            source=NOWHERE,
        )
        for row in rows
    }


def _pupils(year: AcademicYear | None, day: dt.date) -> tuple[tuple[str, dataset.Pupil], ...]:
    places = Enrolment.objects.filter(_still(day), school_class__year=year).order_by("pk")
    return tuple(
        (
            standing_key(place.pupil_id),
            dataset.Pupil(
                place.school_class.name,
                _name(place.pupil.person),
                place.pupil.personal_file_no or "",
                place.pupil.person.birth_date,
                snils=place.pupil.person.snils or "",
                extended_day=place.pupil.extended_day,
                home_schooled=place.individual,
            ),
        )
        for place in places.select_related("pupil__person", "school_class")
    )


def _heads(year: AcademicYear | None, day: dt.date) -> dict[str, str]:
    rows = HomeroomTeacher.objects.filter(_still(day), school_class__year=year, starts_on__lte=day).order_by("pk")
    return {
        class_key(name): standing_key(employee) for name, employee in rows.values_list("school_class__name", "employee")
    }


def _courses(year: AcademicYear | None, day: dt.date) -> tuple[CourseLink, ...]:
    rows = (
        Course.objects.filter(_still(day), year=year, school_class__isnull=False, title="", kind__in=_KINDS)
        .filter(Q(study_group=None) | Q(study_group__school_class=F("school_class")))
        .select_related("subject", "school_class", "study_group")
        .order_by("pk")
    )
    teachers: dict[int, list[str]] = defaultdict(list)
    loads = TeachingLoad.objects.filter(_still(day), course__year=year).order_by("pk")
    for course, employee in loads.values_list("course", "employee"):
        teachers[course].append(standing_key(employee))
    return tuple(_link(row, tuple(teachers[row.pk])) for row in rows)


def _link(row: Any, teachers: tuple[str, ...]) -> CourseLink:
    name, group, subject = row.school_class.name, row.study_group.name if row.study_group else "", row.subject
    lesson = row.kind in (CourseKind.LESSON, CourseKind.PRACTICE)
    return CourseLink(
        course_key(name, subject.index, subject.name, group),
        name,
        subject.name,
        group,
        subject.index,
        kind="lesson" if lesson else "homeroom" if is_homeroom(subject.name) else "extracurricular",
        teachers=teachers,
        weekly=float(row.hours_per_week) if row.hours_per_week is not None else None,
        standing=row.pk,
    )
