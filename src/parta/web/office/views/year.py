"""The calendar of the year, the bells and the rooms."""

from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from parta.curriculum.queries.history import Thing
from parta.journal.services.class_calendars import arrange_room
from parta.kernel.decisions import NotVisible, Refused, require
from parta.kernel.text import begun_by
from parta.school.access import may_arrange
from parta.school.models import Room
from parta.school.services.rooms import RoomCard, open_room
from parta.timetable.queries.year import YearPage, rooms_page, year_page
from parta.web.office.history import shown_history
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number_or_none, typed_search
from parta.web.ui.sheets import Column, asked_for_sheet, sheet
from parta.wording.calendar import day_words
from parta.wording.dates import WEEKDAYS_SHORT
from parta.wording.refusals import refusal_text
from parta.wording.terms import period_title

_ROOMS = (
    Column("Кабинет", 14),
    Column("Название", 40),
    Column("Мест", 8),
    Column("Вид", 20),
    Column("Отвечает", 30),
    Column("Корпус", 16),
    Column("В расписании на неделю", 14),
)
_DAYS = (
    Column("Что", 34),
    Column("С", 12),
    Column("По", 12),
    Column("Дней занятий", 10),
    Column("Класс", 10),
    Column("Примечание", 40),
)
_BELLS = (
    Column("Звонки", 30),
    Column("Классы", 14),
    Column("Дни недели", 16),
    Column("Смена", 8),
    Column("Корпус", 16),
    Column("С", 12),
    Column("По", 12),
    Column("Урок", 8),
    Column("Начало", 8),
    Column("Конец", 8),
    Column("Часов", 8),
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
    kind = forms.CharField(max_length=60, required=False)
    keeper = forms.CharField(max_length=200, required=False)
    building = forms.CharField(max_length=100, required=False)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a calendar of the year by months, with its terms, days that differ, and the bells."""
    page = year_page(actor=request.actor, calendar_id=number_or_none(request, "calendar"))
    if asked_for_sheet(request):
        return _sheet_of(request, page)
    context = {
        "page": page,
        "may_keep": may_arrange(request.actor),
        "query": filters_of(request),
        "today": request.actor.today,
        "sections": sections(request),
    }
    return render(request, "parta/office/calendar.html", context)


def _sheet_of(request: HttpRequest, page: YearPage) -> HttpResponse:
    chosen = page.chosen.title if page.chosen else ""
    if request.GET.get("list") == "bells":
        return sheet(request, title="Звонки", columns=_BELLS, rows=_bell_rows(page), chosen=str(page.year or ""))
    return sheet(request, title="Календарь", columns=_DAYS, rows=_day_rows(page), chosen=chosen)


def _day_rows(page: YearPage) -> Iterator[tuple[object, ...]]:
    for term, days in page.terms:
        yield period_title(term.kind, term.number), term.starts_on, term.ends_on, days, "", term.note
    for vacation in page.vacations:
        yield vacation.title, vacation.starts_on, vacation.ends_on, None, "", vacation.note
    for day in page.special_days:
        words = day_words(day.kind, day.follows_weekday, day.follows_date, "")
        yield words, day.date, day.date, None, "", day.note
    for own in page.class_days:
        yield day_words(own.kind, None, None, ""), own.date, own.date, None, own.school_class.name, own.note


def _bell_rows(page: YearPage) -> Iterator[tuple[object, ...]]:
    for schedule in page.bells:
        grades = ", ".join(map(str, schedule.grades))
        weekdays = ", ".join(WEEKDAYS_SHORT[number - 1] for number in schedule.weekdays)
        for bell in schedule.bells.all():
            yield (
                schedule.title, grades, weekdays, schedule.shift, schedule.building, schedule.valid_from,
                schedule.valid_to, bell.number, f"{bell.starts_at:%H:%M}", f"{bell.ends_at:%H:%M}", bell.hours,
            )  # fmt: skip


@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    """List the rooms."""
    typed = typed_search(request)
    found = rooms_page(actor=request.actor)
    page = [one for one in found if begun_by(typed, one.number, one.title, one.kind, one.keeper, one.building)]
    if asked_for_sheet(request):
        rows = ((one.number, one.title, one.capacity, one.kind, one.keeper, one.building, one.used) for one in page)
        return sheet(request, title="Кабинеты", columns=_ROOMS, rows=rows, chosen=typed)
    context = {
        "rooms": page,
        "typed": typed,
        "may_keep": may_arrange(request.actor),
        "today": request.actor.today,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/rooms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def room_new(request: HttpRequest) -> HttpResponse:
    """Put a room on the list."""
    require(may_arrange(request.actor))
    form = RoomForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            open_room(actor=request.actor, card=RoomCard(**form.cleaned_data), now=request.now)
        except Refused as refused:
            form.add_error(None, refusal_text(refused.decision))
        else:
            messages.success(request, f"Кабинет {form.cleaned_data['number']} в списке.")
            return redirect("office:rooms")
    context = {"room": None, "form": form, "history": (), "sections": sections(request)}
    return render(request, "parta/office/room.html", context, status=422 if form.is_bound else 200)


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
            card = RoomCard(**form.cleaned_data)
            changed, retimed = arrange_room(actor=request.actor, room_id=room_id, card=card, now=request.now)
        except Refused as refused:
            form.add_error(None, refusal_text(refused.decision))
        else:
            told = "Кабинет исправлен." if changed else "Менять было нечего."
            messages.success(request, f"{told} По другим звонкам пойдёт уроков: {retimed}." if retimed else told)
            return redirect("office:rooms")
    history = shown_history(request, Thing.ROOM, room_id)
    context = {"room": found, "form": form, "history": history, "sections": sections(request)}
    return render(request, "parta/office/room.html", context, status=422 if form.is_bound else 200)
