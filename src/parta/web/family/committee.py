"""The class as a member of its parents' committee sees it: figures, lessons, control works, no names."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.journal.queries.committee import committee_page
from parta.web.parameters import number_or_none


@require_safe
def committee(request: HttpRequest) -> HttpResponse:
    """Show the class, `?class=` one of several."""
    page = committee_page(actor=request.actor, class_id=number_or_none(request, "class"), now=request.now)
    return render(request, "parta/family/committee.html", {"page": page, "today": request.now.date()})
