"""Inside a school: the door to the workspace of one's main role."""

from django.http import HttpRequest
from django.http.response import HttpResponse
from django.shortcuts import redirect

from parta.web.ui.addresses import door


def school_home(request: HttpRequest) -> HttpResponse:
    """Lead a person to the workspace of their main role: heads and the office first, then teachers, then families."""
    actor = request.actor
    if actor.has("director", "deputy", "administrator", "secretary"):
        return redirect("office:home")
    if actor.has("teacher", "homeroom_teacher"):
        return redirect("teacher:day")
    if actor.has("pupil", "parent"):
        return redirect("family:diary")
    return redirect(door("account"))
