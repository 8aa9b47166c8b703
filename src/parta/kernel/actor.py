"""Who acts in a request, a job or a command."""

from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Actor:
    """One person acting in one school, built once a request and passed down.

    `roles` are the codes of the person's roles in force today; relations to a course, a class or a child come
    from the `access` querysets of the domains. `barred` are the functions that the school has taken from categories of
    its users today: role, resource, action. `stands_for` are the roles that are held in another's place alone, with
    whose; `acting_for` is whose place an act is done in, which the gate of addresses and the journal say.
    """

    account_id: int | None
    person_id: int | None
    school_slug: str
    roles: frozenset[str] = frozenset()
    acting_for: int | None = None
    request_id: str = ""
    device: str = ""
    today: date | None = None
    stands_for: frozenset[tuple[str, int]] = frozenset()
    barred: frozenset[tuple[str, str, str]] = frozenset()
    extra: MappingProxyType[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def has(self, *roles: str) -> bool:
        """Tell whether the actor holds at least one of the roles."""
        return any(role in self.roles for role in roles)


def operator(school_slug: str) -> Actor:
    """Give who runs the installation from its command line: nobody of the school; the audit's `device` says so."""
    return Actor(account_id=None, person_id=None, school_slug=school_slug, device=OPERATOR)
