"""One lesson plan out of a file or of pasted cells, by the same reader as the import's; a bare list of topics too."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from parta.curriculum.enums import PlanRefusal
from parta.curriculum.rules.plans import MOST_HOURS, Line
from parta.kernel.decisions import refusal

from .dataset import Collected, LessonPlan
from .grid import SPREADSHEETS, Grid, open_file
from .problems import Problems
from .readers.common import Reading
from .readers.journals import read_plan
from .recognise import find_tables
from .values.text import as_text, clean, line, whole


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """What a spreadsheet says of a plan: empty and None where it is silent."""

    title: str
    subject: str
    grade: int | None
    lines: tuple[Line, ...]


def plan_of_file(name: str, content: bytes) -> FoundPlan:
    """Read the longest plan of a file; refuses with `plan_not_read`."""
    suffix = Path(name).suffix.lower()
    if suffix not in SPREADSHEETS:
        raise refusal(PlanRefusal.NOT_READ, what=name)
    with TemporaryDirectory(prefix="parta-plan-") as folder:
        path = Path(folder) / f"plan{suffix}"
        path.write_bytes(content)
        return _longest(open_file(path, name, Problems()), name)


def plan_of_text(text: str) -> FoundPlan:
    """Read cells pasted from a spreadsheet, with heads or without; refuses with `plan_not_read`."""
    rows = [[clean(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter="\t")]
    width = max((len(row) for row in rows), default=0)
    found = _plans([Grid("", "", [row + [""] * (width - len(row)) for row in rows], [])])
    lines = _lines(found[0]) if found else _bare(rows)
    if not lines:
        raise refusal(PlanRefusal.NOT_READ, what="")
    return (
        FoundPlan(found[0].title, found[0].subject, found[0].grade, lines) if found else FoundPlan("", "", None, lines)
    )


def _longest(grids: Iterable[Grid], what: str) -> FoundPlan:
    found = _plans(grids)
    if not found:
        raise refusal(PlanRefusal.NOT_READ, what=what)
    one = found[0]
    return FoundPlan(one.title, one.subject, one.grade, _lines(one))


def _plans(grids: Iterable[Grid]) -> list[LessonPlan]:
    """Give the plans of sheets, the longest first."""
    reading = Reading(Collected(), Problems())
    for grid in grids:
        for table in find_tables(grid, Problems(), frozenset(), None):
            if table.kind == "plan":
                read_plan(table, reading)
    return sorted(reading.out.records.get("plans", ()), key=lambda one: -len(one.lines))


def _lines(plan: LessonPlan) -> tuple[Line, ...]:
    return tuple(
        Line(
            one.topic[:1000],
            min(MOST_HOURS, max(1, round(one.hours))),
            one.section[:500],
            one.kind[:200],
            one.control[:200],
            one.homework[:1000],
            one.resources[:1000],
        )
        for one in plan.lines
    )


def _bare(rows: Sequence[Sequence[Any]]) -> tuple[Line, ...]:
    """Read rows without heads: a number, a topic, hours, homework; a row of one cell among wider ones is a section."""
    wide = any(sum(cell != "" for cell in row) > 1 for row in rows)
    section, found = "", []
    for row in rows:
        cells = [line(cell) for cell in row if as_text(cell) != ""]
        words = [cell for cell in cells if whole(cell) is None]
        if not words:
            continue
        if wide and len(cells) == 1:
            section = words[0][:500]
            continue
        after = cells[cells.index(words[0]) + 1 :]
        hours = next((number for cell in after if (number := whole(cell)) is not None), 1)
        homework = words[1] if len(words) > 1 else ""
        found.append(Line(words[0][:1000], hours if 1 <= hours <= MOST_HOURS else 1, section, homework=homework[:1000]))
    return tuple(found)
