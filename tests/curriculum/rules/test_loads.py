"""Handing a course over: from which day, to whom, and why not."""

from datetime import date

import pytest

from parta.curriculum.rules.loads import Handover, LoadSpan, decide_handover, handover_end

YEAR = (date(2026, 9, 1), date(2027, 8, 31))
LEAVING = LoadSpan(1, date(2026, 9, 1))
DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("wanted", "leaving", "others", "last", "teacher", "code"),
    [
        (Handover(2, DAY, "приказ № 45"), LEAVING, (), date(2026, 11, 30), True, ""),
        (Handover(None, DAY, "приказ № 45"), LEAVING, (), None, False, ""),
        (Handover(2, DAY, "приказ № 45"), None, (), None, True, ""),
        (Handover(2, date(2026, 9, 1), "приказ № 45"), LEAVING, (), None, True, ""),
        (Handover(2, DAY, ""), LEAVING, (), None, True, "load_without_ground"),
        (Handover(2, date(2026, 8, 31), "№ 1"), LEAVING, (), None, True, "load_outside_year"),
        (Handover(2, date(2027, 9, 1), "№ 1"), LEAVING, (), None, True, "load_outside_year"),
        (Handover(1, DAY, "№ 1"), LEAVING, (), None, True, "load_changes_nothing"),
        (Handover(None, DAY, "№ 1"), None, (), None, True, "load_changes_nothing"),
        (Handover(2, DAY, "№ 1"), LoadSpan(1, date(2026, 12, 2)), (), None, True, "load_not_held_then"),
        (Handover(2, DAY, "№ 1"), LoadSpan(1, YEAR[0], date(2026, 11, 30)), (), None, True, "load_not_held_then"),
        (Handover(2, DAY, "№ 1"), LEAVING, (), None, False, "load_not_a_teacher"),
        (Handover(2, DAY, "№ 1"), LEAVING, (LoadSpan(2, date(2027, 1, 11)),), None, True, "load_overlaps"),
        (Handover(2, DAY, "№ 1"), LEAVING, (LoadSpan(2, YEAR[0], date(2026, 11, 30)),), None, True, ""),
        (Handover(2, DAY, "№ 1"), LEAVING, (), DAY, True, "load_has_lessons"),
    ],
)
def test_a_course_goes_over(wanted, leaving, others, last, teacher, code):
    decision = decide_handover(wanted, leaving=leaving, others=others, year=YEAR, last_given=last, is_teacher=teacher)
    assert (decision.code, decision.allowed) == (code, not code)


def test_who_takes_it_teaches_as_long_as_who_left_or_until_the_next():
    leaving = LoadSpan(1, YEAR[0], date(2027, 1, 31))
    assert handover_end(DAY, leaving=leaving, others=()) == date(2027, 1, 31)
    following = (LoadSpan(3, date(2027, 3, 1)), LoadSpan(4, date(2027, 2, 1)), LoadSpan(5, YEAR[0], date(2026, 10, 1)))
    assert handover_end(DAY, leaving=None, others=following) == date(2027, 1, 31)
    assert handover_end(DAY, leaving=None, others=()) is None
