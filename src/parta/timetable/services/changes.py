"""A person says that a change of the timetable is seen; it is shown no more."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.people.access import visible_children
from parta.timetable.enums import Act
from parta.timetable.models import ChangeSeen
from parta.timetable.queries.changes import changes_for

CHAIN = "calendars"


@transaction.atomic
def see_changes(*, actor: Actor, pupil_id: int | None, stamps: Collection[str], now: datetime) -> bool:
    """Note that the actor has seen what these stamps name; tells whether that is all there is to see.

    Raises `NotVisible` for a pupil who is not the actor's. What changed in between stays to be seen.
    """
    if actor.person_id is None or actor.today is None:
        raise NotVisible
    if pupil_id is not None and not visible_children(actor).filter(pk=pupil_id).exists():
        raise NotVisible
    lock_chain(CHAIN)
    found = changes_for(person_id=actor.person_id, pupil_id=pupil_id, today=actor.today)
    seen = [one for one in found.stamps if one in stamps]
    ChangeSeen.objects.bulk_create(ChangeSeen(person_id=actor.person_id, stamp=one, at=now) for one in seen)
    if seen:
        entry = Entry(
            Act.CHANGE_SEEN, {"kind": "timetable", "stamps": seen, **({"pupil": pupil_id} if pupil_id else {})}
        )
        record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return len(seen) == len(found.stamps)
