"""Inside a school: the door to the workspace of one's main role."""

from django.http import HttpRequest
from django.http.response import HttpResponse
from django.shortcuts import redirect

from parta.kernel.actor import Actor
from parta.people.enums import FAMILY, STAFF, Role
from parta.web.permissions import opens_to
from parta.web.ui.addresses import door
from parta.web.ui.context import navigation


def school_home(request: HttpRequest) -> HttpResponse:
    """Lead a person to the workspace of their main role, or where the school has shut that, to the first that is open.

    The account is where only who has no role yet is led.
    """
    name = _workspace(request.actor)
    if name and opens_to(request.actor, name):
        return redirect(name)
    return redirect(next((one["url"] for one in navigation(request)), door("account")))


def _workspace(actor: Actor) -> str:
    """Name the first page of heads and the office, of teachers, of others who work, of families."""
    if actor.has(Role.DIRECTOR, Role.DEPUTY, Role.ADMINISTRATOR, Role.SECRETARY, Role.OPERATOR):
        return "office:home"
    if actor.has(Role.TEACHER, Role.HOMEROOM_TEACHER):
        return "teacher:day"
    if actor.has(*STAFF):
        return "office:home"
    if actor.has(*FAMILY, Role.TRUSTED_PERSON):
        return "family:diary"
    return "family:committee" if actor.has(Role.PARENTS_COMMITTEE) else ""
