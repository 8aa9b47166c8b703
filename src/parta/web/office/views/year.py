"""The calendar of the year, the bells and the rooms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from parta.timetable.queries.year import rooms_page, year_page
from parta.web.office.sections import filters_of, plan_tabs, sections
from parta.web.parameters import number_or_none
from parta.web.ui.sheets import Column, asked_for_sheet, sheet

_ROOMS = (
    Column("Кабинет", 14),
    Column("Название", 40),
    Column("Мест", 8),
    Column("Вид", 20),
    Column("Отвечает", 30),
    Column("В расписании на неделю", 14),
)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a calendar of the year by months, with its terms, days that differ, and the bells."""
    page = year_page(actor=request.actor, calendar_id=number_or_none(request, "calendar"))
    context = {
        "page": page,
        "today": request.actor.today,
        "sections": sections(request),
        "tabs": plan_tabs(request),
    }
    return render(request, "parta/office/calendar.html", context)


@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    """List the rooms."""
    page = rooms_page(actor=request.actor)
    if asked_for_sheet(request):
        rows = ((one.number, one.title, one.capacity, one.kind, one.keeper, one.used) for one in page)
        return sheet(request, title="Кабинеты", columns=_ROOMS, rows=rows)
    context = {
        "rooms": page,
        "today": request.actor.today,
        "query": filters_of(request),
        "sections": sections(request),
        "tabs": plan_tabs(request),
    }
    return render(request, "parta/office/rooms.html", context)
