"""One box finds anything, from any page of those who work in the school."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.journal.queries.search import find
from parta.web.office.sections import sections
from parta.web.office.views.classes import conditions


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found as a page, or for the box as its list alone (`part`)."""
    text = " ".join(request.GET.get("q", "")[:100].split())
    found = find(actor=request.actor, conditions=conditions(request), text=text, today=request.actor.today)
    part = "part" in request.GET
    context = {"found": found, "part": part}
    if part:
        return render(request, "parta/office/_found.html", context)
    return render(request, "parta/office/search.html", {**context, "sections": sections(request)})
