"""Record books of a college's students on paper: one student's, a group's."""

from datetime import date
from typing import Any

from django.db import transaction

from parta.journal.access_classes import visible_class_lives
from parta.journal.queries.diary.children import Diary, open_diaries, open_diary
from parta.journal.queries.record_books import RecordBook, RecordLine, record_books
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible
from parta.paper.enums import Form
from parta.paper.queries import imprint_of
from parta.paper.services import Printed, keep
from parta.paper.typesetting import typeset
from parta.paper.words import capital
from parta.people.models import Enrolment, Pupil
from parta.people.queries.actors import Frame
from parta.school.models import SchoolCard
from parta.wording.attestation import STATES, form_title, result_words

_LINES = (
    ("Дисциплина, МДК", 92),
    ("Часов", 14),
    ("Форма контроля", 46),
    ("Отметка", 36),
    ("Дата", 20),
    ("Преподаватель", 56),
)
_PRACTICES = (
    ("Практика", 74),
    ("База", 62),
    ("С", 20),
    ("По", 20),
    ("Часов", 14),
    ("Руководитель", 40),
    ("Отметка", 34),
)
_DEBTS = (("Дисциплина, МДК, практика", 100), ("Было", 40), ("Возникла", 24), ("Состояние", 60), ("Ликвидирована", 40))


@transaction.atomic
def print_record_book(*, frame: Frame, child_id: int | None) -> Printed:
    """Print a student's record book.

    Raises `NotVisible` for a diary that the actor may not open, and for a family that chose paper.
    """
    diary = open_diary(actor=frame.actor, child_id=child_id, now=frame.now, zone=frame.zone)
    if diary.mine and diary.child.paper_only:
        raise NotVisible
    return _print(frame, [diary], f"Зачётная книжка {diary.child.name}", {"pupil": diary.child.id})


@transaction.atomic
def print_record_books(*, frame: Frame, class_id: int) -> Printed | None:
    """Print the record books of a group's students of today; None where there is nobody.

    Raises `NotVisible` for a group that the actor may not open.
    """
    group = visible_class_lives(frame.actor).filter(pk=class_id).first()
    if group is None:
        raise NotVisible
    placed = Enrolment.objects.filter(in_force(frame.now.date()), school_class=group)
    order = placed.order_by("pupil__person__sort_key", "pupil_id").values_list("pupil_id", flat=True)
    pupils = list(dict.fromkeys(order))
    if not pupils:
        return None
    diaries = open_diaries(actor=frame.actor, pupils=pupils, now=frame.now, zone=frame.zone)
    return _print(frame, diaries, f"Зачётные книжки {group.name}", {"class": class_id, "pupils": pupils})


def _print(frame: Frame, diaries: list[Diary], title: str, subject: dict[str, Any]) -> Printed:
    if frame.school_kind != "college":
        raise NotVisible
    ids = [one.child.id for one in diaries]
    found = record_books(ids, today=frame.now.date())
    people = Pupil.objects.select_related("person").in_bulk(ids)
    director = SchoolCard.objects.values_list("director_name", flat=True).first() or ""
    books = [
        {
            "whose": people[one.child.id].person.full_name,
            "number": people[one.child.id].personal_file_no or "",
            "group": one.child.class_name or "",
            "parts": _parts(found[one.child.id]),
        }
        for one in diaries
    ]
    content = typeset("record_books", {"title": title, "books": books, "director": director}, imprint=imprint_of(frame))
    keep(frame, Form.RECORD_BOOKS, subject)
    return Printed(f"{title}.pdf", content)


def _parts(book: RecordBook) -> list[dict[str, Any]]:
    parts = []
    for one in book.semesters:
        named = f"{one.number} семестр, {one.year}"
        if one.lines:
            parts.append(_table(named, _LINES, [_line(row) for row in one.lines]))
        if one.projects:
            parts.append(_table(f"{named}: курсовые проекты", _LINES, [_line(row) for row in one.projects]))
        if one.practices:
            rows = [
                [
                    capital(row.name),
                    row.place,
                    _day(row.start),
                    _day(row.end),
                    str(row.hours or ""),
                    row.leader,
                    result_words(row.value),
                ]
                for row in one.practices
            ]
            parts.append(_table(f"{named}: практики", _PRACTICES, rows))
    if book.debts:
        rows = [
            [
                capital(row.debt.course.name),
                result_words(row.debt.value),
                _day(row.debt.raised_on),
                STATES[row.state],
                _day(row.debt.cleared_on),
            ]
            for row in book.debts
        ]
        parts.append(_table("Академические задолженности", _DEBTS, rows))
    return parts


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _line(row: RecordLine) -> list[str]:
    day = _day(row.day) if row.value else ""
    name = f"{capital(row.name)}: «{row.theme}»" if row.theme else capital(row.name)
    return [name, str(row.hours or ""), form_title(row.form), result_words(row.value), day, row.teacher]


def _table(title: str, columns: tuple[tuple[str, int], ...], rows: list[list[str]]) -> dict[str, Any]:
    return {"title": title, "columns": [{"title": head, "width": width} for head, width in columns], "rows": rows}
