"""The village school: classes without letters in class-sets, trimesters, everything side by side in one .xls."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.db.models import F

from parta.curriculum.models import Course, CurriculumLine
from parta.people.models import Guardianship, HomeroomTeacher
from parta.school.models import Calendar, SchoolCard, SchoolClass, SpecialDay, Term
from parta.timetable.models import TimetableSlot

from .looking import ERRORS, KINDS, NOTES, WARNINGS, brought, created, told
from .village import HOURS, SIZES, weeks, write


def test_village(alpha: Any, tmp_path: Path) -> None:
    school = write(tmp_path)
    report = brought(tmp_path)
    assert told(report, ERRORS, WARNINGS) == {}
    assert set(told(report, NOTES)) == {
        "taken_from_above", "pupil_combined", "subject_by_prefix", "joined_lesson", "class_set",
    }  # fmt: skip
    pupils = sum(len(own) for own in school.pupils.values())
    assert created(report, *KINDS) == {
        "class": 9, "employee": 6, "pupil": pupils, "guardian": 2 * pupils, "guardianship": 2 * pupils,
        "homeroom": 9, "curriculum_line": 48, "course": 48, "load": 48,
    }  # fmt: skip
    assert {(one.name, one.grade_level, one.letter) for one in SchoolClass.objects.all()} == {
        (str(grade), grade, "") for grade in SIZES
    }
    assert Calendar.objects.get().week_days == 5
    assert [(one.kind, one.number, one.starts_on) for one in Term.objects.order_by("number")] == [
        ("trimester", 1, dt.date(2026, 9, 1)),
        ("trimester", 2, dt.date(2026, 11, 30)),
        ("trimester", 3, dt.date(2027, 3, 1)),
    ]
    # The holidays stand in one sentence under the table.
    assert set(SpecialDay.objects.values_list("date", flat=True)) == {
        dt.date(2026, 11, 4), dt.date(2027, 2, 23), dt.date(2027, 3, 8), dt.date(2027, 5, 1), dt.date(2027, 5, 9),
    }  # fmt: skip
    assert SchoolCard.objects.get().time_zone == "Europe/Samara"
    leads = {one.school_class.name: one.employee.person.last_name for one in HomeroomTeacher.objects.all()}
    assert leads["1"] == leads["3"] == school.staff["primary"].last and leads["9"] == school.staff["russian"].last
    hours = {(one.school_class.name, one.subject.name): one.hours_per_week for one in CurriculumLine.objects.all()}
    assert hours == {(str(g), subject): count for subject, own in HOURS.items() for g, count in own.items()}
    child, _, mother, _ = school.parents[0]
    own = Guardianship.objects.get(pupil__person__first_name=child.first, relation="mother")
    assert (own.guardian.full_name, own.guardian.phone) == (mother.full, mother.phone)
    joint = Course.objects.exclude(joint=None)
    assert {one.school_class.name for one in joint} >= {"1", "3"} and joint.filter(joint=F("pk")).exists()
    slots = {(one.course.school_class.name, one.weekday - 1, one.number) for one in TimetableSlot.objects.all()}
    assert slots == {(name, *place) for name, week in weeks(school).items() for place in week}
