"""The second step of signing in: a code of an application, a passkey or a spare code, by allauth's own flows."""

import json
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.internal.flows.trust import create_config_fingerprint, decode_trust_cookie, trust_browser
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest, HttpResponse

from parta.installation.models import Account
from parta.paper.qr import qr_path
from parta.web.doors.forms import ShownKeyForm

TOO_MANY = "too_many_login_attempts"


class SecondFactors(DefaultMFAAdapter):
    """How allauth's second factors are named and what they say here."""

    error_messages = {
        "incorrect_code": "Не подходит. Нужен свежий код или ключ от этой учётной записи.",
        "unverified_email": "Сначала подтвердите почту.",
        "add_email_blocked": "Сначала уберите второй шаг входа.",
        "cannot_delete_authenticator": "Это убрать нельзя.",
        "cannot_generate_recovery_codes": "Сначала настройте второй шаг входа.",
    }

    def get_totp_issuer(self) -> str:
        """Name the installation in the list of a phone's application."""
        return f"Парта {self._get_site_name()}"

    def build_totp_svg(self, url: str) -> str:
        """Give the path of the square code; the page draws it."""
        return qr_path(url).path

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Name a passkey that its owner left without a name."""
        return f"Ключ {Authenticator.objects.filter(user=user, type=type).count() + 1}"


class SecondStep(AuthenticateStage):
    """Asks who has a second factor, except on a device that was remembered and not forgotten since."""

    def _should_handle(self, request: HttpRequest) -> bool:
        account = self.login.user
        return bool(super()._should_handle(request)) and not is_trusted(request, account)


def is_trusted(request: HttpRequest, account: Account) -> bool:
    """Tell whether the owner asked this device not to be asked, after signing out everywhere for the last time."""
    since = account.trusted_since.timestamp() if account.trusted_since else 0
    fresh = [one.fingerprint for one in decode_trust_cookie(request) if one.at >= since]
    return bool(fresh) and create_config_fingerprint(account) in fresh


class SecondStepView(AuthenticateView):
    """The page between the password and the journal."""

    template_name = "parta/doors/second_step.html"
    webauthn_form_class = ShownKeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the challenge for passkeys as the page's module reads it."""
        context = super().get_context_data(**kwargs)
        return {**context, "options": json.dumps(context["js_data"]["request_options"])}

    def form_valid(self, form: Any) -> HttpResponse:
        """Let the person in; remember the device where that was asked for."""
        response: HttpResponse = super().form_valid(form)
        if self.request.POST.get("remember"):
            trust_browser(self.request, self.stage.login.user, response)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show what does not fit (422), or that it was tried too often (429)."""
        response: HttpResponse = super().form_invalid(form)
        codes = {error.code for errors in form.errors.as_data().values() for error in errors}
        response.status_code = 429 if TOO_MANY in codes else 422
        return response
