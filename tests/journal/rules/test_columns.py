"""Columns of the journal as the regulation judges them: when due, how near, open for a new mark, for a changed one."""

from datetime import date

import pytest

from parta.journal.enums import LockState, Nearness
from parta.journal.rules.columns import absence_column, lock_of, mark_columns, nearness_of
from parta.journal.rules.windows import decide_substitute_access
from parta.timetable.enums import LessonStatus
from tests.journal.rules.facts import REGULATIONS
from tests.journal.rules.school_year import DICTATION, ESSAY, ORAL, TEST_PAPER, college, last_moment, lesson, on

MONDAY = date(2026, 11, 9)
OPEN, TRACED, ASKED, SHUT = LockState
FAR, NEAR, OVER = Nearness


@pytest.mark.parametrize(
    ("school", "work", "now", "due", "nearness", "new", "change"),
    [
        # School 2: oral marks to 21:00, written works in four days, everything shut after a week.
        ("school_2", ORAL, on("8.11", "20:59"), "9.11 20:59", FAR, OPEN, OPEN),
        ("school_2", ORAL, on("8.11", "21:00"), "9.11 20:59", NEAR, OPEN, OPEN),
        ("school_2", ORAL, on("9.11", "20:59"), "9.11 20:59", NEAR, OPEN, OPEN),
        ("school_2", ORAL, on("9.11", "21:00"), "9.11 20:59", OVER, OPEN, OPEN),
        ("school_2", ORAL, on("16.11", "23:59"), "9.11 20:59", OVER, OPEN, OPEN),
        ("school_2", ORAL, on("17.11", "00:00"), "9.11 20:59", OVER, ASKED, ASKED),
        ("school_2", TEST_PAPER, on("12.11", "23:59"), "13.11 23:59", FAR, OPEN, OPEN),
        ("school_2", TEST_PAPER, on("13.11", "00:00"), "13.11 23:59", NEAR, OPEN, OPEN),
        ("school_2", TEST_PAPER, on("14.11", "00:00"), "13.11 23:59", OVER, OPEN, OPEN),
        # Lyceum 68: a new mark lives by its own term, a changed one by the lesson's day; nobody opens either.
        ("lyceum_68", ORAL, on("9.11", "23:59"), "9.11 23:59", NEAR, OPEN, OPEN),
        ("lyceum_68", ORAL, on("10.11", "00:00"), "9.11 23:59", OVER, SHUT, SHUT),
        ("lyceum_68", TEST_PAPER, on("10.11", "00:00"), "14.11 23:59", FAR, OPEN, SHUT),
        ("lyceum_68", TEST_PAPER, on("16.11", "23:59"), "14.11 23:59", OVER, OPEN, SHUT),
        ("lyceum_68", TEST_PAPER, on("17.11", "00:00"), "14.11 23:59", OVER, SHUT, SHUT),
        # Stakhanovskaya: the next lesson reminds of a control work, the week shuts; a change is shut a day later.
        ("stakhanovskaya", TEST_PAPER, on("10.11", "08:49"), "10.11 8:49", NEAR, OPEN, OPEN),
        ("stakhanovskaya", TEST_PAPER, on("10.11", "08:50"), "10.11 8:49", OVER, OPEN, OPEN),
        ("stakhanovskaya", DICTATION, on("16.11", "00:00"), "16.11 23:59", NEAR, OPEN, OPEN),
        ("stakhanovskaya", DICTATION, on("17.11", "00:00"), "16.11 23:59", OVER, ASKED, ASKED),
        # The college: terms measure, nothing is shut.
        ("kudymkar_college", ORAL, on("11.11", "00:00"), "10.11 23:59", OVER, OPEN, OPEN),
        ("kudymkar_college", ESSAY, on("30.11", "12:00"), "16.11 23:59", OVER, TRACED, TRACED),
    ],
)
def test_a_column_by_the_clock(school, work, now, due, nearness, new, change) -> None:
    facts = college(MONDAY) if school == "kudymkar_college" else lesson(MONDAY)
    (rule,) = mark_columns(REGULATIONS[school], facts, [work], now)
    found = (last_moment(rule.due.moment).replace(" 08", " 8"), rule.nearness, lock_of(rule.new), lock_of(rule.change))
    assert found == (due, nearness, new, change)
    assert rule.owed is work.written


@pytest.mark.parametrize(
    ("subject", "grade", "work", "last"),
    [
        ("математика", 3, TEST_PAPER, "10.11 8:49"),  # the next lesson
        ("литература", 7, ESSAY, "16.11 23:59"),
        ("математика", 7, ESSAY, "13.11 23:59"),
    ],
)
def test_written_works_of_school_2_by_grade_subject_and_kind(subject, grade, work, last) -> None:
    (rule,) = mark_columns(REGULATIONS["school_2"], lesson(MONDAY, subject=subject, grade=grade), [work], on("9.11"))
    assert last_moment(rule.due.moment).replace(" 08", " 8") == last


def test_columns_of_one_lesson_keep_their_order() -> None:
    works = [TEST_PAPER, ORAL, TEST_PAPER]
    rules = mark_columns(REGULATIONS["school_2"], lesson(MONDAY), works, on("9.11"))
    assert [rule.owed for rule in rules] == [True, False, True]
    assert rules[0] is rules[2]


def test_lessons_that_are_not_and_pages_that_are_closed() -> None:
    rules = REGULATIONS["school_2"]
    (cancelled,) = mark_columns(rules, lesson(MONDAY, status=LessonStatus.CANCELLED), [TEST_PAPER], on("12.11"))
    assert (cancelled.due, cancelled.nearness, lock_of(cancelled.new)) == (None, FAR, OPEN)
    (ahead,) = mark_columns(rules, lesson(MONDAY), [ORAL], on("5.11"))
    assert (ahead.nearness, lock_of(ahead.new)) == (FAR, OPEN)
    for closed, state in (({"term_closed": True}, SHUT), ({"year_closed": True}, SHUT)):
        (rule,) = mark_columns(REGULATIONS["kudymkar_college"], lesson(MONDAY, **closed), [ORAL], on("9.11"))
        assert (lock_of(rule.new), lock_of(rule.change)) == (state, state)


def test_a_substitute_s_page_is_shut_as_a_whole() -> None:
    rules = REGULATIONS["school_2"]
    barrier = decide_substitute_access(regulation=rules, lesson=lesson(MONDAY), now=on("30.11"))
    assert not barrier.allowed
    (marks,) = mark_columns(rules, lesson(MONDAY), [ORAL], on("9.11"), barrier=barrier)
    absences = absence_column(rules, lesson(MONDAY), on("9.11"), barrier=barrier)
    assert {lock_of(one) for one in (marks.new, marks.change, absences.new, absences.change)} == {ASKED}


def test_absences_have_their_own_term_and_the_reason_its_own_window() -> None:
    rule = absence_column(REGULATIONS["default"], lesson(MONDAY), on("9.11"))
    assert (last_moment(rule.due.moment), rule.nearness) == ("9.11 23:59", NEAR)
    later = absence_column(REGULATIONS["default"], lesson(MONDAY), on("17.11", "00:00"))
    assert (later.nearness, lock_of(later.new), lock_of(later.change)) == (OVER, ASKED, OPEN)


def test_a_duty_without_a_term_is_far() -> None:
    assert nearness_of(None, on("9.11")) is FAR
