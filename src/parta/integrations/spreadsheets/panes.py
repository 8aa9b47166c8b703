"""Tables that stand side by side on one sheet, each as a grid of its own."""

from collections import Counter

from .grid import Grid
from .headers import header_words

_SEARCHED = 60


def panes(grid: Grid) -> list[Grid]:
    """Cut a sheet at its empty columns, or else where its head begins anew; one pane where there is nothing to cut."""
    for bounds in (_gaps(grid), _repeats(grid)):
        if len(bounds) > 1:
            return [pane(grid, left, right) for left, right in bounds]
    return [grid]


def pane(grid: Grid, left: int, right: int) -> Grid:
    """Give the columns of a pane at their own addresses, with the titles of the whole sheet."""
    shared = _titles(grid)
    rows = [
        list(cells)
        if at in shared
        else ["" if not left <= column <= right else value for column, value in enumerate(cells)]
        for at, cells in enumerate(grid.rows)
    ]
    merges = [box for box in grid.merges if box[0][0] in shared or (left <= box[0][1] and box[1][1] <= right)]
    found = Grid(grid.file, grid.sheet, rows, merges)
    found.chosen = grid.chosen
    return found


def _titles(grid: Grid) -> set[int]:
    """Give the rows of one text that stand before anything wider."""
    found = set()
    for row in range(min(grid.height, _SEARCHED)):
        used = len(grid.used(row))
        if used == 1:
            found.add(row)
        elif used > 2:
            break
    return found


def _gaps(grid: Grid) -> list[tuple[int, int]]:
    filled: Counter[int] = Counter()
    for row in range(grid.height):
        used = grid.used(row)
        # A lone title may stand anywhere above the gap.
        if len(used) > 1:
            filled.update(used)
    bounds: list[tuple[int, int]] = []
    for column in sorted(filled):
        if bounds and column == bounds[-1][1] + 1:
            bounds[-1] = (bounds[-1][0], column)
        else:
            bounds.append((column, column))
    return [one for one in bounds if one[1] > one[0]]


def _repeats(grid: Grid) -> list[tuple[int, int]]:
    edges = [(used[0], used[-1]) for row in range(grid.height) if len(used := grid.used(row)) > 1]
    if not edges:
        return []
    left, right = min(one for one, _ in edges), max(other for _, other in edges)
    for row in range(min(grid.height, _SEARCHED)):
        words = {column: header_words(grid.text(row, column)) for column in grid.used(row)}
        first, second = words.get(left, ""), words.get(left + 1, "")
        if not first or not second:
            continue
        starts = [column for column, text in words.items() if text == first and words.get(column + 1) == second]
        if len(starts) > 1:
            ends = [*(start - 1 for start in starts[1:]), right]
            return list(zip(starts, ends, strict=True))
    return []
