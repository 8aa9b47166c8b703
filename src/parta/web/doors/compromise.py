"""One's own account was used by somebody else: told from the account's page, which shuts it at once."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from parta.installation.enums import ShutGround
from parta.installation.queries.accounts import memberships_of
from parta.installation.schools import inside
from parta.people.queries.actors import actor_for
from parta.people.rules.compromises import WORDS_LENGTH, is_long_ago
from parta.people.services.compromises import Told, report_compromise
from parta.public_service.services.help import tell_support
from parta.regulation.queries import versions
from parta.web.middleware.actors import ask_to_sign_in, device_of
from parta.wording.public_service import compromise_told


class CompromiseForm(forms.Form):
    """Since when, and when it became known."""

    day = forms.DateField(error_messages=dict.fromkeys(("required", "invalid"), "Укажите день."))
    clock = forms.TimeField(required=False, error_messages={"invalid": "Время пишут так: 18:00."})
    noticed_on = forms.DateField(error_messages=dict.fromkeys(("required", "invalid"), "Укажите день."))
    words = forms.CharField(
        required=False,
        max_length=WORDS_LENGTH,
        error_messages={"max_length": f"Не длиннее {WORDS_LENGTH} знаков."},
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean(self) -> dict[str, Any]:
        """Say at the field what has not happened yet or was long ago."""
        data = super().clean() or {}
        if data.get("day") and self._since(data) > self.now:
            self.add_error("day", "Этот момент ещё не наступил.")
        if data.get("noticed_on") and data["noticed_on"] > self.now.date():
            self.add_error("noticed_on", "Этот день ещё не наступил.")
        for name in ("day", "noticed_on"):
            if data.get(name) and is_long_ago(data[name], self.now):
                self.add_error(name, "Не раньше чем год назад.")
        return data

    def told(self) -> Told:
        """Give what the form tells, in the zone of the school."""
        data = self.cleaned_data
        return Told(self._since(data), data["noticed_on"], data["words"].strip())

    def _since(self, data: dict[str, Any]) -> datetime:
        return datetime.combine(data["day"], data["clock"] or time(), self.now.tzinfo)


def report(request: HttpRequest) -> HttpResponseBase:
    """Ask since when another used the account; a post shuts it in all its schools and leads to the door."""
    if not request.user.is_authenticated:
        return ask_to_sign_in(request)
    mine = memberships_of(request.user)
    if not mine:
        return redirect("account")
    school = mine[0].school
    with inside(school):
        frame = actor_for(account_id=request.user.pk, school=school, request_id="", device=device_of(request))
        if frame is None:
            return redirect("account")
        assert isinstance(frame.now.tzinfo, ZoneInfo)
        form = CompromiseForm(request.POST or None, now=frame.now)
        if request.method == "POST" and form.is_valid():
            case = report_compromise(
                actor=frame.actor, school=school, person_id=mine[0].person_id, told=form.told(), now=frame.now
            )
            if versions().on(frame.now.date()).doors.compromise_report_sla.value is not None:
                tell_support(actor=frame.actor, words=compromise_told(case.pk), now=frame.now)
            logout(request)
            return redirect(f"{reverse('account_inactive')}?why={ShutGround.COMPROMISED}")
    context = {"form": form, "today": frame.now.date()}
    return render(request, "parta/doors/compromise.html", context, status=422 if form.errors else 200)
