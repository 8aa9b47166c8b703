"""The curriculum of a family: approved, of the own class and profile, of the own plan; activities beside it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parta.curriculum.models import (
    Course,
    CurriculumLine,
    IndividualLine,
    IndividualPlan,
    StudyGroup,
    StudyGroupMember,
    Subject,
    TeachingLoad,
    YearApproval,
)
from parta.installation.schools import inside
from parta.people.models import Pupil
from parta.school.models import SchoolClass


def approve(world):
    YearApproval.objects.create(
        year=world.year, part="curriculum", approved_on=date(2026, 8, 28), order="приказ № 118-од",
        approved_by_id=world.director.pk, at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def planned(world):
    with inside(world.school):
        for course, hours in ((world.algebra, 3), (world.english, 2)):
            CurriculumLine.objects.create(
                year=world.year, school_class=world.school_class, subject=course.subject, hours_per_week=hours
            )
        CurriculumLine.objects.create(
            year=world.year, school_class=world.other_class, subject=Subject.objects.create(name="химия", name_key="химия"),
            hours_per_week=7,
        )  # fmt: skip
    return world


def test_an_approved_curriculum_is_read_by_the_own_class(planned, reads, browser_of):
    assert "План ещё не утверждён" in reads(planned.mother, "curriculum/").text
    with inside(planned.school):
        approve(planned)
    for human in (planned.mother, planned.pupils[0]):
        text = reads(human, "curriculum/").text
        assert "Уроки: 5 ч в неделю" in text and "приказ № 118-од" in text and "химия" not in text.lower()
        assert "1 сентября" in text  # the calendar of the year
    reads(planned.mother, f"curriculum/?child={planned.stranger.pk}", status=404)
    assert reads(planned.stranger, "curriculum/").text.count("Химия") == 1
    for human, status in ((planned.teacher, 404), (planned.secretary, 404)):
        assert browser_of(human).get("/alpha/diary/curriculum/").status_code in (403, status)
    with inside(planned.school):
        Pupil.objects.filter(pk=planned.pupils[0].pk).update(paper_only="заявление")
    assert "Уроки" not in reads(planned.pupils[0], "curriculum/").text


def test_lines_of_the_own_profile_and_of_the_own_plan(planned, reads):
    pupil = planned.pupils[0]
    with inside(planned.school):
        approve(planned)
        deep = Subject.objects.create(name="физика", name_key="физика")
        for profile, hours in (("Техн. гр.", 5), ("гум. гр.", 1)):
            CurriculumLine.objects.create(
                year=planned.year,
                school_class=planned.school_class,
                subject=deep,
                profile=profile,
                hours_per_week=hours,
            )
    text = reads(pupil, "curriculum/").text
    assert "Уроки: 10 ч" in text and "гум. гр." in text
    with inside(planned.school):
        group = StudyGroup.objects.create(
            year=planned.year, school_class=planned.school_class, name="гум. гр.", name_key="гум. гр."
        )
        StudyGroupMember.objects.create(group=group, pupil_id=pupil.pk, starts_on=date(2026, 9, 1))
    text = reads(pupil, "curriculum/").text
    assert "Уроки: 6 ч" in text and "Техн. гр." not in text
    with inside(planned.school):  # a profile has its own line of a subject that is common too
        CurriculumLine.objects.create(
            year=planned.year, school_class=planned.school_class, subject=planned.algebra.subject,
            profile="гум. гр.", hours_per_week=2,
        )  # fmt: skip
    text = reads(pupil, "curriculum/").text
    assert "Уроки: 5 ч" in text and "3 ч" not in text
    with inside(planned.school):
        own = IndividualPlan.objects.create(
            pupil_id=pupil.pk, school_class=planned.school_class, starts_on=date(2026, 11, 2), ground="приказ"
        )
        IndividualLine.objects.create(plan=own, course=planned.english, hours_per_week=Decimal("1.5"))
    text = reads(pupil, "curriculum/").text
    assert "Индивидуальный учебный план" in text and "Уроки: 1,5 ч" in text and "Физика" not in text


def test_activities_of_the_child_stand_beside_in_a_fixed_number_of_queries(planned, reads):
    pupil, counts = planned.pupils[0], []
    with inside(planned.school):
        approve(planned)
    for name in ("шахматы", "хор", "театр"):
        with inside(planned.school):
            subject = Subject.objects.create(name=name, name_key=name)
            group = StudyGroup.objects.create(year=planned.year, subject=subject, name=name, name_key=name)
            StudyGroupMember.objects.create(group=group, pupil_id=pupil.pk, starts_on=date(2026, 9, 1))
            course = Course.objects.create(
                year=planned.year, subject=subject, study_group=group, calendar=planned.calendar, kind="extracurricular",
                hours_per_week=2, marks_given=False, sort_key=name,
            )  # fmt: skip
            TeachingLoad.objects.create(course=course, employee_id=planned.teacher.pk, starts_on=date(2026, 9, 1))
        reads(pupil, "curriculum/")
        with CaptureQueriesContext(connection) as seen:
            text = reads(pupil, "curriculum/").text
        counts.append(len(seen))
    assert counts[0] == counts[2]
    assert "Внеурочная деятельность: 6 ч" in text and "Театр" in text and planned.teacher.full_name in text
    assert "Театр" not in reads(planned.pupils[2], "curriculum/").text


def test_a_student_reads_the_semesters_of_this_year_and_the_rest_of_the_programme(planned, reads):
    with inside(planned.school):
        approve(planned)
        SchoolClass.objects.filter(pk=planned.school_class.pk).update(
            programme_code="09.02.07", programme_title="Информационные системы", grade_level=2
        )
        for index, name, semesters, ends in (
            ("ОП.01", "операционные системы", {"3": 64, "4": 40}, {"exam": [4]}),
            ("ОП.02", "архитектура", {"1": 50}, {"credit": [1]}),
        ):
            subject = Subject.objects.create(name=name, name_key=name, index=index, programme_code="09.02.07")
            CurriculumLine.objects.create(
                year=planned.year, programme_code="09.02.07", subject=subject, hours_total=sum(semesters.values()),
                semesters=semesters, attestation=ends,
            )  # fmt: skip
            CurriculumLine.objects.create(
                year=planned.year, programme_code="09.02.07 заочная", subject=subject, hours_total=11
            )
    text = " ".join(reads(planned.pupils[0], "curriculum/").text.split())
    assert "4 семестр — 40 ч" in text and "экзамен, 4 семестр" in text and "11 ч" not in text
    assert text.index("Операционные системы") < text.index("Остальные дисциплины") < text.index("Архитектура")
