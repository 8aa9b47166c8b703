"""The rooms: the list, one of them, what stands in it, when it takes no lessons, which subjects are taught where."""

from collections.abc import Iterable, Iterator
from datetime import date

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
from parta.timetable.access import may_make_timetable, may_move_lessons
from parta.timetable.queries.rooms import all_room_hours, room_hours, room_lessons, rooms_page, subject_rooms
from parta.timetable.services.rooms import keep_room_hours, keep_subject_rooms
from parta.web.office.history import shown_history
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number, numbers_in_post, typed_search
from parta.web.ui.sheets import MOST_ROWS, Column, Second, asked_for_sheet, sheet
from parta.web.week_grid import wishes_in_post
from parta.wording.dates import WEEKDAYS
from parta.wording.plurals import counted
from parta.wording.refusals import refusal_text
from parta.wording.rooms import out_words

_ROOMS = (
    Column("Кабинет", 14),
    Column("Название", 40),
    Column("Мест", 8),
    Column("Вид", 20),
    Column("Отвечает", 30),
    Column("Корпус", 16),
    Column("В расписании на неделю", 14),
    Column("Не используется с", 14),
    Column("Не используется по", 14),
    Column("Почему не используется", 30),
)
_LESSONS = (
    Column("День", 14),
    Column("Урок", 8),
    Column("Начало", 8),
    Column("Класс", 14),
    Column("Предмет", 40),
    Column("Подгруппа", 20),
    Column("Учитель", 36),
)
_BAD_DAY = "Укажите дату: день, месяц и год."


_HOURS = (Column("Кабинет", 14), Column("День недели", 14), Column("Урок", 8), Column("Как", 20))
_SUBJECTS = (Column("Предмет", 44), Column("Кабинеты", 44), Column("Как", 20))
_ONLY, _BETTER = "только здесь", "лучше здесь"


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
    out_from = forms.DateField(input_formats=["%Y-%m-%d"], required=False, error_messages={"invalid": _BAD_DAY})
    out_to = forms.DateField(input_formats=["%Y-%m-%d"], required=False, error_messages={"invalid": _BAD_DAY})
    out_reason = forms.CharField(max_length=200, required=False)


@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    """List the rooms."""
    typed = typed_search(request)
    found = rooms_page(actor=request.actor)
    page = [one for one in found if begun_by(typed, one.number, one.title, one.kind, one.keeper, one.building)]
    if asked_for_sheet(request):
        rows = (
            (
                one.number, one.title, one.capacity, one.kind, one.keeper, one.building, one.used, one.out_from,
                one.out_to, one.out_reason,
            )
            for one in page
        )  # fmt: skip
        hours = Second("Когда не даются", _HOURS, _hour_rows(request)) if may_make_timetable(request.actor) else None
        return sheet(request, title="Кабинеты", columns=_ROOMS, rows=rows, chosen=typed, second=hours)
    context = {
        "rooms": page,
        "out": out_texts(page, request.actor.today),
        "typed": typed,
        "may_keep": may_arrange(request.actor),
        "may_make": may_make_timetable(request.actor),
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
            page = room_lessons(actor=request.actor, room_id=room_id, page=1)
            if changed and page.out and page.count:
                lessons = counted(page.count, "занятие", "занятия", "занятий")
                messages.warning(request, f"В дни, когда кабинет не используется, в нём {lessons}. Перенесите их.")
                return redirect("office:room_lessons", room_id)
            return redirect("office:rooms")
    history = shown_history(request, Thing.ROOM, room_id)
    context = {"room": found, "form": form, "history": history, "sections": sections(request)}
    return render(request, "parta/office/room.html", context, status=422 if form.is_bound else 200)


@require_safe
def lessons(request: HttpRequest, room_id: int) -> HttpResponse:
    """List what stands in a room ahead, above all on its days out of use, with the way to move each."""
    if asked_for_sheet(request):
        whole = room_lessons(actor=request.actor, room_id=room_id, page=1, most=MOST_ROWS)
        zone = request.frame.zone
        rows = (
            (
                one.date, one.number, f"{one.starts_at.astimezone(zone):%H:%M}", str(one.course.school_class or ""),
                one.course.name, str(one.course.study_group or ""),
                one.employee.person.full_name if one.employee else "",
            )
            for one in whole.lessons
        )  # fmt: skip
        return sheet(request, title=f"Что стоит в кабинете {whole.room}", columns=_LESSONS, rows=rows)
    page = room_lessons(actor=request.actor, room_id=room_id, page=number(request, "page", default=1))
    room = page.room
    context = {
        "page": page,
        "out": out_words(room.out_from, room.out_to, room.out_reason) if page.out and room.out_from else "",
        "may_move": may_move_lessons(request.actor),
        "may_make": may_make_timetable(request.actor),
        "zone": request.frame.zone,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/room_lessons.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest, room_id: int) -> HttpResponse:
    """Show and keep at which places of the week a room takes no lessons."""
    page = room_hours(actor=request.actor, room_id=room_id)
    if request.method == "POST":
        wishes = wishes_in_post(request, days=page.days, numbers=page.numbers)
        changed = keep_room_hours(actor=request.actor, room_id=room_id, hours=wishes, now=request.now)
        messages.success(request, f"Кабинет {page.room}: часы сохранены." if changed else "Менять было нечего.")
        return redirect("office:rooms")
    context = {"page": page, "weekdays": WEEKDAYS[: page.days], "sections": sections(request)}
    return render(request, "parta/office/room_hours.html", context)


@require_safe
def subjects(request: HttpRequest) -> HttpResponse:
    """List in which rooms each subject is taught: only there, or better there."""
    found = subject_rooms(actor=request.actor)
    if asked_for_sheet(request):
        rows = (
            (one.name, ", ".join(one.rooms), (_ONLY if one.only else _BETTER) if one.rooms else "") for one in found
        )
        return sheet(request, title="Кабинеты по предметам", columns=_SUBJECTS, rows=rows)
    context = {"rows": found, "query": filters_of(request), "sections": sections(request)}
    return render(request, "parta/office/subject_rooms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def subject(request: HttpRequest, subject_id: int) -> HttpResponse:
    """Show and keep the rooms of one subject."""
    found = next((one for one in subject_rooms(actor=request.actor) if one.id == subject_id), None)
    if found is None:
        raise NotVisible
    if request.method == "POST":
        chosen, only = numbers_in_post(request, "room"), request.POST.get("only") == "1"
        changed = keep_subject_rooms(
            actor=request.actor, subject_id=subject_id, rooms=chosen, only=only, now=request.now
        )
        messages.success(request, f"Кабинеты записаны: {found.name}." if changed else "Менять было нечего.")
        return redirect("office:subject_rooms")
    context = {"subject": found, "rooms": rooms_page(actor=request.actor), "sections": sections(request)}
    return render(request, "parta/office/subject_room.html", context)


def _hour_rows(request: HttpRequest) -> Iterator[tuple[object, ...]]:
    for one in all_room_hours(actor=request.actor):
        yield one.room.number, WEEKDAYS[one.weekday - 1], one.number, "не даётся" if one.never else "лучше не занимать"


def out_texts(rooms: Iterable[Room], today: date) -> dict[int, str]:
    """Say of the rooms that are out of use now or on days to come, on which."""
    return {
        one.pk: out_words(one.out_from, one.out_to, one.out_reason)
        for one in rooms
        if one.out_from is not None and (one.out_to is None or one.out_to >= today)
    }
