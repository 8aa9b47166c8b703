"""A course in a period as data for its sheets."""

from typing import Any

from parta.journal.access import CourseView, TermRow
from parta.journal.queries.grid import grid_rows
from parta.paper.journal_part import Letters, Traces, journal_part
from parta.people.queries.actors import Frame
from parta.people.queries.traces import Past
from parta.wording.movement import left_text


def part_of(
    view: CourseView, term: TermRow, teachers: list[str], *, frame: Frame, past: Past, college: bool
) -> dict[str, Any]:
    """Read a course in a period and give what its sheets show (one query)."""
    day = min(term.end, frame.now.date())
    rules = view.regulation.on(day)
    letters = Letters(rules.absence_letters(), rules.homework.homework_none_text.value)
    left = {
        left: left_text(row.kind, row.date, row.order_no, row.into.name if row.into else "")
        for left, row in past.leavings.items()
        if term.start <= left[1] <= term.end
    }
    traces = Traces(past.names_on(day), left)
    rows = grid_rows(view, start=term.start, end=term.end, now=frame.now)
    return journal_part(view, term, rows.text, teachers=teachers, letters=letters, traces=traces, college=college)
