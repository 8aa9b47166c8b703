"""The schools of an account: which, and who the person is in each."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from parta.installation.models import Account
from parta.installation.queries.accounts import memberships_of
from parta.installation.schools import inside
from parta.people.queries.actors import actor_for
from parta.regulation.queries import versions
from parta.web.middleware.actors import ask_to_sign_in
from parta.wording.roles import role_title, said_words, spoken_kind, terminology_of


@dataclass(frozen=True, slots=True)
class MySchool:
    """One line of the choice."""

    slug: str
    name: str
    person: str
    roles: str


def my_schools(account: Account) -> list[MySchool]:
    """Give the account's schools with the person's roles in each; every school is asked in its own schema."""
    found = []
    for membership in memberships_of(account):
        school = membership.school
        with inside(school):
            frame = actor_for(account_id=account.pk, school=school, request_id="")
            said = said_words(versions().on(frame.now.date())) if frame is not None else ""
        if frame is not None:
            words = role_title(frame.actor.roles, terminology_of(spoken_kind(frame.school_kind, said)))
            found.append(MySchool(school.slug, frame.school_name, frame.person_name, words))
    return found


def home_zone(account: Account) -> ZoneInfo:
    """Give the time zone of the account's first school; Moscow's where it has none."""
    for membership in memberships_of(account)[:1]:
        with inside(membership.school):
            frame = actor_for(account_id=account.pk, school=membership.school, request_id="")
        if frame is not None:
            return frame.zone
    return ZoneInfo("Europe/Moscow")


def first_page(request: HttpRequest) -> HttpResponseBase:
    """Lead to the only school of the account, to the choice, or to signing in."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    mine = memberships_of(request.user)
    if len(mine) == 1:
        return redirect(f"/{mine[0].school.slug}/")
    return redirect("schools")


def schools(request: HttpRequest) -> HttpResponseBase:
    """Let the person choose a school; switching needs no new signing in."""
    if not request.user.is_authenticated:
        return ask_to_sign_in(request)
    return render(request, "parta/doors/schools.html", {"schools": my_schools(request.user)})
