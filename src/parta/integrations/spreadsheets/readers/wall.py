"""Wall timetables: days by classes, and the days of one class."""

import datetime as dt
import re
from dataclasses import replace

from parta.kernel.text import normal

from ..cells import Names, parse_cell
from ..dataset import EVEN, ODD, TimetableEntry
from ..matching import day_column
from ..problems import Source
from ..tables import Table
from ..values import dates
from ..values.text import as_text, blank, line, ordinal, whole
from .common import Reading, title_class


def parity_of(text: str) -> str:
    """Read «числитель», «верхняя неделя», «2-я неделя», «чётная» as odd or even."""
    words = normal(text)
    if re.search(r"числит|\bчис\b|нечет|верхн|\b(1|i|перв\w+)(-я)? ?недел|недел\w* ?1\b", words):
        return ODD
    if re.search(r"знамен|\bзнам?\b|четн|нижн|\b(2|ii|втор\w+)(-я)? ?недел|недел\w* ?2\b", words):
        return EVEN
    return ""


def valid_from(text: str, year: int | None) -> dt.date | None:
    """Find since when a timetable holds: «с 9 ноября 2026 г.»."""
    match = re.search(
        r"\b(?:с|от|начиная с|действует с)\s+(\d{1,2}[.\s]\s?(?:\d{2}|[а-я]+)\.?(?:\s?\d{2,4})?)", normal(text)
    )
    return dates.date(match[1], year) if match else None


def read_wall(table: Table, reading: Reading) -> None:
    """Read a timetable with days and lessons in rows and classes in columns."""
    grid = table.grid
    title = f"{table.title()} {grid.sheet}"
    parity, since = parity_of(title), valid_from(title, reading.year)
    first_row = table.header + table.depth
    day_at = table.columns.get("day")
    if day_at is None or day_column(grid, first_row, grid.height) not in (None, day_at):
        day_at = day_column(grid, first_row, grid.height)
    number_at = table.columns.get("number")
    if number_at is None:
        number_at = _number_column(table, day_at)
    day: int | None = None
    count = 0
    last_number: int | None = None
    for row in table.rows:
        value = grid.filled_down(row, day_at) if day_at is not None else ""
        found = dates.weekday(value) if value != "" else None
        if found is None and len(grid.used(row)) == 1:
            found = dates.weekday(grid.text(row, grid.used(row)[0]))
        if found is not None and found != day:
            day, count, last_number = found, 0, None
        used = [column for column in table.matrix if grid.value(row, column.column) != ""]
        written = grid.filled_down(row, number_at) if number_at is not None else ""
        number = whole(written) if written != "" else None
        if number is None and written != "":
            number = ordinal(as_text(written))
        repeated = (
            number is not None
            and number == last_number
            and grid.value(row, number_at or 0) == ""
            and number_at is not None
        )
        if number_at is None and used:
            count += 1
            number = count
            reading.problems.add("numbers_counted", Source(grid.file, grid.sheet))
        if (
            number is None
            and used
            and last_number is not None
            and number_at is not None
            and grid.value(row, number_at) == ""
        ):
            number, repeated = last_number, True
        if not used:
            last_number = number if number is not None else last_number
            continue
        if day is None or number is None or not 0 <= number <= 14:
            if any(isinstance(grid.value(row, column.column), str) for column in used) and not re.search(
                r"рук|воспит|классн", normal(grid.text(row, grid.used(row)[0]))
            ):
                reading.problems.add(
                    "cell_unreadable", grid.source(row, used[0].column), text=grid.text(row, used[0].column)[:60]
                )
            continue
        twin = _has_twin(table, row, number_at)
        for column in used:
            if column.role:
                continue
            base = TimetableEntry(column.value, day, number, "", parity, valid_from=since)
            _cell(table, reading, base, row, column.column, second=repeated, twin=twin)
        last_number = number


def _number_column(table: Table, day_at: int | None) -> int | None:
    """Find the column left of the classes that holds lesson numbers, when its header does not say so."""
    first = min((column.column for column in table.matrix), default=0)
    for column in range(first):
        if column == day_at:
            continue
        values = [table.grid.value(row, column) for row in table.rows]
        filled = [value for value in values if value != ""]
        numbers = [
            number
            for value in filled
            if (number := whole(value) if whole(value) is not None else ordinal(as_text(value))) is not None
            and number <= 14
        ]
        if len(numbers) >= 2 and len(numbers) >= 0.8 * len(filled):
            return column
    return None


def _has_twin(table: Table, row: int, number_at: int | None) -> bool:
    box = table.grid.merged(row, number_at) if number_at is not None else None
    return bool(box and box[2] > box[0])


def _cell(
    table: Table,
    reading: Reading,
    base: TimetableEntry,
    row: int,
    column: int,
    *,
    second: bool = False,
    twin: bool = False,
) -> None:
    """Read one cell into entries that take class, day, number, week and date from `base`."""
    parity = base.parity
    names = Names(reading.rooms, reading.surnames)
    grid = table.grid
    text = as_text(grid.value(row, column))
    source = grid.source(row, column)
    parts, guessed = parse_cell(text, names)
    own = parity
    box = grid.merged(row, column)
    if twin and not (box and box[2] > box[0]) and not parity and not any(part.subgroup for part in parts):
        # A lesson number merged over two rows: the upper half is числитель, the lower знаменатель.
        own = EVEN if second else ODD
        reading.problems.add("cell_alternates", Source(grid.file, grid.sheet), text="")
    if guessed:
        reading.problems.add("cell_alternates", source, text=text[:80])
    if not parts and not blank(text):
        reading.problems.add("cell_unreadable", source, text=text[:80])
    extra = {
        one.role: as_text(grid.value(row, one.column))
        for one in table.matrix
        if one.role and one.value == base.class_name
    }
    beside = grid.merged(table.header, column)
    if (
        "room" not in extra
        and beside
        and beside[3] == column + 1
        and all(one.column != column + 1 for one in table.matrix)
    ):
        extra["room"] = as_text(grid.value(row, column + 1))
    rooms = [room.strip() for room in re.split(r"[/\n,;]", extra.get("room", "")) if room.strip()]
    for place, part in enumerate(parts):
        if len(rooms) == len(parts) > 1:
            extra = {**extra, "room": rooms[place]}
        reading.out.add(
            "timetable",
            replace(
                base,
                subject=part.subject,
                parity=part.parity or own,
                subgroup=part.subgroup,
                teacher=part.teacher or line(extra.get("teacher", "")),
                room=part.room or line(extra.get("room", "")),
                index=part.index,
                source=source,
            ),
        )


def read_wall_days(table: Table, reading: Reading) -> None:
    """Read the timetable of one class with the days in columns."""
    grid = table.grid
    where = title_class(table)
    if not where:
        reading.problems.add("value_missing", table.source, what="класс в заголовке", who=grid.sheet)
        return
    title = f"{table.title()} {grid.sheet}"
    for row in table.data():
        number = whole(row.value("number")) if table.has("number") else None
        number = number if number is not None else ordinal(row.text("number"))
        for column in table.matrix:
            if number is not None and grid.value(row.index, column.column) != "":
                base = TimetableEntry(
                    where, int(column.value), number, "", parity_of(title), valid_from=valid_from(title, reading.year)
                )
                _cell(table, reading, base, row.index, column.column)
