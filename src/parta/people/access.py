"""Whom an actor may know of."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from parta.kernel.actor import Actor
from parta.people.models import Guardianship, Pupil


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
