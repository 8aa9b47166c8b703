"""By what people come into a school: its act names the ways (`auth_methods`), the installation has portals for some."""

from collections.abc import Collection
from dataclasses import dataclass

from parta.installation.enums import Audience
from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import Role
from parta.regulation.enums import AuthMethod
from parta.regulation.rules.tree import Setting

PASSWORD = 0
"""What a session has proven by a password or a code of the school; else it is the number of a portal."""
_FAMILY = {
    Role.PUPIL: Audience.PUPILS,
    Role.PARENT: Audience.PARENTS,
    Role.TRUSTED_PERSON: Audience.PARENTS,
    Role.PARENTS_COMMITTEE: Audience.PARENTS,
}
"""All of READERS: who joins the committee of parents is no more of the staff than before."""


@dataclass(frozen=True, slots=True)
class Door:
    """A portal that is on: its number, what it is in the words of acts, whom it lets in."""

    number: int
    kind: str
    audience: frozenset[str]


def audiences(roles: Collection[str]) -> frozenset[Audience]:
    """Tell whom of a portal's people somebody with these roles belongs to; one person may be several of them."""
    return frozenset(_FAMILY.get(Role(role), Audience.STAFF) for role in roles)


def doors_named(methods: Setting[tuple[AuthMethod, ...]], doors: Collection[Door]) -> list[Door]:
    """Give the portals that the act lets people in by."""
    return [one for one in doors if one.kind in methods.value]


def ways_open(
    *, methods: Setting[tuple[AuthMethod, ...]], doors: Collection[Door], roles: Collection[str]
) -> frozenset[int]:
    """Tell by what a school opens to somebody with these roles: numbers of portals, `PASSWORD`.

    A portal opens it where the act names its kind and it is meant for everything that the person is here: a parent who
    teaches does not write marks by the parents' portal. A password opens it where the act names passwords, and wherever
    no portal of the act would: nobody is shut out because a portal is off (S0: 3.1, S4: 3.1).
    """
    mine = audiences(roles)
    fitting = frozenset(one.number for one in doors_named(methods, doors) if mine <= one.audience)
    return fitting | {PASSWORD} if AuthMethod.PASSWORD in methods.value or not fitting else fitting


def decide_way(
    *,
    methods: Setting[tuple[AuthMethod, ...]],
    doors: Collection[Door],
    roles: Collection[str],
    proven: Collection[int],
) -> Decision:
    """Tell whether what a session has proven opens the school. Refuses `way_not_open`."""
    if ways_open(methods=methods, doors=doors, roles=roles).intersection(proven):
        return ALLOWED
    return Decision(allowed=False, code="way_not_open", clause=methods.clause)
