"""The class at a glance: marks of a period by subject."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from parta.journal.access_classes import visible_class_lives
from parta.journal.queries.class_marks import ClassMarks
from parta.journal.queries.class_marks import class_marks as read_class_marks
from parta.kernel.decisions import NotVisible
from parta.paper.record_books import print_record_books
from parta.paper.services import print_term_sheet, print_year_sheet
from parta.regulation.queries import versions
from parta.web.office.college import only_in_college
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number_or_none, number_or_none_in_post
from parta.web.ui.files import pdf_file
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.diary import absence_word
from parta.wording.terms import term_title


@require_safe
def class_marks(request: HttpRequest, class_id: int) -> HttpResponse:
    """Show averages, proposals and marks of a class in a period, and its absences."""
    school_class = visible_class_lives(request.actor).filter(pk=class_id).first()
    if school_class is None:
        raise NotVisible
    today = request.now.date()
    page = read_class_marks(school_class, term_id=number_or_none(request, "term"), today=today)
    if asked_for_sheet(request):
        period = term_title(page.term.kind, page.term.number) if page.term else ""
        title = f"Успеваемость {school_class.name}"
        return sheet(
            request,
            title=title,
            columns=_columns(page),
            rows=_lines(page),
            chosen=period,
            persons=[row.id for row in page.rows],
        )
    context = {
        "page": page,
        "school_class": school_class,
        "letters": versions().on(today).absence_letters(),
        "query": filters_of(request),
        "tab": "marks",
        "sections": sections(request),
    }
    return render(request, "parta/office/class_marks.html", context)


@require_POST
def class_marks_print(request: HttpRequest, class_id: int) -> HttpResponse:
    """Give the marks of a class in a period as PDF, or the summary of its year (`year=1`)."""
    if request.POST.get("year") == "1":
        printed = print_year_sheet(frame=request.frame, class_id=class_id)
    else:
        term_id = number_or_none_in_post(request, "term")
        printed = print_term_sheet(frame=request.frame, class_id=class_id, term_id=term_id)
    return pdf_file(printed.content, printed.name)


@require_POST
@only_in_college
def record_books_print(request: HttpRequest, class_id: int) -> HttpResponse:
    """Give the record books of a group's students as PDF."""
    printed = print_record_books(frame=request.frame, class_id=class_id)
    if printed is None:
        messages.info(request, "В группе сегодня нет студентов, печатать нечего.")
        return redirect("office:class_marks", class_id)
    return pdf_file(printed.content, printed.name)


def _columns(page: ClassMarks) -> list[Column]:
    subjects = [Column(text, 12) for one in page.columns for text in (one.title, f"{one.title}: средняя")]
    absences = [Column(absence_word(code), 10) for code in page.codes]
    return [Column("Ученик", 28), *subjects, Column("Средний балл", 10), Column("Пропущено уроков", 10), *absences]


def _lines(page: ClassMarks) -> Iterator[tuple[Any, ...]]:
    for row in page.rows:
        cells = [part for cell in row.cells for part in ((cell.result, cell.average) if cell else (None, None))]
        yield (row.name, *cells, row.mean, row.missed, *(row.absences.get(code, 0) for code in page.codes))
