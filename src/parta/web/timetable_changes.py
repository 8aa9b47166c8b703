"""«Изменилось расписание»: said to be seen, then back to the page that showed it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from parta.timetable.services.changes import see_changes
from parta.web.parameters import number_or_none_in_post
from parta.web.ui.addresses import url


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Note that a change is seen; what has changed again since the page was drawn stays."""
    child = number_or_none_in_post(request, "child")
    stamps = frozenset(request.POST.getlist("stamp"))
    if not see_changes(actor=request.actor, pupil_id=child, stamps=stamps, now=request.now):
        messages.info(request, "Пока страница была открыта, расписание изменилось ещё раз. Посмотрите новое.")
    if child is None:
        return redirect("teacher:day")
    return redirect(f"{url('family:diary')}?{urlencode({'child': child})}")
