"""What a sheet holds, told by the headers it has: never by the name of its file or its place in the folder."""

import re

from parta.kernel.text import normal

from .grid import Grid
from .matching import Match, match_header
from .matrix import day_column
from .panes import panes
from .problems import Problems
from .synonyms import SPECS
from .tables import Table
from .values.text import line

_ATTEMPTS = 60
# What ends a list rather than begins the next one.
_CLOSING = re.compile(r"(кл|классн)\w*\.? рук|куратор|итого|всего|директор")


def find_tables(
    grid: Grid, problems: Problems, known: frozenset[str] = frozenset(), year: int | None = None
) -> list[Table]:
    """Find every table of a sheet; a sheet that stays unknown, or lacks a column, becomes a problem."""
    whole = _scan(grid, known, year)
    parts = panes(grid) if _may_be_several(whole) else []
    if len(parts) > 1:
        scans = [_scan(part, known, year) for part in parts]
        if _stand_alone(scans, whole):
            for scan in scans:
                _report(scan, problems)
            return [table for scan in scans for table in scan.tables]
    _report(whole, problems)
    return whole.tables


class _Scan:
    """What was found in one grid: its tables, or the head that came nearest to one."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.tables: list[Table] = []
        self.miss: tuple[Match, int] | None = None


def _may_be_several(whole: _Scan) -> bool:
    """Tell whether columns were left over that may be tables of their own."""
    return not whole.tables or any(len(table.unknown) > 1 for table in whole.tables)


def _stand_alone(scans: list[_Scan], whole: _Scan) -> bool:
    """Tell whether the panes are tables of their own, rather than one table with empty columns."""
    found = [scan for scan in scans if scan.tables]
    if len(found) < 2 or (len(found) < len(scans) and whole.tables and len(found[0].tables) < len(whole.tables)):
        return False
    # A wall whose right half has no days of its own takes them from the left one.
    return all(_has_days(table) for scan in found for table in scan.tables if table.kind == "wall")


def _has_days(table: Table) -> bool:
    return table.has("day") or day_column(table.grid, table.header + table.depth, table.grid.height) is not None


def _scan(grid: Grid, known: frozenset[str], year: int | None) -> _Scan:
    scan = _Scan(grid)
    tables = scan.tables
    pending: list[int] = []
    blank = heading = True
    row = attempts = 0
    while row < grid.height:
        used = grid.used(row)
        if not used:
            blank = True
            row += 1
            continue
        if (not tables or blank or heading) and attempts < _ATTEMPTS and _may_be_header(grid, row, used):
            marks = any(table.kind == "marks" for table in tables)
            match = match_header(grid, row, pending, known, year, marks_seen=marks)
            if match and not match.missing:
                titles = [*pending, row]
                deep = match.depth > 1
                below = match_header(grid, row + 1, titles, known, year, marks_seen=marks) if deep else None
                if not match.swallows_title(below):
                    attempts = 0
                    if tables and pending:
                        tables[-1].rows = [index for index in tables[-1].rows if index < pending[0]]
                    tables.append(Table.of(match, grid, row, pending))
                    pending = []
                    row += match.depth
                    blank = heading = False
                    continue
            attempts += 1
            if match and match.missing and (scan.miss is None or match.score > scan.miss[0].score):
                scan.miss = (match, row)
        title = len(used) == 1 or line(grid.value(row, used[0])).endswith(":")
        if tables:
            table = tables[-1]
            if blank and table.rows and table.after_blank is None:
                table.after_blank = table.rows[-1]
            table.rows.append(row)
        closing = tables and not blank and not heading and _CLOSING.match(normal(grid.text(row, used[0])))
        if not closing and (not tables or (title and isinstance(grid.value(row, used[0]), str))):
            pending.append(row)
        else:
            pending = []
        heading = title
        blank = False
        row += 1
    return scan


def _may_be_header(grid: Grid, row: int, used: list[int]) -> bool:
    texts = [column for column in used if isinstance(grid.value(row, column), str)]
    if texts and grid.text(row, texts[0]).endswith(":"):
        return False
    return len(texts) >= 2 or (len(texts) == 1 and len(used) >= 4)


def _report(scan: _Scan, problems: Problems) -> None:
    grid = scan.grid
    told: set[str] = set()
    for table in scan.tables:
        for column in table.unknown:
            words = normal(table.headers[column])
            if words not in told and _has_data(table, column):
                told.add(words)
                problems.add(
                    "column_unknown",
                    grid.source(table.header, column),
                    header=table.headers[column],
                    table=table.spec.title,
                )
    if scan.tables or not grid.height:
        return
    if scan.miss:
        match, row = scan.miss
        expected = [
            match.spec.field(name).words if not name.startswith("@") else _MATRIX_WORDS[name] for name in match.missing
        ]
        found = [text for text in match.head.shown.values() if text]
        problems.add("column_missing", grid.source(row), table=match.spec.title, expected=expected, found=found[:20])
        return
    titles = [grid.text(row, column) for row in range(min(grid.height, 5)) for column in grid.used(row)[:4]]
    words = normal(" ".join((grid.sheet, *titles)))
    # A sheet that says it is a timetable or a list is missed; a menu of the canteen is not.
    meant = any(spec.hint and re.search(spec.hint, words) for spec in SPECS)
    problems.add("sheet_not_understood" if meant else "sheet_unrecognised", grid.source(0), headers=_sample(grid))


_MATRIX_WORDS = {
    "@class": "столбцы классов (5А, 5Б, …)",
    "@wall_class": "столбцы классов (5А, 5Б, …)",
    "@date": "столбцы дат уроков",
    "@weekday": "столбцы дней недели",
    "@slot": "столбцы дней недели с номерами уроков",
    "@semester": "1 семестр, 2 семестр, …",
    "@scope": "столбцы классов с датами",
    "@times": "столбцы времени уроков",
    "@day": "День",
    "@rows": "классы в строках",
    "@day_above": "день над таблицей",
    "@class_above": "класс над таблицей",
}


def _has_data(table: Table, column: int) -> bool:
    return any(table.grid.value(row, column) != "" for row in table.rows[:50])


def _sample(grid: Grid) -> list[str]:
    for row in range(min(grid.height, 30)):
        used = grid.used(row)
        if len(used) >= 2:
            return [grid.text(row, column)[:40] for column in used[:8]]
    return [grid.text(row, column)[:40] for row in range(min(grid.height, 3)) for column in grid.used(row)[:3]]
