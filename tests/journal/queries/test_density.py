"""Marks counted journal by journal: who has too few, who is not asked, what a moved pupil brings."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.curriculum.models import Course
from parta.journal.access import course_view
from parta.journal.queries.density import density_of, density_page
from parta.kernel.actor import Actor
from parta.people.models import Enrolment
from parta.regulation.models import RegulationVersion
from tests.factories.drawn_world import drawn_world
from tests.factories.school_day import absent, mark, work
from tests.factories.small_school import at

NOW = at(date(2026, 11, 20), "12:00")  # six of eight algebra lessons of the second quarter are over


@pytest.fixture
def strict(alpha):
    """The small school under the act that counts marks: five at two hours a week and more."""
    return drawn_world(alpha, preset="stakhanovskaya")


def counted(world, now=NOW, **more):
    options = {"class_id": None, "teacher_id": None, "subject_id": None, "period": None, "everything": True, "page": 1}
    return density_page(courses=Course.objects.all(), now=now, **{**options, **more})


def algebra(world, now=NOW):
    return next(row.density for row in counted(world, now).rows if row.id == world.algebra.pk)


def marked(world, pupil, *places):
    for place in places:
        mark(work(world.lessons[place]), pupil, "4")


def test_so_many_marks_are_due_as_lessons_have_passed(strict):
    peter, maria, oleg = strict.pupils
    marked(strict, peter, 0, 3, 5)
    marked(strict, maria, 0, 5)
    for place in (0, 1, 2, 3, 4):
        absent(strict.lessons[place], oleg)
    mark(work(strict.lessons[5]), oleg, "5")
    found = algebra(strict)
    assert (found.given, found.lessons, found.needed) == (6, 8, 5)
    # six of eight lessons: three marks of five; who came once needs one
    assert [(row.pupil_id, row.marks, row.due, row.needed) for row in found.few] == [(maria.pk, 2, 3, 5)]
    over = algebra(strict, at(date(2026, 11, 25), "12:00"))  # all eight are over
    few = {row.pupil_id: (row.marks, row.due, row.needed) for row in over.few}
    assert few == {peter.pk: (3, 5, 5), maria.pk: (2, 5, 5), oleg.pk: (1, 3, 3)}


def test_who_came_twice_in_a_row_without_a_mark_is_named_until_asked(strict):
    peter, maria, oleg = strict.pupils
    marked(strict, peter, 3)  # and then two lessons without
    marked(strict, maria, 4)  # and then one
    marked(strict, oleg, 2)
    absent(strict.lessons[4], oleg)  # in between away: not in a row
    assert {row.pupil_id: row.silent for row in algebra(strict).silent} == {peter.pk: 2}
    marked(strict, peter, 5)
    assert algebra(strict).silent == ()


def test_the_marks_of_the_former_class_come_with_the_pupil(strict):
    moved = strict.stranger
    day = date(2026, 11, 17)
    lesson = strict.other_course.lessons.get()
    mark(work(lesson), moved, "5")
    Enrolment.objects.filter(pupil_id=moved.pk).update(ends_on=day - timedelta(days=1))
    Enrolment.objects.create(pupil_id=moved.pk, school_class=strict.school_class, starts_on=day)
    found = {row.pupil_id: row for row in algebra(strict).sparse}
    assert found[moved.pk].marks == 1
    assert found[moved.pk].due == 2  # two lessons here so far


def test_an_act_without_numbers_shows_only_who_has_none(strict):
    RegulationVersion.objects.update(preset="school_117")
    marked(strict, strict.pupils[0], 0)
    page = counted(strict, everything=False)
    assert page.number_clause is None
    row = next(row for row in page.rows if row.id == strict.algebra.pk)
    assert row.density.sparse == ()
    assert set(row.density.without) == {one.pk for one in strict.pupils[1:]}


def test_grades_without_marks_are_left_out(strict):
    strict.school_class.grade_level = 1
    strict.school_class.save()
    assert all(row.class_name != "7А" for row in counted(strict).rows)


def test_filters_periods_and_a_fixed_number_of_queries(strict):
    assert {row.id for row in counted(strict, subject_id=strict.algebra.subject_id).rows} == {
        strict.algebra.pk,
        strict.other_course.pk,
    }
    assert {row.id for row in counted(strict, teacher_id=strict.teacher.pk).rows} == {strict.algebra.pk}
    assert {row.id for row in counted(strict, class_id=strict.other_class.pk).rows} == {strict.other_course.pk}
    assert counted(strict, period=("quarter", 1)).rows == ()  # no lessons were given in it
    with CaptureQueriesContext(connection) as first:
        counted(strict, class_id=strict.other_class.pk)
    with CaptureQueriesContext(connection) as second:
        counted(strict)
    assert len(first) == len(second) == 8


def test_the_teacher_sees_the_same_of_the_own_journal(strict):
    actor = Actor(
        account_id=1, person_id=strict.teacher.pk, school_slug="alpha", roles=frozenset({"teacher"}), today=NOW.date()
    )
    view = course_view(actor, strict.algebra.pk)
    with CaptureQueriesContext(connection) as queries:
        own = density_of(view, view.terms[1], now=NOW)
    assert own == algebra(strict)
    assert len(queries) == 1
    RegulationVersion.objects.update(preset="school_2")
    silent = course_view(actor, strict.algebra.pk)
    with CaptureQueriesContext(connection) as queries:
        assert density_of(silent, silent.terms[1], now=NOW) is None
    assert len(queries) == 0
