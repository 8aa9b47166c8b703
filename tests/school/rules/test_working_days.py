"""Working days are not days of lessons: the staff works in the vacations, and nobody on the holidays of the law."""

from datetime import date

import pytest

from parta.school.rules.working_days import public_days, working_days
from tests.school.rules.year_2026_27 import GRADE_1, GRADES_2_4, GRADES_5_9

FIVE, SIX = working_days(GRADES_2_4), working_days(GRADES_5_9)


@pytest.mark.parametrize(
    ("day", "five", "six"),
    [
        (date(2026, 10, 26), True, True),  # Monday of the autumn vacation
        (date(2026, 10, 24), False, True),  # a Saturday
        (date(2026, 10, 25), False, False),  # a Sunday
        (date(2026, 11, 4), False, False),  # the day of national unity
        (date(2026, 12, 31), False, False),  # moved from Sunday, 4 January 2026: off in both weeks
        (date(2027, 1, 8), False, False),
        (date(2027, 1, 9), False, True),  # the Saturday after the New Year holidays
        (date(2027, 1, 11), True, True),
        (date(2027, 2, 20), True, True),  # a Saturday that is worked for 22 February
        (date(2027, 2, 22), False, True),  # moved from a Saturday: a day off of the five-day week only
        (date(2027, 5, 1), False, False),
        (date(2027, 5, 3), False, True),  # for 1 May, a Saturday
        (date(2027, 5, 10), False, False),  # for 9 May, a Sunday
        (date(2027, 6, 14), False, True),  # for 12 June, a Saturday
        (date(2027, 7, 15), True, True),  # the summer: nobody learns, the office works
    ],
)
def test_weeks_of_five_and_six_days(day: date, five: bool, six: bool) -> None:
    assert ((day in FIVE), (day in SIX)) == (five, six)


def test_the_extra_vacation_of_grade_1_is_worked() -> None:
    assert date(2027, 2, 17) in working_days(GRADE_1)


@pytest.mark.parametrize(
    ("day", "count", "five", "six"),
    [
        # over the day of national unity, Wednesday 4 November
        (date(2026, 11, 2), 4, date(2026, 11, 9), date(2026, 11, 7)),
        (date(2026, 11, 2), 5, date(2026, 11, 10), date(2026, 11, 9)),
        # over the New Year holidays
        (date(2026, 12, 30), 1, date(2027, 1, 11), date(2027, 1, 9)),
        # the last day of a quarter
        (date(2026, 10, 23), 1, date(2026, 10, 26), date(2026, 10, 24)),
        # back
        (date(2026, 11, 5), -2, date(2026, 11, 2), date(2026, 11, 2)),
        (date(2026, 11, 4), 0, date(2026, 11, 4), date(2026, 11, 4)),
    ],
)
def test_counting(day: date, count: int, five: date, six: date) -> None:
    assert (FIVE.shift(day, count), SIX.shift(day, count)) == (five, six)
    assert (FIVE.shift(day, count), SIX.shift(day, count)) == (five, six), "and again, as it is remembered"


def test_years_without_a_decree_have_the_holidays_of_the_law() -> None:
    closed, worked = public_days(2041, 6)
    assert {date(2041, 1, 7), date(2041, 5, 9), date(2041, 11, 4)} <= closed
    assert not worked


def test_a_year_with_one_moved_day() -> None:
    assert date(1994, 3, 7) not in public_days(1994, 6)[0]  # moved from Saturday, 5 March
    assert date(1994, 3, 7) in public_days(1994, 5)[0]
