"""docs/norms.md says what the presets, the data and the code say: nothing is named that is not there."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.norms.page import PAGE, page
from tests.norms.rows import Row, catalogue, problems, roadmap, rows

ROWS = rows()


def index(status: str) -> int:
    return next(place for place, row in enumerate(ROWS) if row.status == status)


def changed(status: str, /, **values: object) -> Callable[[], list[Row]]:
    """Give the rows with the first of this status changed."""

    def rows_with() -> list[Row]:
        place = index(status)
        return [*ROWS[:place], replace(ROWS[place], **values), *ROWS[place + 1 :]]  # type: ignore[arg-type]

    return rows_with


def test_every_row_is_whole_and_names_what_is_there() -> None:
    assert problems(ROWS) == []


def test_the_page_is_what_is_generated() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(ROWS), "run: python -m tests.norms"


def test_there_are_as_many_rows_as_clauses() -> None:
    assert len(ROWS) == len(catalogue()) == 362
    assert [row.id for row in ROWS] == list(catalogue())


def test_the_roadmap_is_short_and_waited_for() -> None:
    assert set(roadmap()) == {row.later for row in ROWS if row.later}


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (lambda: ROWS[1:], "S0-01: missing"),
        (lambda: [*ROWS, ROWS[0]], "S0-01: stands 2 times"),
        (lambda: [*ROWS, replace(ROWS[0], id="S9-99")], "S9-99: unknown"),
        (lambda: [replace(ROWS[0], clause="9.9"), *ROWS[1:]], "S0-01: clause 9.9, not 1.1"),
        (changed("done", tests=()), "done, and no test"),
        (changed("done", later="archive"), "done, and something is later"),
        (changed("partly", tests=()), "partly, and not said what is there"),
        (changed("partly", note=""), "partly, and not said what is missing"),
        (changed("partly", later=""), "partly, and not said what is missing"),
        (changed("planned", later=""), "planned, and not said when"),
        (changed("planned", later="some-day"), "no such thing on the roadmap: some-day"),
        (changed("planned", status="almost"), "unknown status almost"),
        (changed("conduct", note=""), "conduct, and not said how it is helped"),
        (changed("done", settings=("mark_colour",)), "no setting mark_colour"),
        (changed("done", code=("journal/rules/luck.py",)), "no file journal/rules/luck.py"),
        (changed("done", pages=("office:luck",)), "no address office:luck"),
        (changed("done", tests=("tests/house/test_norms.py::test_luck",)), "no test tests/house/test_norms.py::test_luck"),
        (changed("done", tests=("tests/house/test_norms.py",)), "no test tests/house/test_norms.py"),
        (changed("done", tests=("tests/house/test_luck.py::test_it",)), "no test tests/house/test_luck.py::test_it"),
        (lambda: [replace(row, settings=()) for row in ROWS], "absence_codes: no row names this setting"),
    ],
)  # fmt: skip
def test_each_fault_would_be_found(broken: Callable[[], list[Row]], told: str) -> None:
    found = problems(broken())
    assert any(line == told or line.endswith(f": {told}") for line in found), found
