"""A college's groups: hours of the programme's semester beside the load; other hours are shown as differing."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from parta.curriculum.models import Course, CurriculumLine, Subject, TeachingLoad
from parta.curriculum.rules.curriculum import hours_of_semester
from parta.installation.schools import inside
from parta.school.models import SchoolClass
from tests.factories.college import CODE, as_college
from tests.factories.practice import practice_block

PAGE = "/alpha/office/curriculum/"


@pytest.mark.parametrize(
    ("loads", "weekly", "hours"),
    [
        ([], None, None),
        ([(None, None)], Decimal(2), Decimal(34)),
        ([(Decimal(2), None)], Decimal(9), Decimal(34)),
        ([(Decimal(2), 36)], None, Decimal(36)),
        ([(Decimal(1), None), (None, 20)], None, Decimal(37)),
    ],
)
def test_hours_of_a_journal_in_a_semester(loads, weekly, hours):
    assert hours_of_semester(loads, weekly, weeks=17) == hours


@pytest.fixture
def college(world, frozen):
    as_college(world)
    with inside(world.school):
        TeachingLoad.objects.filter(course=world.algebra).update(hours_total=40)
    return world


def words(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def row_of(text, name):
    return text.split(f"{name}</th>", 1)[-1] if f"{name}</th>" in text else text.split(f"{name} <b", 1)[1]


def test_the_semester_of_the_programme_is_compared_with_the_load(college, browser_of):
    deputy = browser_of(college.deputy)
    page = f"{PAGE}{college.school_class.pk}/"
    text = words(deputy.get(page))
    assert "часов в 2-м семестре по программе" in text
    assert "алгебра</th>" in text and ">40<" in row_of(text, "алгебра").split("</tr>")[0]
    with inside(college.school):
        TeachingLoad.objects.filter(course=college.algebra).update(hours_total=36)
        subject = Subject.objects.create(name="информатика", name_key="информатика", index="ОП.02")
        CurriculumLine.objects.create(
            year=college.year, programme_code=f"{CODE} очная", subject=subject, semesters={"2": 51}
        )
    text = words(deputy.get(page))
    assert "расходится" in text.split("алгебра", 1)[1].split("</th>")[0]
    assert "журнала нет" in text.split("информатика", 1)[1].split("</tr>")[0]
    assert "91" in words(deputy.get(PAGE))
    sheet = deputy.get(PAGE, {"as": "xlsx"})
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    algebra = [(row[2], row[3], row[6], row[9]) for row in rows if row[:2] == ["7А", "алгебра"]]
    assert algebra == [("2 семестр", 40.0, "", "да"), ("", "", 36.0, "да")]


def test_a_practice_has_the_hours_of_its_days(college, browser_of):
    practice_block(college)
    with inside(college.school):
        subject = Subject.objects.get(index="УП.01")
        CurriculumLine.objects.create(
            year=college.year, programme_code=f"{CODE} очная", subject=subject, semesters={"2": 36}
        )
        Course.objects.filter(kind="practice").update(hours_per_week=1)
    text = words(browser_of(college.deputy).get(f"{PAGE}{college.school_class.pk}/"))
    assert "расходится" not in text.split("УП.01", 1)[1].split("</tr>")[0]


def test_a_part_time_group_has_the_hours_of_its_sessions(college, browser_of):
    with inside(college.school):
        SchoolClass.objects.filter(pk=college.school_class.pk).update(study_form="part_time")
        CurriculumLine.objects.create(
            year=college.year, programme_code=f"{CODE} заочная", subject_id=college.algebra.subject_id, hours_total=12
        )
    text = words(browser_of(college.deputy).get(f"{PAGE}{college.school_class.pk}/"))
    assert ">12<" in text.split("алгебра", 1)[1].split("</tr>")[0]


def test_one_more_discipline_is_no_more_queries(college, browser_of):
    deputy = browser_of(college.deputy)
    deputy.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        deputy.get(PAGE)
    with inside(college.school):
        for number in range(3):
            subject = Subject.objects.create(
                name=f"предмет {number}", name_key=f"предмет {number}", index=f"ОП.1{number}"
            )
            CurriculumLine.objects.create(
                year=college.year, programme_code=f"{CODE} очная", subject=subject, semesters={"2": 20}
            )
            Course.objects.create(
                year=college.year, subject=subject, school_class=college.school_class, calendar=college.calendar
            )
    with CaptureQueriesContext(connection) as three:
        deputy.get(PAGE)
    assert len(one) == len(three)
