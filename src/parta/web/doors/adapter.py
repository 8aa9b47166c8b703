"""How allauth behaves at Parta's doors."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import consume, get_ip
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from parta.installation.mail import post
from parta.installation.queries.accounts import database_now, shut_ground
from parta.installation.services.accounts import note_new_device
from parta.installation.sessions import DEVICE, KNOWN, PROVEN, SUPPORT
from parta.web.doors.device_letters import tell_leaders
from parta.web.doors.devices import device_from, device_number, remember_device
from parta.web.doors.portals import HELD
from parta.web.doors.schools import home_zone
from parta.web.middleware.sessions import HEEDED, IDLE, WRITER, came_from
from parta.wording.account_letters import new_device_letter

TOO_MANY = "too_many_login_attempts"


def _login(credentials: dict[str, Any]) -> str:
    return str(credentials.get("username", "")).strip().lower()


class Doors(DefaultAccountAdapter):
    """Nobody signs up by themselves: an account begins with a code from the office."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Имя для входа или пароль не подходят. Проверьте раскладку и Caps Lock.",
        "account_inactive": "Эта учётная запись закрыта. Обратитесь в канцелярию школы.",
        TOO_MANY: (
            "Слишком много неудачных попыток с этим именем. Подождите 10 минут и попробуйте снова. "
            "Если пароль забыт, попросите в школе одноразовый код."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Keep the open registration shut."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Lead after signing in only to a page of this installation, named without its host."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Give the address of the client, as the proxies that Parta was told of name it; never fail for its sake."""
        try:
            return str(super().get_client_ip(request))
        except (PermissionDenied, ImproperlyConfigured):
            return str(request.META.get("REMOTE_ADDR") or "unknown")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt, and refuse when there were too many.

        Strict for an account from one address, wider for an account from everywhere, so that a pupil can neither
        guess for long nor shut a teacher out. A device where the account was signed in before has a count of its own.
        """
        self._everywhere: Any = None
        super().pre_authenticate(request, **credentials)
        login = _login(credentials)
        if not device_from(request).knows(login):
            self._everywhere = consume(request, app="allauth.account", action="login_failed_everywhere", key=login)
            if not self._everywhere:
                raise self.validation_error(TOO_MANY)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth's own key holds the Host header, which the client chooses.
        login, device = _login(credentials), device_from(request)
        return f"device {device.number} {login}" if device.knows(login) else f"address {get_ip(request)} {login}"

    def _rollback_login_failed_rl_usage(self) -> None:
        super()._rollback_login_failed_rl_usage()
        if self._everywhere:
            self._everywhere.rollback()

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Let in nobody whom every school has shut out, and say why."""
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if response is None and (ground := shut_ground(user)):
            return HttpResponseRedirect(f"{reverse('account_inactive')}?why={ground}")
        return response

    def get_login_stages(self) -> list[str]:
        """Ask for the second factor after the password or the code; nothing else stands between."""
        return ["parta.web.doors.second_step.SecondStep"]

    def login(self, request: HttpRequest, user: Any) -> None:
        """Open the session; note for the owner when the account was never opened on this device."""
        login, device, now = user.get_username(), device_from(request), database_now()
        new = user.last_login is not None and not device.knows(login)
        number = device_number(request)
        super().login(request, user)
        request.session[DEVICE] = number
        request.session[KNOWN] = now.timestamp() if new else device.since(login)
        if new:
            words, address = came_from(request)
            note_new_device(account=user, number=number, words=words, address=address, now=now)
            moment = f"{now.astimezone(home_zone(user)):%d.%m.%Y %H:%M}"
            subject, text = new_device_letter(login, words, address, moment)
            post(to=user.email, subject=subject, text=text)
            page = request.build_absolute_uri("/")
            tell_leaders(account=user, words=words, address=address, page=page, now=now)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Lead on; the session keeps by what it was opened, the browser that this account was opened on it.

        Who came from a portal is forgotten by a sign-in that does not lead to binding it: it may have been another.
        """
        request.session.pop(HEEDED, None)
        request.session.pop(PROVEN, None)
        if request.session.pop(SUPPORT, None):
            request.session.pop(WRITER, None)
            request.session.pop(IDLE, None)
            request.session.set_expiry(None)
        if by := (kwargs.get("signal_kwargs") or {}).get(PROVEN):
            request.session[PROVEN] = by
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if response.headers.get("Location") != reverse("portal_new"):
            request.session.pop(HELD, None)
        remember_device(request, response, user.get_username())
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: signing in and out is seen without a message."""
