"""A student's own attestation: what semesters end with, and academic debts."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parta.journal.queries.debts import own_attestation
from parta.kernel.decisions import NotVisible
from parta.web.family.views import answer, open_for
from parta.wording.attestation import STATES, form_title
from parta.wording.terms import term_title


@require_safe
def attestation(request: HttpRequest) -> HttpResponse:
    """Show the schedule and the debts of the student."""
    if request.frame.school_kind != "college":
        raise NotVisible
    opened = open_for(request)
    more = {"states": STATES, "form_title": form_title, "term_title": term_title}
    return answer(request, opened, "attestation", own_attestation(opened), more=more)
