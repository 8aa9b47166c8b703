"""The first page, choosing a school, one-time codes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from parta.installation.models import Membership


def first_page(request: HttpRequest) -> HttpResponse:
    """Lead to the only school of the account, to the choice, or to signing in."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    mine = Membership.objects.filter(account=request.user, is_active=True).select_related("school")
    schools = [membership.school for membership in mine]
    if len(schools) == 1:
        return redirect(f"/{schools[0].slug}/")
    return render(request, "parta/doors/schools.html", {"schools": schools})


def school_home(request: HttpRequest) -> HttpResponse:
    """Lead a person to the workspace of their main role."""
    actor = request.actor
    if actor.has("teacher", "homeroom_teacher"):
        return redirect("teacher:day")
    if actor.has("pupil", "parent"):
        return redirect("family:diary")
    return redirect("office:home")
