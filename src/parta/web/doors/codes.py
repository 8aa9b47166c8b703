"""Entering a one-time code: the code first, then a name and a password, or «add to my account»."""

from datetime import datetime
from typing import Any

from allauth.account.utils import perform_login
from allauth.core.ratelimit import consume, respond_429
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from parta.installation.models import Account, InvitationCode
from parta.installation.queries.accounts import database_now, free_login
from parta.installation.rules.codes import code_hash
from parta.installation.schools import inside
from parta.installation.services.codes import known_account, open_code, use_code
from parta.installation.services.recovery import recovered_account
from parta.kernel.decisions import Refused, refusal
from parta.people.models import Person
from parta.web.doors.forms import CodeForm, NewAccountForm, NewPasswordForm
from parta.web.doors.passwords import asked_of
from parta.web.doors.portals import held_portal
from parta.web.doors.recovery import HELD as MAILED
from parta.web.middleware.actors import device_of
from parta.wording.accounts import account_text

HELD = "invitation"


def enter_code(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code; a good one is remembered by its hash for the next step."""
    if request.method != "POST":
        return render(request, "parta/doors/code.html", {"form": CodeForm()})
    if not consume(request, action="code"):
        return respond_429(request)
    form = CodeForm(request.POST)
    if form.is_valid():
        hashed, now = code_hash(form.cleaned_data["code"]), database_now()
        if recovered_account(hashed=hashed, now=now) is not None:
            request.session[MAILED] = hashed
            return redirect("recover_password")
        try:
            open_code(hashed=hashed, now=now)
        except Refused as refused:
            form.add_error("code", account_text(refused.decision))
        else:
            request.session[HELD] = hashed
            return redirect("code_account")
    return render(request, "parta/doors/code.html", {"form": form}, status=422)


def begin_account(request: HttpRequest) -> HttpResponseBase:
    """Show whose code it is and let the person in: new account, new password, or the account already signed in."""
    hashed = request.session.get(HELD)
    if not isinstance(hashed, str):
        return redirect("code")
    now = database_now()
    try:
        page = _page(request, open_code(hashed=hashed, now=now))
        if request.method != "POST":
            return render(request, "parta/doors/code_account.html", page)
        if not consume(request, action="code"):
            return respond_429(request)
        form = page["form"]
        if form is None:
            return _enter(request, hashed, now, account=page["mine"])
        if form.is_valid():
            choice = {"username": form.cleaned_data.get("login", ""), "password": form.cleaned_data["password"]}
            return _enter(request, hashed, now, **choice)
    except Refused as refused:
        if refused.decision.code != "login_taken":
            return _spoilt(request, refused)
        page["form"].add_error("login", account_text(refused.decision))
    return render(request, "parta/doors/code_account.html", page, status=422)


def _page(request: HttpRequest, invitation: InvitationCode) -> dict[str, Any]:
    with inside(invitation.school):
        person = Person.objects.filter(pk=invitation.person_id).first()
    if person is None:
        raise refusal("code_unknown")
    mine = request.user if request.user.is_authenticated else None
    known = None if mine else known_account(school=invitation.school, person_id=person.pk)
    page = {"person": person, "issuer": invitation.school, "mine": mine, "known": known, "form": None}
    if mine is None:
        data = request.POST if request.method == "POST" else None
        here = (invitation.school, person.pk)
        asked = asked_of(known, database_now().date(), also=here) if data is not None else None
        if known is not None:
            page["form"] = NewPasswordForm(data, account=known, asked=asked)
        else:
            nobody = Account(display_name=str(person))
            suggested = {"login": free_login(person.last_name, person.first_name)}
            page["form"] = NewAccountForm(data, account=nobody, asked=asked, initial=suggested)
    return page


def _enter(request: HttpRequest, hashed: str, now: datetime, **choice: Any) -> HttpResponseBase:
    used = use_code(hashed=hashed, now=now, device=device_of(request), **choice)
    request.session.pop(HELD, None)
    home = reverse("portal_new") if held_portal(request) else f"/{used.school.slug}/"
    if request.user.is_authenticated:
        return redirect(home)
    response: HttpResponseBase = perform_login(request, used.account, redirect_url=home)
    return response


def _spoilt(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Say what became of the code, and ask for another one."""
    if refused.decision.code != "account_is_another_person":
        request.session.pop(HELD, None)
    form = CodeForm({"code": ""})
    form.errors["code"] = form.error_class([account_text(refused.decision)])
    return render(request, "parta/doors/code.html", {"form": form}, status=422)
