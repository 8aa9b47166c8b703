"""Whose class's day and marks an actor may open, and what is within the duties there."""

from datetime import date

from django.db.models import QuerySet

from parta.kernel.actor import Actor
from parta.people.access_persons import led_classes
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.regulation.rules.tree import Regulation
from parta.school.models import SchoolClass


def visible_class_lives(actor: Actor) -> QuerySet[SchoolClass]:
    """Give the classes whose day and marks the actor may open: all, or those led today."""
    return _classes(actor, Action.VIEW)


def visible_class_cards(actor: Actor) -> QuerySet[SchoolClass]:
    """Give the classes whose information card the actor may open: it names parents, so cards of people must be open."""
    cards = may_do(actor, Resource.PERSON_CARD, Action.VIEW, Relation.SAME_CLASS)
    return visible_class_lives(actor) if cards else SchoolClass.objects.none()


def may_check_day(actor: Actor, class_id: int) -> bool:
    """Tell whether to look through the absences of the class is within the actor's duties."""
    return _classes(actor, Action.CHECK).filter(pk=class_id).exists()


def may_give_reasons(actor: Actor, school_class: SchoolClass, *, regulation: Regulation, day: date) -> bool:
    """Tell whether the actor may write reasons of absences at lessons of others, as the act gives it."""
    conditions = regulation.conditions()
    if may_do(actor, Resource.JOURNAL, Action.ATTENDANCE, Relation.SAME_SCHOOL, conditions):
        return True
    leads = led_classes(actor).filter(pk=school_class.pk).exists()
    return leads and may_do(actor, Resource.JOURNAL, Action.ATTENDANCE, Relation.SAME_CLASS, conditions)


def may_see_checks(actor: Actor) -> bool:
    """Tell whether the actor sees which classes of the school were looked through."""
    return may_do(actor, Resource.CLASS_LIFE, Action.VIEW, Relation.SAME_SCHOOL)


def _classes(actor: Actor, action: Action) -> QuerySet[SchoolClass]:
    if may_do(actor, Resource.CLASS_LIFE, action, Relation.SAME_SCHOOL):
        return SchoolClass.objects.all()
    if may_do(actor, Resource.CLASS_LIFE, action, Relation.OWN):
        return led_classes(actor)
    return SchoolClass.objects.none()
