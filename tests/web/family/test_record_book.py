"""The record book: what was passed by semester, practices, debts; whose it is, what it costs, on paper."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.curriculum.models import AssessmentDay, CourseControl, Practice
from parta.installation.schools import inside
from parta.journal.models import AcademicDebt, TermResult
from parta.journal.queries.record_books import record_books
from parta.people.models import Pupil
from parta.school.models import SchoolClass
from tests.factories.college import as_college
from tests.factories.practice import practice_block
from tests.paper.reading import says_archive, texts

PAGE = "/alpha/diary/record-book/"


@pytest.fixture
def college(world, frozen):
    """Algebra was failed and retaken, English passed, a practice of today is not over; a course project is to come."""
    as_college(world)
    practice_block(world)
    Practice.objects.update(place="ООО «Ромашка»")
    first, second = world.terms[:2]
    practice = Practice.objects.get().school_class.courses.get(kind="practice")
    with inside(world.school):
        for course, term, form in (
            (world.english, first, "credit"), (practice, second, "graded_credit"), (world.english, second, "course_project"),
        ):  # fmt: skip
            CourseControl.objects.create(course=course, term=term, form=form)
        AssessmentDay.objects.create(course=world.algebra, kind="attestation", term=first, day="2026-10-23")
        said = ((world.algebra, first, "2"), (world.english, first, "зач"), (practice, second, "5"))
        for course, term, value in said:
            TermResult.objects.create(course=course, pupil_id=world.pupils[0].pk, kind="term", term=term, value=value)
        debt = AcademicDebt.objects.create(
            course=world.algebra, term=first, pupil_id=world.pupils[0].pk, value="2", raised_on="2026-10-23",
            raised_by=world.deputy, cleared_on="2026-11-10",
        )  # fmt: skip
        debt.attempts.create(number=1, day="2026-11-10", value="4", written_by=world.teacher)
    return world


def text_of(answer, status=200):
    assert answer.status_code == status, answer.content[:500]
    return " ".join(answer.content.decode().split())


def test_a_book_says_what_was_passed_when_and_to_whom(college):
    pupil = college.pupils[0].pk
    one, two = record_books([pupil], today=date(2026, 11, 20))[pupil].semesters
    algebra, english = one.lines
    assert (algebra.value, algebra.day, algebra.hours, algebra.teacher) == (
        "4",
        date(2026, 11, 10),
        34,
        "Ёлкина Н. С.",
    )
    assert (english.value, english.form, english.hours) == ("зач", "credit", None)
    assert [(line.form, line.value) for line in two.projects] == [("course_project", "")]
    assert [(row.place, row.hours, row.value) for row in two.practices] == [("ООО «Ромашка»", 36, "5")]
    AcademicDebt.objects.update(cleared_on=None)
    book = record_books([pupil], today=date(2026, 11, 20))[pupil]
    assert book.semesters[0].lines[0].value == "" and len(book.debts) == 1  # what was failed is no line of a book
    SchoolClass.objects.update(programme_code="")  # no programme at all, not any
    CourseControl.objects.create(course=college.algebra, term=college.terms[0], form="exam")
    codeless = record_books([pupil], today=date(2026, 11, 20))[pupil].semesters
    assert ("exam", None) in [(line.form, line.hours) for one in codeless for line in one.lines]


def test_whose_book_it_is_on_the_screen_and_on_paper(college, browser_of):
    world, own = college, browser_of(college.pupils[0])
    page = text_of(own.get(PAGE))
    for said in (
        "Зачётная книжка",
        "хорошо",
        "10.11.2026",
        "зачтено",
        "ООО «Ромашка»",
        "отлично",
        "Ликвидирована 10.11.2026",
    ):
        assert said in page, said
    other = f"{PAGE}?child={world.pupils[1].pk}"
    for who, status in ((world.mother, 404), (world.english_teacher, 403), (world.homeroom, 200), (world.deputy, 200)):
        assert browser_of(who).get(other).status_code == status, who
    assert "хорошо" in text_of(browser_of(world.mother).get(PAGE))
    assert browser_of(world.mother).post(f"{PAGE}print/").content.startswith(b"%PDF")
    with inside(world.school):
        Pupil.objects.filter(pk=world.pupils[0].pk).update(paper_only="заявление")
    assert browser_of(world.mother).post(f"{PAGE}print/").status_code == 404
    printed = browser_of(world.homeroom).post(f"{PAGE}print/?child={world.pupils[0].pk}").content
    assert says_archive(printed) and "хорошо" in " ".join(texts(printed))
    group = f"/alpha/office/classes/{world.school_class.pk}/record-books/print/"
    assert len(texts(browser_of(world.homeroom).post(group).content)) == 3
    assert Event.objects.filter(act="paper.printed").count() == 3
    assert browser_of(world.teacher).post(group).status_code in (403, 404)


def test_a_group_costs_what_a_student_costs(college):
    def cost(pupils):
        with CaptureQueriesContext(connection) as counted:
            record_books(pupils, today=date(2026, 11, 20))
        return len(counted)

    assert cost([college.pupils[0].pk]) == cost([one.pk for one in college.pupils])


def test_a_school_has_none(world, browser_of):
    assert browser_of(world.mother).get(PAGE).status_code == 404
