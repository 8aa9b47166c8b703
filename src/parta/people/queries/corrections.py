"""What was changed in a card, and what somebody proposes to change."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from parta.audit.models import Event
from parta.kernel.actor import Actor
from parta.people.access_persons import persons_to_edit
from parta.people.enums import Act
from parta.people.models import Correction, Person
from parta.people.services.persons import CHAIN

MOST = 20
_ACTS = (Act.PERSON_CHANGED, Act.EMPLOYEE_CHANGED, Act.PUPIL_CHANGED)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a card: fields with what stood there and what stands now; `made` for the card's beginning."""

    at: datetime
    author: str
    fields: tuple[tuple[str, Any, Any], ...]
    made: bool


def changes_of(person_id: int) -> list[Change]:
    """Give the latest changes of a person's card, newest first (two queries)."""
    events = list(Event.objects.filter(chain=CHAIN, act__in=_ACTS, subject__id=person_id).order_by("-seq")[:MOST])
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


def corrections_of(person_id: int) -> list[Correction]:
    """Give what is proposed for a card and waits (one query)."""
    return list(Correction.objects.filter(person_id=person_id, accepted__isnull=True).select_related("asked_by"))


def corrections_to_decide(actor: Actor) -> QuerySet[Correction]:
    """Give the proposals that wait for somebody with the actor's duties."""
    mine = persons_to_edit(actor)
    return Correction.objects.filter(accepted__isnull=True, person__in=mine).select_related("asked_by", "person")
