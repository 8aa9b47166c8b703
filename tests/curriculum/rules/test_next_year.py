"""What goes on in a next year: names, leaders, subjects and teachers of the classes."""

from decimal import Decimal

import pytest

from parta.curriculum.rules.next_year import (
    OpenClass,
    Taught,
    goes_on,
    heirs_of,
    keeps_leader,
    model_of,
    next_courses,
    next_name,
)
from parta.school.enums import ClassKind


def of(name, grade, letter="", programme="", pk=0):
    kind = ClassKind.GROUP if programme else ClassKind.CLASS
    return OpenClass(pk, kind, name, grade, letter, programme)


@pytest.mark.parametrize(
    ("one", "name", "on", "leader"),
    [
        (of("5А", 5, "А"), "6А", True, True),
        (of("4Б", 4, "Б"), "5Б", True, False),
        (of("9В", 9, "В"), "10В", False, True),
        (of("11А", 11, "А"), "", False, True),
        (of("ИСП-26", 1, programme="09.02.07"), "ИСП-26", True, True),
        (of("ИСП-23", 4, programme="09.02.07"), "ИСП-23", False, True),
    ],
)
def test_classes_go_up(one, name, on, leader):
    assert (next_name(one), goes_on(one), keeps_leader(one)) == (name, on, leader)


@pytest.mark.parametrize(("years", "heirs"), [(1, {1: 11, 4: 14}), (2, {1: 12})])
def test_classes_some_years_later(years, heirs):
    code = "09.02.07"
    classes = [of("5А", 5, "А", pk=1), of("9А", 9, "А", pk=2), of("8Ё", 8, "Ё", pk=3), of("ИСП-26", 1, "", code, pk=4)]
    later = [
        of("6A", 6, "A", pk=11),
        of("7а", 7, "а", pk=12),
        of("10А", 10, "А", pk=13),
        of("ИСП-26", 2, "", code, pk=14),
    ]
    assert heirs_of(classes, later, years=years) == heirs


def test_the_model_is_the_class_of_that_name_else_of_that_grade():
    classes = [of("6А", 6, "А", pk=1), of("6Б", 6, "Б", pk=2)]
    assert model_of(of("5Б", 5, "Б"), "6Б", classes).id == 2
    assert model_of(of("5В", 5, "В"), "6В", classes).id == 1
    assert model_of(of("6А", 6, "А"), "7А", classes) is None


def test_a_subject_that_goes_on_keeps_its_teachers_and_groups():
    own = [
        Taught(1, 10, 0, Decimal(5), (100,)),
        Taught(2, 11, 7, Decimal(3), (101,)),
        Taught(3, 11, 8, Decimal(3), (102,)),
    ]
    ahead = [Taught(4, 12, 0, Decimal(2), (103,)), Taught(5, 10, 0, Decimal(4), (104,))]
    made = next_courses({10: Decimal(4), 11: None, 12: Decimal(2), 13: Decimal(1)}, own=own, model=ahead)
    assert [(one.subject, one.like.group if one.like else 0, one.hours, one.teachers) for one in made] == [
        (10, 0, Decimal(4), (100,)), (11, 7, Decimal(3), (101,)), (11, 8, Decimal(3), (102,)),
        (12, 0, Decimal(2), (103,)), (13, 0, Decimal(1), ()),
    ]  # fmt: skip
