"""A teacher asks for what is shut to be opened, sees what became of it, and writes what was opened."""

import uuid
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parta.journal.access import CourseView, course_view
from parta.journal.access_requests import may_ask_to_edit
from parta.journal.enums import OperationKind
from parta.journal.models import EditRequest
from parta.journal.queries.edit_requests import my_requests
from parta.journal.queries.lesson import lesson_place
from parta.journal.rules.edit_request_form import parse_ask
from parta.journal.rules.windows import decide_substitute_page
from parta.journal.services.edit_requests import ask_to_edit, enter_asked, withdraw_request
from parta.kernel.decisions import NotVisible, require
from parta.people.rules.permissions import Action
from parta.regulation.enums import Terminology
from parta.web.edit_requests import request_lines
from parta.web.parameters import number, number_or_none
from parta.web.teacher.request_form import ask_from_form
from parta.web.ui.refusals import answer_html
from parta.wording.dates import date_text
from parta.wording.plurals import counted
from parta.wording.refusals import refusal_text
from parta.wording.roles import terminology_of

_COLUMNS = (
    (OperationKind.TOPIC, Action.TOPIC, "тему"),
    (OperationKind.HOMEWORK, Action.HOMEWORK, "задание на дом"),
    (OperationKind.ABSENCE, Action.ATTENDANCE, "посещаемость всего класса"),
    (OperationKind.MARK, Action.MARK, "отметки всего класса"),
)


@require_safe
def edit_requests(request: HttpRequest) -> HttpResponse:
    """List one's own requests with how far each has come."""
    page = my_requests(actor=request.actor, page=number(request, "page", default=1), now=request.now)
    context = {"page": page, "rows": request_lines(request, page), "query": ""}
    return render(request, "parta/teacher/edit_requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, course_id: int) -> HttpResponse:
    """Show the form for a whole lesson, or take a request: of this form, or of the journal's script as JSON."""
    if request.method != "POST":
        return _ask_page(request, course_id, number_or_none(request, "lesson"))
    view = course_view(request.actor, course_id, asking=True)
    if request.content_type == "application/json":
        made = ask_to_edit(view=view, ask=parse_ask(request.body), now=request.now)
        return JsonResponse({"id": str(made.pk), "asked": _asked(made)})
    made = ask_to_edit(view=view, ask=ask_from_form(request.POST), now=request.now)
    messages.success(request, "Заявка отправлена. Когда на неё ответят, это будет видно здесь и в журнале.")
    return redirect("teacher:edit_requests")


@require_POST
def withdrawal(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take a request back."""
    withdraw_request(actor=request.actor, request_id=request_id, now=request.now)
    messages.success(request, "Заявка отозвана.")
    return redirect("teacher:edit_requests")


@require_POST
def entry(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Write what was asked for, where it is open."""
    answers = enter_asked(actor=request.actor, request_id=request_id, now=request.now)
    done = sum(answer["status"] == "applied" for answer in answers)
    if done:
        messages.success(request, f"Внесено: {counted(done, 'запись', 'записи', 'записей')}.")
    if not answers:
        messages.warning(request, "Внести нечего: время вышло или доступ ещё не открыт.")
    words = terminology_of(request.frame.school_kind)
    for text in dict.fromkeys(_trouble(answer, words) for answer in answers if answer["status"] != "applied"):
        messages.error(request, text)
    return redirect("teacher:edit_requests")


def _trouble(answer: dict[str, Any], words: Any) -> str:
    if answer["status"] == "refused":
        return answer_html(answer, words)
    return f"Пока заявка ждала, запись изменил другой человек: {answer['author']}. Посмотрите её в журнале."


def _asked(made: EditRequest) -> list[list[Any]]:
    """Name the cells asked for as the journal's data does: id, kind, lesson, pupil, result, term, until, operations."""
    return [
        [cell.pk, cell.kind, cell.lesson_id, cell.pupil_id, cell.result or None, cell.term_id, None, []]
        for cell in made.cells.order_by("pk")
    ]


def to_asking(view: CourseView, day: date, lesson_id: int) -> HttpResponse:
    """Lead a substitute whose page is shut to the form of a request; raise `NotVisible` for another day's lesson."""
    if day not in dict(view.substituted):
        raise NotVisible
    return redirect(f"{reverse('teacher:ask_to_edit', args=[view.id])}?lesson={lesson_id}")


def _ask_page(request: HttpRequest, course_id: int, lesson_id: int | None) -> HttpResponse:
    view = course_view(request.actor, course_id, asking=True)
    place = lesson_place(lesson_id) if lesson_id is not None else None
    if place is None or place.course_id != view.id:
        raise NotVisible
    day = place.day
    employee = view.employee()
    columns = [
        (kind, title)
        for kind, action, title in _COLUMNS
        if view.may(action, day=day, employee=employee) and (view.marks_given or action is not Action.MARK)
    ]
    conditions = view.regulation.on(request.now.date()).conditions()
    require(may_ask_to_edit(request.actor, conditions) and bool(columns))
    shut = "" if view.may_view() else _shut(view, day, terminology_of(request.frame.school_kind))
    context = {
        "shut": shut,
        "back": f"{reverse('teacher:day')}?date={day}" if shut else reverse("teacher:lesson", args=[lesson_id]),
        "title": " · ".join(part for part in (view.class_name, view.group_name, view.title) if part),
        "lesson_id": lesson_id,
        "lesson": date_text(day),
        "course_id": view.id,
        "id": uuid.uuid4(),
        "columns": columns,
    }
    return render(request, "parta/teacher/ask_to_edit.html", context)


def _shut(view: CourseView, day: date, words: Terminology) -> str:
    rules = view.regulation.on(day)
    decision = decide_substitute_page(regulation=rules, lesson=day, today=view.actor.today or day)
    return "" if decision.allowed else refusal_text(decision, words)
