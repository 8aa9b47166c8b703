"""Answers to the operator's programs. They hold no word about anybody."""

import hmac
from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest
from django.http.response import HttpResponse, JsonResponse

from parta.installation.schools import enter_public
from parta.installation.services.setup import is_up_to_date
from parta.web.operator.figures import figures_text

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")
_TEXT = "text/plain; version=0.0.4; charset=utf-8"
_tables_seen_fresh: list[bool] = []


def alive(request: HttpRequest) -> HttpResponse:
    """Say that this process answers; asks nobody else."""
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """Say whether requests can be served: the database answers, and its tables are those of this program (else 503)."""
    try:
        enter_public()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _tables_seen_fresh:
            if not is_up_to_date():
                return JsonResponse({"database": "ok", "tables": "behind"}, status=503)
            _tables_seen_fresh.append(True)
    except (DatabaseError, InterfaceError):
        return JsonResponse({"database": "silent"}, status=503)
    return JsonResponse({"database": "ok", "tables": "ok"})


def metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures to a program of this machine or to one that names the token; to others there is no such page."""
    if not _may_read(request):
        return HttpResponse("not found\n", status=404, content_type="text/plain")
    return HttpResponse(figures_text(), content_type=_TEXT)


def _may_read(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    named = request.META.get("HTTP_AUTHORIZATION", "")
    if token and hmac.compare_digest(named.encode(), f"Bearer {token}".encode()):
        return True
    if any(header in request.META for header in FORWARDED):
        return False  # a proxy of this machine brings everybody's requests
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
