from datetime import date

import pytest

from parta.school.enums import SpecialDayKind, WeekParity
from parta.school.rules.calendar import CalendarFacts, TermSpan, week_parity
from tests.school.rules.year_2026_27 import COLLEGE, GRADE_1, GRADES_2_4, GRADES_5_9, GRADES_10_11, special

SIX, FIVE, ONE, HALF = GRADES_5_9, GRADES_2_4, GRADE_1, GRADES_10_11


@pytest.mark.parametrize(
    ("calendar", "day", "weekday"),
    [
        (FIVE, date(2026, 8, 31), None),  # the year has not begun
        (FIVE, date(2026, 9, 1), 2),
        (FIVE, date(2026, 9, 5), None),  # Saturday of a five-day week
        (SIX, date(2026, 9, 5), 6),
        (SIX, date(2026, 9, 6), None),  # Sunday
        (SIX, date(2026, 10, 24), 6),  # the last Saturday of the quarter
        (FIVE, date(2026, 10, 24), None),  # vacations of grades 1–4
        (HALF, date(2026, 10, 28), None),  # autumn vacations inside a half-year
        (SIX, date(2026, 11, 4), None),  # a holiday
        (SIX, date(2026, 12, 31), None),
        (FIVE, date(2027, 2, 20), 1),  # a working Saturday by Monday's timetable
        (ONE, date(2027, 2, 20), None),  # the February vacations of grade 1 win
        (ONE, date(2027, 2, 22), None),
        (SIX, date(2027, 2, 20), 6),
        (FIVE, date(2027, 2, 22), None),
        (SIX, date(2027, 2, 22), 1),  # what was moved from a Saturday does not concern a six-day week
        (FIVE, date(2027, 5, 3), None),
        (SIX, date(2027, 5, 3), 1),
        (SIX, date(2027, 5, 1), None),
        (SIX, date(2027, 5, 10), None),
        (SIX, date(2027, 5, 11), 1),  # Tuesday by Monday's timetable
        (FIVE, date(2027, 5, 11), 2),
        (FIVE, date(2027, 5, 27), None),
        (COLLEGE, date(2027, 2, 20), 1),
    ],
)
def test_weekday_of_the_timetable(calendar: CalendarFacts, day: date, weekday: int | None) -> None:
    assert calendar.timetable_weekday(day) == weekday
    assert calendar.is_school_day(day) == (weekday is not None)


def test_a_day_off_wins_over_a_working_day_written_for_the_same_date() -> None:
    saturday = date(2027, 2, 20)
    working, off = special(saturday, SpecialDayKind.WORKING, 1), special(saturday, SpecialDayKind.DAY_OFF)
    for days in ((working, off), (off, working)):
        assert not CalendarFacts(5, FIVE.terms, special_days=days).is_school_day(saturday)


@pytest.mark.parametrize(
    ("calendar", "start", "end", "count"),
    [
        (FIVE, date(2026, 11, 2), date(2026, 11, 8), 4),
        (SIX, date(2026, 11, 2), date(2026, 11, 8), 5),
        (FIVE, date(2027, 2, 15), date(2027, 2, 28), 6 + 3),
        (SIX, date(2027, 2, 15), date(2027, 2, 28), 6 + 5),
        (ONE, date(2027, 2, 15), date(2027, 2, 28), 3),
        (FIVE, date(2026, 1, 1), date(2030, 1, 1), 170),
        (SIX, date(2026, 1, 1), date(2030, 1, 1), 204),
    ],
)
def test_school_days(calendar: CalendarFacts, start: date, end: date, count: int) -> None:
    assert len(list(calendar.school_days(start, end))) == count


@pytest.mark.parametrize(
    ("calendar", "day", "count", "expected"),
    [
        (FIVE, date(2026, 10, 23), 1, date(2026, 11, 2)),
        (SIX, date(2026, 10, 23), 1, date(2026, 10, 24)),
        (SIX, date(2026, 11, 3), 1, date(2026, 11, 5)),
        (FIVE, date(2027, 2, 19), 2, date(2027, 2, 24)),
        (FIVE, date(2026, 11, 20), 10, date(2026, 12, 4)),
        (SIX, date(2026, 11, 20), 10, date(2026, 12, 2)),
        (FIVE, date(2026, 11, 22), 0, date(2026, 11, 22)),
        (FIVE, date(2026, 11, 2), -1, date(2026, 10, 23)),
        (FIVE, date(2027, 5, 26), 1, None),
        (FIVE, date(2026, 9, 1), -1, None),
    ],
)
def test_adding_school_days(calendar: CalendarFacts, day: date, count: int, expected: date | None) -> None:
    assert calendar.add_school_days(day, count) == expected
    if count == 1:
        assert calendar.next_school_day(day) == expected


@pytest.mark.parametrize(
    ("calendar", "day", "title"),
    [
        (SIX, date(2026, 10, 24), "I четверть"),
        (FIVE, date(2026, 10, 24), None),
        (HALF, date(2026, 10, 28), "1 полугодие"),
        (SIX, date(2027, 1, 11), "III четверть"),
        (SIX, date(2027, 6, 1), None),
    ],
)
def test_term_of_a_day(calendar: CalendarFacts, day: date, title: str | None) -> None:
    term = calendar.term_of(day)
    assert (term.title if term else None) == title


@pytest.mark.parametrize(
    ("day", "parity"),
    [
        (date(2026, 8, 31), WeekParity.ODD),
        (date(2026, 9, 6), WeekParity.ODD),
        (date(2026, 9, 7), WeekParity.EVEN),
        (date(2026, 11, 20), WeekParity.EVEN),
        (date(2026, 8, 24), WeekParity.EVEN),
    ],
)
def test_week_parity(day: date, parity: WeekParity) -> None:
    assert week_parity(day, date(2026, 9, 1)) == parity


def test_each_semester_begins_with_its_own_odd_week() -> None:
    assert week_parity(date(2027, 1, 12), date(2026, 8, 31)) == WeekParity.EVEN
    assert COLLEGE.parity_of(date(2027, 1, 12)) == WeekParity.ODD
    assert COLLEGE.parity_of(date(2027, 1, 18)) == WeekParity.EVEN
    assert FIVE.parity_of(date(2027, 1, 18)) == WeekParity.EVEN  # nobody said: counted from the term's first week
    assert FIVE.parity_of(date(2027, 1, 9)) is None


def test_a_term_may_begin_in_an_even_week() -> None:
    late = TermSpan(2, "2 семестр", date(2027, 1, 12), date(2027, 6, 12), first_odd_week=date(2027, 1, 18))
    calendar = CalendarFacts(5, (late,), first_odd_week=date(2027, 1, 12))
    assert calendar.parity_of(date(2027, 1, 13)) == WeekParity.EVEN
    assert calendar.parity_of(date(2027, 1, 20)) == WeekParity.ODD


def test_a_moved_day_takes_the_parity_of_the_date_it_replaces() -> None:
    assert week_parity(date(2027, 2, 20), date(2027, 1, 12)) == WeekParity.EVEN
    assert COLLEGE.parity_of(date(2027, 2, 20)) == WeekParity.ODD


def test_a_calendar_without_terms_has_no_school_days() -> None:
    assert list(CalendarFacts(5, ()).school_days(date(2026, 9, 1), date(2026, 9, 30))) == []
