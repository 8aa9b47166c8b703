"""Files of an import to fill in, or filled with what the school has: one for each kind of table, or all in a .zip."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime

from parta.integrations.queries.export import Row, SchoolTables, Table
from parta.web.ui.sheets import Column, write_sheet
from parta.wording.import_sheets import FILES, above_of, cell_words, columns_of, heading_of, hints_of

_WIDTHS = {
    "no": 6,
    "number": 8,
    "sex": 6,
    "hours": 10,
    "class": 12,
    "subject": 30,
    "address": 40,
    "key": 40,
    "value": 60,
}


def year_of(moment: datetime) -> str:
    """Name the academic year that a file brought at this moment would be about."""
    start = moment.year if moment.month >= 6 else moment.year - 1
    return f"{start}/{start + 1}"


def empty_files(kinds: Iterable[str], year: str) -> list[tuple[str, bytes]]:
    """Give files with headers alone; a sample of every column is in its head's note."""
    return [_file(kind, year, Table([], above=FILES[kind].above), "", hints_of(kind)) for kind in kinds]


def filled_files(tables: SchoolTables, footer: str) -> list[tuple[str, bytes]]:
    """Give files with what the school has, as the import reads them."""
    return [_file(kind, tables.year, one, footer) for kind, own in tables.kinds.items() for one in own if one.rows]


def packed(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Put files into a .zip; of two with one name the second says so, or unpacking would lose the first."""
    out = io.BytesIO()
    taken: dict[str, int] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            taken[name.casefold()] = number = taken.get(name.casefold(), 0) + 1
            stem, _, kind = name.rpartition(".")
            archive.writestr(name if number == 1 else f"{stem} ({number}).{kind}", content)
    return out.getvalue()


def _file(kind: str, year: str, table: Table, footer: str, hints: Sequence[str] = ()) -> tuple[str, bytes]:
    first: Row | None = table.rows[0] if table.rows else None
    columns = columns_of(kind, first)
    content = write_sheet(
        title=heading_of(kind, year, table.heading),
        columns=[Column(title, _WIDTHS.get(name, 18)) for name, title in columns],
        rows=([cell_words(kind, name, row.get(name)) for name, _ in columns] for row in table.rows),
        chosen=above_of(table.above) or table.title,
        footer=footer,
        hints=hints,
    )
    own = f"{FILES[kind].title} - {table.title}" if table.title else FILES[kind].title
    return "".join(sign for sign in own if sign.isalnum() or sign in " -–,.()№").strip()[:100] + ".xlsx", content
