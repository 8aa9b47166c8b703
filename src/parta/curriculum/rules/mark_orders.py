"""May an order of the director name these days for marks of a period?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from parta.curriculum.enums import TeachingRefusal
from parta.kernel.decisions import ALLOWED, Decision


@dataclass(frozen=True, slots=True)
class OrderOfDays:
    """What an order says of one period (of the year): number, date, grades (none: all), first and last day."""

    order_no: str
    order_date: date
    opens: date
    closes: date
    grades: tuple[int, ...] = ()


def decide_order(order: OrderOfDays, *, start: date, end: date, standing: Iterable[OrderOfDays]) -> Decision:
    """Tell whether the order may stand for a period of these days beside the other orders about it.

    `end` is the last day on which such marks are still put. An order about some grades stands beside one about all
    and goes before it; a grade that two orders name would have two terms. Gives `mark_order_not_named`,
    `mark_order_backwards`, `mark_order_outside_period`, `mark_order_grade_twice`.
    """
    if not order.order_no:
        return Decision(False, TeachingRefusal.ORDER_NOT_NAMED, {})
    if order.closes < order.opens:
        return Decision(False, TeachingRefusal.ORDER_BACKWARDS, {"opens": order.opens, "closes": order.closes})
    if order.opens < start or order.closes > end:
        return Decision(False, TeachingRefusal.ORDER_OUTSIDE_PERIOD, {"start": start, "end": end})
    for other in standing:
        both = set(order.grades) & set(other.grades)
        if both and other.grades != order.grades:
            return Decision(False, TeachingRefusal.GRADE_ORDERED_TWICE, {"grade": min(both), "order": other.order_no})
    return ALLOWED
