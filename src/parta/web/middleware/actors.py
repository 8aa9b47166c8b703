"""Who acts in a request: account and membership, person, roles, and the one moment that everything is judged by."""

import logging
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import ProgrammingError
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from psycopg.errors import UndefinedTable

from parta.installation.enums import ShutGround
from parta.installation.models import Account
from parta.installation.queries.accounts import shut_ground
from parta.people.enums import READERS
from parta.people.queries.actors import actor_for, has_left
from parta.regulation.queries import versions
from parta.regulation.rules.ways import PASSWORD
from parta.web.doors.passwords import must_be_changed
from parta.web.doors.ways import proven
from parta.web.middleware.headers import Handler
from parta.web.middleware.refusals import NOT_FOUND, answer, wants_json
from parta.web.middleware.schools import forget_schools
from parta.web.middleware.sessions import ASKED, SHUT, WRITER, heed_act
from parta.web.middleware.support import comes_as_support, let_support_look
from parta.web.permissions import Open, need_of
from parta.web.ui.addresses import door
from parta.wording.accounts import shut_text
from parta.wording.refusals import clause_text
from parta.wording.roles import spoken_kind

log = logging.getLogger(__name__)


class ActorOfRequest:
    """Sets `request.actor`, `request.now` and `request.frame` for addresses of a school; asks to sign in first."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on; the zone that a view's school brings does not outlive the request."""
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Let nobody into a school's address without a membership in it."""
        request.actor = None
        if request.school is None or _needs_nobody(request):
            return None
        if not request.user.is_authenticated:
            return let_support_look(request) if comes_as_support(request) else ask_to_sign_in(request)
        try:
            frame = actor_for(
                account_id=request.user.pk,
                school=request.school,
                request_id=str(uuid.uuid4()),
                device=device_of(request),
            )
        except ProgrammingError as problem:
            if not isinstance(problem.__cause__, UndefinedTable):
                raise
            log.warning("school %s is in the register's copy, but has no tables", request.school.slug)
            forget_schools()
            return answer(request, 404, NOT_FOUND)
        if frame is None:
            said = shut_text(shut_ground(request.user, request.school))
            if not said and has_left(account_id=request.user.pk, school=request.school):
                said = shut_text(ShutGround.DISMISSED)
            return answer(request, 403, said) if said else answer(request, 404, NOT_FOUND)
        words = heed_act(request.session, frame.actor, today=frame.now.date())
        request.frame = replace(frame, school_kind=spoken_kind(frame.school_kind, words))
        request.actor = frame.actor
        request.now = frame.now
        timezone.activate(frame.zone)
        writer = not frame.actor.roles <= READERS
        if request.session.get(WRITER, False) != writer and writer:
            request.session[WRITER] = True
        if request.session.get(SHUT):
            return _ask_for_other_way(request)
        if (
            request.user.password_given
            and PASSWORD in proven(request.session)
            and (asked := _ask_for_own_password(request))
        ):
            return asked
        if writer and (asked := _ask_for_second_factor(request)):
            return asked
        return _ask_to_know(request)


def _ask_for_other_way(request: HttpRequest) -> HttpResponse:
    """Send who came in by what does not open this school to what does, as its act says."""
    if wants_json(request):
        said = "Школа пускает сюда другим способом входа. Войдите им: введённое сохранится."
        return JsonResponse({"message": said}, status=401)
    return HttpResponseRedirect(f"{door('other_way')}?{urlencode({'next': request.get_full_path()})}")


def _ask_for_own_password(request: HttpRequest) -> HttpResponse | None:
    """Send who came with a password of somebody else's to change it, where the act says so."""
    assert isinstance(request.user, Account)
    policy = must_be_changed(request.user, versions().on(request.actor.today))
    if policy is None:
        return None
    said = "Пароль для вас выбрал кто-то другой. При первом входе его меняют на свой"
    return _send_to(request, "account", f"{said} ({clause_text(policy.clause)}).")


def _ask_for_second_factor(request: HttpRequest) -> HttpResponse | None:
    """Send who may write and signs in by the password alone to set up the second step, where the school demands it."""
    since = request.frame.second_factor_from
    if request.frame.second_factor or since is None or since > request.actor.today or settings.DEMO:
        return None
    said = (
        f"С {since:%d.%m.%Y} школа пускает тех, кто пишет в журнал, только в два шага: пароль и код или ключ. "
        "Настройте второй шаг, это займёт пару минут, и работа откроется."
    )
    return _send_to(request, "mfa_index", said)


def _ask_to_know(request: HttpRequest) -> HttpResponse | None:
    """Send who opens a page to the acts that the school asks to know; work that is being sent is not stopped."""
    script = wants_json(request) or request.headers.get("HX-Request")
    if request.method != "GET" or script or not request.session.get(ASKED):
        return None
    match = request.resolver_match
    if not request.actor.roles or (match and match.view_name in ("office:acquaint", "office:document")):
        return None
    return HttpResponseRedirect(reverse("office:acquaint"))


def _send_to(request: HttpRequest, name: str, said: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"message": said}, status=401)
    messages.warning(request, said)
    return HttpResponseRedirect(door(name))


def _needs_nobody(request: HttpRequest) -> bool:
    """Tell whether the school's address is open without an account: then nobody acts, whoever is signed in."""
    match = request.resolver_match
    need = need_of(match.view_name if match else "", in_school=True)
    return isinstance(need, Open) and need.anonymous


def device_of(request: HttpRequest) -> str:
    """Name the device as its browser does, short and in printable signs: it goes into the audit."""
    name = request.headers.get("User-Agent", "")[:60]
    return "".join(sign if sign.isprintable() else "?" for sign in name)


def was_idle(request: HttpRequest) -> bool:
    """Tell whether the idle lock ended the session of this very request."""
    return getattr(request, "idle_lock", False)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a person to the door and back, or tell a script that the session is over."""
    if wants_json(request):
        message = "Сеанс закончился. Войдите снова: введённое сохранится."
        return JsonResponse({"message": message}, status=401)
    back = urlencode({"next": request.get_full_path(), **({"why": "idle"} if was_idle(request) else {})})
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=401)
        response["HX-Redirect"] = f"/doors/login/?{back}"
        return response
    return HttpResponseRedirect(f"/doors/login/?{back}")
