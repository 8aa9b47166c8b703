"""Workbooks written for a test, dirty as offices have them."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter

from parta.integrations.spreadsheets import Dataset, Problem, read_folder
from parta.integrations.spreadsheets.resolve import Resolved, resolve
from parta.kernel.actor import Actor

ROOT = Path(__file__).resolve().parents[3]
Sheets = dict[str, Sequence[Sequence[Any]]]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that share an imported school in one process: an import costs half a minute."""
    for item in items:
        if "school_import" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("town"))
        if "college_import" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


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


ADMINISTRATOR = Actor(account_id=1, person_id=None, school_slug="alpha", roles=frozenset({"administrator"}))
DEPUTY = Actor(account_id=2, person_id=None, school_slug="alpha", roles=frozenset({"deputy"}))
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Asia/Yekaterinburg"))
APPS = ("audit", "school", "people", "regulation", "curriculum", "timetable", "journal", "integrations")


def bring(folder: Path, now: dt.datetime = NOW, actor: Actor = ADMINISTRATOR, **more: Any) -> Any:
    """Import a folder into the school that was entered."""
    from parta.integrations.spreadsheets.importing import import_folder

    return import_folder(folder, actor=actor, now=now, **more)


def tables() -> dict[str, int]:
    """Count the rows of every table of the school that is not empty, but for the notes for undoing the last import."""
    from django.apps import apps

    from parta.integrations.models import ImportTouch

    models = [model for app in APPS for model in apps.get_app_config(app).get_models() if model is not ImportTouch]
    return {model.__name__: number for model in models if (number := model._default_manager.count())}


def wall(kind: str, by: Any, paper: Any) -> tuple[int, str]:
    """Print the timetable for the wall as a deputy does; give how many pages it has and their text."""
    from parta.paper.wall import print_wall
    from parta.people.queries.actors import Frame
    from tests.paper.reading import texts

    zone = ZoneInfo("Asia/Yekaterinburg")
    frame = Frame(DEPUTY, NOW, zone, kind, "Школа" if kind == "school" else "Техникум", "Завуч", 1)
    content = print_wall(frame=frame, day=NOW.date(), by=by, paper=paper).content
    pages = texts(content)
    return len(pages), " ".join(["", *pages, ""])


def analyzed() -> None:
    """Tell the planner what stands in the tables: nobody else sees what a test has not committed."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = current_schema()"
        )
        cursor.execute(f"ANALYZE {cursor.fetchone()[0]}")


def done(report: Any) -> dict[str, dict[str, int]]:
    """Give what an import did, without what it left as it was."""
    shown = {
        kind: {what: n for what, n in row.items() if n and what != "unchanged"} for kind, row in report.counts().items()
    }
    return {kind: row for kind, row in shown.items() if row}


def imported(folder: Path, django_db_blocker: Any) -> Iterator[Any]:
    from django.db import transaction

    from parta.installation.models import School
    from parta.installation.schools import enter_public, inside

    with django_db_blocker.unblock(), transaction.atomic():
        enter_public()
        with inside(School.objects.get(slug="alpha")):
            report = bring(folder)
            analyzed()
            yield report
            transaction.set_rollback(True)


@pytest.fixture(scope="module")
def college_import(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """Import the demo college once for a module; gives the report."""
    yield from imported(ROOT / "demo" / "college", django_db_blocker)


def savepoint() -> Iterator[None]:
    from django.db import transaction

    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


@pytest.fixture
def technicum(college_import: Any) -> Iterator[Any]:
    """The imported demo college; whatever a test does to it is undone."""
    for _ in savepoint():
        yield college_import
