"""Printing: read as the page is read, set the sheets, and write down who took which personal data out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, record
from parta.journal.access import course_view
from parta.journal.access_classes import visible_class_lives
from parta.journal.queries.class_marks import class_marks
from parta.journal.queries.class_results import class_absences, class_results
from parta.journal.queries.grid import term_by_id
from parta.kernel.decisions import NotVisible
from parta.paper.class_part import term_sheet, year_sheet
from parta.paper.courses import part_of
from parta.paper.enums import Act, Form
from parta.paper.queries import class_signers, imprint_of, teachers_of
from parta.paper.typesetting import typeset
from parta.paper.words import capital
from parta.people.queries.actors import Frame
from parta.people.queries.traces import past
from parta.regulation.enums import Terminology
from parta.school.models import SchoolClass
from parta.wording.dates import full_date
from parta.wording.roles import terminology_of
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

    Raises `NotVisible` for a journal that the actor may not read whole and for a period of another calendar.
    """
    view = course_view(frame.actor, course_id)
    view.refuse_older(None)
    term = term_by_id(view, term_id, today=frame.now.date())
    imprint = imprint_of(frame)
    teachers = teachers_of([view.id], start=term.start, end=term.end).get(view.id, [])
    seen = past(term.start, term.end)
    part = part_of(view, term, teachers, frame=frame, past=seen, college=imprint.college)
    title = (
        f"Журнал {view.class_name or view.group_name or ''} {capital(view.title)}, {term_title(term.kind, term.number)}"
    )
    content = typeset("journal", {"title": title, "parts": [part]}, imprint=imprint)
    keep(frame, Form.JOURNAL, {"course": view.id, "term": term.id})
    return Printed(f"{' '.join(title.split())}.pdf", content)


@transaction.atomic
def print_term_sheet(*, frame: Frame, class_id: int, term_id: int | None) -> Printed:
    """Print a class's marks of a period with averages and what was missed.

    Raises `NotVisible` for a class whose marks the actor may not open and for a period of another calendar.
    """
    school_class = _class(frame, class_id)
    today = frame.now.date()
    page = class_marks(school_class, term_id=term_id, today=today)
    term = page.term
    missed = class_absences(school_class, start=term.starts_on, end=term.ends_on, today=today) if term else {}
    period = term_title(term.kind, term.number) if term else ""
    span = f"{period}: {full_date(term.starts_on)} – {full_date(term.ends_on)}" if term else ""
    content = _class_sheets(
        frame,
        school_class,
        f"Успеваемость · {school_class.name}",
        span,
        term_sheet(page, missed, college=speaks_as_college(frame)),
    )
    keep(frame, Form.TERM_SHEET, {"class": class_id, "term": term.pk if term else None})
    return Printed(f"Успеваемость {school_class.name}, {period}.pdf", content)


@transaction.atomic
def print_year_sheet(*, frame: Frame, class_id: int) -> Printed:
    """Print the summary of a class's year: results of every period by subject, and what was missed.

    Raises `NotVisible` for a class whose marks the actor may not open.
    """
    school_class = _class(frame, class_id)
    today = frame.now.date()
    page = class_results(school_class, today=today)
    terms = page.terms
    start, end = (terms[0].starts_on, terms[-1].ends_on) if terms else (today, today)
    missed = class_absences(school_class, start=start, end=end, today=today)
    title, year = f"Сводная ведомость · {school_class.name}", f"{school_class.year} учебный год"
    content = _class_sheets(
        frame, school_class, title, year, year_sheet(page, missed, college=speaks_as_college(frame))
    )
    keep(frame, Form.YEAR_SHEET, {"class": class_id})
    return Printed(f"Сводная ведомость {school_class.name}, {school_class.year}.pdf".replace("/", "–"), content)


def speaks_as_college(frame: Frame) -> bool:
    """Tell whether the words are those of a college."""
    return terminology_of(frame.school_kind) == Terminology.COLLEGE


def _class(frame: Frame, class_id: int) -> SchoolClass:
    found = visible_class_lives(frame.actor).select_related("year").filter(pk=class_id).first()
    if found is None:
        raise NotVisible
    return found


def _class_sheets(
    frame: Frame, school_class: SchoolClass, heading: str, right: str, sheets: list[dict[str, Any]]
) -> bytes:
    imprint = imprint_of(frame)
    leader, director = class_signers(school_class, frame.now.date())
    leads = "Куратор группы" if imprint.college else "Классный руководитель"
    data = {
        "title": f"{heading}, {right}",
        "heading": heading,
        "right": right,
        "beneath": f"{leads}: {leader}" if leader else "",
        "sheets": sheets,
        "signed": [{"who": leads, "name": leader}, {"who": "Директор", "name": director}],
    }
    return typeset("class", data, imprint=imprint)


def keep(frame: Frame, form: Form, subject: Mapping[str, Any]) -> None:
    """Write down that personal data went out on paper, inside the caller's transaction."""
    entry = Entry(Act.PRINTED, {"form": str(form), **subject})
    record(chain=CHAIN, actor=frame.actor, entries=[entry], now=frame.now)
