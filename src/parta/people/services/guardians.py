"""One legal representative put on file, when a parent comes with papers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from parta.audit.bulk import NewRow, insert_rows, tell, write_rows
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.people.enums import Act
from parta.people.models import Guardianship, Person
from parta.people.services.persons import CHAIN, sort_key


def register_parent(*, actor: Actor, fields: Mapping[str, Any], now: datetime) -> int:
    """Put a parent whom the school did not know on file; give the id. Who may do this is the caller's business."""
    new = NewRow(fields)
    (person,) = insert_rows(Person, [{**fields, "sort_key": sort_key(fields)}])
    tell("guardian", ids=[person.pk], new=[new], changes=[], chain=CHAIN, act=Act.PERSON_CHANGED, actor=actor, now=now)
    return person.pk


def stand_for_child(
    *, actor: Actor, guardian_id: int, pupil_id: int, relation: str, document: str, now: datetime
) -> bool:
    """Write down from today that a person stands for a pupil; nothing, and False, where it is on file already.

    Who may do this and by which papers is the caller's business.
    """
    held = Guardianship.objects.filter(in_force(now.date()), guardian_id=guardian_id, pupil_id=pupil_id)
    if held.exists():
        return False
    fields = {
        "guardian_id": guardian_id,
        "pupil_id": pupil_id,
        "relation": relation,
        "document": document,
        "starts_on": now.date(),
    }
    write_rows(
        Guardianship,
        kind="guardianship",
        new=[NewRow(fields)],
        changes=[],
        chain=CHAIN,
        act=Act.GUARDIANSHIP_CHANGED,
        actor=actor,
        now=now,
    )
    return True
