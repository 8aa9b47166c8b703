"""The nurse's papers where lessons are: illness explains absences, an exemption is seen at physical training."""

import pytest

from parta.curriculum.models import Subject
from parta.installation.schools import inside
from parta.journal.models import Attendance
from parta.journal.queries.class_results import class_absences
from parta.people.models import Appointment, CareNote
from tests.factories.school_day import absent
from tests.factories.small_school import TODAY

PAPER = {"do": "note", "kind": "illness", "start": "2026-11-16", "end": "2026-11-18", "text": "ОРВИ", "document": "№ 5"}


@pytest.fixture
def nurse(world, browser_of, frozen):
    """The nurse; Peter missed algebra on Monday and Wednesday (no reason) and on Friday (the teacher named one)."""
    with inside(world.school):
        Appointment.objects.create(employee_id=world.english_teacher.pk, role="nurse", starts_on="2026-09-01")
        for number, code in ((3, "absent"), (4, "absent"), (5, "excused")):
            absent(world.lessons[number], world.pupils[0], code)
    return browser_of(world.english_teacher)


def missed(world):
    span = {"start": world.terms[1].starts_on, "end": TODAY, "today": TODAY}
    found = class_absences(world.school_class, **span)[world.pupils[0].pk]
    return found.hours, found.hours_ill


def test_a_certificate_explains_absences_wherever_they_are_counted_until_it_is_withdrawn(world, browser_of, nurse):
    peter, homeroom, mother = world.pupils[0], browser_of(world.homeroom), browser_of(world.mother)
    section = f"/alpha/office/people/{peter.pk}/health/"
    day = f"/alpha/office/classes/{world.school_class.pk}/day/?date=2026-11-18"
    marks = f"/alpha/office/classes/{world.school_class.pk}/marks/"
    assert "справка у медицинского работника" not in homeroom.get(day).text
    with inside(world.school):
        assert missed(world) == (3, 0)
    nurse.post(section, PAPER)
    seen = homeroom.get(day).text
    assert "справка у медицинского работника" in seen and "Записать: болезнь" in seen
    told = mother.get("/alpha/diary/absences/").text
    assert told.count("(есть справка)") == 2 and "болезнь <b>2</b>" in told and "ОРВИ" not in seen + told
    assert homeroom.get(marks).status_code == 200
    checks = browser_of(world.deputy).get("/alpha/office/control/checks/?date=2026-11-18").text
    assert "<b>1</b>" not in checks
    with inside(world.school):
        assert missed(world) == (3, 2)  # what the teacher named stays as it is
        assert set(Attendance.objects.values_list("code", flat=True)) == {"absent", "excused"}  # the journal, too
        row = CareNote.objects.get()
    nurse.post(section, {"do": "withdraw", "note": row.pk, "ground": "не тот ученик"})
    with inside(world.school):
        assert missed(world) == (3, 0)
    assert "справка у медицинского работника" not in homeroom.get(day).text
    assert "есть справка" not in mother.get("/alpha/diary/absences/").text


def test_the_teacher_of_physical_training_sees_who_is_exempt_and_nobody_sees_why(world, browser_of, nurse):
    peter, teacher = world.pupils[0], browser_of(world.teacher)
    nurse.post(f"/alpha/office/people/{peter.pk}/health/", {**PAPER, "kind": "exemption", "end": "2026-11-30"})
    lesson, grid = f"/alpha/lessons/{world.lessons[5].pk}/", f"/alpha/journal/{world.algebra.pk}/data"
    assert "освобождение" not in teacher.get(lesson).text and "освобождение" not in teacher.get(grid).text
    with inside(world.school):
        Subject.objects.filter(name="алгебра").update(name="Физическая культура")
    seen, data = teacher.get(lesson).text, teacher.get(grid).json()
    assert "освобождение от физкультуры</small>" in seen and "ОРВИ" not in seen
    notes = {row["id"]: row["note"] for row in data["pupils"]}
    assert notes[peter.pk] == "освобождение от физкультуры 16.11–30.11" and not notes[world.pupils[1].pk]
    nurse.post(f"/alpha/office/people/{peter.pk}/health/", PAPER)
    assert "болеет по справке" in teacher.get(f"/alpha/lessons/{world.lessons[4].pk}/").text
    assert "болеет по справке" not in teacher.get(lesson).text
