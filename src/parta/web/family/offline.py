"""What makes the diary an application of the phone: its manifest and its worker; see docs/decisions/0009."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from parta.web.middleware.sessions import idle_minutes
from parta.web.ui.addresses import static, url

KEEP = "X-Parta-Keep"
"""Whose the page is and for how many seconds a copy may be read: as long as the session would sleep."""

_ICONS = (
    ("parta/icon.svg", "any", "any"),
    ("parta/icon-192.png", "192x192", "any"),
    ("parta/icon-512.png", "512x512", "any"),
    ("parta/icon-512.png", "512x512", "maskable"),
)


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Describe the diary of this school to a phone that puts it among its applications."""
    home = url("family:diary")
    school = request.frame.school_name
    facts: dict[str, Any] = {
        "id": home,
        "name": f"Дневник · {school}",
        "short_name": "Дневник",
        "description": "Расписание, домашние задания и отметки",
        "lang": "ru",
        "dir": "ltr",
        "start_url": home,
        "scope": "/",  # the door belongs to it too
        "display": "standalone",
        "theme_color": "#23438f",
        "background_color": "#faf9f5",
        "icons": [
            {
                "src": static(name),
                "sizes": sizes,
                "purpose": purpose,
                "type": "image/svg+xml" if name.endswith("svg") else "image/png",
            }
            for name, sizes, purpose in _ICONS
        ],
    }
    return JsonResponse(facts, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Start the worker beside the diary's own addresses, so that it sees no page of teachers or of the office."""
    return HttpResponse(f'importScripts("{static("parta/js/worker.js")}");\n', content_type="text/javascript")


def kept_by(request: HttpRequest) -> str:
    """Write the value of `KEEP`."""
    return f"{request.user.pk} {idle_minutes(request.session) * 60}"
