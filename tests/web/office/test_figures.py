"""Figures without names: small counts are hidden, and cannot be worked out from the others."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.journal.models import Attendance, TermResult
from parta.journal.queries.figures import period_figures
from parta.journal.rules.class_figures import MissedHours, columns_shown, standing_of
from parta.people.models import Person
from parta.people.queries.figures import figures
from parta.people.rules.figures import hidden_small, hidden_within, total_shown
from parta.timetable.models import Lesson
from tests.factories.small_school import at, pupil

PAGE = "/alpha/office/people/figures/"


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"а": 25, "б": 24}, {"а": 25, "б": 24}),
        ({"а": 25, "б": 3, "в": 20}, {"а": 25, "б": None, "в": None}),
        ({"а": 25, "б": 2, "в": 1, "г": 9}, {"а": 25, "б": None, "в": None, "г": None}),
        ({"а": 25, "б": 2, "в": 4}, {"а": 25, "б": None, "в": None}),
        ({"а": 25, "б": 0}, {"а": 25, "б": 0}),
        ({"а": 4}, {"а": None}),
        ({"а": 5}, {"а": 5}),
        ({}, {}),
    ],
)
def test_a_small_count_is_hidden_with_what_would_give_it_away(counts, shown):
    assert hidden_small(counts) == shown
    left = sum(counts.values()) - sum(count or 0 for count in shown.values())
    hidden = [key for key, count in shown.items() if count is None]
    assert not hidden or len(hidden) == len(counts) or (len(hidden) > 1 and left >= 5)


def test_parts_of_a_hidden_group_are_hidden_for_their_sum_is_the_group():
    groups = hidden_small({7: 40, 8: 3, 9: 20})
    assert groups == {7: 40, 8: None, 9: None}
    parts = hidden_within(groups, {7: {"7А": 37, "7Б": 3}, 8: {"8А": 3}, 9: {"9А": 20}})
    assert parts == {7: {"7А": None, "7Б": None}, 8: {"8А": None}, 9: {"9А": None}}
    assert (total_shown({1: 4}), total_shown({1: 5}), total_shown({})) == (None, 5, 0)


def test_leaders_and_the_office_see_figures_and_taking_them_out_is_told(world, browser_of, frozen):
    with inside(world.school):
        for number in range(9):
            child = pupil("Петров", "АБВГДЕЖЗИ"[number], world.school_class)
            Person.objects.filter(pk=child.pk).update(sex="m", birth_date=date(2013, 11, 21 if number else 20))
        found = figures(date(2026, 11, 20))
        assert found.grades == ((7, 13, (("7А", None), ("7Б", None))),)
        assert dict(found.ages) == {12: 8, 13: None, None: None}
        assert dict(found.sexes) == {"": None, "m": None}
    deputy = browser_of(world.deputy)
    page = deputy.get(PAGE).text
    assert "13" in page and "скрыто" in page and "Петров" not in page
    for human in (world.teacher, world.homeroom, world.mother):
        assert browser_of(human).get(PAGE).status_code == 403
    assert deputy.get(f"{PAGE}?as=xlsx").content.startswith(b"PK")
    with inside(world.school):
        assert Event.objects.get(act="people.list_taken").subject == {"list": "office:figures", "persons": []}


@pytest.mark.parametrize(
    ("values", "standing"),
    [
        (["5", "5"], "excellent"),
        (["5", "4", "зач"], "good"),
        (["5", "3"], "passes"),
        (["5", "2"], "fails"),
        (["5", "н/а"], "fails"),
        (["зач", "осв"], None),
        ([], None),
    ],
)
def test_the_worst_result_says_how_a_pupil_stands(values, standing):
    assert standing_of(values) == standing


def test_a_column_with_a_hidden_cell_has_no_sum():
    counts = {
        7: {"excellent": 9, "good": 9, "passes": 9, "fails": 0},
        8: {"excellent": 3, "good": 2, "passes": 20, "fails": 0},
    }
    shown = hidden_within(hidden_small({7: 27, 8: 25}), counts)
    assert shown[8] == {"excellent": None, "good": None, "passes": 20, "fails": 0}
    assert columns_shown(counts, shown) == {"excellent": None, "good": None, "passes": 29, "fails": 0}


def test_results_and_absences_of_a_period_name_nobody(world, browser_of, frozen, django_assert_num_queries):
    def seat(count, worst):
        for number in range(count):
            child = pupil("Сидоров", f"{worst}{number}", world.school_class)
            for course, value in ((world.algebra, "5"), (world.other_course, worst)):
                TermResult.objects.create(
                    course=course, pupil_id=child.pk, kind="term", term=world.terms[0], value=value
                )
            if worst == "4":
                Attendance.objects.create(lesson=in_term, pupil_id=child.pk, code="ill")

    with inside(world.school):
        in_term = Lesson.objects.create(
            course=world.algebra, date=date(2026, 9, 7), number=1, employee_id=world.teacher.pk,
            starts_at=at(date(2026, 9, 7), "08:00"), ends_at=at(date(2026, 9, 7), "08:40"),
        )  # fmt: skip
        seat(6, "5")
        seat(7, "4")
        seat(5, "2")
        year = {"year_id": world.year.pk, "period": ("quarter", 1), "today": date(2026, 11, 20)}
        found = period_figures(**year)
        (grade,) = found.grades
        assert (found.periods, found.period) == ((("quarter", 1), ("quarter", 2)), ("quarter", 1))
        assert grade.standings == {"excellent": 6, "good": 7, "passes": 0, "fails": 5} == found.standings
        assert (grade.pupils, found.pupils, grade.missed) == (18, 18, MissedHours(7, 7))
        assert period_figures(**{**year, "period": ("quarter", 2)}).grades == ()
        assert period_figures(**{**year, "period": ("odd", 7)}).period == ("quarter", 1)
        assert period_figures(**{**year, "year_id": None}).period is None
    deputy = browser_of(world.deputy)
    page = deputy.get(PAGE).text
    assert "Итоги: I четверть" in page and "есть «2» или не аттестованы" in page and "Сидоров" not in page
    for odd in ("quarter-1", "quarter-99", "-", "ё", "quarter-٣", "x" * 300):
        assert deputy.get(PAGE, {"period": odd}).status_code == 200
    with inside(world.school):
        few = pupil("Сидоров", "Тройкин", world.school_class)
        TermResult.objects.create(course=world.algebra, pupil_id=few.pk, kind="term", term=world.terms[0], value="3")
        (grade,) = period_figures(**year).grades
        assert grade.standings == {"excellent": 6, "good": 7, "passes": None, "fails": None}
        with django_assert_num_queries(3):
            period_figures(**year)
