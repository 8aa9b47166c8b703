"""A parent's word that the child will not be there."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from parta.journal.rules.absence_notices import TEXT_LENGTH
from parta.journal.services.absence_notices import announce_absence, require_announcing, withdraw_notice
from parta.kernel.decisions import Refused
from parta.people.access import visible_children
from parta.web.family.views import absences_with
from parta.web.parameters import number_or_none
from parta.wording.refusals import refusal_text
from parta.wording.roles import terminology_of

_BAD_DAY = dict.fromkeys(("required", "invalid"), "Дата написана неверно.")


class NoticeForm(forms.Form):
    """From which day to which, and why."""

    start = forms.DateField(error_messages=_BAD_DAY)
    end = forms.DateField(error_messages=_BAD_DAY)
    text = forms.CharField(
        required=False,
        max_length=TEXT_LENGTH,
        error_messages={"max_length": f"Причина длиннее {TEXT_LENGTH} знаков."},
    )


@require_POST
def absence_notice(request: HttpRequest) -> HttpResponse:
    """Announce that the child will not be there."""
    child = number_or_none(request, "child")
    pupil_id = _whose(request, child)
    require_announcing(request.actor, pupil_id)
    form = NoticeForm(request.POST)
    if not form.is_valid():
        wrong = dict.fromkeys(str(text) for texts in form.errors.values() for text in texts)
        return absences_with(request, form.data.dict(), " ".join(wrong))
    start, end = form.cleaned_data["start"], form.cleaned_data["end"]
    try:
        announce_absence(
            actor=request.actor,
            pupil_id=pupil_id,
            start=start,
            end=end,
            text=form.cleaned_data["text"],
            now=request.now,
        )
    except Refused as refused:
        said = refusal_text(refused.decision, terminology_of(request.frame.school_kind))
        return absences_with(request, form.data.dict(), said)
    messages.success(request, "Сообщение передано в школу.")
    return _back(child)


@require_POST
def absence_withdrawal(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Take the announcement back."""
    withdraw_notice(actor=request.actor, notice_id=notice_id, now=request.now)
    messages.success(request, "Сообщение отозвано.")
    return _back(number_or_none(request, "child"))


def _whose(request: HttpRequest, child: int | None) -> int:
    """Give the child that the address names, or the parent's only one."""
    if child is not None:
        return child
    return visible_children(request.actor).values_list("pk", flat=True).first() or 0


def _back(child: int | None) -> HttpResponse:
    return redirect(reverse("family:absences") + (f"?child={child}" if child else ""))
