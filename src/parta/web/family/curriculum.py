"""The curriculum of a child's class: what is taught, how much of it, what is beside lessons, when the year rests."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parta.journal.queries.diary.curriculum import child_curriculum
from parta.web.family.views import answer, open_for
from parta.wording.attestation import FORMS as FORM_TITLES


@require_safe
def curriculum(request: HttpRequest) -> HttpResponse:
    """Show the approved curriculum of the child's class, programme or own plan, activities, the year's calendar."""
    opened = open_for(request)
    page = child_curriculum(opened)
    form_title = {str(form): title for form, title in FORM_TITLES.items()}
    return answer(request, opened, "curriculum", page, more={"form_title": form_title})
