"""Devices where an account was signed in before: strangers' failures do not shut their owner out there."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

from parta.installation.models import Account
from parta.installation.sessions import DEVICE

COOKIE = "parta_known"
_SALT = "parta.web.doors.devices"
_KEPT_SECONDS = 60 * 60 * 24 * 180
_MOST = 8


@dataclass(frozen=True, slots=True)
class Device:
    """A browser by a number of its own, and signs of the login names that it knows."""

    number: str
    known: tuple[str, ...] = ()

    def knows(self, login: str) -> bool:
        """Tell whether this account was signed in here."""
        return _sign(login) in self.known


def device_from(request: HttpRequest) -> Device:
    """Read what the browser keeps; a foreign or broken cookie is a device that knows nobody."""
    try:
        number, *known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_KEPT_SECONDS)
    except (signing.BadSignature, TypeError, ValueError):
        return Device("")
    return Device(str(number), tuple(map(str, known)))


def device_number(request: HttpRequest) -> str:
    """Give the number of this browser, a new one where it keeps none; the session keeps it from the sign-in on."""
    kept: str = request.session.get(DEVICE, "") or device_from(request).number or secrets.token_urlsafe(9)
    return kept


def strange_for(request: HttpRequest) -> list[dict[str, Any]]:
    """Give the new devices that the account's owner has not said to know; nothing on one of them."""
    account = request.user
    if not isinstance(account, Account) or not account.strange:
        return []
    if request.session.get(DEVICE) in {one["device"] for one in account.strange}:
        return []
    return [{**one, "at": datetime.fromisoformat(one["at"])} for one in account.strange]


def remember_device(request: HttpRequest, response: HttpResponseBase, login: str) -> None:
    """Let the browser keep that this account was signed in; no names, only signs of them."""
    device = device_from(request)
    known = [_sign(login), *(sign for sign in device.known if sign != _sign(login))][:_MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps([device_number(request), *known], salt=_SALT),
        max_age=_KEPT_SECONDS,
        path="/doors/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _sign(login: str) -> str:
    return salted_hmac(_SALT, login.strip().lower()).hexdigest()[:16]
