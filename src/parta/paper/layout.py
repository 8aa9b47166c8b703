"""How columns of lessons are laid on sheets of A4 on its side; plain arithmetic in millimetres."""

from collections.abc import Sequence
from dataclasses import dataclass

ROOM = 212.0
"""What is left of a line beside the number and the name."""
TALL = 150.0
"""What is left of a sheet beneath the heads for the lines of pupils."""
_NARROW, _WIDE, _SIGN = 5.6, 8.5, 1.75
_TALL_OF_LETTER = 0.247  # mm a pt, from the line to the top of a capital
_LOW, _HIGH = 3.6, 5.6


@dataclass(frozen=True, slots=True)
class Lines:
    """Size of letters (pt) and the air above and beneath them (mm)."""

    size: float
    pad: float


def column_width(longest: int) -> float:
    """Give the width of a column whose longest cell has so many signs."""
    return max(_NARROW, round(1.6 + _SIGN * longest, 1))


def runs(widths: Sequence[float], *, last: float = 0.0) -> list[range]:
    """Cut columns into as few sheets as hold them, about equally filled; `last` is the room that the end needs.

    At least one run, an empty one where there are no columns.
    """
    if not widths:
        return [range(0)]
    sheets = max(1, len(_filled(widths, ROOM, last)))
    even = (sum(widths) + last) / sheets
    wanted = even
    while wanted < ROOM:  # a little looser until the same number of sheets is enough
        found = _filled(widths, wanted, last)
        if len(found) <= sheets:
            return found
        wanted += _NARROW / 2
    return _filled(widths, ROOM, last)


def stretched(widths: Sequence[float], *, last: float) -> list[float]:
    """Widen narrow columns where the sheet has room, as far as a column of a paper journal goes."""
    if not widths:
        return []
    factor = (ROOM - last) / sum(widths)
    return [round(max(width, min(width * factor, _WIDE)), 1) for width in widths]


def lines_for(pupils: int) -> Lines:
    """Give lines of a height that lets a class stand on one sheet where it can: up to 41 pupils."""
    height = min(_HIGH, max(_LOW, TALL / max(pupils, 1)))
    size = 9.0 if height > 4.6 else 8.0
    return Lines(size, round((height - size * _TALL_OF_LETTER) / 2, 2))


def _filled(widths: Sequence[float], room: float, last: float) -> list[range]:
    found, start, used = [], 0, 0.0
    for place, width in enumerate(widths):
        needed = width + (last if place == len(widths) - 1 else 0.0)
        if used and used + needed > room + 0.01:
            found.append(range(start, place))
            start, used = place, 0.0
        used += width
    found.append(range(start, len(widths)))
    return found
