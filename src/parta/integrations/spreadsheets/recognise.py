"""What a sheet holds, told by the headers it has: never by the name of its file or its place in the folder."""

from collections.abc import Iterable
from typing import Any

from parta.kernel.text import normal

from .grid import Grid
from .matching import Match, match_header
from .problems import Problems
from .synonyms import SPEC_BY_KIND
from .tables import Table
from .values.text import line


def find_tables(
    grid: Grid, problems: Problems, known: frozenset[str] = frozenset(), year: int | None = None
) -> list[Table]:
    """Find every table of a sheet; a sheet that stays unknown, or lacks a column, becomes a problem."""
    tables: list[Table] = []
    pending: list[int] = []
    best_miss: tuple[Match, int] | None = None
    blank = heading = True
    row = 0
    while row < grid.height:
        used = grid.used(row)
        if not used:
            blank = True
            row += 1
            continue
        if (not tables or blank or heading) and _may_be_header(grid, row, used):
            match = match_header(grid, row, pending, known, year, marks_seen=any(t.kind == "marks" for t in tables))
            if match and not match.missing:
                if tables and pending:
                    tables[-1].rows = [index for index in tables[-1].rows if index < pending[0]]
                tables += _split(
                    Table(
                        match.spec,
                        grid,
                        row,
                        match.depth,
                        match.columns,
                        match.matrix,
                        match.headers,
                        match.unknown,
                        pending,
                    )
                )
                pending = []
                row += match.depth
                blank = heading = False
                continue
            if match and (best_miss is None or match.score > best_miss[0].score):
                best_miss = (match, row)
        title = len(used) == 1 or line(grid.value(row, used[0])).endswith(":")
        if tables:
            table = tables[-1]
            if blank and table.rows and table.after_blank is None:
                table.after_blank = table.rows[-1]
            for each in tables:
                if each.header == table.header:
                    each.rows.append(row)
        if not tables or (title and isinstance(grid.value(row, used[0]), str)):
            pending.append(row)
        elif tables:
            pending = []
        heading = title
        blank = False
        row += 1
    _report(grid, tables, best_miss, problems)
    return tables


def _may_be_header(grid: Grid, row: int, used: list[int]) -> bool:
    texts = [column for column in used if isinstance(grid.value(row, column), str)]
    if texts and grid.text(row, texts[0]).endswith(":"):
        return False
    return len(texts) >= 2 or (len(texts) == 1 and len(used) >= 4)


def _split(table: Table) -> list[Table]:
    """Split tables that stand side by side under the same headers (bells, rooms, abbreviations)."""
    if table.kind not in ("bells", "rooms", "abbreviations"):
        return [table]
    order = sorted(table.headers)
    first = normal(table.headers[order[0]])
    starts = [column for column in order if normal(table.headers[column]) == first]
    if len(starts) < 2:
        return [table]
    width = starts[1] - starts[0]
    parts = []
    for start in starts:
        shift = start - starts[0]
        columns = {name: column + shift for name, column in table.columns.items() if column < starts[0] + width}
        if all(
            normal(table.headers.get(column, "")) == normal(table.headers.get(column - shift, ""))
            for column in columns.values()
        ):
            part = Table(
                table.spec,
                table.grid,
                table.header,
                table.depth,
                columns,
                [],
                {c: table.headers[c] for c in columns.values()},
                [],
                table.titles,
            )
            above = [line(table.grid.filled(row, start)) for row in table.titles]
            part.context["above"] = next((text for text in reversed(above) if text), "")
            parts.append(part)
    return parts


def _report(grid: Grid, tables: list[Table], miss: tuple[Match, int] | None, problems: Problems) -> None:
    for table in tables:
        for column in table.unknown:
            if grid_has_data(table, column):
                problems.add(
                    "column_unknown",
                    grid.source(table.header, column),
                    header=table.headers[column],
                    table=table.spec.title,
                )
    if tables or not grid.height:
        return
    if miss:
        match, row = miss
        words = [
            match.spec.field(name).words if not name.startswith("@") else _MATRIX_WORDS[name] for name in match.missing
        ]
        found = [text for text in match.headers.values() if text]
        problems.add("column_missing", grid.source(row), table=match.spec.title, expected=words, found=found[:20])
        return
    problems.add("sheet_unrecognised", grid.source(0), headers=_sample(grid))


_MATRIX_WORDS = {
    "@class": "столбцы классов (5А, 5Б, …)",
    "@date": "столбцы дат уроков",
    "@weekday": "столбцы дней недели",
    "@semester": "1 семестр, 2 семестр, …",
    "@day": "День",
}


def grid_has_data(table: Table, column: int) -> bool:
    """Tell whether anything stands under a header."""
    return any(table.grid.value(row, column) != "" for row in table.rows[:50])


def _sample(grid: Grid) -> list[str]:
    for row in range(min(grid.height, 30)):
        used = grid.used(row)
        if len(used) >= 2:
            return [grid.text(row, column)[:40] for column in used[:8]]
    return [grid.text(row, column)[:40] for row in range(min(grid.height, 3)) for column in grid.used(row)[:3]]


def expected_words(kind: str) -> dict[str, str]:
    """Give the header words that a kind of table is known by, field by field."""
    return {field.name: field.words for field in SPEC_BY_KIND[kind].fields}


def any_value(values: Iterable[Any]) -> bool:
    """Tell whether any of the values is there."""
    return any(value != "" for value in values)
