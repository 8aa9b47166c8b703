"""Devices where an account was signed in before: strangers' failures do not shut their owner out there."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

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


def remember_device(request: HttpRequest, response: HttpResponseBase, login: str) -> None:
    """Let the browser keep that this account was signed in; no names, only signs of them."""
    device = device_from(request)
    known = [_sign(login), *(sign for sign in device.known if sign != _sign(login))][:_MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps([device.number or secrets.token_urlsafe(9), *known], salt=_SALT),
        max_age=_KEPT_SECONDS,
        path="/doors/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _sign(login: str) -> str:
    return salted_hmac(_SALT, login.strip().lower()).hexdigest()[:16]
