"""Who may do what about the service."""

from parta.kernel.actor import Actor
from parta.people.rules.permissions import Action, Relation, Resource, allowed


def may_view_service(actor: Actor) -> bool:
    """Tell whether the actor reads the books of the service."""
    return _may(actor, Action.VIEW)


def may_register(actor: Actor) -> bool:
    """Tell whether registering papers is within the actor's duties."""
    return _may(actor, Action.REGISTER)


def may_decide(actor: Actor) -> bool:
    """Tell whether deciding on requests is within the actor's duties."""
    return _may(actor, Action.DECIDE)


def may_edit_letters(actor: Actor) -> bool:
    """Tell whether the texts of letters and their sending are within the actor's duties."""
    return _may(actor, Action.EDIT)


def _may(actor: Actor, action: Action) -> bool:
    return allowed(actor.roles, Resource.PUBLIC_SERVICE, action, Relation.SAME_SCHOOL)
