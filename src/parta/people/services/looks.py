"""The log of looks: who took lists of people out as files; it stands in the audit, in a chain of its own."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.people.enums import Act

CHAIN = "looks"


@transaction.atomic
def note_taken(*, actor: Actor, what: str, persons: Collection[int], now: datetime) -> None:
    """Write down that a list of people was taken out as a file (S0: 8 ¶5–6; trust: exports carry who and when).

    Whether the actor may see the list is the caller's business. `persons` are those in it, as far as they are known
    by id.
    """
    entry = Entry(Act.LIST_TAKEN, {"list": what, "persons": sorted(set(persons))})
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
