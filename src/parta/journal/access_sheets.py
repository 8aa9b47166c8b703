"""Whose attestation an actor may see, and who closes its sheets."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from parta.curriculum.models import Course, TeachingLoad
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.people.access_persons import led_classes
from parta.people.rules.permissions import Action, Relation, Resource, may_do


def attested_courses(actor: Actor, action: Action = Action.VIEW) -> QuerySet[Course]:
    """Give the courses whose attestation is the actor's matter: all, those of the group led, those taught.

    Who taught a course goes on seeing it; only who teaches it today acts.
    """
    return _courses(actor, Resource.ATTESTATION, action)


def indebted_courses(actor: Actor, action: Action = Action.VIEW) -> QuerySet[Course]:
    """Give the courses whose academic debts are the actor's matter."""
    return _courses(actor, Resource.DEBT, action)


def _courses(actor: Actor, resource: Resource, action: Action) -> QuerySet[Course]:
    def may(relation: Relation) -> bool:
        return may_do(actor, resource, action, relation)

    if may(Relation.SAME_SCHOOL):
        return Course.objects.all()
    wanted = Q(pk__in=[])
    if may(Relation.SAME_CLASS):
        wanted |= Q(school_class__in=led_classes(actor))
    if may(Relation.OWN):
        own = TeachingLoad.objects.filter(course=OuterRef("pk"), employee_id=actor.person_id)
        wanted |= Q(Exists(own if action is Action.VIEW else own.filter(in_force(actor.today))))
    return Course.objects.filter(wanted)
