"""Who may do what about the service."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from parta.kernel.actor import Actor
from parta.people.access_persons import led_classes
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.public_service.models import HelpRequest


def may_view_service(actor: Actor) -> bool:
    """Tell whether the actor reads the books of the service."""
    return _may(actor, Action.VIEW)


def may_view_handed(actor: Actor, conditions: Collection[str], class_id: int) -> bool:
    """Tell whether the actor sees requests of a class that wait for the code or for the parent.

    Who reads the book does, and who leads the class and hands codes out by the act (S3: П3-3.4.3).
    """
    if may_view_service(actor):
        return True
    own = may_do(actor, Resource.PUBLIC_SERVICE, Action.VIEW, Relation.SAME_CLASS, conditions)
    return own and led_classes(actor).filter(pk=class_id).exists()


def may_register(actor: Actor, conditions: Collection[str] = ()) -> bool:
    """Tell whether registering papers is within the actor's duties; of requests, `conditions` of the act count."""
    return _may(actor, Action.REGISTER, conditions)


def may_decide(actor: Actor, conditions: Collection[str]) -> bool:
    """Tell whether deciding on requests is within the actor's duties, by the table and `conditions` of the act."""
    return _may(actor, Action.DECIDE, conditions)


def may_close(actor: Actor) -> bool:
    """Tell whether ending the service and answering appeals is within the actor's duties."""
    return _may(actor, Action.CLOSE)


def may_edit_letters(actor: Actor) -> bool:
    """Tell whether the texts of letters and their sending are within the actor's duties."""
    return _may(actor, Action.EDIT)


def may_keep_help(actor: Actor) -> bool:
    """Tell whether all questions about the programme are the actor's to answer and to pass on."""
    return may_do(actor, Resource.HELP, Action.DECIDE, Relation.SAME_SCHOOL)


def may_help_class(actor: Actor) -> bool:
    """Tell whether the actor gives first help to families of the class led, where the act says so (S1: 3.5.9)."""
    return may_do(actor, Resource.HELP, Action.DECIDE, Relation.SAME_CLASS)


def may_answer_help(actor: Actor, row: HelpRequest) -> bool:
    """Tell whether a question is the actor's to answer: of whom it was handed to, the homeroom teacher no more."""
    if may_keep_help(actor):
        return True
    if row.school_class_id is None or row.handed_at is not None or row.author_id == actor.person_id:
        return False
    return may_help_class(actor) and led_classes(actor).filter(pk=row.school_class_id).exists()


def may_see_support(actor: Actor) -> bool:
    """Tell whether the actor sees when the operator's support was let in."""
    return may_do(actor, Resource.SUPPORT, Action.VIEW, Relation.SAME_SCHOOL)


def may_grant_support(actor: Actor) -> bool:
    """Tell whether the actor lets the operator's support in and shuts it out."""
    return actor.person_id is not None and may_do(actor, Resource.SUPPORT, Action.EDIT, Relation.SAME_SCHOOL)


def visible_help(actor: Actor) -> QuerySet[HelpRequest]:
    """Give the questions that the actor reads: all of the school, those of families of the class led, one's own."""
    rows = HelpRequest.objects.select_related("registration", "author", "answered_by", "school_class")
    if may_do(actor, Resource.HELP, Action.VIEW, Relation.SAME_SCHOOL):
        return rows
    if actor.person_id is None:
        return rows.none()
    seen = Q(author_id=actor.person_id)
    if may_do(actor, Resource.HELP, Action.VIEW, Relation.SAME_CLASS):
        seen |= Q(school_class__in=led_classes(actor))
    return rows.filter(seen)


def _may(actor: Actor, action: Action, conditions: Collection[str] = ()) -> bool:
    return may_do(actor, Resource.PUBLIC_SERVICE, action, Relation.SAME_SCHOOL, conditions)
