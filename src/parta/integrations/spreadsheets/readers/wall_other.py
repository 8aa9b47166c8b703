"""Timetables turned round: classes in rows with days above, and the days of one class side by side."""

from ..dataset import TimetableEntry
from ..matrix import class_column
from ..tables import Row, Table
from ..values.classes import class_name, find_class
from ..values.text import lesson_number
from .common import Reading, read_class, title_class
from .wall import parity_of, read_cell, valid_from


def read_wall_rows(table: Table, reading: Reading) -> None:
    """Read a timetable with classes in rows, and days with their lessons in columns."""
    grid = table.grid
    title = f"{table.title()} {grid.sheet}"
    parity, since = parity_of(title), valid_from(title, reading.year)
    rows_at = table.columns.get("class")
    if rows_at is None:
        rows_at = class_column(grid, table.header + table.depth, grid.height)
    where = ""
    for row in table.data():
        said = grid.text(row.index, rows_at or 0)
        name = class_name(said, codes=True) or find_class(said, bare=True) or (read_class(row) if said else None)
        second = not said and bool(where)
        where = name or where
        used = [column for column in table.matrix if grid.value(row.index, column.column) != ""]
        if not used:
            continue
        if not where or (said and not name):
            reading.problems.add("class_unreadable", row.source("class"), text=said)
            continue
        box = grid.merged(row.index, rows_at or 0)
        for column in used:
            day, number = column.value
            base = TimetableEntry(where, day, number, "", parity, valid_from=since)
            read_cell(table, reading, base, row.index, column, second=second, twin=bool(box and box[2] > box[0]))


def read_wall_days(table: Table, reading: Reading) -> None:
    """Read a timetable with the days in columns: of one class, or of several one under another."""
    grid = table.grid
    where = title_class(table)
    title = f"{table.title()} {grid.sheet}"
    parity, since = parity_of(title), valid_from(title, reading.year)
    told = False
    for row in table.data():
        own = read_class(row) if table.has("class") and row.text("class") else _heading(row)
        where = own or where
        number = lesson_number(row.value("number")) if table.has("number") else None
        used = [one for one in table.matrix if not one.role and grid.value(row.index, one.column) != ""]
        if number is None or not used:
            continue
        if not where:
            if not told:
                reading.problems.add("value_missing", table.source, what="класс в заголовке", who=grid.sheet)
            told = True
            continue
        for column in used:
            base = TimetableEntry(where, int(column.value), number, "", parity, valid_from=since)
            read_cell(table, reading, base, row.index, column)


def _heading(row: Row) -> str | None:
    return class_name(row.first, codes=True) or find_class(row.first, bare=True) if row.lone else None
