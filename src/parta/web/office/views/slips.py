"""Weekly slips on paper for families of a class."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from parta.paper.diaries import print_slips
from parta.web.parameters import day_in_post, numbers_in_post
from parta.web.ui.files import pdf_file


@require_POST
def class_slips_print(request: HttpRequest, class_id: int) -> HttpResponse:
    """Give the slips of a week for the chosen pupils as PDF; nobody chosen: for families without the diary."""
    day = day_in_post(request, "date", default=request.now.date())
    pupils = numbers_in_post(request, "pupil")
    printed = print_slips(frame=request.frame, class_id=class_id, pupils=pupils, day=day)
    if printed is None:
        messages.error(request, "Отметьте, для кого напечатать листки: семей без электронного дневника здесь нет.")
        return redirect("office:class_page", class_id)
    return pdf_file(printed.content, printed.name)
