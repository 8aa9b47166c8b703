"""«Мой день» and the list of journals."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from parta.journal.access_requests import may_ask_to_edit
from parta.journal.queries.behind import behind_page
from parta.journal.queries.courses import journal_list_page
from parta.journal.queries.day import day_page
from parta.kernel.decisions import Forbidden
from parta.people.rules.permissions import Action, Relation, Resource, allowed
from parta.web.parameters import day as day_parameter
from parta.web.parameters import number_or_none
from parta.wording.deadlines import deadline_words


@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """Show the lessons of a day with what is missing on each."""
    _require_own_day(request)
    today = request.now.date()
    wanted = day_parameter(request, "date", default=today)
    page = day_page(person_id=request.actor.person_id, day=wanted, now=request.now)
    context = {
        "page": page,
        "today": today,
        "is_today": wanted == today,
        "yesterday": wanted - timedelta(days=1),
        "until": deadline_words(page.regulation.lessons.topic_deadline),
    }
    return render(request, "parta/teacher/day.html", context)


@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """Show what is overdue of the last days and what is due soon: a part of «Мой день», or a page of its own."""
    _require_own_day(request)
    page = behind_page(person_id=request.actor.person_id, now=request.now)
    part = "HX-Request" in request.headers
    template = "parta/teacher/_behind.html" if part else "parta/teacher/behind.html"
    response = render(request, template, {"page": page, "whole": not part})
    patch_vary_headers(response, ["HX-Request"])
    return response


def _require_own_day(request: HttpRequest) -> None:
    if not allowed(request.actor.roles, Resource.DAY_PAGE, Action.VIEW, Relation.OWN):
        raise Forbidden


@require_safe
def journal_list(request: HttpRequest) -> HttpResponse:
    """List the journals that the person may open."""
    page = journal_list_page(
        actor=request.actor,
        class_id=number_or_none(request, "class"),
        search=request.GET.get("q", "")[:100],
        page=number_or_none(request, "page") or 1,
        now=request.now,
    )
    may_see_plans = allowed(request.actor.roles, Resource.LESSON_PLAN, Action.VIEW, Relation.SAME_SCHOOL)
    context = {"page": page, "may_ask": may_ask_to_edit(request.actor), "may_see_plans": may_see_plans}
    return render(request, "parta/teacher/journal_list.html", context)
