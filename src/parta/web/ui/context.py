"""What the base page needs on every page."""

from typing import Any

from django.http import HttpRequest


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Give the school, the person and the roles of the request to the base page."""
    return {"frame": getattr(request, "frame", None), "actor": getattr(request, "actor", None)}
