"""Two cards of one person: the one that holds nothing but contacts and ties gives way to the other."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError, Q

from parta.audit.bulk import plain, update_rows
from parta.audit.services import Entry, lock_chain, record
from parta.installation.models import InvitationCode, Membership, School, TransferCode
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.people.enums import Act, RefusalCode
from parta.people.models import Guardianship, Person, TrustedPerson
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.people.rules.personal_data import PERSON
from parta.people.services.persons import CHAIN, sort_key

_NAMES = ("last_name", "first_name", "patronymic")


def may_join_cards(actor: Actor) -> bool:
    """Tell whether the actor joins two cards of one person: who keeps accounts, for nobody's diary opens by it."""
    return may_do(actor, Resource.PERSON_CARD, Action.JOIN, Relation.SAME_SCHOOL)


@transaction.atomic
def join_cards(*, actor: Actor, school: School, person_id: int, double_id: int, now: datetime) -> Person:
    """Join a double into the card of a person; the double is gone, what the card lacked it has from there.

    Raises `Forbidden`, `NotVisible`. Refuses `JOIN_ITSELF`, `JOIN_OWN` for a card of one's own, `JOIN_WAY_IN` where the
    double comes in or has a code, `JOIN_TIES` where both stand for one child on the same days, `JOIN_RECORDS` where
    anything else stands on the double: a pupil's or an employee's card, a paper, a record.
    """
    require(may_join_cards(actor))
    lock_chain(CHAIN)
    if person_id == double_id:
        raise refusal(RefusalCode.JOIN_ITSELF)
    found = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=[person_id, double_id])}
    if len(found) != 2:
        raise NotVisible
    person, double = found[person_id], found[double_id]
    if actor.person_id in found:
        raise refusal(RefusalCode.JOIN_OWN)
    if _comes_in(school, double.pk):
        raise refusal(RefusalCode.JOIN_WAY_IN)
    ties = list(Guardianship.objects.select_for_update().filter(guardian=double).order_by("pk"))
    for tie in ties:
        if tie.pupil_id == person.pk or _stands(person.pk, tie):
            raise refusal(RefusalCode.JOIN_TIES)
    Guardianship.objects.filter(guardian=double).update(guardian=person)
    papers = list(TrustedPerson.objects.select_for_update().filter(person=double).order_by("pk"))
    TrustedPerson.objects.filter(person=double).update(person=person)
    was = {name: plain(getattr(double, name)) for name in PERSON}
    before = {name: getattr(person, name) for name in PERSON}
    after = {name: getattr(double, name) for name in PERSON if not before[name] and getattr(double, name)}
    try:
        with transaction.atomic():
            Person.objects.filter(pk=double.pk).delete()
    except ProtectedError as held:
        raise refusal(RefusalCode.JOIN_RECORDS) from held
    names = {name: after.get(name, before[name]) for name in _NAMES}
    update_rows(Person, {person.pk: {**after, "sort_key": sort_key(names)}} if after else {})
    told = {**plain(after), "double": double.pk, "ties": [tie.pk for tie in ties], "papers": [one.pk for one in papers]}
    entry = Entry(Act.CARDS_JOINED, {"kind": "person", "id": person.pk, "person": person.pk}, was, told)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    person.refresh_from_db()
    return person


def _comes_in(school: School, person_id: int) -> bool:
    rows = (Membership, InvitationCode, TransferCode)
    return any(model._default_manager.filter(school=school, person_id=person_id).exists() for model in rows)


def _stands(person_id: int, tie: Guardianship) -> bool:
    held = Guardianship.objects.filter(guardian=person_id, pupil=tie.pupil_id)
    held = held.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=tie.starts_on))
    return (held.filter(starts_on__lte=tie.ends_on) if tie.ends_on else held).exists()
