"""What was changed in a card, and what somebody proposes to change."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from parta.audit.models import Event
from parta.kernel.actor import Actor
from parta.kernel.sql import sql
from parta.people.access_persons import persons_to_edit, persons_to_propose
from parta.people.enums import Act
from parta.people.models import Correction, Person
from parta.people.queries.told import count_to_decide
from parta.people.rules.personal_data import Keepers, decide_correction
from parta.people.services.persons import CHAIN

MOST = 20
SHOWN = timedelta(days=30)
"""How long who proposed a change reads why it was declined."""
_ACTS = (Act.PERSON_CHANGED, Act.EMPLOYEE_CHANGED, Act.PUPIL_CHANGED)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a card: fields with what stood there and what stands now; `made` for the card's beginning."""

    at: datetime
    author: str
    fields: tuple[tuple[str, Any, Any], ...]
    made: bool


def change_events(person_id: int) -> QuerySet[Event]:
    """Give the events of the latest changes of a person's card, newest first (one query)."""
    return Event.objects.filter(chain=CHAIN, act__in=_ACTS, subject__id=person_id).order_by("-seq")[:MOST]


def changes_of(events: Collection[Event]) -> list[Change]:
    """Give what `change_events` tell, with the authors' names (one query where there are any)."""
    if not events:
        return []
    authors = Person.objects.in_bulk({event.person_id for event in events if event.person_id})
    return [
        Change(
            event.at,
            authors[event.person_id].full_name if event.person_id in authors else "",
            tuple((name, event.before.get(name), value) for name, value in (event.after or {}).items())
            if event.before
            else (),
            not event.before,
        )
        for event in events
    ]


def corrections_of(person_id: int, *, now: datetime) -> QuerySet[Correction]:
    """Give what is proposed for a card and waits, or was declined in the last thirty days (one query)."""
    rows = Correction.objects.filter(Q(accepted__isnull=True) | _declined(now), person_id=person_id)
    return rows.select_related("person", "asked_by", "decided_by")


_DECLINED = (
    "SELECT id FROM people_correction WHERE asked_by_id = %(me)s AND accepted = false AND decided_at >= %(since)s"
)
_ASKED = """
SELECT EXISTS (SELECT FROM people_correction WHERE accepted IS NULL)
    OR EXISTS (SELECT FROM people_achievement WHERE accepted IS NULL)
    OR EXISTS (SELECT FROM people_training WHERE accepted IS NULL)
"""


def declined_for(actor: Actor, *, now: datetime) -> list[Correction]:
    """Give what the actor proposed and was declined in the last thirty days, the newest first (one query; two for some).

    Only of cards that the actor may speak of today.
    """
    if actor.person_id is None or not (found := sql(_DECLINED, {"me": actor.person_id, "since": now - SHOWN})):
        return []
    ids = [pk for (pk,) in found]
    rows = Correction.objects.filter(_declined(now), pk__in=ids, person__in=persons_to_propose(actor))
    return list(rows.select_related("person", "asked_by", "decided_by").order_by("-decided_at")[:MOST])


def _declined(now: datetime) -> Q:
    return Q(accepted=False, decided_at__gte=now - SHOWN)


def corrections_to_decide(actor: Actor) -> QuerySet[Correction]:
    """Give the proposals that wait for somebody with the actor's duties."""
    mine = persons_to_edit(actor)
    return Correction.objects.filter(accepted__isnull=True, person__in=mine).select_related("asked_by", "person")


def corrections_to_answer(actor: Actor, keepers: Keepers) -> int:
    """Count the proposals that the actor may carry out by the act, of cards, achievements and courses (one query; four for some)."""
    if not sql(_ASKED)[0][0]:
        return 0
    rows = corrections_to_decide(actor)
    if not decide_correction(keepers=keepers, roles=actor.roles, staff=False).allowed:
        rows = rows.filter(person__employee__isnull=False)
    return rows.count() + count_to_decide(actor)
