"""A whole folder read into one dataset: whatever is wrong becomes a problem, never an exception."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from parta.kernel.text import normal

from . import guard
from .corrections import NO_CORRECTIONS, Corrections
from .dataset import Collected, Dataset
from .grid import SPREADSHEETS, Grid, open_file
from .problems import Problem, Problems, Source
from .readers import bells, calendar, institution, journals, lessons, load, persons, study, wall, wall_other
from .readers.common import Reading
from .recognise import find_tables
from .synonyms.common import OWN_FOOTER
from .tables import Table
from .values import dates
from .values.classes import class_key
from .values.people import name_key

Progress = Callable[[int, int, str, int], None]
"""Told before every file and at the end: files done, files in all, the file, rows read so far."""

READERS: dict[str, Callable[[Table, Reading], None]] = {
    "card": institution.read_card_table,
    "calendar": calendar.read_calendar,
    "calendar_columns": calendar.read_calendar_columns,
    "bells": bells.read_bells,
    "bells_columns": bells.read_bells_columns,
    "rooms": institution.read_rooms,
    "staff": persons.read_staff,
    "groups": institution.read_groups,
    "pupils": persons.read_pupils,
    "movement": persons.read_movement,
    "curriculum": study.read_curriculum,
    "curriculum_list": study.read_curriculum_list,
    "programme": study.read_programme,
    "extra_courses": study.read_extra,
    "home_plan": study.read_home_plan,
    "load": load.read_load,
    "subgroups": load.read_subgroups,
    "other_load": load.read_other_load,
    "practice": load.read_practice,
    "abbreviations": lessons.read_abbreviations,
    "wall": wall.read_wall,
    "wall_days": wall_other.read_wall_days,
    "wall_rows": wall_other.read_wall_rows,
    "timetable_list": lessons.read_timetable_list,
    "extra_times": lessons.read_extra_times,
    "home_times": lessons.read_home_times,
    "extended_day": lessons.read_extended_day,
    "dated_lessons": lessons.read_dated,
    "single_lessons": lessons.read_singles,
    "plan": journals.read_plan,
    "substitutions": journals.read_substitutions,
}
_READ_WHOLE = ("card", "calendar", "wall")
_FIRST = ("card", "rooms", "staff", "groups", "pupils")


@dataclass(frozen=True)
class FolderReading:
    """What was read: the records, the problems, and the sheets with what each was taken for."""

    dataset: Dataset
    problems: list[Problem]
    grids: list[Grid]
    tables: list[Table]


def read_folder(path: Path | str, progress: Progress | None = None) -> tuple[Dataset, list[Problem]]:
    """Read every spreadsheet of a folder (and of its folders) into one dataset, with all problems found on the way."""
    found = read_sheets(path, progress)
    return found.dataset, found.problems


def read_sheets(
    path: Path | str, progress: Progress | None = None, corrections: Corrections = NO_CORRECTIONS
) -> FolderReading:
    """Read every spreadsheet of a folder with what people corrected; keep the sheets to be shown."""
    folder = Path(path)
    problems = Problems()
    reading = Reading(Collected(), problems)
    if not folder.exists():
        problems.add("folder_missing", Source(str(path)))
        return FolderReading(reading.out.frozen(), problems.all(), [], [])
    grids = _open(folder, problems, progress)
    for grid in grids:
        grid.chosen = corrections.columns
        grid.correct(corrections.of_sheet(grid.file, grid.sheet))
    reading.out.year = year = _year(grids, problems)
    tables = _read([grid for grid in grids if not _of_other_year(grid, year, problems)], reading)
    bells.bells_of_timetable(reading)
    if reading.out.year is None and (reading.out.records.get("terms") or reading.out.records.get("marks")):
        problems.add("year_unknown")
    return FolderReading(reading.out.frozen(), problems.all(), grids, tables)


def _files(folder: Path, problems: Problems) -> list[Path]:
    if folder.is_file():
        return [folder]
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.name
        if (
            not path.is_file()
            or path.is_symlink()
            or name.startswith((".", "~$"))
            or name.lower() in ("thumbs.db", "desktop.ini", "readme.md", "readme.txt")
        ):
            continue
        if path.suffix.lower() in SPREADSHEETS:
            found.append(path)
        else:
            problems.add("file_not_spreadsheet", Source(path.relative_to(folder).as_posix()))
    if len(found) > guard.MAX_FILES:
        problems.add("too_many_files", Source(folder.name), count=len(found), limit=guard.MAX_FILES)
        return []
    if not found:
        problems.add("folder_empty", Source(folder.name))
    return found


def _open(folder: Path, problems: Problems, progress: Progress | None) -> list[Grid]:
    grids: list[Grid] = []
    files = _files(folder, problems)
    cells = rows = 0
    for place, path in enumerate(files):
        name = path.relative_to(folder).as_posix() if path != folder else path.name
        if progress:
            progress(place, len(files), name, rows)
        for grid in open_file(path, name, problems):
            cells += grid.height * grid.width
            if cells > guard.MAX_CELLS * 2:
                problems.add("file_too_big", Source(name), size=cells, limit=guard.MAX_CELLS * 2)
                return grids
            rows += grid.height
            grids.append(grid)
    if progress:
        progress(len(files), len(files), "", rows)
    return grids


def _years_named(grid: Grid, *, file: bool = False) -> set[int]:
    """Give the academic years that a sheet names in its first rows, in its name, in its file's name."""
    values = [grid.value(row, column) for row in range(min(grid.height, 25)) for column in range(min(grid.width, 4))]
    texts = [value for value in values if isinstance(value, str)] + ([grid.sheet, grid.file] if file else [])
    return {year for text in texts if (year := dates.academic_year(text))}


def _of_other_year(grid: Grid, year: int | None, problems: Problems) -> bool:
    """Tell whether a sheet is only about another academic year than the one that is brought in."""
    named = _years_named(grid, file=True)
    if year is None or not named or year in named:
        return False
    said = ", ".join(f"{one}/{one + 1}" for one in sorted(named))
    problems.add("sheet_of_other_year", Source(grid.file, grid.sheet), said=said, taken=f"{year}/{year + 1}")
    return True


def _year(grids: list[Grid], problems: Problems) -> int | None:
    """Find the academic year: the latest that at least half as many sheets name as any other."""
    said: dict[int, int] = {}
    for grid in grids:
        for start in _years_named(grid):
            said[start] = said.get(start, 0) + 1
    if said:
        most = max(said.values())
        best = max(year for year, count in said.items() if count * 2 >= most)
        if len(said) > 1:
            problems.add(
                "years_differ", years=[f"{year}/{year + 1}" for year in sorted(said)], taken=f"{best}/{best + 1}"
            )
        return best
    months: dict[int, int] = {}
    for grid in grids:
        if "учебн" not in normal(grid.sheet) and "год" not in normal(grid.sheet) and grid.height > 200:
            continue
        for cells in grid.rows[:60]:
            for value in cells:
                if (
                    (day := dates.date(value) if not isinstance(value, float) else None)
                    and 2015 <= day.year <= 2100
                    and day.month in (9, 10, 11)
                ):
                    months[day.year] = months.get(day.year, 0) + 1
    return max(months, key=lambda year: (months[year], year)) if months else None


def _read(grids: list[Grid], reading: Reading) -> list[Table]:
    known: frozenset[str] = frozenset()
    first: list[tuple[Grid, list[Table]]] = [
        (grid, find_tables(grid, Problems(), known, reading.year)) for grid in grids
    ]
    for kind in _FIRST:
        for _, tables in first:
            for table in tables:
                if table.kind == kind:
                    _one(table, reading)
    records = reading.out.records
    known = frozenset(class_key(record.class_name) for record in records.get("pupils", ())) | frozenset(
        class_key(record.name) for record in records.get("groups", ())
    )
    reading.known = known
    reading.rooms = frozenset(room.key for room in records.get("rooms", ()))
    reading.surnames = frozenset(name_key(one.name.last) for one in records.get("staff", ()))
    everything: list[Table] = []
    for grid, tables in first:
        found = Problems()
        tables = find_tables(grid, found, known, reading.year)
        if not tables and institution.read_card_grid(grid, reading):
            continue
        reading.problems.take(found)
        everything += tables
        for place, table in enumerate(tables):
            if table.kind == "marks":
                footer = tables[place + 1] if place + 1 < len(tables) and tables[place + 1].kind == "topics" else None
                _safely(table, reading, partial(journals.read_marks, table, reading, footer))
            elif table.kind not in _FIRST and table.kind != "topics":
                _one(table, reading)
    return everything


def _one(table: Table, reading: Reading) -> None:
    if not table.rows:
        reading.problems.add("table_without_rows", table.source, table=table.spec.title)
        return
    _safely(table, reading, lambda: READERS[table.kind](table, reading))
    if table.kind not in _READ_WHOLE:
        for note in table.notes():
            if not re.match(OWN_FOOTER, note.first):
                reading.problems.add("row_below_skipped", note.source(), text=note.first[:80])


def _safely(table: Table, reading: Reading, read: Callable[[], None]) -> None:
    """Read a table; a shape that no reader foresaw is an error of the file that is told, not a crash."""
    try:
        read()
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError) as error:
        reading.problems.add("sheet_unexpected", table.source, table=table.spec.title, reason=type(error).__name__)
