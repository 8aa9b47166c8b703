"""Academic debts by article 58 of 273-FZ on dates of 2026/27: two retakes within a year, the second with a commission."""

from datetime import date

import pytest

from parta.journal.enums import DebtRefusal, DebtState
from parta.journal.rules.debts import (
    DebtFacts,
    Retake,
    decide_attempt,
    decide_commission,
    decide_terms,
    last_day,
    state_of,
)

RAISED = date(2026, 12, 24)
FIRST, SECOND = date(2027, 2, 12), date(2027, 4, 16)
FAILED = Retake(date(2027, 2, 10), "2")


@pytest.mark.parametrize(
    ("raised", "pauses", "last"),
    [
        (RAISED, [], date(2027, 12, 24)),
        (date(2024, 2, 29), [], date(2025, 2, 28)),
        # two weeks of illness move the end by fourteen days
        (RAISED, [(date(2027, 2, 1), date(2027, 2, 14))], date(2028, 1, 7)),
        # illness that lies within a leave is counted once
        (RAISED, [(date(2027, 2, 1), date(2027, 2, 14)), (date(2027, 2, 8), date(2027, 2, 20))], date(2028, 1, 13)),
        # a leave of a year
        (RAISED, [(date(2027, 2, 1), date(2028, 1, 31))], date(2028, 12, 23)),
        # what was before the debt, and what began after its end, moves nothing
        (RAISED, [(date(2026, 12, 1), date(2026, 12, 24))], date(2027, 12, 24)),
        (RAISED, [(date(2027, 12, 25), date(2028, 1, 25))], date(2027, 12, 24)),
        # illness in days won by illness moves it on
        (RAISED, [(date(2027, 12, 20), date(2027, 12, 29)), (date(2028, 1, 2), date(2028, 1, 3))], date(2028, 1, 5)),
    ],
)
def test_the_year_does_not_count_illness_and_leaves(raised, pauses, last):
    assert last_day(raised, pauses) == last


@pytest.mark.parametrize(
    ("today", "more", "state"),
    [
        (date(2027, 2, 12), {"first_due": FIRST}, DebtState.OPEN),
        (date(2027, 2, 13), {"first_due": FIRST}, DebtState.OVERDUE),
        (date(2027, 2, 13), {"first_due": FIRST, "second_due": SECOND, "retakes": (FAILED,)}, DebtState.OPEN),
        (date(2027, 4, 17), {"first_due": FIRST, "second_due": SECOND, "retakes": (FAILED,)}, DebtState.OVERDUE),
        (date(2027, 4, 17), {"retakes": (FAILED, Retake(SECOND, "2"))}, DebtState.EXPIRED),
        (date(2027, 12, 24), {}, DebtState.OPEN),
        (date(2027, 12, 25), {"first_due": FIRST}, DebtState.EXPIRED),
        (date(2027, 12, 25), {"pauses": ((date(2027, 2, 1), date(2027, 2, 14)),)}, DebtState.OPEN),
        (date(2028, 12, 25), {"cleared": True}, DebtState.CLEARED),
    ],
)
def test_how_a_debt_stands(today, more, state):
    assert state_of(DebtFacts(RAISED, **more), today=today) is state


@pytest.mark.parametrize(
    ("day", "today", "more", "code"),
    [
        (date(2027, 2, 10), date(2027, 2, 10), {}, ""),
        (RAISED, date(2027, 2, 10), {}, DebtRefusal.ATTEMPT_EARLY),
        (date(2027, 2, 11), date(2027, 2, 10), {}, DebtRefusal.IN_FUTURE),
        (date(2027, 12, 24), date(2027, 12, 30), {}, ""),
        (date(2027, 12, 25), date(2027, 12, 30), {}, DebtRefusal.TOO_LATE),
        (SECOND, SECOND, {"retakes": (FAILED,)}, DebtRefusal.NEEDS_COMMISSION),
        (SECOND, SECOND, {"retakes": (FAILED,), "commission": 1}, DebtRefusal.NEEDS_COMMISSION),
        (SECOND, SECOND, {"retakes": (FAILED,), "commission": 3}, ""),
        (SECOND, SECOND, {"retakes": (FAILED,), "commission": 3, "ordered": SECOND}, ""),
        (FIRST, SECOND, {"retakes": (FAILED,), "commission": 3, "ordered": SECOND}, DebtRefusal.BEFORE_ORDER),
        (FAILED.day, SECOND, {"retakes": (FAILED,), "commission": 3}, DebtRefusal.ATTEMPT_EARLY),
        (SECOND, SECOND, {"retakes": (FAILED, FAILED), "commission": 3}, DebtRefusal.SPENT),
        (SECOND, SECOND, {"cleared": True}, DebtRefusal.CLEARED),
    ],
)
def test_when_a_retake_is_written(day, today, more, code):
    assert decide_attempt(DebtFacts(RAISED, **more), day=day, today=today).code == code


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (FIRST, SECOND, ""),
        (FIRST, None, ""),
        (SECOND, FIRST, DebtRefusal.TERMS_BACKWARDS),
        (date(2026, 12, 23), None, DebtRefusal.TERMS_BACKWARDS),
        (FIRST, date(2027, 12, 24), ""),
        (FIRST, date(2027, 12, 25), DebtRefusal.TERM_TOO_LATE),
    ],
)
def test_terms_lie_within_the_year(first, second, code):
    assert decide_terms(DebtFacts(RAISED), first=first, second=second).code == code


def test_one_person_is_no_commission():
    facts, day = DebtFacts(RAISED), date(2027, 3, 1)
    said = {"order_no": "41-у", "today": day}
    assert decide_commission(facts, names=["Осипова", "Сафонова"], ordered=day, **said).allowed
    twice = decide_commission(facts, names=["Осипова", "Осипова"], ordered=day, **said)
    assert twice.code == DebtRefusal.COMMISSION_SMALL
    assert decide_commission(facts, names=["а", "б"], ordered=SECOND, **said).code == DebtRefusal.IN_FUTURE
