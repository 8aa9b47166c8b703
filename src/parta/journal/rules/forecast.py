"""What the term's mark looks like now, and which marks are needed for a better one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations_with_replacement, islice

from parta.journal.enums import NeededStatus
from parta.journal.rules.averages import WeightedMark, counted, round_half_up, weighted_average

FIVE_POINT = ("2", "3", "4", "5")
THRESHOLDS = (Decimal("2.5"), Decimal("3.5"), Decimal("4.5"))
MAX_MARKS = 10
MAX_WAYS = 3
MAX_KINDS = 2
FEW_MARKS = 3


@dataclass(frozen=True, slots=True)
class Forecast:
    """The weighted average now, the mark it comes to, and whether there are too few marks to rely on it."""

    average: Decimal | None
    proposal: str | None
    count: int
    few: bool


@dataclass(frozen=True, slots=True)
class Needed:
    """Ways to a wished mark; each way is (mark, how many) from the best mark down, the shortest way first."""

    status: NeededStatus
    ways: tuple[tuple[tuple[str, int], ...], ...] = ()


def propose(average: Decimal | None, thresholds: Sequence[Decimal] = THRESHOLDS) -> str | None:
    """Give the period mark for an average as the page shows it (two decimals): from 4,50 a «5».

    The teacher decides; this is a proposal only. `thresholds` are the averages from which «3», «4» and «5» begin.
    """
    if average is None:
        return None
    return FIVE_POINT[sum(round_half_up(average) >= threshold for threshold in thresholds)]


def forecast(marks: Iterable[WeightedMark], thresholds: Sequence[Decimal] = THRESHOLDS) -> Forecast:
    """Tell what the term's mark would be if the term ended now."""
    marks = tuple(marks)
    average = weighted_average(marks)
    result = average.result if average else None
    count = len(average.parts) if average else 0
    return Forecast(result, propose(result, thresholds), count, count < FEW_MARKS)


def one_mark_from(marks: Iterable[WeightedMark], thresholds: Sequence[Decimal] = THRESHOLDS) -> str | None:
    """Give the better term's mark that one more mark of weight 1 would bring; None where none would.

    Of one or two marks nothing is said: anything is near then.
    """
    marks = tuple(marks)
    now = forecast(marks, thresholds)
    if now.few or now.proposal is None or now.proposal == FIVE_POINT[-1]:
        return None
    target = FIVE_POINT[FIVE_POINT.index(now.proposal) + 1]
    needed = needed_marks(marks, target, thresholds=thresholds, max_marks=1)
    return target if needed.status is NeededStatus.POSSIBLE else None


def needed_marks(
    marks: Iterable[WeightedMark],
    target: str,
    *,
    weight: Decimal = Decimal(1),
    thresholds: Sequence[Decimal] = THRESHOLDS,
    max_marks: int = MAX_MARKS,
) -> Needed:
    """Answer «какая отметка нужна»: which further marks of this weight bring the term to `target`, or better.

    A way is given only when nothing in it is superfluous: without any of its marks, or with any of them one lower,
    the target is missed. Told are the shortest ways of at most two kinds of marks and the one with the target mark
    only; for the highest mark also a way with one lower mark among them. At most `max_marks` further marks are
    thought of. Raises `ValueError` for a target that is not «2»…«5».
    """
    goal = FIVE_POINT.index(target)
    pairs = counted(marks)
    base = sum((value * w for value, w in pairs), Decimal(0))
    weights = sum((w for _, w in pairs), Decimal(0))

    def reaches(values: Sequence[str]) -> bool:
        divisor = weights + weight * len(values)
        if divisor <= 0:
            return False
        total = base + weight * sum(map(Decimal, values), Decimal(0))
        return FIVE_POINT.index(propose(total / divisor, thresholds) or "2") >= goal

    if reaches(()):
        return Needed(NeededStatus.ALREADY)
    useful = FIVE_POINT[goal:]
    sensible = [
        way
        for count in range(1, max_marks + 1)
        for way in combinations_with_replacement(useful, count)
        if len(set(way)) <= MAX_KINDS and reaches(way) and not any(reaches(easier) for easier in _easier(way, useful))
    ]
    ways = sensible[:MAX_WAYS]
    plainest = next((way for way in sensible if set(way) == {target}), None)
    if plainest is not None and plainest not in ways:
        ways[-1] = plainest
    if len(useful) == 1 and ways:
        spoilt = ((FIVE_POINT[goal - 1], *[target] * count) for count in range(len(ways[0]), max_marks))
        ways += islice(filter(reaches, spoilt), 1)
    if not ways:
        return Needed(NeededStatus.UNREACHABLE)
    return Needed(NeededStatus.POSSIBLE, tuple(map(_counts, ways)))


def _easier(way: tuple[str, ...], useful: Sequence[str]) -> Iterable[tuple[str, ...]]:
    for place, value in enumerate(way):
        rest = way[:place] + way[place + 1 :]
        yield rest
        if value != useful[0]:
            yield (*rest, useful[useful.index(value) - 1])


def _counts(way: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple((value, way.count(value)) for value in reversed(FIVE_POINT) if value in way)
