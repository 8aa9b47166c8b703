"""The demo school's timetable for the wall: every class, every teacher who gives lessons, on sheets that can be read."""

from parta.paper.wall import Paper, Wall
from parta.school.models import SchoolClass
from parta.timetable.models import TimetableSlot

from ..conftest import wall


def test_the_wall_of_the_school(town):
    pages, text = wall("school", Wall.CLASSES, Paper.A3)
    classes = list(SchoolClass.objects.values_list("name", flat=True))
    assert [name for name in classes if f" {name} " not in text] == [] and pages <= len(classes)
    pages, text = wall("school", Wall.TEACHERS, Paper.A4)
    teachers = TimetableSlot.objects.filter(number__isnull=False, employee__isnull=False)
    names = set(teachers.values_list("employee__person__last_name", flat=True))
    assert [name for name in sorted(names) if name not in text] == []
