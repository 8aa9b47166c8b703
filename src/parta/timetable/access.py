"""Who may do what with dated lessons."""

from parta.kernel.actor import Actor
from parta.people.rules.permissions import Action, Relation, Resource, allowed


def may_cancel_lessons(actor: Actor) -> bool:
    """Tell whether the actor may mark a lesson as cancelled, and take that back."""
    return actor.person_id is not None and allowed(actor.roles, Resource.LESSON, Action.CANCEL, Relation.SAME_SCHOOL)
