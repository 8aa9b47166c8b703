"""Speaking with a portal by OpenID Connect: authlib sends people there and checks what they bring back.

Authorization code with PKCE, `state` and `nonce`; the signature by the portal's own keys, issuer, audience and time are
authlib's to check. No row is locked while the portal is waited for, and one that does not answer is not asked again for
some seconds: those who wait for it hold up everybody else.
"""

import logging
import re
from dataclasses import dataclass
from typing import Any

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.django_client import DjangoIntegration, DjangoOAuth2App
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from joserfc.errors import JoseError

from parta.installation.models import Portal
from parta.installation.rules.portals import USERINFO, discovery_of, secret_goes_by, understood
from parta.installation.services.portals import SUBJECT_LENGTH
from parta.integrations.spreadsheets.values.people import snils_ok
from parta.kernel.decisions import refusal

log = logging.getLogger(__name__)

SECONDS = 4
"""How long one answer of a portal is waited for."""
SILENT_SECONDS = 20
KEPT_SECONDS = 600
"""How long it is remembered what a portal says of itself; its keys are asked anew when a signature names another."""
_LEAST_CHECKED_SNILS = 1001999
_NOT_UNDERSTOOD = (OAuthError, JoseError, KeyError, TypeError, ValueError, AttributeError)


@dataclass(frozen=True, slots=True)
class Came:
    """Who came back from a portal: the subject, the SNILS where the portal vouches for it, a name to be shown."""

    subject: str
    snils: str
    name: str
    back: str


def way_to(request: HttpRequest, portal: Portal, *, back: str) -> str:
    """Give the address at the portal to send a person to; `back` is where they go on afterwards, a page of ours.

    The portal is asked to let nobody through by a session of its own: another may have left it open in this browser.
    Refuses `portal_silent`, `portal_not_understood`.
    """
    app = _app(portal)
    callback = request.build_absolute_uri(reverse("portal_back", args=[portal.pk]))
    try:
        made = app.create_authorization_url(callback, prompt="login")
    except _NOT_UNDERSTOOD as problem:
        raise _not_understood(portal, problem) from problem
    app.save_authorize_data(request, redirect_uri=callback, back=back, **made)
    return str(made["url"])


def came_back(request: HttpRequest, portal: Portal) -> Came:
    """Take what a person brought from the portal, once, and ask the portal for what it vouches for.

    Refuses `portal_denied` (the person or the portal said no), `portal_stale` (nobody was sent there with this `state`
    by this browser, or it has come back already), `portal_silent`, `portal_not_understood`.
    """
    state = request.GET.get("state", "")
    kept = DjangoIntegration(_name(portal)).get_state_data(request.session, state)
    if not kept:
        raise refusal("portal_stale")
    if request.GET.get("error"):
        DjangoIntegration(_name(portal)).clear_state_data(request.session, state)
        raise refusal("portal_denied")
    app = _app(portal)
    try:
        token = app.authorize_access_token(request, claims_options=_wanted(portal))
        claims = {**token["userinfo"]} if token["id_token"] else {}  # only beside an `id_token` are they checked
        if portal.snils_claim and portal.snils_claim not in claims and app.server_metadata.get(USERINFO):
            more = app.userinfo(token=token)
            claims |= more if more["sub"] == claims["sub"] else {}
        _remember(portal, app.server_metadata)
        return Came(_subject(claims["sub"]), _snils(portal, claims), _said(claims.get("name")), kept.get("back", ""))
    except requests.RequestException as problem:
        raise _silent(portal, problem) from problem
    except _NOT_UNDERSTOOD as problem:
        cache.delete(_key(portal))
        raise _not_understood(portal, problem) from problem


def _wanted(portal: Portal) -> dict[str, dict[str, Any]]:
    values = {"iss": portal.issuer, "aud": portal.client_id}
    return {name: {"essential": True, "value": value} for name, value in values.items()}


def _app(portal: Portal) -> DjangoOAuth2App:
    if cache.get(_key(portal, "silent")):
        raise refusal("portal_silent")
    known = cache.get(_key(portal)) or _ask(portal)
    how = {"scope": portal.scope, "code_challenge_method": "S256", "default_timeout": SECONDS}
    app = DjangoOAuth2App(
        DjangoIntegration(_name(portal)),
        _name(portal),
        client_id=portal.client_id,
        client_secret=portal.client_secret,
        client_kwargs={**how, "token_endpoint_auth_method": secret_goes_by(known)},
    )
    app.server_metadata.update(known)
    return app


def _ask(portal: Portal) -> dict[str, Any]:
    try:
        answer = requests.get(discovery_of(portal.issuer), timeout=SECONDS)
        answer.raise_for_status()
        told = understood(answer.json(), portal.issuer)
    except requests.RequestException as problem:
        raise _silent(portal, problem) from problem
    if told is None:
        raise _not_understood(portal, OAuthError(description="issuer or endpoints"))
    _remember(portal, told)
    return told


def _remember(portal: Portal, told: dict[str, Any]) -> None:
    cache.set(_key(portal), dict(told), KEPT_SECONDS)


def _not_understood(portal: Portal, problem: Exception) -> Exception:
    """Say in the log what was wrong: the kind of error, and the portal's own words; no claims are among them."""
    said = str(problem)[:200] if isinstance(problem, OAuthError) else ""
    log.warning("portal %s is not understood: %s %r", portal.pk, type(problem).__name__, said)
    return refusal("portal_not_understood")


def _silent(portal: Portal, problem: requests.RequestException) -> Exception:
    log.warning("portal %s does not answer: %r", portal.pk, str(problem)[:300])
    if isinstance(problem, requests.ConnectionError | requests.Timeout):  # not what a strange question may provoke
        cache.set(_key(portal, "silent"), True, SILENT_SECONDS)
    return refusal("portal_silent")


def _name(portal: Portal) -> str:
    return f"portal{portal.pk}"


def _key(portal: Portal, what: str = "told") -> str:
    return f"portal-{portal.pk}-{what}"


def _subject(told: Any) -> str:
    if not isinstance(told, str) or not 0 < len(told) <= SUBJECT_LENGTH or "\x00" in told:
        raise ValueError("sub")
    return told


def _snils(portal: Portal, claims: dict[str, Any]) -> str:
    """Give the eleven digits of a SNILS that the portal vouches for, with its check digits right; else nothing."""
    told = claims.get(portal.snils_claim) if portal.snils_claim else None
    proven = not portal.proof_claim or claims.get(portal.proof_claim) in (True, "true")
    digits = re.sub(r"[\s-]", "", told) if isinstance(told, str) and proven else ""
    good = re.fullmatch(r"[0-9]{11}", digits) and int(digits[:9]) >= _LEAST_CHECKED_SNILS and snils_ok(digits)
    return digits if good else ""


def _said(name: Any) -> str:
    return "".join(sign for sign in name[:100] if sign.isprintable()) if isinstance(name, str) else ""
