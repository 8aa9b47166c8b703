"""The medical college: groups numbered in front, pairs as «1-2», halves of a row for alternate weeks."""

from pathlib import Path
from typing import Any

from parta.curriculum.models import Course, Subject
from parta.people.models import Pupil
from parta.school.models import SchoolClass
from parta.timetable.models import TimetableSlot

from .looking import ERRORS, KINDS, NOTES, WARNINGS, brought, created, told
from .medical import GROUPS, write


def test_medical(alpha: Any, tmp_path: Path) -> None:
    college = write(tmp_path)
    report = brought(tmp_path)
    assert told(report, ERRORS) == {}
    assert told(report, WARNINGS) == {"rows_alternate": 1}
    assert told(report, NOTES) == {
        "column_unknown": 1, "pairs_by_hours": 1, "subject_by_prefix": 1, "joined_lesson": 1,
    }  # fmt: skip
    assert created(report, *KINDS) == {
        "class": 3, "employee": 5, "pupil": 12, "guardian": 12, "guardianship": 12, "homeroom": 3,
        "curriculum_line": 12, "course": 6, "load": 6,
    }  # fmt: skip
    rows = {one.name: (one.grade_level, one.programme_code) for one in SchoolClass.objects.all()}
    assert rows == {name: (year, "34.02.01" if "СД" in name else "31.02.01") for name, year in GROUPS.items()}
    assert Pupil.objects.count() == sum(len(own) for own in college.students.values())
    assert Subject.objects.filter(index="МДК.01.01").count() == 2
    parities = sorted(TimetableSlot.objects.exclude(parity="any").values_list("parity", flat=True))
    assert parities == ["even", "even", "odd", "odd"]
    ward = Course.objects.get(subject__index="МДК.01.01")
    assert ward.school_class.name == "21-СД" and ward.slots.exists()
