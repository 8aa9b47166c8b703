"""Whose class a member of the parents' committee sees in figures, and who gives places in it."""

from django.db.models import Exists, OuterRef, QuerySet

from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.people.access_persons import led_classes
from parta.people.models import CommitteePlace, Enrolment, Guardianship
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.school.models import SchoolClass


def committee_classes(actor: Actor) -> QuerySet[SchoolClass]:
    """Give the classes in whose committee the actor is today, as the legal representative of a pupil of it."""
    if actor.person_id is None or not may_do(actor, Resource.COMMITTEE, Action.VIEW, Relation.OWN):
        return SchoolClass.objects.none()
    places = CommitteePlace.objects.filter(
        in_force(actor.today), person_id=actor.person_id, school_class=OuterRef("pk"), ended_at__isnull=True
    )
    wards = Guardianship.objects.filter(in_force(actor.today), guardian_id=actor.person_id).values("pupil")
    studies = Enrolment.objects.filter(in_force(actor.today), school_class=OuterRef("pk"), pupil__in=wards)
    return SchoolClass.objects.filter(Exists(places), Exists(studies))


def may_keep_committee(actor: Actor, class_id: int) -> bool:
    """Tell whether the actor gives and takes places in the committee of a class: who leads it today, the director."""
    if may_do(actor, Resource.COMMITTEE, Action.EDIT, Relation.SAME_SCHOOL):
        return True
    own = may_do(actor, Resource.COMMITTEE, Action.EDIT, Relation.OWN)
    return own and led_classes(actor).filter(pk=class_id).exists()
