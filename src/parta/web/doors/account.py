"""One's own account: password and schools."""

from allauth.core.ratelimit import consume, respond_429
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from parta.installation.models import Account
from parta.installation.queries.accounts import database_now
from parta.installation.queries.portals import links_of
from parta.installation.queries.second_factors import second_factors_of
from parta.installation.services.accounts import change_password
from parta.web.doors.forms import ChangePasswordForm
from parta.web.doors.passwords import asked_of
from parta.web.doors.schools import my_schools
from parta.web.doors.ways import portals_for
from parta.web.middleware.actors import ask_to_sign_in, device_of


def account(request: HttpRequest) -> HttpResponseBase:
    """Show one's account; a post changes the password and ends the other sessions."""
    if not request.user.is_authenticated:
        return ask_to_sign_in(request)
    form = ChangePasswordForm(account=request.user)
    if request.method == "POST":
        if not consume(request, action="change_password"):
            return respond_429(request)
        asked = asked_of(request.user, database_now().date())
        form = ChangePasswordForm(request.POST, account=request.user, asked=asked)
        if form.is_valid():
            return _changed(request, form.cleaned_data["password"])
    links = list(links_of(request.user))
    page = {
        "form": form,
        "schools": my_schools(request.user),
        "has": second_factors_of(request.user),
        "links": links,
        "portals": [one for one in portals_for(request.user) if one.pk not in {link.portal_id for link in links}],
    }
    return render(request, "parta/doors/account.html", page, status=422 if form.errors else 200)


def _changed(request: HttpRequest, password: str) -> HttpResponse:
    assert isinstance(request.user, Account)
    device = device_of(request)
    change_password(
        account=request.user,
        password=password,
        now=database_now(),
        keep_session=request.session.session_key or "",
        device=device,
    )
    update_session_auth_hash(request, request.user)
    messages.success(request, "Пароль изменён. На других устройствах нужно войти заново.")
    return redirect("account")
