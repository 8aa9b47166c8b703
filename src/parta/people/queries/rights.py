"""Functions taken from categories of users: what stands, what is proposed, what was given back."""

from collections.abc import Collection

from parta.kernel.actor import Actor
from parta.people.enums import NarrowingState
from parta.people.models import Narrowing
from parta.people.services.rights import may_decide_rights

MOST = 200


def narrowings() -> list[Narrowing]:
    """Give what was proposed and decided, the last first (one query)."""
    return list(Narrowing.objects.select_related("proposed_by", "decided_by", "ended_by")[:MOST])


def rights_waiting(actor: Actor, conditions: Collection[str]) -> int:
    """Count the proposals that wait for the actor's decision (one query)."""
    if not may_decide_rights(actor, conditions):
        return 0
    return Narrowing.objects.filter(state=NarrowingState.PROPOSED).count()
