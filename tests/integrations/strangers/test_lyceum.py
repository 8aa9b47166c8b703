"""The lyceum: Latin letters, heads repeated on every printed page, days as blocks, bells and terms in columns."""

import datetime as dt
from pathlib import Path
from typing import Any

from parta.people.models import Enrolment, Guardianship
from parta.school.models import BellSchedule, SchoolClass, Term
from parta.timetable.models import TimetableSlot

from .looking import ERRORS, KINDS, WARNINGS, brought, created, told
from .lyceum import REAL, write


def test_lyceum(alpha: Any, tmp_path: Path) -> None:
    school = write(tmp_path)
    report = brought(tmp_path)
    assert told(report, ERRORS) == {}
    assert told(report, WARNINGS) == {
        "teacher_unknown": 1, "subgroup_without_list": 8, "subject_outside_plan": 1, "teacher_in_two_rooms": 5,
        "load_without_lessons": 1,
    }  # fmt: skip
    assert created(report, *KINDS) == {
        "class": 3, "employee": 8, "pupil": 13, "guardian": 12, "guardianship": 12, "homeroom": 3,
        "curriculum_line": 14, "course": 19, "load": 18,
    }  # fmt: skip
    assert set(SchoolClass.objects.values_list("name", flat=True)) == set(REAL.values())
    last = {one.calendar.title: one.ends_on for one in Term.objects.filter(number=2)}
    assert last == {"7 класс": dt.date(2027, 5, 26), "11 класс": dt.date(2027, 5, 20)}
    bells = {tuple(one.weekdays): one.bells.get(number=1).starts_at for one in BellSchedule.objects.all()}
    assert bells == {(1,): dt.time(8, 30), (2, 3, 4, 5, 6): dt.time(8)}
    # Rooms stand in columns of their own beside each class; two subgroups share a cell.
    rooms = TimetableSlot.objects.filter(course__school_class__name="7А", weekday=1).order_by("number", "room__number")
    assert [(one.number, one.room.number) for one in rooms] == [(1, "12"), (2, "20"), (3, "31"), (3, "32"), (4, "14")]
    assert TimetableSlot.objects.filter(course__school_class__name="11С").count() == 10
    came = Enrolment.objects.get(pupil__person__last_name=school.pupils["7B"][3].last, school_class__name="7В")
    assert came.starts_on == dt.date(2026, 9, 14)
    assert Enrolment.objects.get(pupil__person__last_name="Уехалов").ends_on == dt.date(2026, 10, 2)
    first = school.pupils["7A"][0]
    assert (
        Guardianship.objects.get(
            pupil__person__first_name=first.first, pupil__person__last_name=first.last
        ).guardian.phone
        == first.phone
    )
