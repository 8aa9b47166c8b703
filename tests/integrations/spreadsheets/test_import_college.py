"""The demo college in its tables: groups, pairs, alternating weeks, sessions by date, practices."""

import datetime as dt

from parta.audit.services import verify_chains
from parta.curriculum.models import Course, CurriculumLine, Practice, Subject
from parta.kernel.sql import sql
from parta.paper.wall import Paper, Wall
from parta.people.models import Appointment, Pupil
from parta.school.models import Calendar, SchoolCard, SchoolClass, SpecialDay, StudySession, Term
from parta.timetable.models import Lesson, TimetableSlot

from .conftest import ROOT, bring, done, tables, wall


def test_every_table(technicum):
    assert technicum.stored and not technicum.errors and not technicum.conflicts
    found = tables()
    assert found == {
        "Event": 3314, "ChainHead": 5, "Training": 32,
        "AcademicYear": 1, "Calendar": 1, "Term": 2, "Vacation": 2, "SpecialDay": 7, "BellSchedule": 1, "Bell": 6,
        "SchoolCard": 1, "Room": 34, "SchoolClass": 10, "StudySession": 2,
        "Person": 667, "Pupil": 239, "Employee": 44, "Guardianship": 384, "Consent": 239, "Enrolment": 239,
        "Appointment": 39, "HomeroomTeacher": 10,
        "RegulationVersion": 1,
        "Subject": 116, "CurriculumLine": 117, "LoadNorm": 11, "LessonPlan": 6, "PlanLine": 493, "Practice": 8, "StudyGroup": 24,
        "StudyGroupMember": 280, "Course": 120, "TeachingLoad": 122,
        "TimetableVersion": 1, "TimetableSlot": 339, "Lesson": 6186,
        "WorkKind": 24,
        "ImportRun": 1, "ImportedRecord": found["ImportedRecord"],
    }  # fmt: skip
    assert list(verify_chains()) == []
    assert done(bring(ROOT / "demo" / "college")) == {}
    assert tables() == {**found, "ImportRun": 2}


def test_the_database_finds_nobody_in_two_places(technicum):
    assert sql("SELECT m.* FROM timetable_timetableslot s, timetable_slot_meets(s.id, true, true, true) m") == []
    week = "SELECT id FROM timetable_lesson WHERE date BETWEEN '2026-11-16' AND '2026-11-21'"
    assert sql(f"SELECT m.* FROM ({week}) l, timetable_lesson_meets(l.id, true, true, true) m") == []


def test_a_college_with_its_groups(technicum):
    assert (SchoolCard.objects.get().kind, Calendar.objects.get().title) == ("college", "все группы")
    part_time = SchoolClass.objects.get(name="Бз-24")
    assert (part_time.kind, part_time.grade_level, part_time.study_form) == ("group", 3, "part_time")
    assert Pupil.objects.filter(funding="договор").count() == 39
    assert Appointment.objects.filter(role="deputy").count() == 3


def test_an_index_is_of_its_programme(technicum):
    same = Subject.objects.filter(index="ОП.04").values_list("programme_code", "name")
    assert len(same) == len({code for code, _ in same}) > 1
    line = CurriculumLine.objects.get(subject__index="ОУД.01", programme_code="09.02.07")
    assert (line.hours_total, line.semesters, line.attestation) == (80, {"1": 34, "2": 46}, {"exam": [2]})


def test_pairs_are_of_two_hours_and_weeks_alternate(technicum):
    slot = TimetableSlot.objects.filter(parity="odd", weekday=2, course__school_class__name="ИСП-26").first()
    days = list(slot.lessons.order_by("date").values_list("date", flat=True))
    assert {(day - dt.date(2026, 8, 31)).days // 7 % 2 for day in days if day < dt.date(2027, 1, 1)} == {0}
    # The first week of the second semester is odd again, whatever the count from September says.
    assert {(day - dt.date(2027, 1, 11)).days // 7 % 2 for day in days if day > dt.date(2027, 1, 1)} == {0}
    assert set(slot.lessons.values_list("hours", flat=True)) == {2}
    day = SpecialDay.objects.get(date=dt.date(2027, 2, 20))
    assert (day.kind, day.follows_weekday, day.follows_date) == ("working", 1, dt.date(2027, 2, 22))


def test_sessions_of_the_part_time_group_are_by_date(technicum):
    rows = Lesson.objects.filter(course__school_class__name="Бз-24")
    assert rows.count() == 24 and set(rows.values_list("number", flat=True)) <= {5, 6}
    assert rows.filter(employee=None).count() == 0


def test_practices(technicum):
    assert Practice.objects.count() == 8
    assert Course.objects.filter(kind="practice").exists()
    assert Practice.objects.get(school_class__name="Б-25", subject__index="УП.01").hours == 36


def test_practices_have_days_that_their_leaders_give(technicum):
    days = Lesson.objects.filter(course__school_class__name="Б-25", course__subject__index="УП.01").order_by("date")
    assert [(day.date.day, day.hours, day.employee.person.last_name) for day in days] == [
        (number, hours, "Куликова") for number, hours in ((1, 8), (2, 7), (3, 7), (4, 7), (5, 7))
    ]
    for block in Practice.objects.select_related("school_class"):
        given = Lesson.objects.filter(
            course__school_class=block.school_class_id,
            course__subject=block.subject_id,
            course__kind="practice",
            date__range=(block.starts_on, block.ends_on),
        )
        assert (sum(given.values_list("hours", flat=True)), block.teacher_id is not None) == (block.hours, True), (
            block.pk
        )


def test_sessions_of_the_part_time_group_are_brought_in(technicum):
    rows = StudySession.objects.filter(school_class__name="Бз-24").values_list("kind", "starts_on", "ends_on")
    assert list(rows) == [
        ("exam", dt.date(2026, 11, 16), dt.date(2026, 11, 28)),
        ("exam", dt.date(2027, 4, 5), dt.date(2027, 4, 24)),
    ]


def test_a_semester_has_its_days_of_attestation(technicum):
    rows = Term.objects.order_by("starts_on").values_list("number", "attested_from", "attested_to")
    assert list(rows) == [(1, None, None), (2, dt.date(2027, 6, 15), dt.date(2027, 6, 28))]


def test_a_session_that_cannot_stand_is_told_of(technicum):
    StudySession.objects.filter(starts_on=dt.date(2027, 4, 5)).update(starts_on=dt.date(2027, 4, 12))
    report = bring(ROOT / "demo" / "college")
    assert not report.errors
    assert StudySession.objects.count() == 2


def test_the_wall_of_a_college_on_paper(technicum):
    pages, text = wall("college", Wall.CLASSES, Paper.A3)
    slots = TimetableSlot.objects.filter(number__isnull=False)
    groups = set(slots.values_list("course__school_class__name", flat=True))
    assert [name for name in sorted(groups) if name not in text] == [] and "по группам" in text and "чис." in text
    assert pages <= len(groups)
    _, text = wall("college", Wall.TEACHERS, Paper.A4)
    names = set(slots.filter(employee__isnull=False).values_list("employee__person__last_name", flat=True))
    assert [name for name in sorted(names) if name not in text] == [] and "по преподавателям" in text
