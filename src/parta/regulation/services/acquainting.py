"""People say that they have read the acts that the school asks them to know."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.people.models import Person
from parta.regulation.enums import Act
from parta.regulation.models import Acknowledgement
from parta.regulation.queries.acquainting import asked_of

CHAIN = "acquainting"


@transaction.atomic
def acknowledge(*, actor: Actor, edition_ids: Collection[int], now: datetime) -> int:
    """Note that somebody has read these editions; give how many were new. What is noted already stays as it was.

    Raises `NotVisible` for an edition that is not in force today or not asked of this person.
    """
    assert actor.person_id is not None
    Person.objects.select_for_update().get(pk=actor.person_id)
    asked = {one.edition_id: one for one in asked_of(actor)}
    if not asked.keys() >= set(edition_ids):
        raise NotVisible
    fresh = [asked[number] for number in sorted(set(edition_ids)) if asked[number].acknowledged_at is None]
    Acknowledgement.objects.bulk_create(
        Acknowledgement(edition_id=one.edition_id, person_id=actor.person_id, at=now) for one in fresh
    )
    about = [{"person": actor.person_id, "act": one.act_id} for one in fresh]
    entries = [
        Entry(Act.ACT_ACKNOWLEDGED, subject, None, {"edition": one.edition_id})
        for subject, one in zip(about, fresh, strict=True)
    ]
    record(chain=CHAIN, actor=actor, entries=entries, now=now)
    return len(fresh)
