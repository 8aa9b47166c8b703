"""When lessons are: wall sheets, lists, sessions, activities by time, abbreviations."""

import datetime as dt
import re

from parta.kernel.text import normal

from ..cells import Names, Part, parse_cell
from ..dataset import EVEN, ODD, Abbreviation, Activity, DatedLesson, TimetableEntry
from ..problems import Source
from ..recognise import day_column
from ..tables import Row, Table
from ..values import dates
from ..values.classes import Scope, class_list, class_name, grade_of
from ..values.text import as_text, blank, line, ordinal, whole
from .common import Carried, Reading, read_class, read_date, read_name, read_scope, title_class
from .study import pupil_of_title


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
    match = re.search(r"\b(?:с|от|начиная с|действует с)\s+(\d{1,2}[.\s]\s?(?:\d{2}|[а-я]+)\.?(?:\s?\d{2,4})?)", normal(text))
    return dates.date(match[1], year) if match else None


def read_wall(table: Table, reading: Reading) -> None:
    """Read a timetable with days and lessons in rows and classes in columns."""
    grid, names = table.grid, Names(reading.rooms, reading.surnames)
    title = f"{table.title()} {grid.sheet}"
    parity, since = parity_of(title), valid_from(title, reading.year)
    first_row = table.header + table.depth
    day_at = table.columns.get("day")
    if day_at is None or day_column(grid, first_row, grid.height) not in (None, day_at):
        day_at = day_column(grid, first_row, grid.height)
    number_at = table.columns.get("number")
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
        repeated = number is not None and number == last_number and grid.value(row, number_at or 0) == "" and number_at is not None
        if number_at is None and used:
            count += 1
            number = count
            reading.problems.add("numbers_counted", Source(grid.file, grid.sheet))
        if number is None and used and last_number is not None and number_at is not None and grid.value(row, number_at) == "":
            number, repeated = last_number, True
        if not used:
            last_number = number if number is not None else last_number
            continue
        if day is None or number is None or not 0 <= number <= 14:
            if any(isinstance(grid.value(row, column.column), str) for column in used) and not re.search(r"рук|воспит|классн", normal(grid.text(row, grid.used(row)[0]))):
                reading.problems.add("cell_unreadable", grid.source(row, used[0].column), text=grid.text(row, used[0].column)[:60])
            continue
        twin = _has_twin(table, row, number_at)
        for column in used:
            if column.role:
                continue
            _cell(table, reading, names, row, column.column, column.value, day, number, parity, since, repeated, twin)
        last_number = number


def _has_twin(table: Table, row: int, number_at: int | None) -> bool:
    box = table.grid.merged(row, number_at) if number_at is not None else None
    return bool(box and box[2] > box[0])


def _cell(
    table: Table, reading: Reading, names: Names, row: int, column: int, class_name_: str, day: int, number: int, parity: str, since: dt.date | None,
    second: bool, twin: bool,
) -> None:
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
    extra = {one.role: line(grid.value(row, one.column)) for one in table.matrix if one.role and one.value == class_name_}
    beside = grid.merged(table.header, column)
    if "room" not in extra and beside and beside[3] == column + 1 and all(one.column != column + 1 for one in table.matrix):
        extra["room"] = line(grid.value(row, column + 1))
    for part in parts:
        reading.out.add("timetable", _entry(part, class_name_, day, number, own, since, source, extra))


def _entry(part: Part, name: str, day: int, number: int, parity: str, since: dt.date | None, source: Source, extra: dict[str, str]) -> TimetableEntry:
    return TimetableEntry(
        name, day, number, part.subject, part.parity or parity, part.subgroup, part.teacher or extra.get("teacher", ""), part.room or extra.get("room", ""), part.index, since, source)


def read_wall_days(table: Table, reading: Reading) -> None:
    """Read the timetable of one class with the days in columns."""
    grid, names = table.grid, Names(reading.rooms, reading.surnames)
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
                _cell(table, reading, names, row.index, column.column, where, int(column.value), number, parity_of(title), valid_from(title, reading.year), False, False)


def read_timetable_list(table: Table, reading: Reading) -> None:
    """Read a timetable written as a list."""
    carried = Carried(reading, "day", "class")
    title = f"{table.title()} {table.grid.sheet}"
    for row in table.data():
        words = carried.read(row)
        subject = row.text("subject")
        if not subject or row.lone:
            continue
        day, number = dates.weekday(words["day"]), whole(row.value("number"))
        number = number if number is not None else ordinal(row.text("number"))
        if day is None or number is None:
            reading.problems.add("value_missing", row.source("day" if day is None else "number"), what="день недели" if day is None else "номер урока", who=subject)
            continue
        classes = class_list(words["class"]) or [name for name in [class_name(words["class"], codes=True) or read_class(row)] if name]
        if not classes:
            reading.problems.add("class_unreadable", row.source("class"), text=words["class"])
        for name in classes:
            reading.out.add("timetable", TimetableEntry(
                name, day, number, subject, parity_of(row.text("parity")) or parity_of(title), "" if blank(row.value("subgroup")) else row.text("subgroup"), row.text("teacher"),
                row.text("room"), row.text("index"), valid_from(title, reading.year), row.source()))


def _times(row: Row, reading: Reading) -> tuple[dt.time | None, dt.time | None]:
    if row.table.has("starts"):
        return dates.time(row.value("starts")), dates.time(row.value("ends"))
    found = dates.times(row.lines("time")) if isinstance(row.value("time"), str) else [one for one in [dates.time(row.value("time"))] if one]
    if not found and row.text("time"):
        reading.problems.add("value_unreadable", row.source("time"), what="время", text=row.text("time")[:40])
    return (found[0] if found else None), (found[-1] if len(found) > 1 else None)


def read_extra_times(table: Table, reading: Reading) -> None:
    """Read the timetable of extracurricular activity."""
    carried = Carried(reading, "day")
    for row in table.data():
        day = carried.read(row)["day"]
        if not row.text("name") or row.lone:
            continue
        starts, ends = _times(row, reading)
        reading.out.add("activities", Activity(
            "extracurricular", row.text("name"), tuple(sorted(dates.weekdays(day))), starts, ends, read_scope(row.lines("class")), "", row.text("teacher"), row.text("room"), row.source()))


def read_home_times(table: Table, reading: Reading) -> None:
    """Read the timetable of a pupil taught at home."""
    carried = Carried(reading, "day")
    pupil, where = pupil_of_title(table), title_class(table) or ""
    for row in table.data():
        day = carried.read(row)["day"]
        if not row.text("subject") or row.lone:
            continue
        starts, ends = _times(row, reading)
        name = pupil
        if table.has("fio") and row.text("fio"):
            found = read_name(row, reading)
            name = found.full if found else pupil
        place = read_class(row) or where if table.has("class") else where
        reading.out.add("activities", Activity(
            "home", row.text("subject"), tuple(sorted(dates.weekdays(day))), starts, ends, Scope(classes=(place,) if place else (), words=place), name, row.text("teacher"), row.text("room"), row.source()))


def read_extended_day(table: Table, reading: Reading) -> None:
    """Read the hours of extended-day groups."""
    for row in table.data():
        if not row.text("group") or row.lone:
            continue
        starts, ends = _times(row, reading)
        reading.out.add("activities", Activity(
            "extended_day", row.text("group"), tuple(sorted(dates.weekdays(row.text("day")))) or (0, 1, 2, 3, 4), starts, ends, read_scope(row.lines("class")), "", row.text("teacher"), row.text("room"), row.source()))


def read_dated(table: Table, reading: Reading) -> None:
    """Read lessons given by date: a session of a part-time group."""
    carried = Carried(reading, "date", "class")
    where = title_class(table)
    for row in table.data():
        words = carried.read(row)
        subject = row.text("subject")
        if not subject or row.lone:
            continue
        value = row.value("date")
        day = dates.date(value if value != "" else words["date"], reading.year)
        number = whole(row.value("number"))
        name = class_name(words["class"], codes=True) or where
        if day is None or number is None or not name:
            reading.problems.add("value_missing", row.source("date"), what="дата, номер пары и группа", who=subject)
            continue
        if row.text("day") and (said := dates.weekday(row.text("day"))) is not None and said != day.weekday():
            reading.problems.add("value_unreadable", row.source("day"), what="день недели (не совпадает с датой)", text=row.text("day"))
        if reading.within_year(day, row.source("date")):
            reading.out.add("dated_lessons", DatedLesson(day, number, name, row.text("index"), subject, row.text("subgroup"), row.text("teacher"), row.text("room"), row.source()))


def read_abbreviations(table: Table, reading: Reading) -> None:
    """Read the short subject names of the timetable."""
    for row in table.data():
        if row.text("short") and row.text("full"):
            reading.out.add("abbreviations", Abbreviation(row.text("short"), row.text("full"), row.source()))


__all__ = ["grade_of", "parity_of", "read_date", "valid_from"]
