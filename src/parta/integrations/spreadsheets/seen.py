"""The files as people are shown them: what each sheet was taken for, and the row in which a problem stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .corrections import IGNORED
from .folder import FolderReading
from .grid import Grid, letters, place_of
from .headers import header_words
from .problems import Problem
from .synonyms import SPEC_BY_KIND
from .tables import Table

WIDEST = 8
_LONGEST = 60
_ROWS = 12


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """One column of a table: its header, and the field that it was taken for ("" where unknown or passed over)."""

    letters: str
    header: str
    key: str
    field: str
    words: str
    state: str


@dataclass(frozen=True, slots=True)
class TableSeen:
    """One table of a sheet: what it was taken for, where its header stands, how many rows it has."""

    kind: str
    title: str
    row: int
    rows: int
    columns: tuple[ColumnSeen, ...]

    @property
    def unknown(self) -> int:
        """How many columns were not understood."""
        return sum(column.state == "unknown" for column in self.columns)


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """One sheet of a file with its tables."""

    file: str
    sheet: str
    height: int
    tables: tuple[TableSeen, ...]


@dataclass(frozen=True, slots=True)
class RowPicture:
    """The cells beside a problem: letters and heads of the columns, the values, and which one is meant."""

    row: int
    letters: tuple[str, ...]
    heads: tuple[str, ...]
    cells: tuple[str, ...]
    at: int


def sheets_seen(reading: FolderReading) -> list[SheetSeen]:
    """Give every sheet in the order of the files with what it was taken for."""
    tables: dict[tuple[str, str], list[Table]] = {}
    for table in reading.tables:
        tables.setdefault((table.grid.file, table.grid.sheet), []).append(table)
    return [
        SheetSeen(grid.file, grid.sheet, grid.height, tuple(map(_table, tables.get((grid.file, grid.sheet), []))))
        for grid in reading.grids
    ]


def row_picture(reading: FolderReading, problem: Problem) -> RowPicture | None:
    """Give the row in which a problem stands; None where it stands in no cell."""
    row, column = place_of(problem.cell)
    grid = _grid(reading, problem.file, problem.sheet)
    if grid is None or not (0 <= row < grid.height and column >= 0):
        return None
    table = max(
        (
            one
            for one in reading.tables
            if (one.grid.file, one.grid.sheet) == (grid.file, grid.sheet) and one.header <= row
        ),
        key=lambda one: one.header,
        default=None,
    )
    used = sorted({*grid.used(row), *(table.headers if table else ()), column})
    place = used.index(column)
    first = max(0, min(place - WIDEST // 2, len(used) - WIDEST))
    shown = used[first : first + WIDEST]
    heads = tuple(_short(table.headers.get(one, "")) if table else "" for one in shown)
    cells = tuple(_short(grid.text(row, one)) for one in shown)
    return RowPicture(row + 1, tuple(letters(one) for one in shown), heads, cells, shown.index(column))


def first_rows(grid: Grid, start: int = 0) -> list[list[str]]:
    """Give the beginning of a sheet as short texts."""
    return [
        [_short(grid.text(row, column)) for column in range(min(grid.width, 40))]
        for row in range(start, min(grid.height, start + _ROWS))
    ]


def fields_of(kind: str) -> list[tuple[str, str]]:
    """Give the fields that a column of a table of this kind may hold, as (name, words)."""
    return [(one.name, one.words) for one in SPEC_BY_KIND[kind].fields] if kind in SPEC_BY_KIND else []


def kinds() -> list[tuple[str, str]]:
    """Give the kinds of tables whose columns are chosen one by one, as (kind, title)."""
    return sorted(((spec.kind, spec.title) for spec in SPEC_BY_KIND.values() if spec.fields), key=lambda one: one[1])


def _table(table: Table) -> TableSeen:
    fields = {column: name for name, column in table.columns.items()}
    values = {one.column for one in table.matrix}
    chosen = table.grid.chosen
    seen = []
    for column, header in sorted(table.headers.items()):
        if not header:
            continue
        key = header_words(header)
        name = fields.get(column, "")
        seen.append(
            ColumnSeen(
                letters(column),
                _short(header),
                key,
                name,
                table.spec.field(name).words if name else "",
                _state(name, column in values, chosen, (table.kind, key)),
            )
        )
    return TableSeen(table.kind, table.spec.title, table.header + 1, len(table.rows), tuple(seen))


def _state(name: str, value: bool, chosen: Mapping[tuple[str, str], str], key: tuple[str, str]) -> str:
    if name:
        return "chosen" if key in chosen else "known"
    if value:
        return "value"
    return "ignored" if chosen.get(key) == IGNORED else "unknown"


def _grid(reading: FolderReading, file: str, sheet: str) -> Grid | None:
    return next((one for one in reading.grids if (one.file, one.sheet) == (file, sheet)), None)


def _short(text: Any) -> str:
    text = str(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
