"""A sheet as a rectangle of clean values that know their addresses and merged ranges."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from . import guard, webpages
from .problems import Problems, Source
from .values.text import LONGEST_TEXT, as_text, clean, line

SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".html", ".htm"})
_LETTERS: list[str] = []
_FORMULA_ERROR = re.compile(
    r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|Н/Д|ССЫЛКА!|ДЕЛ/0!|ЗНАЧ!|ИМЯ\?|ЧИСЛО!|ПУСТО!)$", re.IGNORECASE
)


def letters(column: int) -> str:
    """Give the letters of a column counted from 0."""
    while len(_LETTERS) <= column:
        number, name = len(_LETTERS) + 1, ""
        while number:
            number, rest = divmod(number - 1, 26)
            name = chr(65 + rest) + name
        _LETTERS.append(name)
    return _LETTERS[column]


def place_of(address: str) -> tuple[int, int]:
    """Give the row and the column, from 0, of an address such as «C7»; (-1, -1) for anything else."""
    found = re.fullmatch(r"([A-Z]{1,3})([1-9]\d{0,6})", address)
    if not found:
        return -1, -1
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


class Grid:
    """One sheet. Rows and columns are counted from 0; addresses are as in Excel."""

    def __init__(
        self, file: str, sheet: str, rows: list[list[Any]], merges: list[tuple[tuple[int, int], tuple[int, int]]]
    ) -> None:
        self.file, self.sheet, self.rows, self.merges = file, sheet, rows, merges
        self.chosen: Mapping[tuple[str, str], str] = {}
        """What people said of columns: the field by kind of table and header."""
        self.height = len(rows)
        self.width = max((len(row) for row in rows), default=0)
        self._merged: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        for (top, left), (bottom, right) in merges:
            if (bottom - top + 1) * (right - left + 1) > 20_000:
                continue
            for row in range(top, min(bottom + 1, self.height)):
                for column in range(left, min(right + 1, self.width)):
                    self._merged[row, column] = (top, left, bottom, right)

    @property
    def stem(self) -> str:
        """The file's name without its folder and its ending."""
        return self.file.rpartition("/")[2].rpartition(".")[0]

    def value(self, row: int, column: int) -> Any:
        """Give what stands in the cell itself; "" outside the sheet."""
        if 0 <= row < self.height and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    def text(self, row: int, column: int) -> str:
        """Give the cell as one line of text."""
        return line(self.value(row, column))

    def merged(self, row: int, column: int) -> tuple[int, int, int, int] | None:
        """Give (top, left, bottom, right) of the merged range that holds the cell."""
        return self._merged.get((row, column))

    def filled(self, row: int, column: int) -> Any:
        """Give the cell's value, or that of the merged range which covers it."""
        value = self.value(row, column)
        if value == "" and (box := self._merged.get((row, column))):
            return self.value(box[0], box[1])
        return value

    def filled_down(self, row: int, column: int) -> Any:
        """Give the cell's value, or that of a merged range of this column only that covers it from above."""
        value = self.value(row, column)
        if value == "" and (box := self._merged.get((row, column))) and box[1] == column:
            return self.value(box[0], column)
        return value

    def used(self, row: int) -> list[int]:
        """Give the columns of the row that are not empty."""
        return [column for column, value in enumerate(self.rows[row]) if value != ""] if row < self.height else []

    def correct(self, cells: Mapping[str, str]) -> None:
        """Put texts into cells of the sheet by their addresses; an address outside the sheet is passed over."""
        for address, text in cells.items():
            row, column = place_of(address)
            if 0 <= row < self.height and 0 <= column < self.width:
                cells_of_row = self.rows[row]
                cells_of_row.extend([""] * (column + 1 - len(cells_of_row)))
                cells_of_row[column] = clean(text)

    def source(self, row: int, column: int = 0) -> Source:
        """Give where the cell is."""
        return Source(self.file, self.sheet, f"{letters(column)}{row + 1}")


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    return "" if value is None else value


def _checked(grid: Grid, problems: Problems) -> Grid:
    for row, cells in enumerate(grid.rows):
        for column, value in enumerate(cells):
            if not isinstance(value, str):
                if isinstance(value, float) and value != value:  # noqa: PLR0124 - not a number
                    cells[column] = ""
                continue
            if value[:1] == "=" and len(value) > 1:
                problems.add("formula_text", grid.source(row, column), text=value[:60])
                cells[column] = ""
            elif value[:1] == "#" and _FORMULA_ERROR.match(value):
                problems.add("formula_error", grid.source(row, column), text=value)
                cells[column] = ""
            elif len(value) > LONGEST_TEXT:
                problems.add("text_too_long", grid.source(row, column), length=len(value), limit=LONGEST_TEXT)
                cells[column] = value[:LONGEST_TEXT]
    return grid


def open_file(path: Path, file: str, problems: Problems) -> Iterator[Grid]:
    """Give the visible sheets of a file; whatever is wrong with it becomes a problem, never an exception."""
    try:
        guard.check(path)
        if path.suffix.lower() in (".csv", ".tsv"):
            yield _checked(_csv(path, file), problems)
            return
        if webpages.is_web_page(path):
            found = webpages.tables_of(path)
            if not found:
                problems.add("file_unreadable", Source(file), reason="HTML")
            for number, rows in enumerate(found):
                name = path.stem if not number else f"{path.stem} ({number + 1})"
                yield _checked(Grid(file, name, [[_tidy(value) for value in row] for row in rows], []), problems)
            return
        with _workbook(path) as book:
            for meta in book.sheets_metadata:
                if meta.typ is not SheetTypeEnum.WorkSheet:
                    continue
                if meta.visible is not SheetVisibleEnum.Visible:
                    problems.add("sheet_hidden", Source(file, meta.name))
                    continue
                sheet = book.get_sheet_by_name(meta.name)
                if sheet.total_height * max(sheet.total_width, 1) > guard.MAX_CELLS:
                    problems.add(
                        "sheet_too_big",
                        Source(file, meta.name),
                        rows=sheet.total_height,
                        columns=sheet.total_width,
                        limit=guard.MAX_CELLS,
                    )
                    continue
                rows = [[_tidy(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
                yield _checked(Grid(file, clean(meta.name), rows, list(sheet.merged_cell_ranges or [])), problems)
    except guard.TooBig as found:
        problems.add(found.code, Source(file), **found.params)
    except PasswordError:
        problems.add("file_encrypted", Source(file))
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # calamine's Rust panics are BaseException
        problems.add("file_unreadable", Source(file), reason=type(error).__name__)


def _workbook(path: Path) -> CalamineWorkbook:
    """Open a workbook by its ending, else by its content: «.xls» that is .xlsx inside is usual."""
    try:
        return CalamineWorkbook.from_path(path)
    except (PasswordError, KeyboardInterrupt):
        raise
    except BaseException:
        return CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))


def _csv(path: Path, file: str) -> Grid:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1251", errors="replace")
    head = text[:4096]
    delimiter = max(";,\t", key=head.count)
    rows: list[list[Any]] = [
        [clean(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)
    ]
    return Grid(file, path.stem, rows, [])


__all__ = ["SPREADSHEETS", "Grid", "as_text", "letters", "open_file"]
