"""How allauth behaves at Parta's doors."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

TOO_MANY = "too_many_login_attempts"


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

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: signing in and out is seen without a message."""
