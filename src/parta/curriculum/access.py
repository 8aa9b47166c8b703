"""Which classes an actor may open."""

from django.db.models import Q, QuerySet

from parta.curriculum.models import TeachingLoad
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.people.access_persons import led_classes
from parta.people.rules.permissions import Action, Relation, Resource, allowed
from parta.school.models import SchoolClass


def visible_classes(actor: Actor) -> QuerySet[SchoolClass]:
    """Give the classes whose page the actor may open: all, the one led, those where the actor teaches."""

    def may(relation: Relation) -> bool:
        return allowed(actor.roles, Resource.CLASS_PAGE, Action.VIEW, relation)

    if may(Relation.SAME_SCHOOL):
        return SchoolClass.objects.all()
    wanted = Q(pk__in=[])
    if may(Relation.OWN):
        wanted |= Q(pk__in=led_classes(actor).values("pk"))
    if may(Relation.SAME_CLASS):
        taught = TeachingLoad.objects.filter(in_force(actor.today), employee_id=actor.person_id)
        wanted |= Q(pk__in=taught.values("course__school_class"))
    return SchoolClass.objects.filter(wanted)


def may_see_load(actor: Actor) -> bool:
    """Tell whether the actor sees who teaches what in the school."""
    return allowed(actor.roles, Resource.SCHOOL_SETTINGS, Action.VIEW, Relation.SAME_SCHOOL)


def may_keep_load(actor: Actor) -> bool:
    """Tell whether the actor hands courses over from one teacher to another."""
    return allowed(actor.roles, Resource.SCHOOL_SETTINGS, Action.EDIT, Relation.SAME_SCHOOL)


def may_keep_groups(actor: Actor) -> bool:
    """Tell whether the actor moves pupils between study groups."""
    return may_keep_load(actor)
