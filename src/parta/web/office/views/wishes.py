"""Wishes that teachers ask for: when they may, what waits for a decision, what was decided."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from parta.kernel.decisions import Refused, require
from parta.timetable.access import may_make_timetable
from parta.timetable.queries.wishing import wish_requests
from parta.timetable.rules.wishing import WORDS_LENGTH
from parta.timetable.services.wishing import decide_wishes, set_window
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day_or_none_in_post, number, text_in_post
from parta.web.ui.sheets import MOST_ROWS, Column, asked_for_sheet, sheet
from parta.wording.refusals import refusal_text
from parta.wording.roles import terminology_of
from parta.wording.wishes import STATES, wishes_words

_COLUMNS = (
    Column("Учитель", 36),
    Column("Послано", 18),
    Column("Пожелания", 50),
    Column("Почему", 36),
    Column("Решение", 14),
    Column("Ответ", 36),
    Column("Кто решил", 30),
)


@require_safe
def wishes(request: HttpRequest) -> HttpResponse:
    """List the requests that wait, or those decided on."""
    if asked_for_sheet(request):
        page = wish_requests(actor=request.actor, decided=_decided(request), page=1, most=MOST_ROWS)
        zone = request.frame.zone
        rows = (
            (
                one.name, one.asked_at.astimezone(zone), "; ".join(wishes_words(one.wishes, page.numbers)), one.words,
                STATES[one.state], one.answer, one.decided_by,
            )
            for one in page.lines
        )  # fmt: skip
        persons = [one.employee_id for one in page.lines]
        return sheet(request, title="Пожелания к расписанию", columns=_COLUMNS, rows=rows, persons=persons)
    return _page(request)


@require_POST
def wish_window(request: HttpRequest) -> HttpResponse:
    """Name the days on which teachers may ask."""
    require(may_make_timetable(request.actor))
    first, last = day_or_none_in_post(request, "starts_on"), day_or_none_in_post(request, "ends_on")
    if first is None or last is None:
        return _page(request, "Укажите первый и последний день.")
    try:
        set_window(actor=request.actor, first=first, last=last, now=request.now)
    except Refused as refused:
        return _page(request, _words(request, refused))
    messages.success(request, "Дни назначены: учителя видят их на странице «Мои пожелания».")
    return redirect("office:wishes")


@require_POST
def wish_decision(request: HttpRequest, wish_id: int) -> HttpResponse:
    """Accept a teacher's wishes as they were seen, or decline them."""
    require(may_make_timetable(request.actor))
    accept, answer = request.POST.get("act") == "accept", text_in_post(request, "answer", most=WORDS_LENGTH)
    try:
        asked_at = datetime.fromisoformat(request.POST.get("asked_at", ""))
    except ValueError as error:
        raise SuspiciousOperation("bad moment") from error
    if asked_at.tzinfo is None:
        raise SuspiciousOperation("bad moment")
    try:
        decide_wishes(
            actor=request.actor, request_id=wish_id, asked_at=asked_at, accept=accept, answer=answer,
            now=request.now,
        )  # fmt: skip
    except Refused as refused:
        return _page(request, _words(request, refused))
    messages.success(request, "Пожелания учтены при составлении." if accept else "Пожелания отклонены.")
    return redirect("office:wishes")


def _page(request: HttpRequest, problem: str = "") -> HttpResponse:
    number_of, decided = number(request, "page", default=1), _decided(request)
    page = wish_requests(actor=request.actor, decided=decided, page=number_of)
    context = {
        "page": page,
        "lines": [
            (one, wishes_words(one.wishes, page.numbers), wishes_words(one.kept, page.numbers)) for one in page.lines
        ],
        "states": STATES,
        "decided": decided,
        "today": request.actor.today,
        "words_length": WORDS_LENGTH,
        "problem": problem,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/wishes.html", context, status=422 if problem else 200)


def _decided(request: HttpRequest) -> bool:
    return request.GET.get("state") == "decided"


def _words(request: HttpRequest, refused: Refused) -> str:
    return refusal_text(refused.decision, terminology_of(request.frame.school_kind))
