"""A person opens a calendar by a secret address, changes the address, ends it."""

from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.timetable.enums import Act, FeedKind
from parta.timetable.models import CalendarFeed
from parta.timetable.queries.feeds import followable
from parta.timetable.rules.feeds import new_secret, secret_hash

CHAIN = "calendars"


@transaction.atomic
def open_feed(*, actor: Actor, kind: FeedKind, target_id: int, now: datetime) -> str:
    """Open a calendar for the actor and give its secret, the only time that it is seen; an older one of it ends.

    Raises `NotVisible` for a timetable that is not the actor's to follow.
    """
    followable(actor, kind, target_id)
    person = _person(actor)
    lock_chain(CHAIN)
    _end(person, kind, target_id, now)
    secret = new_secret()
    CalendarFeed.objects.create(
        person_id=person, kind=kind, target_id=target_id, secret_hash=secret_hash(secret), opened_at=now
    )
    _tell(Act.FEED_OPENED, actor, kind, target_id, now)
    return secret


@transaction.atomic
def end_feed(*, actor: Actor, kind: FeedKind, target_id: int, now: datetime) -> None:
    """End a calendar of the actor's own: its address gives nothing any more. Raises `NotVisible` where none is open."""
    lock_chain(CHAIN)
    if not _end(_person(actor), kind, target_id, now):
        raise NotVisible
    _tell(Act.FEED_ENDED, actor, kind, target_id, now)


def _person(actor: Actor) -> int:
    if actor.person_id is None:
        raise NotVisible
    return actor.person_id


def _end(person: int, kind: FeedKind, target_id: int, now: datetime) -> int:
    mine = CalendarFeed.objects.filter(person_id=person, kind=kind, target_id=target_id, ended_at=None)
    return mine.update(ended_at=now)


def _tell(act: Act, actor: Actor, kind: FeedKind, target_id: int, now: datetime) -> None:
    entry = Entry(act, {"kind": "calendar", "of": str(kind), "id": target_id})
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
