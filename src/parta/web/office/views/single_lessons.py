"""Lessons of a journal on days of their own: consultations, extra lessons, meetings of a club."""

from datetime import time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parta.curriculum.models import Course
from parta.curriculum.queries.loads import teachers_from
from parta.journal.access import course_view
from parta.journal.services.single_lessons import SingleLesson, add_single, remove_single
from parta.kernel.decisions import Refused, require
from parta.school.models import Room
from parta.timetable.access import may_move_lessons
from parta.timetable.models import Lesson
from parta.timetable.queries.meetings import pupils_meetings
from parta.web.office.sections import sections
from parta.web.parameters import day_or_none_in_post, number_in_post, number_or_none_in_post
from parta.web.ui.refusals import refusal_html
from parta.wording.dates import date_text
from parta.wording.roles import terminology_of

_MOST_NUMBER = 20


@require_http_methods(["GET", "HEAD", "POST"])
def single_lessons(request: HttpRequest, course_id: int) -> HttpResponse:
    """Show the lessons of a journal that stand on days of their own; put one there, take one out."""
    require(may_move_lessons(request.actor))
    view = course_view(request.actor, course_id)
    problem, today = "", request.actor.today
    if request.method == "POST":
        try:
            if request.POST.get("act") == "remove":
                lesson = number_in_post(request, "lesson")
                remove_single(actor=request.actor, course_id=course_id, lesson_id=lesson, now=request.now)
                said = "Занятие убрано."
            else:
                made = add_single(actor=request.actor, course_id=course_id, wanted=_wanted(request), now=request.now)
                said = f"Занятие поставлено: {date_text(made.date)}."
        except ValueError as error:
            problem = str(error)
        except Refused as refused:
            problem = refusal_html(refused.decision, terminology_of(request.frame.school_kind))
        else:
            messages.success(request, said)
            return redirect("office:single_lessons", course_id)
    course = Course.objects.select_related("subject", "school_class", "study_group").get(pk=course_id)
    context = {
        "course": course,
        "lessons": _lessons(course_id),
        "meetings": [] if course.school_class_id else pupils_meetings(course_id, since=today),
        "teachers": teachers_from(today),
        "holders": {one for (one,) in course.loads.filter(ends_on=None).values_list("employee_id")},
        "rooms": list(Room.objects.order_by("number_key")),
        "zone": request.frame.zone,
        "closed": view.year_closed,
        "problem": problem,
        "typed": request.POST,
        "today": today,
        "query": "",
        "sections": sections(request),
    }
    return render(request, "parta/office/single_lessons.html", context, status=422 if problem else 200)


def _lessons(course_id: int) -> list[Lesson]:
    found = Lesson.objects.filter(course=course_id, single=True).select_related("employee__person", "room")
    return list(found.order_by("-starts_at"))


def _wanted(request: HttpRequest) -> SingleLesson:
    day = day_or_none_in_post(request, "day")
    if day is None:
        raise ValueError("Укажите день: день, месяц и год.")
    number, start, end = (request.POST.get(name, "").strip() for name in ("number", "start", "end"))
    if bool(number) == bool(start or end):
        raise ValueError("Напишите номер по звонкам или начало и конец занятия, что-то одно.")
    place: dict[str, Any] = {"room_id": number_or_none_in_post(request, "room")}
    return SingleLesson(day, number_in_post(request, "employee"), **place, **_time(number, start, end))


def _time(number: str, start: str, end: str) -> dict[str, Any]:
    if number:
        if not number.isascii() or not number.isdigit() or len(number) > 2 or int(number) > _MOST_NUMBER:
            raise ValueError(f"Номер занятия — от 0 до {_MOST_NUMBER}.")
        return {"number": int(number)}
    try:
        first, last = (time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None) for text in (start, end))
    except ValueError as error:
        raise ValueError("Напишите начало и конец занятия: 13:30 и 14:10.") from error
    return {"times": (first, last)}
