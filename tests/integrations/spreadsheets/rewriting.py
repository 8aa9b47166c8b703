"""The demo's folders written anew: with corrections, with other files, columns and headers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

Rows = list[list[Any]]
Merges = list[tuple[tuple[int, int], tuple[int, int]]]
Edit = Callable[[Rows], Rows | None]


def sheets(path: Path) -> dict[str, tuple[Rows, Merges]]:
    """Read every sheet of a workbook with its merged cells."""
    with CalamineWorkbook.from_path(path) as book:
        found = {}
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            found[name] = (sheet.to_python(skip_empty_area=False), list(sheet.merged_cell_ranges or []))
        return found


def write(path: Path, content: dict[str, tuple[Rows, Merges]]) -> None:
    """Write a workbook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy", "strings_to_formulas": False}) as book:
        for name, (rows, merges) in content.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value not in (None, ""):
                        sheet.write(at, column, value)
            for first, last in merges:
                sheet.merge_range(*first, *last, rows[first[0]][first[1]])


def corrected(source: Path, target: Path, edits: dict[tuple[str, str], Edit]) -> Path:
    """Copy a folder, with some sheets edited in place."""
    for path in sorted(source.rglob("*.xlsx")):
        name = path.relative_to(source).as_posix()
        own = {sheet: edit for (file, sheet), edit in edits.items() if file == name}
        copy = target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if not own:
            copy.write_bytes(path.read_bytes())
            continue
        content = sheets(path)
        for sheet, edit in own.items():
            rows, merges = content[sheet]
            content[sheet] = (edit(rows) or rows, merges)
        write(copy, content)
    return target


def row_of(rows: Rows, *words: str) -> list[Any]:
    """Give the only row that holds every word as a cell."""
    found = [row for row in rows if all(word in row for word in words)]
    assert len(found) == 1, (words, len(found))
    return found[0]
