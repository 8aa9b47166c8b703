from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parta.journal.enums import NeededStatus
from parta.journal.rules.averages import WeightedMark
from parta.journal.rules.forecast import forecast, needed_marks, one_mark_from, propose
from tests.journal.rules.test_averages import marks

D = Decimal


@pytest.mark.parametrize(
    ("average", "mark"),
    [
        (None, None),
        ("2.00", "2"),
        ("2.49", "2"),
        ("2.50", "3"),
        ("3.49", "3"),
        ("3.50", "4"),
        ("4.49", "4"),
        ("4.494", "4"),
        ("4.495", "5"),  # shown as 4,50
        ("4.50", "5"),
        ("5.00", "5"),
    ],
)
def test_proposal_of_a_period_mark(average: str | None, mark: str | None) -> None:
    assert propose(D(average) if average else None) == mark


def test_a_school_may_have_other_thresholds() -> None:
    strict = (D("2.6"), D("3.6"), D("4.6"))
    assert propose(D("4.55"), strict) == "4"
    assert propose(D("4.60"), strict) == "5"


def test_forecast_tells_how_much_it_rests_on() -> None:
    now = forecast(marks("5 4·2 4"))
    assert (now.average, now.proposal, now.count, now.few) == (D("4.25"), "4", 3, False)
    assert forecast(marks("5 4")).few
    assert forecast([]).proposal is None


def words(way: tuple[tuple[str, int], ...]) -> str:
    return " ".join(f"{count}×{mark}" for mark, count in way)


@pytest.mark.parametrize(
    ("now", "target", "weight", "ways"),
    [
        ("3 3 3 3", "4", "1", ["1×5 1×4", "4×4"]),
        ("4 4 5 3", "5", "1", ["4×5", "5×5 1×4"]),
        ("4 4 5 3", "5", "2", ["2×5", "3×5 1×4"]),
        ("2 2", "3", "1", ["1×4", "2×3"]),
        ("2 2 2 2 2 2 2 2", "3", "1", ["1×5 1×4", "3×4", "8×3"]),
        ("", "5", "1", ["1×5", "1×5 1×4"]),
        ("2", "5", "1", ["5×5", "6×5 1×4"]),
        ("5 5 3", "5", "1", ["1×5", "2×5 1×4"]),
    ],
)
def test_which_marks_are_needed(now: str, target: str, weight: str, ways: list[str]) -> None:
    needed = needed_marks(marks(now), target, weight=D(weight))
    assert needed.status is NeededStatus.POSSIBLE
    assert [words(way) for way in needed.ways] == ways


@pytest.mark.parametrize(
    ("now", "target", "weight"),
    [("5", "5", "1"), ("4 3", "4", "1"), ("5 4", "4", "1"), ("4 5", "5", "1"), ("2", "2", "1")],
)
def test_the_wished_mark_is_there_already(now: str, target: str, weight: str) -> None:
    assert needed_marks(marks(now), target, weight=D(weight)).status is NeededStatus.ALREADY


@pytest.mark.parametrize(
    ("now", "target", "weight"),
    [("2 2 2 2 2 2", "5", "1"), ("3 3 3 3 3 3 3", "5", "1"), ("4", "5", "0"), ("", "5", "0")],
)
def test_ten_marks_are_not_enough(now: str, target: str, weight: str) -> None:
    needed = needed_marks(marks(now), target, weight=D(weight))
    assert (needed.status, needed.ways) == (NeededStatus.UNREACHABLE, ())


def test_an_unknown_wish_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        needed_marks([], "6")


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from("2345"), max_size=12), st.sampled_from("345"), st.sampled_from(["0.5", "1", "2"]))
def test_every_way_is_honest(now: list[str], target: str, weight: str) -> None:
    have = [WeightedMark(value) for value in now]
    needed = needed_marks(have, target, weight=D(weight))
    for way in needed.ways:
        further = [WeightedMark(mark, D(weight)) for mark, count in way for _ in range(count)]
        assert len(further) <= 10
        assert (forecast([*have, *further]).proposal or "") >= target
    if needed.status is NeededStatus.UNREACHABLE:
        assert (forecast([*have, *[WeightedMark("5", D(weight))] * 10]).proposal or "") < target


@pytest.mark.parametrize(
    ("values", "target"),
    [
        ("4454", None),  # 17/4: one «5» makes 4,40
        ("44545", "5"),  # 22/5: one «5» makes 4,50
        ("333", "4"),  # 3,00: one «5» makes 3,50
        ("3333", None),
        ("555", None),  # nothing is better
        ("4", None),  # of one mark nothing is said
        ("44", None),
        ("", None),
    ],
)
def test_who_is_one_mark_from_a_better_one(values, target) -> None:
    assert one_mark_from([WeightedMark(value) for value in values]) == target
