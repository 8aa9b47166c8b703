"""Printing: read as the page is read, set the sheets, and write down who took which personal data out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, record
from parta.journal.access import CourseView, TermRow, course_view
from parta.journal.queries.grid import grid_rows, term_by_id
from parta.paper.enums import Act, Form
from parta.paper.journal_part import Letters, capital, journal_part
from parta.paper.queries import imprint_of, teachers_of
from parta.paper.typesetting import typeset
from parta.people.queries.actors import Frame
from parta.wording.terms import term_title

CHAIN = "paper"


@dataclass(frozen=True, slots=True)
class Printed:
    """A file for printing with the name that people see."""

    name: str
    content: bytes


@transaction.atomic
def print_journal(*, frame: Frame, course_id: int, term_id: int | None) -> Printed:
    """Print a course's journal of a period: marks, then topics and homework.

    Raises `NotVisible` for a journal that the actor may not open and for a period of another calendar.
    """
    view = course_view(frame.actor, course_id)
    term = term_by_id(view, term_id, today=frame.now.date())
    imprint = imprint_of(frame)
    teachers = teachers_of([view.id], start=term.start, end=term.end).get(view.id, [])
    part = part_of(view, term, teachers, frame=frame, college=imprint.college)
    title = (
        f"Журнал {view.class_name or view.group_name or ''} {capital(view.title)}, {term_title(term.kind, term.number)}"
    )
    content = typeset("journal", {"title": title, "parts": [part]}, imprint=imprint)
    keep(frame, Form.JOURNAL, {"course": view.id, "term": term.id})
    return Printed(f"{' '.join(title.split())}.pdf", content)


def part_of(view: CourseView, term: TermRow, teachers: list[str], *, frame: Frame, college: bool) -> dict[str, Any]:
    """Read a course in a period and give what its sheets show (one query)."""
    rules = view.regulation.on(min(term.end, frame.now.date()))
    letters = Letters(rules.absence_letters(), rules.homework.homework_none_text.value)
    rows = grid_rows(view, start=term.start, end=term.end, now=frame.now)
    return journal_part(view, term, rows.text, teachers=teachers, letters=letters, college=college)


def keep(frame: Frame, form: Form, subject: Mapping[str, Any]) -> None:
    """Write down that personal data went out on paper, inside the caller's transaction."""
    entry = Entry(Act.PRINTED, {"form": str(form), **subject})
    record(chain=CHAIN, actor=frame.actor, entries=[entry], now=frame.now)
