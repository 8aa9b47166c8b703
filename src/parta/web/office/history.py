"""The history of a thing as a part of its page."""

from dataclasses import dataclass

from django.http import HttpRequest

from parta.curriculum.queries.history import Thing, history_of
from parta.web.parameters import number
from parta.wording.changes import ChangeLine, change_lines
from parta.wording.roles import terminology_of


@dataclass(frozen=True, slots=True)
class ShownHistory:
    """A page of the history in words; `asked`: the address asks for it, so it stands open; `kept`: what goes before."""

    lines: list[ChangeLine]
    page: int
    has_next: bool
    asked: bool
    kept: str = ""


def shown_history(request: HttpRequest, thing: Thing, pk: int) -> ShownHistory:
    """Read the page of the history that the address asks for (`history`); raises `Forbidden`."""
    page = number(request, "history", default=1)
    found = history_of(actor=request.actor, thing=thing, pk=pk, page=page, zone=request.frame.zone)
    lines = change_lines(found.rows, terminology_of(request.frame.school_kind))
    return ShownHistory(lines, found.page, found.has_next, "history" in request.GET)
