"""Devices where an account was signed in before: strangers' failures do not shut their owner out there."""

import math
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
from parta.installation.services.accounts import knew_before
from parta.installation.sessions import DEVICE, KNOWN

COOKIE = "parta_known"
_SALT = "parta.web.doors.devices"
_KEPT_SECONDS = 60 * 60 * 24 * 180
_MOST = 8


@dataclass(frozen=True, slots=True)
class Device:
    """A browser by a number of its own, and signs of the login names that it knows, each with since when."""

    number: str
    known: tuple[tuple[str, float], ...] = ()

    def knows(self, login: str) -> bool:
        """Tell whether this account was signed in here."""
        return _sign(login) in dict(self.known)

    def since(self, login: str) -> float:
        """Give since when, in seconds since the epoch: 0 where it is the account's first browser of all."""
        return dict(self.known).get(_sign(login), 0)


def device_from(request: HttpRequest) -> Device:
    """Read what the browser keeps; a foreign or broken cookie is a device that knows nobody."""
    try:
        number, *known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_KEPT_SECONDS)
        # before it was kept since when, a sign stood alone: such a browser is one of the oldest
        pairs = ((one, 0) if isinstance(one, str) else one for one in known)
        return Device(str(number), tuple((str(sign), float(since)) for sign, since in pairs))
    except (signing.BadSignature, TypeError, ValueError):
        return Device("")


def device_number(request: HttpRequest) -> str:
    """Give the number of this browser, a new one where it keeps none; the session keeps it from the sign-in on."""
    kept: str = request.session.get(DEVICE, "") or device_from(request).number or secrets.token_urlsafe(9)
    return kept


def known_since(request: HttpRequest) -> float:
    """Give since when this browser knows the account; a session that does not say so is the youngest of all."""
    since: float = request.session.get(KNOWN, math.inf)
    return since


def strange_for(request: HttpRequest) -> list[dict[str, Any]]:
    """Give the new devices that the account's owner has not said to know; nothing on one of them."""
    account = request.user
    if not isinstance(account, Account) or not knew_before(account, known_since(request)):
        return []
    return [{**one, "at": datetime.fromisoformat(one["at"])} for one in account.strange]


def remember_device(request: HttpRequest, response: HttpResponseBase, login: str) -> None:
    """Let the browser keep that this account was signed in; no names, only signs of them."""
    device = device_from(request)
    mine = (_sign(login), known_since(request))
    known = [mine, *(one for one in device.known if one[0] != mine[0])][:_MOST]
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
