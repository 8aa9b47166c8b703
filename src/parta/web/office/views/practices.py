"""The practices of a college group: days, hours, base and leader."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from parta.curriculum.access import may_keep_load
from parta.curriculum.queries.practices import practices_page
from parta.journal.services.calendar import Outcome
from parta.journal.services.practices import correct_practices
from parta.kernel.decisions import require
from parta.timetable.queries.practices import busy_leaders
from parta.web.office.college import only_in_college
from parta.web.office.practice_forms import PracticesForm
from parta.web.office.views.calendar_edit import answer_correction


@require_http_methods(["GET", "HEAD", "POST"])
@only_in_college
def practices(request: HttpRequest, class_id: int) -> HttpResponse:
    """Show the practices of a group; setting them shows first what becomes of lessons."""
    if request.method == "POST":
        require(may_keep_load(request.actor))
    page = practices_page(actor=request.actor, class_id=class_id, day=request.actor.today)
    form = PracticesForm(page, request.POST if request.method == "POST" else None)

    def correct(seen: str) -> Outcome:
        return correct_practices(
            actor=request.actor, class_id=class_id, stood=form.stood, blocks=form.wanted(), seen=seen, now=request.now
        )

    context = {"page": page, "busy": busy_leaders(class_id), "may_keep": may_keep_load(request.actor)}
    own = reverse("office:practices", args=[class_id])
    return answer_correction(request, form, correct, "practices.html", context, back=own)
