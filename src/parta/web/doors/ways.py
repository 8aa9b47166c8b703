"""By what people come in: what a session has proven, what a school's act asks for, which portals stand at the door."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache

from parta.installation.models import Account, Portal, School
from parta.installation.queries.accounts import database_now, memberships_of
from parta.installation.queries.portals import portals_on
from parta.installation.queries.schools import schools_with
from parta.installation.schools import inside
from parta.installation.sessions import PROVEN
from parta.kernel.decisions import ALLOWED, Clause, Decision
from parta.people.queries.actors import actor_for
from parta.regulation.enums import AuthMethod
from parta.regulation.models import RegulationVersion
from parta.regulation.queries import versions
from parta.regulation.rules.tree import Regulation
from parta.regulation.rules.ways import PASSWORD, Door, decide_way, doors_named, ways_open

_KEPT_SECONDS = 60


def proven(session: SessionBase) -> list[int]:
    """Tell by what the person of a session has come in."""
    return list(session.get(PROVEN, [PASSWORD]))


def doors_of(portals: Iterable[Portal]) -> list[Door]:
    """Give portals as the rule of ways knows them."""
    return [Door(one.pk, one.kind, frozenset(one.audience)) for one in portals]


def way_into(act: Regulation, roles: Iterable[str], session: SessionBase) -> Decision:
    """Tell whether what a session has proven opens a school with this act."""
    methods, mine = act.doors.auth_methods, proven(session)
    if mine == [PASSWORD] and AuthMethod.PASSWORD in methods.value:
        return ALLOWED
    return decide_way(methods=methods, doors=doors_of(portals_on()), roles=frozenset(roles), proven=mine)


def ways_of(account: Account, school: School, doors: Collection[Door]) -> tuple[frozenset[int], Clause] | None:
    """Tell by what a school opens to an account today, and where its act says so; None where it has shut it out."""
    with inside(school):
        frame = actor_for(account_id=account.pk, school=school, request_id="")
        if frame is None:
            return None
        methods = versions().on(frame.now.date()).doors.auth_methods
    return ways_open(methods=methods, doors=doors, roles=frame.actor.roles), methods.clause


def portals_for(account: Account) -> list[Portal]:
    """Give the portals that open any school of an account today."""
    portals = portals_on()
    found: set[int] = set()
    for held in memberships_of(account) if portals else ():
        if ways := ways_of(account, held.school, doors_of(portals)):
            found |= ways[0]
    return [one for one in portals if one.pk in found]


def school_at(where: str) -> School | None:
    """Give the school that an address of ours leads to."""
    return School.objects.filter(slug=where.lstrip("/").partition("/")[0].partition("?")[0]).first()


def portals_at_door(where: str) -> list[Portal]:
    """Give the portals whose buttons stand at the door: those of the school one is going to, or of any school.

    What the acts of all schools say is asked once a minute.
    """
    portals = portals_on()
    if not portals:
        return []
    school = school_at(where)
    drawn = schools_with(RegulationVersion._meta.db_table)
    named: Any = _named(drawn.filter(pk=school.pk), portals) if school is not None else cache.get("portals-named")
    if named is None:
        named = _named(drawn, portals)
        cache.set("portals-named", named, _KEPT_SECONDS)
    return [one for one in portals if one.pk in named]


def _named(schools: Iterable[School], portals: list[Portal]) -> list[int]:
    today: date = database_now().date()
    found: set[int] = set()
    for school in schools:
        with inside(school):
            methods = versions().on(today).doors.auth_methods
        found |= {one.number for one in doors_named(methods, doors_of(portals))}
    return sorted(found)
