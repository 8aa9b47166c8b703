"""The coarse gate before every view of a school: an address without a row in the table is shut."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from parta.web.middleware.headers import Handler
from parta.web.middleware.refusals import FORBIDDEN, answer
from parta.web.permissions import Need, need_of


class DutyOfAddress:
    """Refuses (403) addresses for which no role of the person has a duty at all."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Ask the table by the address's name."""
        match = request.resolver_match
        need = need_of(match.view_name if match else "", in_school=request.school is not None)
        if need is None or (isinstance(need, Need) and not need.met_by(request.actor.roles, request.actor.barred)):
            return answer(request, 403, FORBIDDEN)
        if isinstance(need, Need) and (whose := need.stood_for(request.actor)) is not None:
            request.actor = replace(request.actor, acting_for=whose)
            request.frame = replace(request.frame, actor=request.actor)
        return None
