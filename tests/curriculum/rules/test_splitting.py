"""A class divided into groups, a journal that ends: what may be from which day, and how a list is dealt at first."""

from datetime import date

import pytest

from parta.curriculum.enums import DealWay
from parta.curriculum.rules.splitting import Part, deal, decide_course_end, decide_split, group_key, moves_of

YEAR = (date(2026, 9, 1), date(2027, 8, 31))
DAY = date(2026, 11, 2)
TWO = (Part("1 гр.", 1, frozenset({11, 12})), Part("2 гр.", 2, frozenset({13})))


def said(parts=TWO, **other):
    known = {
        "day": DAY, "year": YEAR, "ended_on": None, "taken": (), "grouped": False, "enrolled": {11, 12, 13},
        "teachers": {1, 2}, "last_taught": None,
    }  # fmt: skip
    return decide_split(parts, **{**known, **other}).code


@pytest.mark.parametrize(
    ("parts", "other", "code"),
    [
        (TWO, {}, ""),
        (TWO, {"enrolled": {11, 12, 13, 14}}, ""),
        (TWO, {"last_taught": date(2026, 11, 1)}, ""),
        (TWO, {"ended_on": DAY}, ""),
        (TWO[:1], {}, "split_too_few"),
        (tuple(Part(str(n), 1, frozenset({n})) for n in range(7)), {}, "split_too_many"),
        (TWO, {"day": date(2026, 8, 31)}, "group_outside_year"),
        (TWO, {"day": date(2027, 9, 1)}, "group_outside_year"),
        (TWO, {"ended_on": date(2026, 11, 1)}, "course_ended"),
        (TWO, {"grouped": True}, "split_stands"),
        ((TWO[0], Part(" ", 2, frozenset({13}))), {}, "split_name_empty"),
        ((TWO[0], Part("1  ГР.", 2, frozenset({13}))), {}, "split_name_taken"),
        (TWO, {"taken": {"2 гр."}}, "split_name_taken"),
        ((TWO[0], Part("2 гр.", 2, frozenset())), {}, "split_part_empty"),
        ((TWO[0], Part("2 гр.", 2, frozenset({12, 13}))), {}, "split_changed"),
        (TWO, {"enrolled": {11, 12}}, "split_changed"),
        (TWO, {"teachers": {1}}, "load_not_a_teacher"),
        (TWO, {"last_taught": DAY}, "course_has_lessons"),
        (TWO, {"last_taught": date(2026, 11, 9)}, "course_has_lessons"),
    ],
)
def test_what_a_class_may_be_divided_into(parts, other, code):
    assert said(parts, **other) == code


@pytest.mark.parametrize(
    ("day", "ended_on", "last_taught", "code"),
    [
        (DAY, None, None, ""),
        (DAY, DAY, None, ""),
        (DAY, None, date(2026, 11, 1), ""),
        (DAY, None, DAY, "course_has_lessons"),
        (DAY, date(2026, 11, 1), None, "course_ended"),
        (date(2026, 8, 31), None, None, "group_outside_year"),
    ],
)
def test_when_a_journal_may_end(day, ended_on, last_taught, code):
    assert decide_course_end(day, year=YEAR, ended_on=ended_on, last_taught=last_taught).code == code


def test_how_a_list_is_dealt():
    five = [(1, "m"), (2, "f"), (3, ""), (4, "f"), (5, "m")]
    assert deal(five, parts=2, way=DealWay.HALVES) == {1: 0, 2: 0, 3: 0, 4: 1, 5: 1}
    assert deal(five, parts=3, way=DealWay.TURNS) == {1: 0, 2: 1, 3: 2, 4: 0, 5: 1}
    assert deal(five, parts=2, way=DealWay.SEX) == {1: 0, 2: 1, 4: 1, 5: 0}
    assert deal(five, parts=2, way=DealWay.HAND) == {}
    assert deal([], parts=2, way=DealWay.HALVES) == {}
    assert [max(deal([(n, "") for n in range(size)], parts=6, way=DealWay.HALVES).values()) for size in (1, 6, 31)] == [
        0, 5, 5,
    ]  # fmt: skip


def test_names_are_told_apart_as_an_import_does():
    assert group_key(" 1  ГР. ") == group_key("1 гр.") and group_key("Ёлка") == group_key("елка")
    assert len(group_key("ё" * 500)) == 100


def test_who_goes_where():
    present = {1: 7, 2: 8, 3: None}
    assert moves_of({1: 7, 2: 7, 3: 8, 4: None}, present=present) == ((2, 7), (3, 8))
