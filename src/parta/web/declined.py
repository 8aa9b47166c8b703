"""Changes of data that the reader proposed and that were declined: shown where the reader comes first."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from parta.people.models import Correction
from parta.people.queries.corrections import declined_for
from parta.wording.people import field_title


def declined_to(request: HttpRequest) -> dict[str, Any]:
    """Give what `parta/_declined.html` shows of all that the reader proposed."""
    return declined_shown(request, declined_for(request.actor, now=request.now), named=True)


def declined_shown(request: HttpRequest, rows: Iterable[Correction], *, named: bool) -> dict[str, Any]:
    """Give what `parta/_declined.html` shows of these; `named`: with whose card it is."""
    return {
        "declined": [(row, [field_title(name).lower() for name in row.after]) for row in rows],
        "named": named,
        "me": request.actor.person_id,
    }
