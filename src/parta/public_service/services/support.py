"""The operator's support is let in by the school alone: for a time, for a purpose; every look is written down."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor, operator
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.services.looks import CHAIN as LOOKS
from parta.public_service.access import may_grant_support, visible_help
from parta.public_service.enums import Act, RefusalCode
from parta.public_service.models import SupportGrant
from parta.public_service.rules.support import DOOR_LIVES, PURPOSE_LENGTH, decide_grant, door_hash, new_door

CHAIN = "support"


@transaction.atomic
def grant_support(
    *, actor: Actor, hours: int, purpose: str, question_id: int | None = None, now: datetime
) -> SupportGrant:
    """Let the operator's support in from now on for some hours (trust: one support password was PowerSchool's end).

    Raises `Forbidden`, `NotVisible` for a question that is not there. Refuses as `decide_grant`.
    """
    require(may_grant_support(actor))
    assert actor.person_id is not None
    lock_chain(CHAIN)
    stands = SupportGrant.objects.filter(ended_at__isnull=True).order_by("-until").values_list("until", flat=True)
    words = " ".join(purpose.split())[:PURPOSE_LENGTH]
    refuse_if(decide_grant(hours=hours, purpose=words, stands_until=stands.first(), now=now))
    if question_id is not None and not visible_help(actor).filter(pk=question_id).exists():
        raise NotVisible
    row = SupportGrant.objects.create(
        purpose=words,
        question_id=question_id,
        granted_by_id=actor.person_id,
        granted_at=now,
        until=now + timedelta(hours=hours),
    )
    after = {"until": row.until.isoformat(), "text": words, "question": question_id}
    _tell(Act.SUPPORT_GRANTED, row, actor, after, now)
    return row


@transaction.atomic
def end_support(*, actor: Actor, grant_id: int, now: datetime) -> SupportGrant:
    """End a grant before its time; whoever came by it sees nothing from this moment on.

    Raises `Forbidden`, `NotVisible`; refuses `SUPPORT_OVER`.
    """
    require(may_grant_support(actor))
    row = SupportGrant.objects.select_for_update().filter(pk=grant_id).first()
    if row is None:
        raise NotVisible
    if row.ended_at is not None or row.until <= now:
        raise refusal(RefusalCode.SUPPORT_OVER)
    row.ended_by_id, row.ended_at, row.door_hash, row.door_until = actor.person_id, now, None, None
    row.save(update_fields=["ended_by", "ended_at", "door_hash", "door_until"])
    _tell(Act.SUPPORT_ENDED, row, actor, {}, now)
    return row


@transaction.atomic
def make_support_door(*, school_slug: str, now: datetime) -> tuple[SupportGrant, str]:
    """Make the one-time address of the entered school for its operator; the one before it is worth nothing more.

    Refuses `SUPPORT_NOT_GRANTED` where no grant is in force.
    """
    row = SupportGrant.objects.select_for_update().filter(ended_at__isnull=True, until__gt=now).first()
    if row is None:
        raise refusal(RefusalCode.SUPPORT_NOT_GRANTED)
    secret = new_door()
    row.door_hash, row.door_until = door_hash(secret), min(now + DOOR_LIVES, row.until)
    row.save(update_fields=["door_hash", "door_until"])
    _tell(Act.SUPPORT_DOOR_MADE, row, operator(school_slug), {"until": row.door_until.isoformat()}, now)
    return row, secret


@transaction.atomic
def come_in_as_support(*, secret: str, school_slug: str, now: datetime) -> SupportGrant:
    """Use the one-time address, once. Raises `NotVisible` for one that is unknown, used, late or of an ended grant."""
    row = SupportGrant.objects.select_for_update().filter(door_hash=door_hash(secret), door_until__gt=now).first()
    if row is None or row.ended_at is not None or row.until <= now:
        raise NotVisible
    row.door_hash = row.door_until = None
    row.save(update_fields=["door_hash", "door_until"])
    _tell(Act.SUPPORT_ENTERED, row, operator(school_slug), {}, now)
    return row


@transaction.atomic
def note_support_look(*, actor: Actor, grant_id: int, page: str, about: Mapping[str, int], now: datetime) -> None:
    """Write down that support opened a page: its name and the ids in its address (`class`, `course`, `lesson`…)."""
    entry = Entry(Act.SUPPORT_LOOKED, {"page": page, "grant": grant_id, **about})
    record(chain=LOOKS, actor=actor, entries=[entry], now=now)


def _tell(act: Act, row: SupportGrant, actor: Actor, after: Mapping[str, object], now: datetime) -> None:
    entry = Entry(act, {"kind": "support", "id": row.pk}, None, dict(after) or None)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
