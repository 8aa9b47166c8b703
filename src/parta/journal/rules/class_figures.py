"""Figures of a class for who may know no pupil but the own: what a few pupils make is not told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from parta.journal.rules.notation import NOT_ATTESTED, NOT_CREDITED
from parta.people.rules.figures import LEAST, total_shown


@dataclass(frozen=True, slots=True)
class MissedHours:
    """Hours that a class missed, and of these by illness; None where too few pupils stand behind a figure."""

    total: int | None
    ill: int | None


def missed_hours(pupils: Iterable[tuple[int, int]]) -> MissedHours:
    """Add up hours missed, in all and by illness, of each pupil.

    A total of fewer than five pupils is hidden; so is the part by illness where it, or what the total leaves besides
    it, comes from fewer than five.
    """
    rows = list(pupils)
    total, ill = sum(hours for hours, _ in rows), sum(part for _, part in rows)
    if 0 < sum(hours > 0 for hours, _ in rows) < LEAST:
        return MissedHours(None, None)
    few = (0 < sum(part > 0 for _, part in rows) < LEAST) or (0 < sum(hours > part for hours, part in rows) < LEAST)
    return MissedHours(total, None if few else ill)


class Standing(StrEnum):
    """How a pupil stands by the results of a period: the worst of them says it."""

    EXCELLENT = "excellent"
    GOOD = "good"
    PASSES = "passes"
    FAILS = "fails"


_BY_WORST = {"5": Standing.EXCELLENT, "4": Standing.GOOD, "3": Standing.PASSES}


def standing_of(values: Sequence[str]) -> Standing | None:
    """Tell how a pupil stands: fails with a 2 or a «not attested»; None without a mark, as in grade 1."""
    if any(value in ("1", "2", NOT_ATTESTED, NOT_CREDITED) for value in values):
        return Standing.FAILS
    return _BY_WORST.get(min((value for value in values if value in _BY_WORST), default=""))


def columns_shown(
    counts: Mapping[int, Mapping[str, int]], shown: Mapping[int, Mapping[str, int | None]]
) -> dict[str, int | None]:
    """Sum columns of groups up, each only where none of its cells is hidden: else the sum would give it away."""
    return {
        str(one): None
        if any(cells[one] is None for cells in shown.values())
        else total_shown({group: cells[one] for group, cells in counts.items()})
        for one in Standing
    }
