"""Closing a period and opening it again: dates of 2026/27, the second quarter ends on Wednesday, 30 December."""

from datetime import date

import pytest

from parta.journal.enums import RefusalCode as C
from parta.journal.rules.closing import PeriodFacts, decide_closing, decide_reopening

LAST = date(2026, 12, 30)


@pytest.mark.parametrize(
    ("today", "facts", "code"),
    [
        (date(2026, 12, 29), {}, C.TERM_NOT_OVER),
        (date(2026, 12, 30), {}, ""),
        (date(2027, 2, 1), {}, ""),
        (date(2027, 2, 1), {"closed": True}, C.TERM_ALREADY_CLOSED),
        (date(2027, 7, 1), {"year_closed": True}, C.YEAR_CLOSED),
    ],
)
def test_a_period_is_closed_from_its_last_day_and_once(today, facts, code):
    assert decide_closing(period=PeriodFacts(LAST, **facts), today=today).code == code


@pytest.mark.parametrize(
    ("facts", "ground", "code"),
    [
        ({"closed": True}, "приказ № 7", ""),
        ({"closed": True}, "надо", C.REOPENING_NEEDS_GROUND),
        ({"closed": True}, "", C.REOPENING_NEEDS_GROUND),
        ({}, "приказ № 7", C.TERM_NOT_CLOSED),
        ({"closed": True, "year_closed": True}, "приказ № 7", C.YEAR_CLOSED),
    ],
)
def test_a_closed_period_is_opened_on_a_ground(facts, ground, code):
    decision = decide_reopening(period=PeriodFacts(LAST, **facts), ground=ground)
    assert (decision.allowed, decision.code) == (not code, code)
