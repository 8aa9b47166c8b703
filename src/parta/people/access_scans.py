"""Who keeps scans of papers, and who may look at one."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from parta.kernel.actor import Actor
from parta.people.access import visible_children
from parta.people.access_persons import persons_to_edit
from parta.people.enums import FAMILY, ScanOf
from parta.people.models import Scan
from parta.people.rules.permissions import Action, Relation, Resource, may_do


def may_keep_scans(actor: Actor, of: ScanOf, person_id: int) -> bool:
    """Tell whether the actor keeps scans of such papers on a card: who keeps the papers themselves."""
    if actor.person_id is None:
        return False
    if of is ScanOf.CONSENT:
        return persons_to_edit(actor).filter(pk=person_id).exists()
    return may_do(actor, Resource.PERSON_CARD, Action.ENTRUST, Relation.SAME_SCHOOL)


def visible_scans(actor: Actor, person_id: int) -> QuerySet[Scan]:
    """Give the scans on a card that the actor may look at, without their content.

    Those whose papers the actor keeps; to the person and the family their consents, to a guardian the own right.
    """
    rows = Scan.objects.filter(person_id=person_id, removed_at=None).defer("content")
    keeps = may_do(actor, Resource.PERSON_CARD, Action.EDIT, Relation.SAME_CLASS)
    if not keeps and person_id != actor.person_id and not actor.has(*FAMILY):
        return rows.none()
    if may_do(actor, Resource.PERSON_CARD, Action.ENTRUST, Relation.SAME_SCHOOL):
        return rows
    seen = Q(guardianship__guardian_id=actor.person_id)
    mine = Exists(visible_children(actor).filter(pk=OuterRef("person_id")))
    kept = Exists(persons_to_edit(actor).filter(pk=OuterRef("person_id")))
    whose = Q() if person_id == actor.person_id else Q(mine) | Q(kept)
    return rows.filter(seen | (whose & Q(consent__isnull=False)))


def may_open_scan(actor: Actor, row: Scan) -> bool:
    """Tell whether the actor may look at a scan."""
    return actor.person_id is not None and visible_scans(actor, row.person_id).filter(pk=row.pk).exists()
