"""Workbooks written for a test, dirty as offices have them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from parta.integrations.spreadsheets import Dataset, Problem, read_folder
from parta.integrations.spreadsheets.resolve import Resolved, resolve

ROOT = Path(__file__).resolve().parents[3]
Sheets = dict[str, Sequence[Sequence[Any]]]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Give a writer of workbooks into one folder: `book("a.xlsx", {"Лист": rows}, merge={"Лист": ["A1:C1"]})`."""
    folder = tmp_path / "office"
    folder.mkdir()

    def write(name: str, sheets: Sheets, merge: dict[str, list[tuple[str, Any]]] | None = None) -> Path:
        with xlsxwriter.Workbook(
            folder / name, {"default_date_format": "dd.mm.yyyy", "strings_to_formulas": False}
        ) as workbook:
            for title, rows in sheets.items():
                sheet = workbook.add_worksheet(title)
                for at, row in enumerate(rows):
                    for column, value in enumerate(row):
                        if value is not None and value != "":
                            sheet.write(at, column, value)
                for area, value in (merge or {}).get(title, []):
                    sheet.merge_range(area, value)
        return folder

    return write


@pytest.fixture(scope="session")
def school() -> tuple[Dataset, list[Problem]]:
    """Read the demo school once."""
    return read_folder(ROOT / "demo" / "school")


@pytest.fixture(scope="session")
def college() -> tuple[Dataset, list[Problem]]:
    """Read the demo college once."""
    return read_folder(ROOT / "demo" / "college")


@pytest.fixture(scope="session")
def school_links(school: tuple[Dataset, list[Problem]]) -> tuple[Resolved, list[Problem]]:
    """Resolve the demo school once."""
    return resolve(school[0])


@pytest.fixture(scope="session")
def college_links(college: tuple[Dataset, list[Problem]]) -> tuple[Resolved, list[Problem]]:
    """Resolve the demo college once."""
    return resolve(college[0])


def codes(problems: Sequence[Problem]) -> set[str]:
    """Give the codes of problems."""
    return {problem.code for problem in problems}


def one(problems: Sequence[Problem], code: str) -> Problem:
    """Give the only problem with a code."""
    found = [problem for problem in problems if problem.code == code]
    assert len(found) == 1, found
    return found[0]
