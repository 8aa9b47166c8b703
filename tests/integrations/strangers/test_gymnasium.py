"""The gymnasium: profile classes, two shifts with their bells, a zero lesson, walls with classes in rows."""

from pathlib import Path
from typing import Any

from parta.curriculum.models import Course, CurriculumLine, StudyGroupMember
from parta.people.models import Appointment
from parta.school.models import BellSchedule, Calendar, Room
from parta.timetable.models import Lesson, TimetableSlot
from tests.integrations.spreadsheets.conftest import NOW

from .gymnasium import CLASSES, PLAN, lessons, write
from .looking import ERRORS, KINDS, NOTES, WARNINGS, brought, created, told


def test_gymnasium(alpha: Any, tmp_path: Path) -> None:
    school = write(tmp_path)
    report = brought(tmp_path)
    assert told(report, ERRORS) == {}
    assert told(report, WARNINGS) == {"vacancy": 1, "subject_outside_plan": 1, "load_without_lessons": 1}
    assert told(report, NOTES) == {
        "file_not_spreadsheet": 1, "sheet_hidden": 5, "cell_two_teachers": 2, "subject_by_prefix": 5,
        "teacher_by_load": 5,
    }  # fmt: skip
    assert created(report, *KINDS) == {
        "class": 5, "employee": 12, "pupil": 20, "guardian": 40, "guardianship": 40, "homeroom": 5,
        "curriculum_line": 34, "course": 40, "load": 39,
    }  # fmt: skip
    hours = {(one.school_class.name, one.subject.name): one.hours_per_week for one in CurriculumLine.objects.all()}
    assert hours == {(name, subject): count for subject, own in PLAN.items() for name, count in own.items()}
    assert {one.title for one in Calendar.objects.all()} == {"5, 8 классы", "10 класс"}
    assert {tuple(one.grades) for one in BellSchedule.objects.all()} == {(5, 10), (8,)}
    slots = {(one.course.school_class.name, one.weekday - 1, one.number) for one in TimetableSlot.objects.all()}
    assert slots == {(name, day, number) for name in CLASSES for day, number, _ in lessons(school, name)}
    zero = Lesson.objects.filter(course__school_class__name="8А", slot__number=0)
    assert {moment.astimezone(NOW.tzinfo).minute for moment in zero.values_list("starts_at", flat=True)} == {0}
    assert Room.objects.get(number="33").capacity == 28
    # The subgroups stand in the lists of pupils, and the second English teacher has a maiden name in brackets.
    group = Course.objects.get(school_class__name="5А", subject__name="Английский язык", study_group__name="1 гр.")
    members = StudyGroupMember.objects.filter(group=group.study_group).values_list(
        "pupil__person__last_name", flat=True
    )
    assert set(members) == {one.last for one in school.pupils["5А"][::2]}
    assert set(
        Appointment.objects.filter(role="administrator").values_list("employee__person__last_name", flat=True)
    ) == {school.staff["admin"].last}
