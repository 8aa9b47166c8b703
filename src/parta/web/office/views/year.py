"""The calendar of the year, the bells and the rooms."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from parta.kernel.decisions import NotVisible, Refused, require
from parta.school.access import may_arrange
from parta.school.models import Room
from parta.school.services.rooms import RoomCard, correct_room
from parta.timetable.queries.year import rooms_page, year_page
from parta.web.office.sections import filters_of, plan_tabs, sections
from parta.web.parameters import number_or_none
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.refusals import refusal_text

_ROOMS = (
    Column("Кабинет", 14),
    Column("Название", 40),
    Column("Мест", 8),
    Column("Вид", 20),
    Column("Отвечает", 30),
    Column("В расписании на неделю", 14),
)


class RoomForm(forms.Form):
    """What the list says of one room."""

    number = forms.CharField(max_length=60, error_messages={"required": "Напишите номер или название."})
    title = forms.CharField(max_length=200, required=False)
    capacity = forms.IntegerField(
        min_value=1,
        max_value=2000,
        required=False,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Число мест — от 1 до 2000."),
    )
    keeper = forms.CharField(max_length=200, required=False)


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
        "may_keep": may_arrange(request.actor),
        "today": request.actor.today,
        "query": filters_of(request),
        "sections": sections(request),
        "tabs": plan_tabs(request),
    }
    return render(request, "parta/office/rooms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, room_id: int) -> HttpResponse:
    """Correct one room."""
    require(may_arrange(request.actor))
    found = Room.objects.filter(pk=room_id).first()
    if found is None:
        raise NotVisible
    said = {name: getattr(found, name) for name in RoomForm.base_fields}
    form = RoomForm(request.POST if request.method == "POST" else None, initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            changed = correct_room(
                actor=request.actor, room_id=room_id, card=RoomCard(**form.cleaned_data), now=request.now
            )
        except Refused as refused:
            form.add_error(None, refusal_text(refused.decision))
        else:
            messages.success(request, "Кабинет исправлен." if changed else "Менять было нечего.")
            return redirect("office:rooms")
    context = {"room": found, "form": form, "sections": sections(request), "tabs": plan_tabs(request)}
    return render(request, "parta/office/room.html", context, status=422 if form.is_bound else 200)
