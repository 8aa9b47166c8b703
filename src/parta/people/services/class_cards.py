"""The information card of a class, filled in by who leads it; its council."""

from datetime import datetime

from django.db import transaction

from parta.audit.bulk import plain
from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, require
from parta.people.access_persons import led_classes
from parta.people.enums import Act, RefusalCode
from parta.people.models import ClassCard, ClassMember, Enrolment
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.people.services.persons import CHAIN
from parta.school.models import Room, SchoolClass


def may_fill_class_card(actor: Actor, class_id: int) -> bool:
    """Tell whether the actor fills the card of a class: who leads it today, and leaders."""
    if may_do(actor, Resource.CLASS_LIFE, Action.EDIT, Relation.SAME_SCHOOL):
        return True
    own = may_do(actor, Resource.CLASS_LIFE, Action.EDIT, Relation.OWN)
    return own and led_classes(actor).filter(pk=class_id).exists()


@transaction.atomic
def fill_class_card(
    *, actor: Actor, class_id: int, profile: str, shift: int | None, room_id: int | None, seen: int, now: datetime
) -> None:
    """Fill in the profile, the shift and the room of a class (S2: 17(5) ¶4); saying the same again confirms them.

    `seen` is the version that the page showed, 0 for none. Raises `Forbidden`, `NotVisible` for an unknown class or
    room. Refuses `PERSON_STALE`.
    """
    require(may_fill_class_card(actor, class_id))
    assert actor.person_id is not None
    school_class = _locked(class_id)
    if room_id is not None and not Room.objects.filter(pk=room_id).exists():
        raise NotVisible
    card = ClassCard.objects.filter(pk=school_class.pk).first()
    if seen != (card.version if card else 0):
        raise refusal(RefusalCode.PERSON_STALE)
    before = {"profile": card.profile, "shift": card.shift, "room": card.room_id} if card else None
    after = {"profile": profile, "shift": shift, "room": room_id}
    ClassCard.objects.update_or_create(
        school_class=school_class,
        defaults={
            "profile": profile,
            "shift": shift,
            "room_id": room_id,
            "filled_by_id": actor.person_id,
            "filled_at": now,
            "version": seen + 1,
        },
    )
    subject = {"kind": "class_card", "id": class_id, "class": class_id}
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.CLASS_CARD_FILLED, subject, before, after)], now=now)


@transaction.atomic
def add_class_member(*, actor: Actor, class_id: int, person_id: int, duty: str, now: datetime) -> ClassMember:
    """Write a pupil into the council from today.

    Raises `Forbidden`, `NotVisible` for who is no pupil of the class. Refuses `ROW_TWICE`.
    """
    require(may_fill_class_card(actor, class_id))
    school_class, today = _locked(class_id), now.date()
    placed = Enrolment.objects.filter(in_force(today), school_class=school_class, pupil_id=person_id)
    if not placed.exists():
        raise NotVisible
    standing = ClassMember.objects.filter(school_class=school_class, person_id=person_id)
    if standing.filter(ends_on__isnull=True).exists():
        raise refusal(RefusalCode.ROW_TWICE)
    said = {"person_id": person_id, "duty": duty, "starts_on": today}
    row = ClassMember.objects.create(school_class=school_class, **said)
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.CLASS_MEMBER_ADDED, _subject(row), None, plain(said))], now=now)
    return row


@transaction.atomic
def end_class_member(*, actor: Actor, member_id: int, now: datetime) -> ClassMember:
    """Say that today is the last day of somebody in the council; raises as `add_class_member`.

    Refuses `ROW_DECIDED` for who has left it already.
    """
    lock_chain(CHAIN)  # before the rows
    row = ClassMember.objects.select_for_update(of=("self",)).filter(pk=member_id).first()
    if row is None:
        raise NotVisible
    require(may_fill_class_card(actor, row.school_class_id))
    if row.ends_on is not None:
        raise refusal(RefusalCode.ROW_DECIDED)
    row.ends_on = now.date()
    row.save(update_fields=["ends_on"])
    after = {"ends_on": plain(row.ends_on)}
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.CLASS_MEMBER_ENDED, _subject(row), None, after)], now=now)
    return row


def _locked(class_id: int) -> SchoolClass:
    lock_chain(CHAIN)  # before the rows
    found = SchoolClass.objects.select_for_update(no_key=True).filter(pk=class_id).first()
    if found is None:
        raise NotVisible
    return found


def _subject(row: ClassMember) -> dict[str, object]:
    return {"kind": "class_member", "id": row.pk, "class": row.school_class_id, "person": row.person_id}
