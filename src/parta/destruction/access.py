"""Who may do what about the destruction of data."""

from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.people.models import Appointment
from parta.people.rules.permissions import Action, Relation, Resource, allowed, may_do


def may_see_destruction(actor: Actor) -> bool:
    """Tell whether the actor sees what has outlived its term, and the acts."""
    return _may(actor, Action.VIEW)


def may_draw_up(actor: Actor) -> bool:
    """Tell whether drawing up acts of destruction is within the actor's duties."""
    return actor.person_id is not None and _may(actor, Action.EDIT)


def may_approve(actor: Actor) -> bool:
    """Tell whether approving acts and setting terms is within the actor's duties."""
    return actor.person_id is not None and _may(actor, Action.DECIDE)


def approvers(actor: Actor) -> set[int]:
    """Give who else might approve today (one query)."""
    roles = Appointment.objects.filter(in_force(actor.today)).values_list("employee_id", "role")
    return {one for one, role in roles if allowed([role], Resource.DESTRUCTION, Action.DECIDE, Relation.SAME_SCHOOL)}


def _may(actor: Actor, action: Action) -> bool:
    return may_do(actor, Resource.DESTRUCTION, action, Relation.SAME_SCHOOL)
