"""Whom an actor may know of."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from parta.kernel.actor import Actor
from parta.people.enums import Opens
from parta.people.models import Enrolment, Guardianship, HomeroomTeacher, Pupil, TrustedPerson
from parta.people.rules.permissions import Action, Relation, Resource, may_do


def visible_children(actor: Actor) -> QuerySet[Pupil]:
    """Give the pupils whose diary the actor reads: oneself, and wards by a guardianship in force today."""
    if actor.person_id is None or actor.today is None or not actor.has("pupil", "parent"):
        return Pupil.objects.none()
    in_force = Q(ends_on__isnull=True) | Q(ends_on__gte=actor.today)
    wards = Guardianship.objects.filter(
        in_force, guardian_id=actor.person_id, pupil_id=OuterRef("pk"), starts_on__lte=actor.today
    )
    own = Q(pk=actor.person_id) if actor.has("pupil") else Q()
    if actor.has("parent"):
        return Pupil.objects.filter(own | Exists(wards) if own else Exists(wards))
    return Pupil.objects.filter(own)


def entrusted_children(actor: Actor) -> QuerySet[Pupil]:
    """Give the pupils whose diary a parents' paper of trust in force today opens to the actor."""
    if actor.person_id is None or actor.today is None or not actor.has("trusted_person"):
        return Pupil.objects.none()
    return Pupil.objects.filter(Exists(_papers_of(actor, OuterRef("pk"))))


def may_announce(actor: Actor, pupil_id: int) -> bool:
    """Tell whether the actor says beforehand that this child is ill: a parent, or whom the parents trust with that."""
    if not may_do(actor, Resource.DIARY, Action.ANNOUNCE, Relation.OWN):
        return False
    if actor.has("parent") and visible_children(actor).exclude(pk=actor.person_id).filter(pk=pupil_id).exists():
        return True
    return actor.has("trusted_person") and _papers_of(actor, pupil_id).filter(opens=Opens.ABSENCES).exists()


def _papers_of(actor: Actor, pupil: Any) -> QuerySet[TrustedPerson]:
    return TrustedPerson.objects.filter(
        person_id=actor.person_id or 0,
        pupil_id=pupil,
        opens__isnull=False,
        starts_on__lte=actor.today,
        ends_on__gte=actor.today,
    )


def visible_diaries(actor: Actor) -> QuerySet[Pupil]:
    """Give the pupils whose diary the actor may open by its address.

    Families their own; a homeroom teacher the class that he or she leads today; leaders any.
    """
    if actor.person_id is None or actor.today is None:
        return Pupil.objects.none()
    if may_do(actor, Resource.DIARY, Action.VIEW, Relation.SAME_SCHOOL):
        return Pupil.objects.all()
    seen = visible_children(actor)
    if may_do(actor, Resource.DIARY, Action.VIEW, Relation.SAME_CLASS):
        seen |= Pupil.objects.filter(Exists(_places_led(actor)))
    return seen


def _places_led(actor: Actor) -> QuerySet[Enrolment]:
    in_force = Q(ends_on__isnull=True) | Q(ends_on__gte=actor.today)
    led = HomeroomTeacher.objects.filter(in_force, employee_id=actor.person_id, starts_on__lte=actor.today)
    return Enrolment.objects.filter(
        in_force, pupil_id=OuterRef("pk"), starts_on__lte=actor.today, school_class__in=led.values("school_class_id")
    )


def may_bring_in(actor: Actor) -> bool:
    """Tell whether the actor may write many records of people and teaching at once, from the office's files."""
    return may_do(actor, Resource.IMPORT, Action.RUN, Relation.SAME_SCHOOL)


def may_see_movement(actor: Actor) -> bool:
    """Tell whether the actor sees who came and went in the school by which orders."""
    return may_do(actor, Resource.MOVEMENT, Action.VIEW, Relation.SAME_SCHOOL)


def may_move(actor: Actor) -> bool:
    """Tell whether the actor enters orders about places of pupils."""
    return may_do(actor, Resource.MOVEMENT, Action.EDIT, Relation.SAME_SCHOOL)
