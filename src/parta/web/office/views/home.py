"""The first page of the office: the day for heads, the way on for everybody else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from parta.curriculum.access import visible_classes
from parta.journal.access_classes import visible_class_lives
from parta.journal.queries.heads import heads_day
from parta.people.rules.permissions import Action, Relation, Resource, allowed
from parta.web.office.reminders import reminder_lines
from parta.web.office.sections import sections


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what is entered today and who is absent; a homeroom teacher comes to the day of the own class."""
    roles = request.actor.roles
    if not allowed(roles, Resource.SCHOOL_SETTINGS, Action.VIEW, Relation.SAME_SCHOOL):
        led = list(visible_class_lives(request.actor).values_list("pk", flat=True)[:2])
        if len(led) == 1:
            return redirect("office:class_day", led[0])
        mine = list(visible_classes(request.actor).values_list("pk", flat=True)[:2])
        return redirect("office:class_page", mine[0]) if len(mine) == 1 else redirect("office:classes")
    heads = allowed(roles, Resource.DAY_PAGE, Action.VIEW, Relation.SAME_SCHOOL)
    page = heads_day(now=request.now) if heads else None
    context = {
        "page": page,
        "today": request.now,
        "reminders": reminder_lines(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/home.html", context)
