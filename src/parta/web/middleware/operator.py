"""The operator's addresses, answered before hosts, schools and sessions are looked at; and the count of all others."""

import time
from collections.abc import Callable, Mapping

from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase, HttpResponseNotAllowed

from parta.web.middleware.headers import Handler
from parta.web.operator import answers
from parta.web.operator.figures import count_request

ADDRESSES: Mapping[str, Callable[[HttpRequest], HttpResponse]] = {
    "/health": answers.alive,
    "/health/ready": answers.ready,
    "/metrics": answers.metrics,
}


class OperatorAddresses:
    """Answers `/health`, `/health/ready` and `/metrics` under any host name, with or without HTTPS; counts the rest."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer or go on."""
        own = ADDRESSES.get(request.path_info.removesuffix("/"))
        if own is not None:
            return own(request) if request.method in ("GET", "HEAD") else HttpResponseNotAllowed(("GET", "HEAD"))
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        count_request(
            view=(match.view_name if match else "") or "none",
            method=request.method or "",
            status=response.status_code,
            seconds=time.perf_counter() - started,
        )
        return response
