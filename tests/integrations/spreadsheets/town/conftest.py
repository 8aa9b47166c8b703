"""The demo school, imported once for all tests of this folder: every one of them works in it."""

from collections.abc import Iterator
from typing import Any

import pytest

from ..conftest import ROOT, imported, savepoint


@pytest.fixture(scope="package")
def school_import(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """Import the demo school once; gives the report."""
    yield from imported(ROOT / "demo" / "school", django_db_blocker)


@pytest.fixture
def town(school_import: Any) -> Iterator[Any]:
    """The imported demo school; whatever a test does to it is undone."""
    for _ in savepoint():
        yield school_import
