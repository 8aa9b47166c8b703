"""Averages of marks in exact decimals: plain Σ/n and weighted Σ(m·w)/Σw, two decimals, half up.

The last attempt counts; a work with two criteria counts as two marks of its weight; weight 0 and words («н/а», «осв»,
«зач») are not counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class WeightedMark:
    """The last value of a mark and the weight of its work."""

    value: str
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Average:
    """An average with the parts of its formula: Σ(value · weight) / Σ weight = result."""

    parts: tuple[tuple[Decimal, Decimal], ...]
    total: Decimal
    divisor: Decimal
    result: Decimal


def weighted_average(marks: Iterable[WeightedMark]) -> Average | None:
    """Give the weighted average with its formula; None when there is nothing to count."""
    return _average(counted(marks))


def plain_average(marks: Iterable[WeightedMark]) -> Average | None:
    """Give the plain average of the same marks with its formula; None when there is nothing to count."""
    return _average([(value, Decimal(1)) for value, _ in counted(marks)])


def counted(marks: Iterable[WeightedMark]) -> list[tuple[Decimal, Decimal]]:
    """Give values and weights of the marks that count."""
    return [(Decimal(mark.value), mark.weight) for mark in marks if mark.value.isdecimal() and mark.weight > 0]


def round_half_up(number: Decimal) -> Decimal:
    """Round to two decimals as schools do: 4,125 is 4,13."""
    return number.quantize(_CENT, rounding=ROUND_HALF_UP)


def _average(pairs: Sequence[tuple[Decimal, Decimal]]) -> Average | None:
    if not pairs:
        return None
    total = sum((value * weight for value, weight in pairs), Decimal(0))
    divisor = sum((weight for _, weight in pairs), Decimal(0))
    return Average(tuple(pairs), total, divisor, round_half_up(total / divisor))
