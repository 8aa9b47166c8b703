"""One's second factors: setting them up and taking them away, each with the password; allauth keeps them."""

import json
from typing import Any

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core.ratelimit import consume, respond_429
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.flows import activate_totp
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.internal.flows import add_authenticator
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from parta.installation.enums import Act
from parta.installation.models import Account
from parta.installation.queries.accounts import database_now
from parta.installation.queries.second_factors import second_factors_of
from parta.installation.services.accounts import by_owner, tell_schools
from parta.paper.qr import qr_path
from parta.web.doors.forms import NewKeyForm, PasswordForm
from parta.web.middleware.actors import ask_to_sign_in, device_of


def second_factor(request: HttpRequest) -> HttpResponseBase:
    """Show what the account has; a post makes new spare codes or takes one factor away."""
    if not isinstance(request.user, Account):
        return ask_to_sign_in(request)
    form = PasswordForm(request.POST or None, account=request.user)
    if request.method == "POST":
        if not consume(request, action="change_password"):
            return respond_429(request)
        if form.is_valid():
            reauthenticate_by_password(request)
            return _changed(request, request.user)
    page = {"has": second_factors_of(request.user), "form": form}
    return render(request, "parta/doors/second_factor.html", page, status=422 if form.errors else 200)


def add_app(request: HttpRequest) -> HttpResponseBase:
    """Set up an application for codes: the square code, a first code from it, and the password."""
    if not isinstance(request.user, Account):
        return ask_to_sign_in(request)
    if second_factors_of(request.user).app:
        return redirect("mfa_index")
    data = request.POST if request.method == "POST" else None
    if data is not None and not consume(request, action="change_password"):
        return respond_429(request)
    form, password = ActivateTOTPForm(data, user=request.user), PasswordForm(data, account=request.user)
    if data is not None and password.is_valid() and form.is_valid():
        reauthenticate_by_password(request)
        _, spare = activate_totp(request, form)
        return _added(request, request.user, spare)
    square = qr_path(get_adapter().build_totp_url(request.user, form.secret))
    page = {"form": form, "password": password, "square": square, "secret": _in_fours(form.secret)}
    return render(request, "parta/doors/second_factor_app.html", page, status=422 if data is not None else 200)


def add_passkey(request: HttpRequest) -> HttpResponseBase:
    """Set up a passkey: what the browser made of the challenge, a name for it, and the password."""
    if not isinstance(request.user, Account):
        return ask_to_sign_in(request)
    data = request.POST if request.method == "POST" else None
    if data is not None and not consume(request, action="change_password"):
        return respond_429(request)
    form, password = NewKeyForm(data, user=request.user), PasswordForm(data, account=request.user)
    if data is not None and password.is_valid() and form.is_valid():
        reauthenticate_by_password(request)
        name, credential = form.cleaned_data["name"], form.cleaned_data["credential"]
        _, spare = add_authenticator(request, name=name, credential=credential)
        return _added(request, request.user, spare)
    page = {"form": form, "password": password, "options": json.dumps(begin_registration(request.user, False))}
    return render(request, "parta/doors/second_factor_passkey.html", page, status=422 if data is not None else 200)


def _changed(request: HttpRequest, account: Account) -> HttpResponse:
    wanted = request.POST.get("remove", "")
    if request.POST.get("spare"):
        if not second_factors_of(account).any:
            raise Http404
        return _spare_codes(request, generate_recovery_codes(request))
    mine = Authenticator.objects.filter(user=account).exclude(type=Authenticator.Type.RECOVERY_CODES)
    if wanted == "app":
        row = get_object_or_404(mine, type=Authenticator.Type.TOTP)
    elif wanted.isascii() and wanted.isdigit() and len(wanted) < 18:
        row = get_object_or_404(mine, type=Authenticator.Type.WEBAUTHN, pk=int(wanted))
    else:
        raise Http404
    delete_and_cleanup(request, row)
    tell_schools(account, Act.SECOND_FACTOR_REMOVED, by_owner(account, device_of(request)), database_now())
    messages.success(request, "Убрано.")
    return redirect("mfa_index")


def _added(request: HttpRequest, account: Account, spare: Any) -> HttpResponse:
    tell_schools(account, Act.SECOND_FACTOR_ADDED, by_owner(account, device_of(request)), database_now())
    if spare is not None:
        return _spare_codes(request, spare)
    messages.success(request, "Готово: при следующем входе Парта спросит и это.")
    return redirect("mfa_index")


def _spare_codes(request: HttpRequest, spare: Any) -> HttpResponse:
    codes = [f"{code[:4]} {code[4:]}" for code in spare.wrap().get_unused_codes()]
    return render(request, "parta/doors/second_factor_codes.html", {"codes": codes})


def _in_fours(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
