"""The school's act as a request needs it: read once, whoever asks."""

from django.http import HttpRequest

from parta.regulation.queries import versions
from parta.regulation.rules.tree import Regulation


def act_today(request: HttpRequest) -> Regulation:
    """Give the act in force on the person's day (at most one query a request; who changes the act redirects)."""
    kept: Regulation | None = getattr(request, "act_today", None)
    if kept is None:
        kept = request.act_today = versions().on(request.actor.today)
    return kept
