"""From which day data may go, what stops it, and who approves it: real dates."""

from datetime import date

import pytest

from parta.destruction.enums import Hold, Kind, Reason
from parta.destruction.rules.deciding import Standing, decide_approval, decide_commission, decide_destruction, due
from parta.destruction.rules.terms import OVER, SHIPPED, WITHDRAWN

CARD, FAMILY = SHIPPED[Kind.CARD], SHIPPED[Kind.FAMILY]
STORED_75 = CARD.with_own(75, "номенклатура дел")


@pytest.mark.parametrize(
    ("term", "standing", "first", "by", "reason"),
    [
        # left on the last day of the school year 2026/27: three years from 1 January 2028
        (CARD, Standing(date(2027, 8, 31)), date(2031, 1, 1), date(2031, 1, 31), Reason.TERM),
        (CARD, Standing(date(2026, 12, 31)), date(2030, 1, 1), date(2030, 1, 31), Reason.TERM),
        (CARD, Standing(date(2027, 1, 1)), date(2031, 1, 1), date(2031, 1, 31), Reason.TERM),
        (STORED_75, Standing(date(2026, 5, 26)), date(2102, 1, 1), date(2102, 1, 31), Reason.TERM),
        (CARD.with_own(0, "приказ"), Standing(date(2026, 5, 26)), date(2027, 1, 1), date(2027, 1, 31), Reason.TERM),
        # a withdrawal does not end the keeping of a pupil's file, which the law asks for
        (CARD, Standing(date(2026, 5, 26), date(2026, 6, 1)), date(2030, 1, 1), date(2030, 1, 31), Reason.TERM),
        # of a parent it does, but not before the child has left; thirty days from then
        (FAMILY, Standing(date(2026, 5, 26), date(2026, 6, 1)), date(2026, 6, 1), date(2026, 7, 1), Reason.WITHDRAWN),
        (FAMILY, Standing(date(2026, 8, 31), date(2026, 6, 1)), date(2026, 9, 1), date(2026, 10, 1), Reason.WITHDRAWN),
        (FAMILY, Standing(date(2020, 5, 26), date(2026, 6, 1)), date(2024, 1, 1), date(2024, 1, 31), Reason.TERM),
    ],
)
def test_the_day_from_which_data_may_go(term, standing, first, by, reason):
    found = due(term, standing)
    assert (found.first, found.by, found.reason) == (first, by, reason)
    assert found.clause == (WITHDRAWN if reason is Reason.WITHDRAWN else term.clause)


@pytest.mark.parametrize("over", [None, date(9999, 12, 31), date(9997, 1, 1)])
def test_nothing_is_due_of_what_is_not_over_or_beyond_the_calendar(over):
    assert due(CARD, Standing(over)) is None
    assert decide_destruction(CARD, Standing(over), today=date(2026, 12, 1)).code == "destruction_not_over"


@pytest.mark.parametrize(
    ("standing", "today", "code"),
    [
        (Standing(date(2022, 8, 31)), date(2025, 12, 31), "destruction_term_runs"),
        (Standing(date(2022, 8, 31)), date(2026, 1, 1), ""),
        (Standing(date(2022, 8, 31), holds=(Hold.STUDIES,)), date(2026, 1, 1), "destruction_held"),
        (Standing(date(2022, 8, 31), holds=(Hold.APPEAL,)), date(2036, 1, 1), "destruction_held"),
    ],
)
def test_data_go_when_their_term_is_over_and_nobody_needs_them(standing, today, code):
    decision = decide_destruction(CARD, standing, today=today)
    assert decision.code == code and decision.allowed == (not code)
    if code == "destruction_term_runs":
        assert decision.params == {"first": "2026-01-01"} and decision.clause == CARD.clause
    if code == "destruction_held":
        assert decision.clause == OVER


@pytest.mark.parametrize(
    ("members", "allowed"), [((1, 2, 3), True), ((1, 2), False), ((1, 2, 2), False), ((1, 2, 9), False), ((), False)]
)
def test_a_commission_is_three_of_the_staff(members, allowed):
    assert decide_commission(members, staff={1, 2, 3, 4}).allowed is allowed


@pytest.mark.parametrize(
    ("drafted_by", "actor", "others", "allowed"),
    [(1, 2, {2}, True), (2, 2, {2}, True), (2, 2, {2, 3}, False), (2, 2, set(), True)],
)
def test_another_approves_where_there_is_another(drafted_by, actor, others, allowed):
    assert decide_approval(drafted_by=drafted_by, actor=actor, others=others).allowed is allowed


def test_every_kind_has_a_term_and_a_paper():
    assert set(SHIPPED) == set(Kind)
    assert all(term.years >= 1 and term.clause.act for term in SHIPPED.values())
