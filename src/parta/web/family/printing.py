"""The diary on paper."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from parta.paper.diaries import print_term, print_week
from parta.web.parameters import day as day_parameter
from parta.web.parameters import number_or_none
from parta.web.ui.files import pdf_file


@require_POST
def week_print(request: HttpRequest) -> HttpResponse:
    """Give a week as PDF; the address names child and day as the page does."""
    day = day_parameter(request, "date", default=request.now.date())
    printed = print_week(frame=request.frame, child_id=number_or_none(request, "child"), day=day)
    return pdf_file(printed.content, printed.name)


@require_POST
def term_print(request: HttpRequest) -> HttpResponse:
    """Give the marks of a period and the results so far as PDF."""
    term_id = number_or_none(request, "term")
    printed = print_term(frame=request.frame, child_id=number_or_none(request, "child"), term_id=term_id)
    return pdf_file(printed.content, printed.name)
