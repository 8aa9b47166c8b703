"""Rows of a card: told of by whom they concern, written by who keeps the card, accepted or declined with words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from parta.audit.bulk import ChangedRow, NewRow, insert_rows, plain, tell, update_rows
from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.access import may_bring_in
from parta.people.access_persons import persons_to_propose
from parta.people.enums import Act, RefusalCode
from parta.people.models import Achievement, Employee, Person, Pupil, Training
from parta.people.models.told import Told
from parta.people.rules.personal_data import Keepers, decide_correction
from parta.people.rules.told import decide_row
from parta.people.services.corrections import hands_on
from parta.people.services.persons import CHAIN


@dataclass(frozen=True, slots=True)
class RowKind:
    """A kind of rows: its table, whose card it belongs to, the days that it names, how the audit tells of it."""

    code: str
    model: type[Told]
    owner: str
    holder: type[Pupil] | type[Employee]
    days: tuple[str, str]
    once: tuple[str, ...]
    told: Act
    accepted: Act
    declined: Act


ACHIEVEMENT = RowKind(
    "achievement",
    Achievement,
    "pupil_id",
    Pupil,
    ("day", "day"),
    ("day", "title"),
    Act.ACHIEVEMENT_TOLD,
    Act.ACHIEVEMENT_ACCEPTED,
    Act.ACHIEVEMENT_DECLINED,
)


TRAINING = RowKind(
    "training",
    Training,
    "employee_id",
    Employee,
    ("starts_on", "ends_on"),
    ("programme", "ends_on"),
    Act.TRAINING_TOLD,
    Act.TRAINING_ACCEPTED,
    Act.TRAINING_DECLINED,
)


def tell_row(
    *, actor: Actor, kind: RowKind, person_id: int, fields: Mapping[str, Any], keepers: Keepers, now: datetime
) -> bool:
    """Write a row into a card, or tell of it where the act gives the card to others; give whether it stands at once.

    Raises `Forbidden` for a card of which the actor may only know, `NotVisible`. Refuses `ROW_DAYS`, `ROW_TWICE`.
    """
    with transaction.atomic():
        lock_chain(CHAIN)  # before the rows
        person = Person.objects.select_for_update().filter(pk=person_id).first()
        if person is None or not kind.holder.objects.filter(pk=person_id).exists():
            raise NotVisible
        require(persons_to_propose(actor).filter(pk=person_id).exists())
        start, end = (_day(fields[name]) for name in kind.days)
        refuse_if(decide_row(start=start, end=end, today=now.date()))
        same = {kind.owner: person_id, **{name: fields[name] for name in kind.once}}
        if kind.model._default_manager.filter(**same).exclude(accepted=False).exists():
            raise refusal(RefusalCode.ROW_TWICE)
        stands = _keeps(actor, person_id, keepers)
        decided = {"accepted": True, "decided_by_id": actor.person_id, "decided_at": now} if stands else {}
        row = kind.model._default_manager.create(
            **{kind.owner: person_id}, **fields, told_by_id=actor.person_id, told_at=now, **decided
        )
        told = {**plain(dict(fields)), "stands": stands}
        record(chain=CHAIN, actor=actor, entries=[Entry(kind.told, _subject(kind, row), None, told)], now=now)
    return stands


def decide_told(
    *, actor: Actor, kind: RowKind, row_id: int, accept: bool, words: str, keepers: Keepers, now: datetime
) -> int:
    """Accept a row that waits, or decline one that waits or stands, with words; give whose card it is.

    Raises `NotVisible` for one that is not the actor's to decide. Refuses as `decide_correction`, and `ROW_DECIDED`,
    `ROW_NEEDS_WORDS`.
    """
    with transaction.atomic():
        lock_chain(CHAIN)  # before the rows
        row = kind.model._default_manager.select_for_update(of=("self",)).filter(pk=row_id).first()
        owner = getattr(row, kind.owner) if row is not None else 0
        hands = hands_on(actor, owner) if row is not None else set()
        if row is None or not hands:
            raise NotVisible
        refuse_if(decide_correction(keepers=keepers, roles=hands, staff=_is_staff(owner)))
        if row.accepted is accept or (accept and row.accepted is not None):
            raise refusal(RefusalCode.ROW_DECIDED)
        if not accept and not words:
            raise refusal(RefusalCode.ROW_NEEDS_WORDS)
        before = {"accepted": row.accepted}
        row.accepted, row.answer, row.decided_at, row.decided_by_id = accept, words[:300], now, actor.person_id
        row.save(update_fields=["accepted", "answer", "decided_at", "decided_by"])
        act = kind.accepted if accept else kind.declined
        after = {"accepted": accept, "words": row.answer}
        record(chain=CHAIN, actor=actor, entries=[Entry(act, _subject(kind, row), before, after)], now=now)
    return owner


def _keeps(actor: Actor, person_id: int, keepers: Keepers) -> bool:
    hands = hands_on(actor, person_id)
    return bool(hands) and decide_correction(keepers=keepers, roles=hands, staff=_is_staff(person_id)).allowed


def _is_staff(person_id: int) -> bool:
    return Employee.objects.filter(pk=person_id).exists()


def _day(value: Any) -> date:
    assert isinstance(value, date)
    return value


def _subject(kind: RowKind, row: Told) -> dict[str, Any]:
    return {"kind": kind.code, "id": row.pk, "person": getattr(row, kind.owner)}


def bring_training(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Write down courses of further training from the office's files; they stand at once."""
    require(may_bring_in(actor))
    fresh = [NewRow({**row.fields, "accepted": True, "told_at": now}, row.source) for row in new]
    update_rows(Training, {row.id: row.after for row in changes})
    ids = [row.pk for row in insert_rows(Training, (row.fields for row in fresh))]
    tell("training", ids=ids, new=new, changes=changes, chain=CHAIN, act=Act.TRAINING_TOLD, actor=actor, now=now)
    return ids
