"""Where one's account is signed in, ending any of it, and what new devices it met."""

from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from parta.installation.models import Account
from parta.installation.queries.sign_ins import session_sign, sessions_of
from parta.installation.services.accounts import confirm_devices, end_session, end_sessions
from parta.installation.sessions import CAME, SEEN
from parta.web.doors.devices import known_since
from parta.web.doors.schools import home_zone
from parta.web.middleware.actors import ask_to_sign_in
from parta.web.middleware.sessions import idle_minutes


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One place where the account is signed in; `sign` names it to the server."""

    sign: str
    words: str
    address: str
    seen_at: datetime
    here: bool


def sign_ins(request: HttpRequest) -> HttpResponseBase:
    """Show where the account is signed in; a post ends the named session at once, or knows the new devices."""
    if not isinstance(request.user, Account):
        return ask_to_sign_in(request)
    if request.method == "POST":
        return _changed(request, request.user)
    with timezone.override(home_zone(request.user)):
        return render(request, "parta/doors/sign_ins.html", {"places": _places(request, request.user)})


def sign_out_elsewhere(request: HttpRequest) -> HttpResponseBase:
    """End the account's sessions on all other devices."""
    if not isinstance(request.user, Account):
        return ask_to_sign_in(request)
    if request.method == "POST":
        end_sessions(account_id=request.user.pk, keep=request.session.session_key or "")
        messages.success(request, "На других устройствах выход выполнен.")
    return redirect("sign_ins")


def sign_out_everywhere(request: HttpRequest) -> HttpResponseBase:
    """End all of the account's sessions, this one too."""
    if not isinstance(request.user, Account):
        return ask_to_sign_in(request)
    if request.method != "POST":
        return redirect("sign_ins")
    end_sessions(account_id=request.user.pk)
    get_adapter().logout(request)
    return redirect("account_login")


def _changed(request: HttpRequest, account: Account) -> HttpResponseBase:
    if request.POST.get("known"):
        confirm_devices(account=account, known_since=known_since(request))
    elif end_session(account_id=account.pk, sign=request.POST.get("session", "")):
        messages.success(request, "Выход на этом устройстве выполнен.")
    else:
        messages.info(request, "Этого входа уже нет.")
    return redirect("sign_ins")


def _places(request: HttpRequest, account: Account) -> list[SignedIn]:
    here, found = request.session.session_key, []
    for key, kept in sessions_of(account.pk).items():
        seen_at = datetime.fromtimestamp(kept.get(SEEN, 0), UTC)
        words, address = kept.get(CAME) or ("Неизвестное устройство", "")
        one = SignedIn(session_sign(key), words, address, seen_at, key == here)
        if one.here or (datetime.now(UTC) - seen_at).total_seconds() <= idle_minutes(kept) * 60:
            found.append(one)
    return sorted(found, key=lambda one: (one.here, one.seen_at), reverse=True)
