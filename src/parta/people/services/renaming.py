"""A person takes another name by a document; the former one stays with the last day on which it was carried."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.people.access_persons import visible_persons
from parta.people.enums import Act, RefusalCode
from parta.people.models import FormerName, Person
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.people.services.persons import CHAIN, sort_key

_NAMES = ("last_name", "first_name", "patronymic")


def may_rename(actor: Actor) -> bool:
    """Tell whether the actor changes names by documents: those who keep the whole school's cards."""
    return may_do(actor, Resource.PERSON_CARD, Action.RENAME, Relation.SAME_SCHOOL)


@transaction.atomic
def rename_person(
    *, actor: Actor, person_id: int, names: Mapping[str, str], since: date, document: str, now: datetime
) -> None:
    """Give a person the names of a document from a day on.

    A slip of the pen is a correction, not this. Raises `NotVisible`, `Forbidden`. Refuses `NOTHING_CHANGED`,
    `RENAMED_IN_FUTURE` for a day to come or one of an earlier change.
    """
    lock_chain(CHAIN)  # before the rows
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None or not visible_persons(actor).filter(pk=person_id).exists():
        raise NotVisible
    require(may_rename(actor))
    before = {name: getattr(person, name) for name in _NAMES}
    after = {name: names.get(name, before[name]) for name in _NAMES}
    if before == after:
        raise refusal(RefusalCode.NOTHING_CHANGED)
    until = since - timedelta(days=1)
    latest = person.former_names.order_by("-until").first()
    if since > now.date() or (latest is not None and until <= latest.until):
        raise refusal(RefusalCode.RENAMED_IN_FUTURE)
    FormerName.objects.create(person=person, **before, sort_key=person.sort_key, until=until, document=document)
    for name, value in after.items():
        setattr(person, name, value)
    person.sort_key = sort_key(after)
    person.version += 1
    person.save(update_fields=[*_NAMES, "sort_key", "version"])
    told = {**after, "since": since.isoformat(), "document": document}
    entry = Entry(Act.PERSON_RENAMED, {"kind": "person", "id": person.pk}, before, told)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
