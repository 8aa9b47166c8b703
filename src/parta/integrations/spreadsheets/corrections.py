"""What people said of the files: what a column holds, what should stand in a cell. Applied as the files are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Cell = tuple[str, str, str]
Column = tuple[str, str]
IGNORED = ""
_NOTHING: Mapping = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Corrections:
    """Answers to what the reader could not tell by itself.

    `columns` gives, by the kind of table and the normal form of a column's header, the field that it holds, or ""
    for one that is to be passed over; `cells` gives, by file, sheet and address, the text that stands there instead.
    """

    columns: Mapping[Column, str] = field(default_factory=lambda: _NOTHING)
    cells: Mapping[Cell, str] = field(default_factory=lambda: _NOTHING)

    def of_sheet(self, file: str, sheet: str) -> dict[str, str]:
        """Give the texts for cells of one sheet by address."""
        return {cell: text for (name, title, cell), text in self.cells.items() if (name, title) == (file, sheet)}


NO_CORRECTIONS = Corrections()
