"""Unloadings of other systems: .csv in cp1251, web pages named .xls, an .ods, parents in rows of their own."""

from pathlib import Path
from typing import Any

from parta.curriculum.models import Course, CurriculumLine, PlanLine
from parta.people.models import Guardianship, Person, Pupil
from parta.timetable.models import Lesson

from .export import CLASSES, SUBJECTS, hours_of, write
from .looking import ERRORS, KINDS, NOTES, WARNINGS, brought, created, told


def test_export(alpha: Any, tmp_path: Path) -> None:
    school = write(tmp_path)
    report = brought(tmp_path)
    assert told(report, ERRORS) == {}
    assert told(report, WARNINGS) == {"snils_wrong": 1, "row_repeated": 1}
    assert told(report, NOTES) == {
        "sheet_unrecognised": 1, "column_unknown": 3, "hours_of_year": 1, "bells_from_timetable": 1,
        "same_name_pupils": 1, "pupil_combined": 1,
    }  # fmt: skip
    assert created(report, *KINDS) == {
        "class": 3, "employee": 7, "pupil": 12, "guardian": 20, "guardianship": 24, "homeroom": 3,
        "curriculum_line": 12, "course": 12, "load": 12,
    }  # fmt: skip
    births = {(one.last, one.first, one.birth) for own in school.pupils.values() for one in own}
    assert births == {
        (one.person.last_name, one.person.first_name, one.person.birth_date) for one in Pupil.objects.all()
    }
    hours = {(one.school_class.name, one.subject.name): one.hours_per_week for one in CurriculumLine.objects.all()}
    wanted = {(name, subject): hours_of(subject, name) for name in CLASSES for subject in SUBJECTS}
    assert hours == {place: count for place, count in wanted.items() if count}
    # Twins have one mother; two children of one name are two.
    twin = school.pupils["6А"][0]
    mother = Person.objects.get(phone=school.mothers[twin.full].phone)
    assert Guardianship.objects.filter(guardian=mother, relation="mother").count() == 2
    assert Pupil.objects.filter(person__first_name=school.pupils["6А"][2].first).count() >= 2
    # A plan of two-hour rows and one of single ones, several on the sheets of one file.
    plans = {one.subject.name: one.plan_id for one in Course.objects.filter(plan__isnull=False)}
    assert set(plans) == {"Химия", "Музыка"}
    assert list(PlanLine.objects.filter(plan=plans["Музыка"]).values_list("hours", flat=True)) == [2]
    assert Lesson.objects.filter(course__school_class__name="9В").exists()
