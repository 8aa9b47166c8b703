"""Who stands for a child: put on file when a parent comes with papers, ended by a paper; whom the parents trust."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from parta.audit.bulk import ChangedRow, NewRow, insert_rows, plain, tell, write_rows
from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import Decision, NotVisible, refusal, refuse_if, require
from parta.people.access_persons import listed_persons
from parta.people.enums import Act, Opens, RefusalCode
from parta.people.models import Guardianship, Person, Pupil, TrustedPerson
from parta.people.queries.doubles import doubles_of
from parta.people.rules.families import decide_end_of_right, decide_right, decide_trust
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.people.rules.personal_data import Keepers, decide_correction
from parta.people.services.corrections import hands_on, may_hands
from parta.people.services.persons import CHAIN, sort_key


def register_parent(*, actor: Actor, fields: Mapping[str, Any], now: datetime) -> int:
    """Put a parent whom the school did not know on file; give the id. Who may do this is the caller's business."""
    new = NewRow(fields)
    (person,) = insert_rows(Person, [{**fields, "sort_key": sort_key(fields)}])
    tell("guardian", ids=[person.pk], new=[new], changes=[], chain=CHAIN, act=Act.PERSON_CHANGED, actor=actor, now=now)
    return person.pk


@transaction.atomic
def add_guardian(
    *,
    actor: Actor,
    pupil_id: int,
    guardian_id: int | None,
    card: Mapping[str, Any],
    tie: Mapping[str, Any],
    confirmed: bool,
    keepers: Keepers,
    now: datetime,
) -> Guardianship:
    """Write down who stands for a pupil: somebody of the register, or somebody new by the `card`.

    `tie`: `relation`, `document`, `starts_on`, `ends_on`. Nobody is written down by oneself. Raises `Forbidden` for a
    card that is not the actor's to keep, `NotVisible`. Refuses `EDITED_BY_OTHERS`, `KEPT_ELSEWHERE` by the act,
    `RIGHT_OWN`, `RIGHT_ITSELF`, `PERSON_KNOWN` unless `confirmed`, `SNILS_TAKEN`, `RIGHT_TWICE`, as `decide_right`.
    """
    lock_chain(CHAIN)  # before the rows
    pupil = Pupil.objects.select_for_update(of=("self",)).select_related("person").filter(pk=pupil_id).first()
    if pupil is None:
        raise NotVisible
    _keeps(actor, pupil.pk, keepers)
    if guardian_id is not None:
        if guardian_id == pupil.pk:
            raise refusal(RefusalCode.RIGHT_ITSELF)
        if guardian_id == actor.person_id:
            raise refusal(RefusalCode.RIGHT_OWN)
        if not listed_persons(actor).filter(pk=guardian_id).exists():
            raise NotVisible
    refuse_if(_decided(tie, pupil.person.birth_date, now.date()))
    if guardian_id is None:
        found = doubles_of(card)
        if found and not confirmed:
            raise refusal(RefusalCode.PERSON_KNOWN, count=len(found))
        if card.get("snils") and Person.objects.filter(snils=card["snils"]).exists():
            raise refusal(RefusalCode.SNILS_TAKEN)
        guardian_id = register_parent(actor=actor, fields=card, now=now)
    _once(guardian_id, pupil.pk, tie)
    fields = {"guardian_id": guardian_id, "pupil_id": pupil.pk, **tie}
    (made,) = _written([NewRow(fields)], [], actor, now)
    return Guardianship.objects.select_related("guardian", "pupil__person").get(pk=made)


@transaction.atomic
def correct_right(
    *, actor: Actor, tie_id: int, tie: Mapping[str, Any], seen: int, keepers: Keepers, now: datetime
) -> Guardianship:
    """Correct by what somebody stands for a pupil: kinship, paper, days; raises and refuses as `add_guardian`.

    The last day of a standing right is written only by who ends rights (`may_end_rights`). Refuses `PERSON_STALE`,
    `NOTHING_CHANGED`, `RIGHT_END_OF_OFFICE`.
    """
    lock_chain(CHAIN)
    rows = Guardianship.objects.select_for_update(of=("self",)).select_related("pupil__person")
    row = rows.filter(pk=tie_id).first()
    if row is None:
        raise NotVisible
    _keeps(actor, row.pupil_id, keepers)
    if row.guardian_id == actor.person_id:
        raise refusal(RefusalCode.RIGHT_OWN)
    if row.version != seen:
        raise refusal(RefusalCode.PERSON_STALE)
    before = {name: getattr(row, name) for name in tie}
    after = {name: value for name, value in tie.items() if value != before[name]}
    if not after:
        raise refusal(RefusalCode.NOTHING_CHANGED)
    if "ends_on" in after and not may_end_rights(actor):
        raise refusal(RefusalCode.RIGHT_END_OF_OFFICE)
    refuse_if(_decided(tie, row.pupil.person.birth_date, now.date()))
    _once(row.guardian_id, row.pupil_id, tie, beside=row.pk)
    if "ends_on" in after:
        after["end_ground"] = ""
        before["end_ground"] = row.end_ground
    _written([], [ChangedRow(row.pk, {name: before[name] for name in after}, after)], actor, now)
    row.refresh_from_db()
    return row


def may_keep_guardians(*, actor: Actor, pupil_id: int, keepers: Keepers) -> bool:
    """Tell whether the actor writes down who stands for a pupil, by duty and by the act (`personal_data_editor`)."""
    return may_hands(hands_on(actor, pupil_id), keepers=keepers, staff=False)


def _keeps(actor: Actor, pupil_id: int, keepers: Keepers) -> None:
    hands = hands_on(actor, pupil_id)
    require(bool(hands))
    refuse_if(decide_correction(keepers=keepers, roles=hands, staff=False))


def _decided(tie: Mapping[str, Any], born: date | None, today: date) -> Decision:
    return decide_right(
        relation=tie["relation"],
        document=tie["document"],
        start=tie["starts_on"],
        end=tie["ends_on"],
        born=born,
        today=today,
    )


def _once(guardian_id: int, pupil_id: int, tie: Mapping[str, Any], *, beside: int | None = None) -> None:
    held = Guardianship.objects.filter(guardian_id=guardian_id, pupil_id=pupil_id).exclude(pk=beside or 0)
    held = held.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=tie["starts_on"]))
    if tie["ends_on"] is not None:
        held = held.filter(starts_on__lte=tie["ends_on"])
    if held.exists():
        raise refusal(RefusalCode.RIGHT_TWICE)


def _written(new: list[NewRow], changes: list[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    act = Act.GUARDIANSHIP_CHANGED
    return write_rows(
        Guardianship, kind="guardianship", new=new, changes=changes, chain=CHAIN, act=act, actor=actor, now=now
    )


@transaction.atomic
def end_right(*, actor: Actor, tie_id: int, last: date, ground: str, now: datetime) -> Guardianship:
    """End the right of a legal representative with a day, by a paper; access to the child's diary ends with it.

    Raises `Forbidden` for who does not keep the cards of the whole school, `NotVisible`. Refuses `RIGHT_BACKWARDS`,
    `RIGHT_LONGER`.
    """
    require(may_end_rights(actor))
    lock_chain(CHAIN)  # before the rows
    row = Guardianship.objects.select_for_update().filter(pk=tie_id).first()
    if row is None:
        raise NotVisible
    refuse_if(decide_end_of_right(start=row.starts_on, end=row.ends_on, last=last))
    before = {"ends_on": row.ends_on, "end_ground": row.end_ground}
    change = ChangedRow(row.pk, before, {"ends_on": last, "end_ground": ground})
    _written([], [change], actor, now)
    return row


def may_end_rights(actor: Actor) -> bool:
    """Tell whether the actor writes down that a right over a child has ended, and whom its parents trust."""
    return may_do(actor, Resource.PERSON_CARD, Action.ENTRUST, Relation.SAME_SCHOOL)


@transaction.atomic
def trust(*, actor: Actor, pupil_id: int, fields: Mapping[str, Any], now: datetime) -> TrustedPerson:
    """Write down somebody whom the parents trust, with what and until when.

    `fields`: `full_name`, `phone`, `powers`, `document`, `starts_on`, `ends_on`. Raises `Forbidden`, `NotVisible`.
    Refuses `TRUST_DAYS`, `TRUST_TWICE`.
    """
    require(may_end_rights(actor))
    lock_chain(CHAIN)  # before the rows
    pupil = Pupil.objects.select_for_update().filter(pk=pupil_id).first()
    if pupil is None:
        raise NotVisible
    refuse_if(decide_trust(start=fields["starts_on"], end=fields["ends_on"], today=now.date()))
    known = TrustedPerson.objects.filter(pupil=pupil, full_name=fields["full_name"])
    if known.filter(starts_on__lte=fields["ends_on"], ends_on__gte=fields["starts_on"]).exists():
        raise refusal(RefusalCode.TRUST_TWICE)
    row = TrustedPerson.objects.create(pupil=pupil, **fields)
    entry = Entry(Act.TRUST_GIVEN, {"kind": "trusted", "id": row.pk, "person": pupil.pk}, None, plain(fields))
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return row


@transaction.atomic
def end_trust(*, actor: Actor, trusted_id: int, last: date, now: datetime) -> TrustedPerson:
    """End what somebody was trusted with, with a day; raises and refuses as `end_right`."""
    require(may_end_rights(actor))
    lock_chain(CHAIN)  # before the rows
    row = TrustedPerson.objects.select_for_update().filter(pk=trusted_id).first()
    if row is None:
        raise NotVisible
    refuse_if(decide_end_of_right(start=row.starts_on, end=row.ends_on, last=last))
    subject = {"kind": "trusted", "id": row.pk, "person": row.pupil_id}
    entry = Entry(Act.TRUST_ENDED, subject, {"ends_on": plain(row.ends_on)}, {"ends_on": plain(last)})
    row.ends_on = last
    row.save(update_fields=["ends_on"])
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return row


@transaction.atomic
def open_by_trust(
    *, actor: Actor, trusted_id: int, opens: Opens | None, confirmed: bool, now: datetime
) -> TrustedPerson:
    """Say what the parents' paper opens in Parta to whom they trust, or that it opens nothing any more, at once.

    Who comes in by it for the first time gets a card of the register by the name in the paper; a code is issued there.
    Raises `Forbidden`, `NotVisible`. Refuses `TRUST_OVER`, `TRUST_SAME`, `TRUST_OWN` for oneself, `TRUST_NAME` for what
    is no surname and name, `TRUST_KNOWN` unless `confirmed`.
    """
    require(may_end_rights(actor))
    lock_chain(CHAIN)  # before the rows
    row = TrustedPerson.objects.select_for_update(of=("self",)).filter(pk=trusted_id).first()
    if row is None:
        raise NotVisible
    if row.opens == opens:
        raise refusal(RefusalCode.TRUST_SAME)
    if opens is not None and row.ends_on < now.date():
        raise refusal(RefusalCode.TRUST_OVER, end=row.ends_on)
    if opens is not None and row.person_id is not None and row.person_id == actor.person_id:
        raise refusal(RefusalCode.TRUST_OWN)
    before = {"opens": row.opens}
    if opens is not None and row.person_id is None:
        row.person_id = _card_by_name(actor, row, confirmed, now)
    row.opens = opens
    row.save(update_fields=["opens", "person"])
    subject = {"kind": "trusted", "id": row.pk, "person": row.pupil_id}
    after = {"opens": row.opens, "whom": row.person_id}
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.TRUST_OPENED, subject, before, after)], now=now)
    return row


def _card_by_name(actor: Actor, row: TrustedPerson, confirmed: bool, now: datetime) -> int:
    """Give who is written in the paper: known by an earlier paper of this child, else somebody new."""
    known = TrustedPerson.objects.filter(pupil=row.pupil_id, full_name=row.full_name, person__isnull=False).first()
    if known is not None:
        return int(known.person_id or 0)
    last, _, rest = row.full_name.partition(" ")
    first, _, patronymic = rest.partition(" ")
    if not first:
        raise refusal(RefusalCode.TRUST_NAME)
    card = {"last_name": last, "first_name": first, "patronymic": patronymic, "phone": row.phone}
    found = doubles_of(card)
    if found and not confirmed:
        raise refusal(RefusalCode.TRUST_KNOWN, count=len(found))
    return register_parent(actor=actor, fields=card, now=now)


def stand_for_child(
    *,
    actor: Actor,
    guardian_id: int,
    pupil_id: int,
    relation: str,
    document: str,
    now: datetime,
    ends_on: date | None = None,
) -> bool:
    """Write down from today that a person stands for a pupil; nothing, and False, where it is on file already.

    A right that is on file from a later day goes on as it stands: this one ends on its eve, or on its own last day.

    Who may do this and by which papers is the caller's business.
    """
    held = Guardianship.objects.filter(in_force(now.date()), guardian_id=guardian_id, pupil_id=pupil_id)
    if held.exists():
        return False
    later = Guardianship.objects.filter(guardian_id=guardian_id, pupil_id=pupil_id, starts_on__gt=now.date())
    first = later.order_by("starts_on").values_list("starts_on", flat=True).first()
    fields = {
        "guardian_id": guardian_id,
        "pupil_id": pupil_id,
        "relation": relation,
        "document": document,
        "starts_on": now.date(),
        "ends_on": min((day for day in (first and first - timedelta(days=1), ends_on) if day), default=None),
    }
    _written([NewRow(fields)], [], actor, now)
    return True
