"""How allauth behaves at Parta's doors."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Doors(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: an account begins with a code from the office."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Keep the open registration shut."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: signing in and out is seen without a message."""
