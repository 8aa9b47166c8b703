"""Sessions that end after some time without work: soon for those who write, late for those who read."""

import time
from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from parta.installation.sessions import CAME, SEEN, SUPPORT
from parta.kernel.actor import Actor
from parta.regulation.queries.acquainting import act_and_asked
from parta.regulation.rules.tree import Regulation
from parta.web.doors.ways import way_into
from parta.wording.devices import device_words, short_address
from parta.wording.roles import said_words

WRITER = "writer"
IDLE = "idle"
HEEDED = "heeded"
"""Which school's act was heeded last, whose words it speaks, and when, in seconds since the epoch."""
ASKED = "asked"
"""Whether the person is asked to know an act of the school where HEEDED is from."""
SHUT = "shut"
"""Whether what the session has proven does not open the school where HEEDED is from."""
TOUCH_SECONDS = 60


class IdleSessions(SessionMiddleware):
    """Django's sessions with an idle lock. Polls (`request.is_poll`) do not count as work."""

    def process_request(self, request: HttpRequest) -> None:
        """Open the session and end it when it slept too long."""
        super().process_request(request)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return
        seen = request.session.get(SEEN)
        if seen is None:
            return
        if time.time() - seen > idle_minutes(request.session) * 60:
            request.session.flush()
            request.idle_lock = True

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Note the moment of work, at most once a minute."""
        session = request.session
        if session.accessed and not session.is_empty() and not getattr(request, "is_poll", False):
            now = int(time.time())
            if now - session.get(SEEN, 0) > TOUCH_SECONDS and ("_auth_user_id" in session or SUPPORT in session):
                session[SEEN], session[CAME] = now, came_from(request)
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            # Ended from elsewhere while the request was carried out: what was done is done, the next one asks.
            response.delete_cookie(settings.SESSION_COOKIE_NAME, path=settings.SESSION_COOKIE_PATH)
            return response


def came_from(request: HttpRequest) -> list[str]:
    """Tell the device in words, and its address without its last part: enough for the owner to know it again."""
    return [device_words(request.headers.get("User-Agent", "")), short_address(get_adapter().get_client_ip(request))]


def idle_minutes(session: SessionBase | Mapping[str, Any]) -> int:
    """Tell after how many minutes without work a session ends: what the act said, within what the installation allows.

    The shortest holds that the session has met in its schools; who only reads has the installation's long one.
    """
    if not session.get(WRITER):
        return int(settings.IDLE_MINUTES_READERS)
    return min(session.get(IDLE) or settings.IDLE_MINUTES_READERS, settings.IDLE_MINUTES_WRITERS)


def minutes_told(act: Regulation) -> int:
    """Tell after how many minutes without work an act wants a session ended; 0 where it does not."""
    return act.doors.idle_minutes.value if act.doors.idle_logout.value else 0


def heed_act(session: SessionBase, actor: Actor, *, today: date) -> str:
    """Note, at most once a minute, what the act in force today says of sessions left alone and of ways in, and whether
    there is an act that the person is asked to know; tell whose words it speaks.

    Empty where the act is silent of words.
    """
    noted = session.get(HEEDED)
    fits = noted and noted[0] == actor.school_slug and not session.get(SHUT)
    if noted and fits and time.time() - noted[2] <= TOUCH_SECONDS:
        return str(noted[1])
    found, asked = act_and_asked(actor, today)
    act = found.on(today)
    told = minutes_told(act)
    known = session.get(IDLE, 0)
    wanted = {
        IDLE: min(told, known) if told and known else told or known,
        HEEDED: [actor.school_slug, said_words(act), int(time.time())],
        ASKED: asked,
        SHUT: not way_into(act, actor.roles, session).allowed,
    }
    for key, value in wanted.items():
        if session.get(key, False) != value:
            session[key] = value
    return said_words(act)


class AccountOfSession(AuthenticationMiddleware):
    """Django's `request.user`, taken from the account that came with the session."""

    def process_request(self, request: HttpRequest) -> None:
        """Set `request.user`; nothing is asked of the database until somebody looks."""
        user: Any = SimpleLazyObject(lambda: account_of(request))
        request.user = user


def account_of(request: HttpRequest) -> Any:
    """Give the account that came with the session where everything fits; else whatever Django makes of it."""
    session = request.session
    account_id = session.get(SESSION_KEY)
    account = getattr(session, "account", None)
    if (
        account is not None
        and account.is_active
        and str(account.pk) == account_id
        and session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash())
    ):
        return account
    return get_user(request)


def is_poll(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a view whose requests a page makes by itself: they are not a person's work."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.is_poll = True
        return view(request, *args, **kwargs)

    return marked
