"""A student's own attestation: what semesters end with, and academic debts."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from parta.journal.queries.debts import own_attestation
from parta.journal.queries.diary.children import Diary
from parta.journal.queries.record_books import record_books
from parta.kernel.decisions import NotVisible
from parta.paper.record_books import print_record_book
from parta.web.family.sheets import record_book_sheet
from parta.web.family.views import answer, open_for
from parta.web.parameters import number_or_none
from parta.web.ui.files import pdf_file
from parta.web.ui.sheets import asked_for_sheet
from parta.wording.attestation import STATES, form_title, result_words
from parta.wording.terms import term_title


@require_safe
def attestation(request: HttpRequest) -> HttpResponse:
    """Show the schedule and the debts of the student."""
    opened = _open(request)
    more = {"states": STATES, "form_title": form_title, "term_title": term_title}
    return answer(request, opened, "attestation", own_attestation(opened), more=more)


@require_safe
def record_book(request: HttpRequest) -> HttpResponse:
    """Show the student's record book; nothing for a family that chose paper."""
    opened = _open(request)
    child = opened.child
    book = None if child.paper_only else record_books([child.id], today=opened.today)[child.id]
    if book and asked_for_sheet(request):
        return record_book_sheet(request, opened, book)
    more = {"states": STATES, "form_title": form_title, "result_words": result_words}
    return answer(request, opened, "record_book", book, more=more)


@require_POST
def record_book_print(request: HttpRequest) -> HttpResponse:
    """Give the student's record book as PDF."""
    printed = print_record_book(frame=request.frame, child_id=number_or_none(request, "child"))
    return pdf_file(printed.content, printed.name)


def _open(request: HttpRequest) -> Diary:
    if request.frame.school_kind != "college":
        raise NotVisible
    return open_for(request)
