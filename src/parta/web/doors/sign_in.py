"""Signing in and out: allauth's views with our pages and honest statuses."""

from typing import Any

from allauth.account import views as allauth_views
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from parta.web.doors.access_form import form_at_door
from parta.web.doors.adapter import TOO_MANY
from parta.web.doors.portals import held_portal
from parta.web.doors.ways import portals_at_door
from parta.web.middleware.sessions import WRITER
from parta.wording.accounts import shut_text


class SignIn(allauth_views.LoginView):
    """The door: a login name and a password, or the way to a one-time code."""

    template_name = "parta/doors/login.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show what does not fit (422), or that it was tried too often (429)."""
        errors = [error.code for error in form.non_field_errors().as_data()]
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 429 if TOO_MANY in errors else 422
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add why the person stands at the door, when the lock sent them here, and the portals that lead in too."""
        context = super().get_context_data(**kwargs)
        where = context.get("redirect_field_value") or ""
        held = where == reverse("portal_new") and held_portal(self.request) is not None
        about = {"idle": self.request.GET.get("why") == "idle", "where": where, "held": held}
        return {**context, **about, "portals": [] if held else portals_at_door(where), "asks": form_at_door(where)}


class SignOut(allauth_views.LogoutView):
    """Signing out by POST; opened as a page it asks."""

    template_name = "parta/doors/logout.html"

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the session; a family's browser forgets all that it kept (a writer's keeps what it could not send)."""
        reader = not self.request.session.get(WRITER)
        response: HttpResponse = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"' if reader else '"cache"'
        return response


class Closed(allauth_views.AccountInactiveView):
    """What a person sees whose account was closed."""

    template_name = "parta/doors/closed.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer 403: the person is known and not let in."""
        response: HttpResponse = super().get(request, *args, **kwargs)
        response.status_code = 403
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add why, where a school has said so."""
        return {**super().get_context_data(**kwargs), "shut": shut_text(self.request.GET.get("why", ""))}
