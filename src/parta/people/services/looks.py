"""The log of looks: lists taken out as files stand in the audit, in a chain of its own, cards opened in a table."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.sql import sql
from parta.people.enums import STAFF, Act

CHAIN = "looks"
_OPENED = """
INSERT INTO people_cardlook (viewer, about, section, day, at)
SELECT %(viewer)s, about, %(section)s, %(day)s, %(at)s FROM unnest(%(about)s::bigint[]) about
WHERE NOT EXISTS (SELECT 1 FROM people_guardianship g WHERE g.guardian_id = %(viewer)s AND g.pupil_id = about
                  AND g.starts_on <= %(day)s AND coalesce(g.ends_on, %(day)s) >= %(day)s)
ON CONFLICT DO NOTHING
"""


@transaction.atomic
def note_taken(*, actor: Actor, what: str, persons: Collection[int], now: datetime) -> None:
    """Write down that a list of people was taken out as a file (S0: 8 ¶5–6; trust: exports carry who and when).

    Whether the actor may see the list is the caller's business. `persons` are those in it, as far as they are known
    by id.
    """
    entry = Entry(Act.LIST_TAKEN, {"list": what, "persons": sorted(set(persons))})
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)


def note_card(*, actor: Actor, person_id: int, now: datetime) -> None:
    """Write down that somebody of the staff opened a card, once a day: by one statement, without a lock (S0: 8 ¶5).

    Nobody looks at oneself, nor at the own child; whether the card may be seen is the caller's business.
    """
    if person_id != actor.person_id:
        note_seen(actor=actor, persons=[person_id], section="", now=now)


def note_seen(*, actor: Actor, persons: Collection[int], section: str, now: datetime) -> None:
    """Write down that the staff saw of each of these persons the card, or a closed section in a list."""
    if actor.person_id is None or not actor.has(*STAFF) or not persons:
        return
    values = {"viewer": actor.person_id, "about": sorted(set(persons)), "section": section}
    sql(_OPENED, {**values, "day": now.date(), "at": now})
