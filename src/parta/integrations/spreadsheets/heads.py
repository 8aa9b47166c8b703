"""The head of a table: one to three rows of words above columns, read with what merged cells and neighbours add."""

import re
from dataclasses import dataclass
from functools import cached_property

from parta.kernel.text import normal

from .grid import Grid
from .headers import header_words
from .values.text import line

DEEPEST = 3
_KIN = re.compile(r"\b(?:мат[ьие]|мам|отец|отц|пап|родит|представит|законн|опекун|попечит)")
_OWNER = re.compile(rf"{_KIN.pattern}\w*(?: (?:№ )?\d\b)?")
_OWNED = re.compile(
    r"^(?:(?:моб|сот|дом|контакт|раб|личн|номер|№)\w* )*(?:тел\b|телефон\w*|контакт\w*)$"
    r"|^(?:адрес )?(?:e-?mail|е-?mail|эл\w* (?:почта|адрес)|электронн\w+ (?:почта|адрес)|почта)$"
    r"|^(?:степень родства|родство|кем приходится|место работы.*|должность)$"
)
_KINDS = ("тел", "mail", "почт", "родств", "работ")


@dataclass(frozen=True)
class Head:
    """One reading of a head: `levels` are the texts above each column, from the top down."""

    grid: Grid
    row: int
    levels: dict[int, tuple[str, ...]]
    depth: int

    @property
    def below(self) -> int:
        """The first row under the head."""
        return self.row + self.depth

    @cached_property
    def shown(self) -> dict[int, str]:
        """The words of each column as people read them."""
        return {column: " ".join(part for part in parts if part) for column, parts in self.levels.items()}

    @cached_property
    def words(self) -> dict[int, str]:
        """The words of each column in their normal form, those that say too little with their owner's before them."""
        found = {column: header_words(text) for column, text in self.shown.items()}
        for column, text in _with_owners(found).items():
            found[column] = text
        return found


def readings(grid: Grid, row: int) -> list[Head]:
    """Give the ways to read the head that begins in a row: of one row, of two, of three."""
    found = [Head(grid, row, {column: (grid.text(row, column),) for column in grid.used(row)}, 1)]
    while len(found) < DEEPEST and _goes_on(grid, row + len(found)):
        found.append(_read(grid, row, len(found) + 1))
    return found


def _goes_on(grid: Grid, row: int) -> bool:
    """Tell whether a row may belong to the head above it: something stands under an empty or a widened cell."""
    if row >= grid.height:
        return False
    return any(grid.value(row - 1, column) == "" and not _ends_above(grid, row, column) for column in grid.used(row))


def _ends_above(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a cell merged downwards ends just above: what stands here is its data, not its second line."""
    box = grid.merged(row - 1, column)
    return bool(box and box[0] < row - 1 and box[2] == row - 1)


def _read(grid: Grid, row: int, depth: int) -> Head:
    levels: dict[int, tuple[str, ...]] = {}
    carried = [""] * depth
    for column in range(grid.width):
        parts = [_part(grid, row, level, column) for level in range(depth)]
        for level in range(depth):
            if parts[level]:
                # A new word above leaves nothing of the words that stood below its left neighbour.
                carried[level:] = [parts[level], *[""] * (depth - level - 1)]
            elif level < depth - 1 and any(parts[level + 1 :]) and grid.merged(row + level, column) is None:
                parts[level] = carried[level]
        if any(parts):
            levels[column] = tuple(parts)
    return Head(grid, row, levels, depth)


def _part(grid: Grid, row: int, level: int, column: int) -> str:
    """Give the text of one level; a cell merged over several levels counts in its first one only."""
    box = grid.merged(row + level, column)
    if box and box[0] < row + level:
        return line(grid.value(box[0], box[1])) if box[0] < row and level == 0 else ""
    return line(grid.filled(row + level, column))


def _says_whose(text: str, kind: str) -> bool:
    """Tell whether a column names a parent and what of the parent it holds: then one that does not is the child's."""
    owner = _KIN.search(text)
    return bool(owner and re.search(rf"\b{kind}", _KIN.sub(" ", text)))


def _with_owners(words: dict[int, str]) -> dict[int, str]:
    """Say whose a column is that says it only by its place: «Мать», «тел.», «Отец», «тел.»."""
    found: dict[int, str] = {}
    said = {kind for kind in _KINDS if any(_says_whose(text, kind) for text in words.values())}
    counts: dict[str, int] = {}
    for text in words.values():
        counts[text] = counts.get(text, 0) + 1
    owner = left = ""
    place = -2
    for column, text in sorted(words.items()):
        if _KIN.search(normal(text)) and not _OWNED.match(text):
            # «ФИО родителя» owns the telephone beside it as «родителя».
            owner = " ".join(match[0] for match in _OWNER.finditer(text)) or text
        elif _OWNED.match(text) and owner and column == place + 1 and not any(kind in text for kind in said):
            found[column] = f"{owner} {text}"
            place = column
            continue
        else:
            owner = ""
        if counts[text] > 1 and text and left and column == place + 1 and counts.get(left) == 1:
            found[column] = f"{left} {text}"
        elif text:
            left = text
        place = column
    return found
