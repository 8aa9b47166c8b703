from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parta.journal.rules.averages import WeightedMark, plain_average, round_half_up, weighted_average

D = Decimal


def marks(text: str) -> list[WeightedMark]:
    """«5 4·2» → a five of weight 1 and a four of weight 2."""
    pairs = (part.partition("·") for part in text.split())
    return [WeightedMark(value, D(weight or "1")) for value, _, weight in pairs]


@pytest.mark.parametrize(
    ("given_marks", "plain", "weighted"),
    [
        ("5", "5.00", "5.00"),
        ("5 4", "4.50", "4.50"),
        ("5 4 4", "4.33", "4.33"),
        ("5 5 4", "4.67", "4.67"),
        ("2·2 5", "3.50", "3.00"),
        ("5·0.5 3·1.5", "4.00", "3.50"),
        ("4 5·0", "4.00", "4.00"),  # weight 0 is not counted, neither way
        ("4 н/а осв зач", "4.00", "4.00"),
        ("5 4 4 4 4 4 4 4", "4.13", "4.13"),  # 4,125: half up, where banker's rounding says 4,12
        ("5 3 3 3 3 3 3 3", "3.25", "3.25"),
        ("4 4 4 4 4 4 4 3", "3.88", "3.88"),  # 3,875
        ("10 9", "9.50", "9.50"),
    ],
)
def test_averages(given_marks: str, plain: str, weighted: str) -> None:
    first, second = plain_average(marks(given_marks)), weighted_average(marks(given_marks))
    assert first is not None
    assert second is not None
    assert (str(first.result), str(second.result)) == (plain, weighted)


@pytest.mark.parametrize("nothing", ["", "н/а", "5·0", "осв зач"])
def test_nothing_to_count(nothing: str) -> None:
    assert plain_average(marks(nothing)) is None
    assert weighted_average(marks(nothing)) is None


def test_the_formula_has_its_parts() -> None:
    average = weighted_average(marks("4 5·2 н/а"))
    assert average is not None
    assert average.parts == ((D(4), D(1)), (D(5), D(2)))
    assert (average.total, average.divisor, average.result) == (D(14), D(3), D("4.67"))


@pytest.mark.parametrize(("exact", "rounded"), [("2.345", "2.35"), ("2.335", "2.34"), ("4.495", "4.50"), ("4", "4.00")])
def test_half_goes_up(exact: str, rounded: str) -> None:
    assert str(round_half_up(D(exact))) == rounded


one = st.builds(WeightedMark, st.sampled_from("2345"), st.integers(1, 300).map(lambda cents: Decimal(cents) / 100))


@settings(deadline=None, max_examples=60)
@given(st.lists(one, min_size=1, max_size=40))
def test_the_average_is_the_exact_fraction_rounded(some: list[WeightedMark]) -> None:
    average = weighted_average(some)
    exact = Fraction(sum(Fraction(mark.value) * Fraction(mark.weight) for mark in some)) / sum(
        Fraction(mark.weight) for mark in some
    )
    assert average is not None
    assert Fraction(average.result) == Fraction(int(exact * 100 + Fraction(1, 2)), 100)
    assert min(int(m.value) for m in some) <= average.result <= max(int(m.value) for m in some)
