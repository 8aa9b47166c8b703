"""Pages that only a college has."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from parta.kernel.decisions import NotVisible

View = Callable[..., HttpResponse]


def only_in_college(view: View) -> View:
    """Make a page that does not exist in a school: attestation by semesters, its sheets, academic debts."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.frame.school_kind != "college":
            raise NotVisible
        return view(request, *args, **kwargs)

    return opened
