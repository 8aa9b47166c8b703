"""The words of the act that a regulation comes from, clause by clause."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.regulation.enums import Preset
from parta.regulation.queries.texts import act_text
from parta.regulation.rules.parse import load_preset
from parta.web.office.sections import sections


@require_safe
def text(request: HttpRequest, preset: str) -> HttpResponse:
    """Show the act's text with a place to lead to at every clause that a setting names."""
    paragraphs = act_text(Preset(preset)) if preset in set(Preset) else ()
    if not paragraphs:
        raise Http404
    context = {
        "act": load_preset(preset).act,
        "paragraphs": paragraphs,
        "clauses": [number for paragraph in paragraphs for number in paragraph.clauses],
        "sections": sections(request),
    }
    return render(request, "parta/office/regulation_text.html", context)
