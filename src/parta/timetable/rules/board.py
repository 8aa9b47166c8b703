"""A timetable as a board: rows of days (of classes) by lesson numbers, and the windows between lessons."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row", bound=Hashable)
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Cell(Generic[Item]):
    """What stands under one number; `number` is None for lessons that no bell numbers, at the end of the row."""

    number: int | None
    items: tuple[Item, ...]
    window: bool


@dataclass(frozen=True, slots=True)
class Line(Generic[Row, Item]):
    """One row of a board."""

    key: Row
    cells: tuple[Cell[Item], ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All that stands in the row."""
        return tuple(item for cell in self.cells for item in cell.items)

    @property
    def windows(self) -> int:
        """How many numbers between the first lesson and the last one are empty."""
        return sum(cell.window for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Board(Generic[Row, Item]):
    """Rows over the same numbers: from the first that is used (1, when none is earlier) to the last."""

    numbers: tuple[int | None, ...]
    lines: tuple[Line[Row, Item], ...]


def lay_out(
    rows: Iterable[Row],
    items: Iterable[Item],
    *,
    rows_of: Callable[[Item], Iterable[Row]],
    number_of: Callable[[Item], int | None],
    is_given: Callable[[Item], bool],
) -> Board[Row, Item]:
    """Lay items out; a window is a number without anything given between the first and the last given in the row.

    Items keep their order; one that belongs to no row of the board is left out.
    """
    placed: dict[tuple[Row, int | None], list[Item]] = defaultdict(list)
    keys = list(rows)
    known = set(keys)
    for item in items:
        for row in rows_of(item):
            if row in known:
                placed[row, number_of(item)].append(item)
    used = {number for _, number in placed if number is not None}
    numbers: list[int | None] = list(range(min({1, *used}), max(used) + 1)) if used else []
    if any(number is None for _, number in placed):
        numbers.append(None)
    return Board(tuple(numbers), tuple(_line(row, numbers, placed, is_given) for row in keys))


def _line(
    row: Row,
    numbers: Collection[int | None],
    placed: dict[tuple[Row, int | None], list[Item]],
    is_given: Callable[[Item], bool],
) -> Line[Row, Item]:
    cells = {number: tuple(placed.get((row, number), ())) for number in numbers}
    given = [number for number, found in cells.items() if number is not None and any(map(is_given, found))]
    empty = set(range(min(given), max(given) + 1)) - set(given) if given else set()
    return Line(row, tuple(Cell(number, found, number in empty) for number, found in cells.items()))
