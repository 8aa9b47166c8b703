"""What an order about the days of period marks may say: the first quarter of 2026/27."""

from dataclasses import replace
from datetime import date

import pytest

from parta.curriculum.enums import TeachingRefusal as R
from parta.curriculum.rules.mark_orders import OrderOfDays, decide_order

ALL = OrderOfDays("118-о", date(2026, 10, 5), date(2026, 10, 19), date(2026, 10, 22))
FIFTH_TO_NINTH = replace(ALL, order_no="119", grades=(5, 6, 7, 8, 9))


@pytest.mark.parametrize(
    ("order", "standing", "code"),
    [
        (ALL, (), ""),
        (replace(ALL, closes=ALL.opens), (), ""),
        (replace(ALL, order_no=""), (), R.ORDER_NOT_NAMED),
        (replace(ALL, closes=date(2026, 10, 18)), (), R.ORDER_BACKWARDS),
        (replace(ALL, opens=date(2026, 8, 31)), (), R.ORDER_OUTSIDE_PERIOD),
        (replace(ALL, opens=date(2026, 9, 1)), (), ""),
        (replace(ALL, closes=date(2027, 9, 1)), (), R.ORDER_OUTSIDE_PERIOD),
        (ALL, (FIFTH_TO_NINTH,), ""),
        (FIFTH_TO_NINTH, (ALL,), ""),
        (replace(FIFTH_TO_NINTH, order_no="121"), (FIFTH_TO_NINTH,), ""),  # gives way to the new one
        (replace(ALL, grades=(10, 11)), (ALL, FIFTH_TO_NINTH), ""),
        (replace(ALL, grades=(9, 10)), (ALL, FIFTH_TO_NINTH), R.GRADE_ORDERED_TWICE),
    ],
)
def test_what_an_order_may_say(order, standing, code) -> None:
    decision = decide_order(order, start=date(2026, 9, 1), end=date(2027, 8, 31), standing=standing)
    assert (decision.code, decision.allowed) == (code, not code)
