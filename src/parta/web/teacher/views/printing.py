"""The journal on paper."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from parta.paper.services import print_journal
from parta.web.parameters import number_or_none_in_post
from parta.web.ui.files import pdf_file


@require_POST
def journal_print(request: HttpRequest, course_id: int) -> HttpResponse:
    """Give a journal of a period as PDF; that it was printed is written down."""
    printed = print_journal(frame=request.frame, course_id=course_id, term_id=number_or_none_in_post(request, "term"))
    return pdf_file(printed.content, printed.name)
