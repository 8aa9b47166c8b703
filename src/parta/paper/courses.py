"""A course in a period as data for its sheets."""

from typing import Any

from parta.journal.access import CourseView, TermRow
from parta.journal.queries.grid import grid_rows
from parta.paper.journal_part import Letters, journal_part
from parta.people.queries.actors import Frame


def part_of(view: CourseView, term: TermRow, teachers: list[str], *, frame: Frame, college: bool) -> dict[str, Any]:
    """Read a course in a period and give what its sheets show (one query)."""
    rules = view.regulation.on(min(term.end, frame.now.date()))
    letters = Letters(rules.absence_letters(), rules.homework.homework_none_text.value)
    rows = grid_rows(view, start=term.start, end=term.end, now=frame.now)
    return journal_part(view, term, rows.text, teachers=teachers, letters=letters, college=college)
