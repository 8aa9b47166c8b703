"""Signing in through a portal of the region: there and back, and binding its user to an account."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from allauth.core.ratelimit import consume, respond_429
from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from parta.installation.enums import BoundBy
from parta.installation.mail import post
from parta.installation.models import Account, Portal
from parta.installation.queries.accounts import database_now, memberships_of
from parta.installation.queries.portals import bond_of, portal_on, portals_on
from parta.installation.services.portals import bind, unbind
from parta.installation.sessions import PROVEN
from parta.kernel.decisions import Refused, refusal
from parta.people.queries.portals import account_by_snils, works_somewhere
from parta.regulation.rules.ways import PASSWORD
from parta.web.doors.forms import PasswordForm
from parta.web.doors.portal_talk import Came, came_back, way_to
from parta.web.doors.ways import doors_of, portals_for, proven, school_at, ways_of
from parta.web.middleware.actors import ask_to_sign_in, device_of
from parta.web.middleware.sessions import HEEDED
from parta.wording.account_letters import portal_letter
from parta.wording.accounts import account_text
from parta.wording.refusals import clause_text

HELD = "from_portal"
"""Who came from a portal and is not known yet: portal, subject, name, where to go on, whether anybody was signed in."""
HELD_SECONDS = 30 * 60


def start(request: HttpRequest, portal_id: int) -> HttpResponseBase:
    """Send a person to the portal; afterwards they go on to `next`, a page of this installation."""
    if not consume(request, action="portal"):
        return respond_429(request)
    where = request.GET.get("next", "")
    back = where if get_adapter().is_safe_url(where) else ""
    try:
        return redirect(way_to(request, _portal(portal_id), back=back))
    except Refused as refused:
        return _said(request, refused, where=back)


def back(request: HttpRequest, portal_id: int) -> HttpResponseBase:
    """Take who comes from the portal: let in whom it knows by a bond or by SNILS, ask others who they are."""
    if not consume(request, action="portal"):
        return respond_429(request)
    try:
        portal = _portal(portal_id)
        came = came_back(request, portal)
        account = _known_by_bond(portal, came) or _known_by_snils(request, portal, came)
        if account is None:
            request.session[HELD] = {
                "portal": portal.pk,
                "subject": came.subject,
                "name": came.name,
                "back": came.back,
                "at": time.time(),
                "fresh": not request.user.is_authenticated,
            }
            return redirect("portal_new")
        return _let_in(request, portal, account, came.back)
    except Refused as refused:
        return _said(request, refused)


def new(request: HttpRequest) -> HttpResponseBase:
    """Ask who a portal's unknown user is here: a code or a password once, and then whether to bind the portal."""
    held = held_portal(request)
    portal = portal_on(held["portal"]) if held else None
    if held is None or portal is None:
        return redirect("account" if request.user.is_authenticated else "account_login")
    page: dict[str, Any] = {"portal": portal, "name": held["name"], "form": None}
    if not isinstance(request.user, Account):
        return render(request, "parta/doors/portal_new.html", page)
    data = request.POST if request.method == "POST" else None
    if data is not None and not consume(request, action="change_password"):
        return respond_429(request)
    form = None if held["fresh"] else PasswordForm(data, account=request.user)
    if data is None or (form is not None and not form.is_valid()):
        page["form"] = form
        return render(request, "parta/doors/portal_new.html", page, status=422 if data is not None else 200)
    del request.session[HELD]
    if data.get("no"):
        return redirect(held["back"] or "/")
    try:
        _bind(request, portal, request.user, held["subject"], BoundBy.OWNER)
    except Refused as refused:
        return _said(request, refused)
    request.session[PROVEN] = sorted({*proven(request.session), portal.pk})
    request.session.pop(HEEDED, None)
    messages.success(request, f"Готово: теперь сюда можно войти через {portal}.")
    return redirect(held["back"] or "account")


def links(request: HttpRequest) -> HttpResponseBase:
    """Unbind a portal from one's account."""
    if not isinstance(request.user, Account):
        return ask_to_sign_in(request)
    if request.method == "POST":
        wanted = request.POST.get("link", "")
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 18):
            raise Http404
        keep, device = request.session.session_key or "", device_of(request)
        unbind(account=request.user, link_id=int(wanted), now=database_now(), keep_session=keep, device=device)
        messages.success(request, "Портал отвязан: через него сюда больше не войти.")
    return redirect("account")


def other_way(request: HttpRequest) -> HttpResponseBase:
    """Say that what the person came in by does not open the school they are going to, and what does."""
    if not isinstance(request.user, Account):
        return ask_to_sign_in(request)
    where, portals = request.GET.get("next", ""), portals_on()
    school = school_at(where)
    ways = ways_of(request.user, school, doors_of(portals)) if school is not None else None
    if ways is None:
        return redirect("account")
    page = {
        "portals": [one for one in portals if one.pk in ways[0]],
        "password": PASSWORD in ways[0],
        "clause": clause_text(ways[1]),
        "where": where,
    }
    return render(request, "parta/doors/other_way.html", page, status=403)


def held_portal(request: HttpRequest) -> dict[str, Any] | None:
    """Give who came from a portal a few minutes ago and is not known yet, if somebody did in this session."""
    held = request.session.get(HELD)
    fits = isinstance(held, dict) and time.time() - held["at"] < HELD_SECONDS
    return held if fits else None


def _portal(portal_id: int) -> Portal:
    portal = portal_on(portal_id)
    if portal is None:
        raise refusal("portal_off")
    return portal


def _known_by_bond(portal: Portal, came: Came) -> Account | None:
    """Give who is bound; whom a SNILS alone bound before they came to work in a school is asked who they are."""
    bond = bond_of(portal=portal, subject=came.subject)
    if bond is None or (bond.by == BoundBy.SNILS and works_somewhere(bond.account)):
        return None
    return bond.account


def _known_by_snils(request: HttpRequest, portal: Portal, came: Came) -> Account | None:
    account = account_by_snils(came.snils) if came.snils else None
    if account is None or (request.user.is_authenticated and request.user.pk != account.pk):
        return None
    try:
        _bind(request, portal, account, came.subject, BoundBy.SNILS)
    except Refused as refused:
        if refused.decision.code != "portal_bound":  # by another user of the portal: the owner says whose it is
            raise
        return None
    return account


def _bind(request: HttpRequest, portal: Portal, account: Account, subject: str, by: BoundBy) -> None:
    if portal not in portals_for(account):
        raise refusal("portal_opens_nothing")
    bind(account=account, portal=portal, subject=subject, by=by, now=database_now(), device=device_of(request))
    heading, text = portal_letter(account.username, portal.title)
    post(to=account.email, subject=heading, text=text)


def _let_in(request: HttpRequest, portal: Portal, account: Account, where: str) -> HttpResponseBase:
    """Go the way of every sign-in: shut accounts, the second step, new devices are its business."""
    if memberships_of(account) and portal not in portals_for(account):
        raise refusal("portal_opens_nothing")
    response: HttpResponse = perform_login(
        request, account, redirect_url=where or "/", signal_kwargs={PROVEN: [portal.pk]}
    )
    return response


def _said(request: HttpRequest, refused: Refused, *, where: str = "") -> HttpResponse:
    status = {"portal_silent": 503, "portal_off": 403}.get(refused.decision.code, 422)
    page = {"said": account_text(refused.decision), "where": where}
    return render(request, "parta/doors/portal_refused.html", page, status=status)
