"""The wall timetable: days and lessons in rows, classes in columns."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from parta.kernel.text import normal

from ..cells import Names, parse_cell
from ..dataset import EVEN, ODD, TimetableEntry
from ..matrix import day_column
from ..problems import Source
from ..tables import MatrixColumn, Table
from ..values import dates
from ..values.text import as_text, blank, hours_of_pair, lesson_number, line
from .common import Reading, room_words


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
    place = _Place()
    for row in table.rows:
        if table.is_signature(row):
            continue
        _turn_day(table, place, row, day_at)
        used = [column for column in table.matrix if grid.value(row, column.column) != ""]
        written = grid.filled_down(row, number_at) if number_at is not None else ""
        number = lesson_number(written) if written != "" else None
        if written != "" and hours_of_pair(written):
            reading.problems.add("pairs_by_hours", Source(grid.file, grid.sheet))
        bare = number_at is not None and grid.value(row, number_at) == ""
        repeated = number is not None and number == place.number and bare
        if number_at is None and used:
            place.count += 1
            number = place.count
            reading.problems.add("numbers_counted", Source(grid.file, grid.sheet))
        if number is None and used and place.number is not None and bare and row == place.row + 1:
            number, repeated = place.number, True
        if not used:
            place.number = number if number is not None else place.number
            place.row = row
            continue
        if place.day is None or number is None or not 0 <= number <= 14:
            _unplaced(table, reading, row, used)
            continue
        if table.has("time"):
            reading.note_time(number, grid.value(row, table.columns["time"]), grid.source(row, table.columns["time"]))
        twin = _has_twin(table, row, number_at)
        for column in used:
            if not column.role:
                base = TimetableEntry(column.value, place.day, number, "", parity, valid_from=since)
                read_cell(table, reading, base, row, column, second=repeated, twin=twin)
        place.number, place.row = number, row


@dataclass
class _Place:
    """Where the reading of a wall is: the day, the lesson, the row it was in, lessons counted by hand."""

    day: int | None = None
    number: int | None = None
    row: int = -1
    count: int = 0


def _turn_day(table: Table, place: _Place, row: int, day_at: int | None) -> None:
    grid = table.grid
    value = grid.filled_down(row, day_at) if day_at is not None else ""
    found = dates.weekday(value) if value != "" else None
    if found is None and len(grid.used(row)) == 1:
        found = dates.weekday(grid.text(row, grid.used(row)[0]))
    if found is not None and found != place.day:
        place.day, place.count, place.number = found, 0, None


def _unplaced(table: Table, reading: Reading, row: int, used: list[MatrixColumn]) -> None:
    """Tell of lessons that have no day or no number; a row of homeroom teachers is none of them."""
    grid = table.grid
    texts = any(isinstance(grid.value(row, column.column), str) for column in used)
    if texts and not re.search(r"рук|воспит|классн", normal(grid.text(row, grid.used(row)[0]))):
        place = used[0].column
        reading.problems.add("cell_unreadable", grid.source(row, place), text=grid.text(row, place)[:60])


def _number_column(table: Table, day_at: int | None) -> int | None:
    """Find the column left of the classes that holds lesson numbers, when its header does not say so."""
    first = min((column.column for column in table.matrix), default=0)
    for column in range(first):
        if column == day_at:
            continue
        filled = [value for row in table.rows if (value := table.grid.value(row, column)) != ""]
        numbers = [number for value in filled if (number := lesson_number(value)) is not None and number <= 14]
        if len(numbers) >= 2 and len(numbers) >= 0.8 * len(filled):
            return column
    return None


def _has_twin(table: Table, row: int, number_at: int | None) -> bool:
    box = table.grid.merged(row, number_at) if number_at is not None else None
    return bool(box and box[2] > box[0])


def read_cell(
    table: Table,
    reading: Reading,
    base: TimetableEntry,
    row: int,
    at: MatrixColumn,
    *,
    second: bool = False,
    twin: bool = False,
) -> None:
    """Read one cell into entries that take class, day, number, week and date from `base`."""
    grid, column = table.grid, at.column
    text = as_text(grid.value(row, column))
    source = grid.source(row, column)
    parts, guessed = parse_cell(text, Names(reading.rooms, reading.surnames))
    own = base.parity
    box = grid.merged(row, column)
    if twin and not (box and box[2] > box[0]) and not own and not any(part.subgroup for part in parts):
        # A lesson number merged over two rows: the upper half is числитель, the lower знаменатель.
        own = EVEN if second else ODD
        reading.problems.add("rows_alternate", Source(grid.file, grid.sheet))
    if guessed == "weeks":
        reading.problems.add("cell_alternates", source, text=text[:80])
    elif guessed:
        reading.problems.add("cell_two_teachers", Source(grid.file, grid.sheet), text=text.replace("\n", " ")[:80])
    if not parts and not blank(text):
        reading.problems.add("cell_unreadable", source, text=text[:80])
    extra = {
        one.role: as_text(grid.value(row, one.column)) for one in table.matrix if one.role and one.value == at.value
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
                room=room_words(part.room or extra.get("room", "")),
                index=part.index,
                source=source,
            ),
        )
