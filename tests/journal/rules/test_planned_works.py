"""What the federal recommendations warn of in a schedule of control works."""

from datetime import date

import pytest

from parta.journal.enums import WorkLevel, WorkWarning
from parta.journal.rules.planned_works import ClassDay, WorkPlace, is_control, warnings_of
from parta.wording.planned_works import level_said

A, B = 1, 2
ALGEBRA, ENGLISH_1, ENGLISH_2 = 10, 20, 21
SUBJECTS = {ALGEBRA: 100, ENGLISH_1: 200, ENGLISH_2: 200}


def warned(*works, hours=None, numbers=None):
    """Warn of works (journal, day of October, class) where each journal has the second of three lessons every day."""
    places = [
        WorkPlace(pk, who, SUBJECTS[course], course, date(2026, 10, day))
        for pk, (course, day, who) in enumerate(works, 1)
    ]
    lessons = numbers or dict.fromkeys(SUBJECTS, (2,))
    days = {(one.class_id, one.day): ClassDay(1, 3, lessons) for one in places}
    return warnings_of(places, days=days, hours=hours or dict.fromkeys(SUBJECTS, 100))


@pytest.mark.parametrize(
    ("works", "found"),
    [
        ([(ALGEBRA, 1, A), (ENGLISH_1, 2, A)], {}),
        ([(ALGEBRA, 1, A), (ENGLISH_1, 1, A)], {1: (WorkWarning.SECOND_A_DAY,), 2: (WorkWarning.SECOND_A_DAY,)}),
        ([(ALGEBRA, 1, A), (ENGLISH_1, 1, B)], {}),
        ([(ENGLISH_1, 1, A), (ENGLISH_2, 1, A)], {}),  # two groups write one work
        ([(ALGEBRA, 1, A), (ALGEBRA, 18, A)], {2: (WorkWarning.TOO_OFTEN,)}),
        ([(ALGEBRA, 1, A), (ALGEBRA, 19, A)], {}),
    ],
)
def test_days_between_works(works, found):
    assert warned(*works) == found


def test_share_of_hours_and_the_edges_of_a_day():
    works = [(ALGEBRA, 1, A), (ALGEBRA, 20, A)]
    assert warned(*works, hours={ALGEBRA: 20}) == {}
    assert warned(*works, hours={ALGEBRA: 19}) == dict.fromkeys((1, 2), (WorkWarning.TOO_MANY,))
    for numbers, found in (((1,), WorkWarning.FIRST_OR_LAST), ((3,), WorkWarning.FIRST_OR_LAST), ((2, 3), None)):
        assert warned((ALGEBRA, 1, A), numbers={ALGEBRA: numbers}) == ({1: (found,)} if found else {})
    assert warned((ALGEBRA, 1, A), numbers={ENGLISH_1: (2,)}) == {1: (WorkWarning.NO_LESSON,)}


def placed(*works):
    """Give works (id, journal, day of April 2027, level, part of the class) of one class."""
    return [
        WorkPlace(pk, A, SUBJECTS[course], course, date(2027, 4, day), WorkLevel(level), group)
        for pk, course, day, level, group in works
    ]


@pytest.mark.parametrize(
    ("works", "found"),
    [
        # the day of a federal work is not the school's to choose: the own one is warned of
        ([(1, ALGEBRA, 14, "school", None), (2, ENGLISH_1, 14, "federal", 5)], {1: (WorkWarning.SECOND_A_DAY,)}),
        (
            [(1, ALGEBRA, 14, "federal", None), (2, ENGLISH_1, 14, "federal", 5)],
            {1: (WorkWarning.SECOND_A_DAY,), 2: (WorkWarning.SECOND_A_DAY,)},
        ),
        ([(1, ALGEBRA, 7, "school", None), (2, ALGEBRA, 14, "federal", None)], {1: (WorkWarning.TOO_OFTEN,)}),
        ([(1, ALGEBRA, 7, "municipal", None), (2, ALGEBRA, 14, "regional", None)], {1: (WorkWarning.TOO_OFTEN,)}),
        ([(1, ALGEBRA, 7, "regional", None), (2, ALGEBRA, 14, "regional", None)], {2: (WorkWarning.TOO_OFTEN,)}),
        # two groups of one class write in their own time; what all write is near to both
        ([(1, ENGLISH_1, 7, "school", 5), (2, ENGLISH_2, 9, "school", 6)], {}),
        (
            [(1, ENGLISH_1, 7, "school", 5), (2, ENGLISH_2, 9, "school", 6), (3, ENGLISH_1, 14, "federal", None)],
            {1: (WorkWarning.TOO_OFTEN,), 2: (WorkWarning.TOO_OFTEN,)},
        ),
    ],
)
def test_the_lower_level_gives_way(works, found):
    lessons = dict.fromkeys(SUBJECTS, (2,))
    days = {(A, one.day): ClassDay(1, 3, lessons) for one in placed(*works)}
    assert warnings_of(placed(*works), days=days, hours=dict.fromkeys(SUBJECTS, 100)) == found


def test_a_lesson_a_week_at_the_edge_of_a_day_may_be_written_and_works_of_all_levels_are_counted():
    (one,) = placed((1, ALGEBRA, 1, "school", None))
    for once, found in (((), {1: (WorkWarning.FIRST_OR_LAST,)}), ((ALGEBRA,), {})):
        day = {(A, one.day): ClassDay(1, 3, {ALGEBRA: (1,)}, once)}
        assert warnings_of([one], days=day, hours={ALGEBRA: 34}) == found
    works = placed((1, ALGEBRA, 1, "school", None), (2, ALGEBRA, 20, "federal", None))
    days = {(A, one.day): ClassDay(1, 3, {ALGEBRA: (2,)}) for one in works}
    assert warnings_of(works, days=days, hours={ALGEBRA: 19}) == {1: (WorkWarning.TOO_MANY,)}


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        ("ВПР", "federal"), ("Всероссийская проверочная работа", "federal"), ("впрок", "school"),
        ("региональная диагностика", "regional"), ("РДР", "regional"), ("муниципальная контрольная", "municipal"),
        ("контрольная работа", "school"), ("", "school"), ("Ё\0", "school"),
    ],
)  # fmt: skip
def test_words_say_the_level(kind, level):
    assert level_said(kind) == level


@pytest.mark.parametrize(
    ("words", "control"),
    [
        ("Контрольная работа № 2", True), ("контрольный диктант", True), ("словарный диктант", False),
        ("самостоятельная работа", False), ("к/р № 3", True), ("", False),
    ],
)  # fmt: skip
def test_what_a_control_work_is(words, control):
    known = {
        "контрольная работа": True,
        "к/р": True,
        "диктант": True,
        "словарный диктант": False,
        "самостоятельная работа": False,
    }
    assert is_control(words, known=known) is control
