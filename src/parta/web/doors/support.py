"""The one-time address by which the operator's support comes into a school that has let it in."""

from allauth.core.ratelimit import consume, respond_429
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from parta.installation.queries.accounts import database_now
from parta.installation.sessions import SUPPORT
from parta.kernel.decisions import NotVisible
from parta.public_service.queries.support import grant_behind_door
from parta.public_service.services.support import come_in_as_support
from parta.regulation.queries import versions
from parta.web.middleware.schools import require_school
from parta.web.middleware.sessions import IDLE, WRITER, minutes_told


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Say what the address opens and, by a post, come in: once; whoever was signed in here is signed out."""
    if not consume(request, action="code"):
        return respond_429(request)
    school, now = require_school(request), database_now()
    if request.method == "POST":
        row = come_in_as_support(secret=secret, school_slug=school.slug, now=now)
        request.session.flush()
        request.session[SUPPORT] = [school.slug, row.pk]
        request.session[WRITER] = True  # left alone, it sleeps as soon as theirs who write
        request.session[IDLE] = minutes_told(versions().on(now.date()))
        request.session.set_expiry(max(60, int((row.until - now).total_seconds())))
        return redirect("school_home")
    grant = grant_behind_door(secret=secret, now=now)
    if grant is None:
        raise NotVisible
    return render(request, "parta/doors/support.html", {"grant": grant, "entered": school})


@require_POST
def leaving(request: HttpRequest) -> HttpResponse:
    """End the session of support; anybody else only goes home."""
    if SUPPORT in request.session:
        request.session.flush()
        return redirect("/")
    return redirect("school_home")
