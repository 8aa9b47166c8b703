"""Which requests to write late an actor may see, and who may ask and decide."""

from django.db.models import QuerySet

from parta.journal.models import EditRequest
from parta.kernel.actor import Actor
from parta.people.rules.permissions import Action, Relation, Resource, may_do


def visible_edit_requests(actor: Actor) -> QuerySet[EditRequest]:
    """Give the requests that the actor may see: leaders all, others their own."""
    if _allowed(actor, Action.VIEW, Relation.SAME_SCHOOL):
        return EditRequest.objects.all()
    if actor.person_id is None or not _allowed(actor, Action.VIEW, Relation.OWN):
        return EditRequest.objects.none()
    return EditRequest.objects.filter(asked_by=actor.person_id)


def may_ask_to_edit(actor: Actor, conditions: frozenset[str] = frozenset()) -> bool:
    """Tell whether the actor may ask for what they write in to be opened, given the settings that are on."""
    return actor.person_id is not None and _allowed(actor, Action.ASK, Relation.OWN, conditions)


def may_decide_edits(actor: Actor) -> bool:
    """Tell whether the actor may open cells to others; nobody opens them to oneself (a rule says that in words)."""
    return actor.person_id is not None and _allowed(actor, Action.DECIDE, Relation.SAME_SCHOOL)


def may_void(actor: Actor) -> bool:
    """Tell whether the actor may declare void what somebody else's account did."""
    return actor.person_id is not None and may_do(actor, Resource.COMPROMISE, Action.VOID, Relation.SAME_SCHOOL)


def _allowed(actor: Actor, action: Action, relation: Relation, conditions: frozenset[str] = frozenset()) -> bool:
    return may_do(actor, Resource.EDIT_REQUEST, action, relation, conditions)
