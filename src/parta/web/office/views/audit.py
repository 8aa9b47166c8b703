"""Who did what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.journal.queries.events import events_page
from parta.people.queries.persons import names_of
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day_or_none, number, number_or_none
from parta.wording.acts import ACTS, act_title, state_text


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """List events by author, act and days; the filters stand in the address."""
    since = day_or_none(request, "since")
    until = day_or_none(request, "until")
    person_id = number_or_none(request, "person")
    act = request.GET.get("act", "")
    act = act if act in ACTS else ""
    who = request.GET.get("who", "")[:100].strip()
    page = events_page(
        who=who,
        person_id=person_id,
        act=act,
        since=since,
        until=until,
        page=number(request, "page", default=1),
        now=request.now,
    )
    context = {
        "page": page,
        "rows": [(row, act_title(row.act), state_text(row.before), state_text(row.after)) for row in page.rows],
        "acts": ACTS.items(),
        "act": act,
        "who": who,
        "person_id": person_id,
        "only_name": names_of([person_id]).get(person_id, "") if person_id else "",
        "since": since,
        "until": until,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/audit.html", context)
