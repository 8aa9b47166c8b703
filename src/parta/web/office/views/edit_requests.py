"""The queue of requests to write late, and what is decided of them."""

from datetime import datetime, time

from django import forms
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from parta.journal.queries.edit_requests import request_queue
from parta.journal.rules.edit_requests import GROUND_LENGTH, MOST_DAYS, end_of_day
from parta.journal.services.edit_decisions import Decided, grant_edits, refuse_edits
from parta.web.edit_requests import request_lines
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import number, number_or_none
from parta.web.ui.refusals import refusal_html
from parta.wording.plurals import counted
from parta.wording.roles import terminology_of

_MOST = 1000


class DecisionForm(forms.Form):
    """What is decided, until when, or why not."""

    act = forms.ChoiceField(
        choices=[("grant", ""), ("refuse", "")],
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Нажмите «Открыть» или «Отказать»."),
    )
    day = forms.DateField(required=False, error_messages={"invalid": "Дата написана неверно."})
    clock = forms.TimeField(required=False, error_messages={"invalid": "Время написано неверно: нужно, как 18:00."})
    words = forms.CharField(
        required=False,
        max_length=GROUND_LENGTH,
        error_messages={"max_length": f"Причина отказа длиннее {GROUND_LENGTH} знаков."},
    )


@require_safe
def edit_requests(request: HttpRequest) -> HttpResponse:
    """List what waits for an answer, or what was answered; the filters stand in the address."""
    return _queue(request)


@require_POST
def decision(request: HttpRequest) -> HttpResponse:
    """Open the chosen cells or refuse them; the address keeps the filters of the list."""
    form = DecisionForm(request.POST)
    ids = _ids(request)
    if not form.is_valid():
        return _queue(request, [str(text) for texts in form.errors.values() for text in texts])
    if not ids:
        return _queue(request, ["Отметьте, что открыть или в чём отказать."])
    if form.cleaned_data["act"] == "grant":
        until = _until(request, form)
        outcome = grant_edits(actor=request.actor, cell_ids=ids, until=until, now=request.now)
        verb = "Открыто"
    else:
        words = form.cleaned_data["words"].strip()
        outcome = refuse_edits(actor=request.actor, cell_ids=ids, words=words, now=request.now)
        verb = "Отказано"
    _say(request, verb, outcome)
    query = filters_of(request)
    return redirect(f"{reverse('office:edit_requests')}{'?' if query else ''}{query.rstrip('&')}")


def _queue(request: HttpRequest, errors: list[str] | None = None) -> HttpResponse:
    decided = request.GET.get("state") == "decided"
    page = request_queue(
        actor=request.actor,
        decided=decided,
        asker_id=number_or_none(request, "asker"),
        class_id=number_or_none(request, "class"),
        page=number(request, "page", default=1),
        now=request.now,
    )
    for text in errors or ():
        messages.error(request, text)
    context = {
        "page": page,
        "rows": request_lines(request, page),
        "decided": decided,
        "asker": number_or_none(request, "asker"),
        "class_id": number_or_none(request, "class"),
        "most_days": MOST_DAYS,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/edit_requests.html", context, status=422 if errors else 200)


def _ids(request: HttpRequest) -> set[int]:
    """Read the chosen cells: those of one request by its own button, or those that are ticked."""
    texts = request.POST.get("only", "").split() or request.POST.getlist("cells")
    if len(texts) > _MOST or not all(text.isascii() and text.isdigit() and len(text) < 19 for text in texts):
        raise SuspiciousOperation("bad cells")
    return {int(text) for text in texts}


def _until(request: HttpRequest, form: DecisionForm) -> datetime | None:
    """Give the chosen end; None for the usual one, the end of the day where no time is named."""
    day, clock = form.cleaned_data["day"], form.cleaned_data["clock"]
    if day is None and clock is None:
        return None
    day = day or request.now.date()
    if clock is None or clock == time():
        return end_of_day(day, request.now.tzinfo)
    return datetime.combine(day, clock, request.now.tzinfo)


def _say(request: HttpRequest, verb: str, outcome: Decided) -> None:
    messages.success(request, f"{verb}: {counted(outcome.done, 'клетка', 'клетки', 'клеток')}.")
    words = terminology_of(request.frame.school_kind)
    for text in dict.fromkeys(refusal_html(decision, words) for decision in outcome.left):
        messages.warning(request, text)
