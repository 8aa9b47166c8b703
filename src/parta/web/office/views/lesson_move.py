"""One dated lesson is moved to another day, hour or room."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parta.journal.access import course_view
from parta.journal.services.moving import move_lesson
from parta.kernel.decisions import NotVisible, Refused, require
from parta.school.models import Room
from parta.timetable.access import may_move_lessons
from parta.timetable.models import Lesson
from parta.timetable.rules.moving import REASON_LENGTH
from parta.web.office.sections import sections
from parta.web.office.views.rooms import out_texts
from parta.wording.dates import date_text
from parta.wording.refusals import refusal_text
from parta.wording.roles import terminology_of


class MoveForm(forms.Form):
    """Where a lesson goes, and why."""

    day = forms.DateField(
        input_formats=["%Y-%m-%d"],
        error_messages={"required": "Укажите день.", "invalid": "Укажите дату: день, месяц и год."},
    )
    number = forms.IntegerField(
        min_value=0,
        max_value=20,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), "Номер урока — от 0 до 20."),
    )
    room = forms.ModelChoiceField(
        Room.objects.order_by("number_key"), required=False, error_messages={"invalid_choice": "Выберите кабинет."}
    )
    ground = forms.CharField(max_length=REASON_LENGTH, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def lesson_move(request: HttpRequest, lesson_id: int) -> HttpResponse:
    """Move one lesson; what stands in the way is named."""
    require(may_move_lessons(request.actor))
    lesson = Lesson.objects.select_related("course", "room").filter(pk=lesson_id).first()
    if lesson is None:
        raise NotVisible
    view = course_view(request.actor, lesson.course_id)
    stands: dict[str, Any] = {"day": lesson.date, "number": lesson.number, "room": lesson.room_id}
    form = MoveForm(request.POST if request.method == "POST" else None, initial=stands)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            moved = move_lesson(
                actor=request.actor,
                lesson_id=lesson_id,
                day=said["day"],
                number=said["number"],
                room_id=said["room"].pk if said["room"] else None,
                ground=said["ground"],
                now=request.now,
            )
        except Refused as refused:
            form.add_error(None, refusal_text(refused.decision, terminology_of(request.frame.school_kind)))
        else:
            messages.success(
                request, f"Урок перенесён: {date_text(moved.date)}, {moved.number}-й. Семьи увидят это в дневнике."
            )
            return redirect("teacher:lesson", lesson_id)
    context = {
        "out": out_texts(Room.objects.filter(out_from__isnull=False), request.actor.today),
        "lesson": lesson,
        "view": view,
        "form": form,
        "sections": sections(request),
    }
    return render(request, "parta/office/lesson_move.html", context, status=422 if form.errors else 200)
