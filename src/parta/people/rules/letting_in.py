"""Whose hand gives people what they come in with, as the act says."""

from collections.abc import Collection
from dataclasses import dataclass
from types import MappingProxyType

from parta.kernel.decisions import ALLOWED, Clause, Decision
from parta.people.enums import RefusalCode, Role

_HANDS = MappingProxyType(
    {
        "administrator": frozenset({Role.ADMINISTRATOR}),
        "homeroom": frozenset({Role.HOMEROOM_TEACHER, Role.ADMINISTRATOR}),
    }
)
"""The administrator makes what a homeroom teacher hands out (S3: 2.14), so either may."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who lets people in by the act (`credentials_issuer_…`), and its clause; an empty `by` is the act's silence."""

    by: str = ""
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Issuers:
    """Who lets in the staff, and who families."""

    staff: Issuer = Issuer()
    families: Issuer = Issuer()


def decide_issuer(issuer: Issuer, *, roles: Collection[str]) -> Decision:
    """Tell whether somebody with these roles is who lets people in by the act; refuses `ISSUER_IS_ANOTHER`.

    Where the act is silent, or names a system that is not connected, the table of permissions decides alone: otherwise
    nobody would get in. (S1: 3.4.2, 3.5.6; S2: 5; S3: 2.4, 2.5.)
    """
    hands = _HANDS.get(issuer.by)
    if hands is None or hands.intersection(roles):
        return ALLOWED
    return Decision(
        False, RefusalCode.ISSUER_IS_ANOTHER, {"issuer": issuer.by}, issuer.clause, who_can_lift=Role.ADMINISTRATOR
    )


def decide_reset(*, actor_roles: Collection[str], roles: Collection[str], own: bool, ground: str) -> Decision:
    """Tell whether a lost second factor may be reset: not one's own, not of somebody above, not without a ground.

    Refuses `SECOND_FACTOR_OWN`, `SECOND_FACTOR_ABOVE`, `SECOND_FACTOR_UNGROUNDED`.
    """
    if own:
        return Decision(False, RefusalCode.SECOND_FACTOR_OWN)
    if is_above(actor_roles, roles):
        return Decision(False, RefusalCode.SECOND_FACTOR_ABOVE)
    if not ground.strip():
        return Decision(False, RefusalCode.SECOND_FACTOR_UNGROUNDED)
    return ALLOWED


def is_above(actor_roles: Collection[str], roles: Collection[str]) -> bool:
    """Tell whether the actor may not take the second factor of somebody with `roles`: a director's is a director's."""
    return Role.DIRECTOR in roles and Role.DIRECTOR not in actor_roles
