"""One's second factors: setting them up and taking them away, each with the password; allauth keeps them."""

import json
from typing import Any

from allauth.core.ratelimit import consume, respond_429
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from parta.installation.models import Account
from parta.installation.queries.accounts import database_now
from parta.installation.queries.second_factors import second_factors_of
from parta.installation.services.second_factors import add_app as add_app_to
from parta.installation.services.second_factors import add_passkey as add_passkey_to
from parta.installation.services.second_factors import remove_factor, renew_spare_codes
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
        spare = add_app_to(account=request.user, secret=form.secret, **_by(request))
        clear_totp_secret(request)
        return _added(request, spare)
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
        name, credential = form.cleaned_data["name"], form.cleaned_data["credential"]
        return _added(request, add_passkey_to(account=request.user, name=name, credential=credential, **_by(request)))
    page = {"form": form, "password": password, "options": json.dumps(begin_registration(request.user, False))}
    return render(request, "parta/doors/second_factor_passkey.html", page, status=422 if data is not None else 200)


def _changed(request: HttpRequest, account: Account) -> HttpResponse:
    wanted = request.POST.get("remove", "")
    if request.POST.get("spare"):
        return _spare_codes(request, renew_spare_codes(account=account, **_by(request)))
    if wanted == "app":
        remove_factor(account=account, passkey_id=None, **_by(request))
    elif wanted.isascii() and wanted.isdigit() and len(wanted) < 18:
        remove_factor(account=account, passkey_id=int(wanted), **_by(request))
    else:
        raise Http404
    messages.success(request, "Убрано.")
    return redirect("mfa_index")


def _added(request: HttpRequest, spare: list[str]) -> HttpResponse:
    if spare:
        return _spare_codes(request, spare)
    messages.success(request, "Готово: при следующем входе Парта спросит и это.")
    return redirect("mfa_index")


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"now": database_now(), "device": device_of(request)}


def _spare_codes(request: HttpRequest, spare: list[str]) -> HttpResponse:
    codes = [f"{code[:4]} {code[4:]}" for code in spare]
    return render(request, "parta/doors/second_factor_codes.html", {"codes": codes})


def _in_fours(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
