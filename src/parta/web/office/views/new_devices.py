"""On which new devices the staff came in: a thief of a password is seen here first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.people.queries.new_devices import LATELY, PER_PAGE, new_devices
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet

SPANS = {LATELY: "неделю", 30: "месяц", 365: "год"}
_COLUMNS = (Column("Когда", 16), Column("Кто", 40), Column("Должность", 36), Column("Устройство", 40))


@require_safe
def new_devices_page(request: HttpRequest) -> HttpResponse:
    """List them over a week, a month or a year."""
    asked = number(request, "days", default=LATELY)
    days = asked if asked in SPANS else LATELY
    file = asked_for_sheet(request)
    page = new_devices(
        now=request.now,
        days=days,
        page=1 if file else number(request, "page", default=1),
        per_page=MOST_ROWS if file else PER_PAGE,
    )
    if file:
        rows = [(one.at, one.name, one.post, one.device) for one in page.rows]
        persons = {one.person_id for one in page.rows}
        title = "Входы с новых устройств"
        return sheet(request, title=title, columns=_COLUMNS, rows=rows, chosen=f"за {SPANS[days]}", persons=persons)
    context = {
        "page": page,
        "days": days,
        "spans": SPANS,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/new_devices.html", context)
