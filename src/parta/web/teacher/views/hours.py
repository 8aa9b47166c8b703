"""The hours that a teacher has given, as they are counted for pay."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from parta.kernel.decisions import NotVisible
from parta.web.hours import asked_hours, hours_sheet
from parta.web.ui.sheets import asked_for_sheet


@require_safe
def own_hours(request: HttpRequest) -> HttpResponse:
    """Show the own hours of a month by journal and day, or of the year by month."""
    person = request.actor.person_id
    if person is None:
        raise NotVisible
    asked = asked_hours(request, person)
    if asked_for_sheet(request):
        return hours_sheet(request, asked, title="Мои часы", persons=[person])
    kept = {"month": f"{asked.month:%Y-%m}", **({"by": "year"} if asked.by_year else {})}
    return render(request, "parta/teacher/own_hours.html", {"asked": asked, "query": f"{urlencode(kept)}&"})
