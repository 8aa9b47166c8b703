"""docs/week.md says what the week comes to under the regulations as they are now."""

import os
from typing import Any

import pytest
from django.db import transaction

from parta.regulation.enums import Preset
from tests.week import WRITE
from tests.week.page import PAGE, page
from tests.week.run import Week, run


@pytest.fixture
def weeks(alpha: Any) -> list[Week]:
    """The week under every regulation, each in a school of its own that is taken back."""
    found = []
    for preset in Preset:
        with transaction.atomic():
            point = transaction.savepoint()
            found.append(run(alpha, preset))
            transaction.savepoint_rollback(point)
    return found


def test_the_page_is_what_the_week_comes_to(weeks: list[Week]) -> None:
    text = page(weeks)
    if os.environ.get(WRITE):
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text, "run: python -m tests.week"
