"""A sheet of attestation on paper: students with results in words, counts, who signs."""

from collections import Counter

from django.db import transaction

from parta.curriculum.enums import ControlForm
from parta.journal.queries.sheets import SeatRow, sheet_page
from parta.paper.enums import Form
from parta.paper.queries import imprint_of
from parta.paper.services import Printed, keep
from parta.paper.typesetting import typeset
from parta.paper.words import capital
from parta.people.queries.actors import Frame
from parta.school.models import SchoolCard
from parta.wording.attestation import result_words, sheet_title
from parta.wording.dates import full_date
from parta.wording.terms import term_title

_STUDENTS = (("№", 9), ("Студент", 88), ("Зачётная книжка", 30), ("Отметка", 22), ("Прописью", 58), ("Подпись", 52))
_PROJECTS = (
    ("№", 9), ("Студент", 56), ("Тема, руководитель", 84), ("Зачётная книжка", 26), ("Отметка", 18), ("Прописью", 38),
    ("Подпись", 30),
)  # fmt: skip


@transaction.atomic
def print_sheet(*, frame: Frame, sheet_id: int) -> Printed:
    """Print a sheet, an open one with empty places to be filled by hand; raises `NotVisible`."""
    page = sheet_page(actor=frame.actor, sheet_id=sheet_id)
    sheet, course = page.sheet, page.sheet.course
    group = " ".join(part.name for part in (course.school_class, course.study_group) if part)
    heading = sheet_title(sheet.form, sheet.number)
    projects = sheet.form == ControlForm.COURSE_PROJECT
    rows = [
        [str(number), *_named(row, projects), row.book_no, row.value, result_words(row.value) if row.value else "", ""]
        for number, row in enumerate(page.rows, 1)
    ]
    counts = Counter(row.value for row in page.rows if row.value)
    told = [[capital(result_words(value)), str(counts[value])] for value in page.values if counts[value]]
    tables = [{"title": "", "columns": _heads(_PROJECTS if projects else _STUDENTS), "rows": rows}]
    if told:
        tables.append({"title": "Итого", "columns": _heads((("Результат", 60), ("Студентов", 26))), "rows": told})
    director = SchoolCard.objects.values_list("director_name", flat=True).first() or ""
    signed = [{"who": "Преподаватель", "name": name} for name in page.teachers or [""]]
    subject = f"{course.subject.index} {capital(course.name)}".strip()
    semester = term_title(sheet.term.kind, sheet.term.number)
    data = {
        "title": f"{heading}, {group}",
        "heading": heading,
        "right": f"Группа {group}, {semester} {sheet.year.title}, {full_date(sheet.day)}",
        "beneath": subject,
        "tables": tables,
        "signed": [*signed, {"who": "Директор", "name": director}],
    }
    content = typeset("register", data, imprint=imprint_of(frame))
    keep(frame, Form.SHEET, {"sheet": sheet.pk, "course": course.pk})
    return Printed(f"{heading}, {group}.pdf", content)


def _named(row: SeatRow, projects: bool) -> list[str]:
    return [row.name, row.theme] if projects else [row.name]


def _heads(columns: tuple[tuple[str, int], ...]) -> list[dict[str, object]]:
    return [{"title": head, "width": width} for head, width in columns]
