"""Functions taken from categories of users: proposed, decided, given back; the act and the table stay the limit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.people.enums import Act, NarrowingState, RefusalCode, Role
from parta.people.models import Narrowing
from parta.people.rules.permissions import ACTIONS, Action, Relation, Resource, may_be_barred, may_do
from parta.people.services.persons import CHAIN

GROUND_LENGTH = 300
_FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Function:
    """What is taken from whom."""

    role: Role
    resource: Resource
    action: Action


def may_propose_rights(actor: Actor) -> bool:
    """Tell whether to propose that a function be taken from a category of users is within the actor's duties."""
    return actor.person_id is not None and may_do(actor, Resource.RIGHTS, Action.PROPOSE, Relation.SAME_SCHOOL)


def may_decide_rights(actor: Actor, conditions: Collection[str]) -> bool:
    """Tell whether to decide it is: the director's duty, where the act says so the administrator's too."""
    decides = may_do(actor, Resource.RIGHTS, Action.DECIDE, Relation.SAME_SCHOOL, conditions)
    return actor.person_id is not None and decides


@transaction.atomic
def narrow_rights(
    *, actor: Actor, function: Function, start: date, ground: str, conditions: Collection[str], now: datetime
) -> Narrowing:
    """Take a function from a category of users from a day on, or propose it where another decides (S3: П2-2.8).

    Raises `Forbidden`. Refuses `RIGHTS_KEPT` for what no school takes away or the role does not have, `RIGHTS_DAY`,
    `RIGHTS_UNGROUNDED`, `RIGHTS_TWICE`.
    """
    require(may_propose_rights(actor))
    assert actor.person_id is not None
    known = function.action in ACTIONS[function.resource]
    if not known or not may_be_barred(function.role, function.resource, function.action):
        raise refusal(RefusalCode.RIGHTS_KEPT)
    if not now.date() <= start <= now.date() + _FARTHEST:
        raise refusal(RefusalCode.RIGHTS_DAY)
    ground = " ".join(ground.split())[:GROUND_LENGTH]
    if not ground:
        raise refusal(RefusalCode.RIGHTS_UNGROUNDED)
    lock_chain(CHAIN)  # of two proposals one is judged after the other
    named = {"role": str(function.role), "resource": str(function.resource), "action": str(function.action)}
    standing = Narrowing.objects.filter(**named, ended_at=None).exclude(state=NarrowingState.DECLINED)
    if standing.exists():
        raise refusal(RefusalCode.RIGHTS_TWICE)
    row = Narrowing(**named, starts_on=start, ground=ground, proposed_by_id=actor.person_id, proposed_at=now)
    row.state = NarrowingState.PROPOSED
    act = Act.RIGHTS_PROPOSED
    if may_decide_rights(actor, conditions):
        act, row.state, row.decided_by_id, row.decided_at = (
            Act.RIGHTS_NARROWED,
            NarrowingState.SET,
            actor.person_id,
            now,
        )
    row.save()
    _tell(act, row, actor, now)
    return row


@transaction.atomic
def decide_narrowing(
    *, actor: Actor, narrowing_id: int, accept: bool, conditions: Collection[str], now: datetime
) -> Narrowing:
    """Accept a proposal, which takes force from its day or today, or decline it; who proposed may take it back.

    Raises `Forbidden`, `NotVisible`. Refuses `RIGHTS_DECIDED`.
    """
    row = _locked(actor, narrowing_id)
    own = not accept and row.proposed_by_id == actor.person_id
    require(own or may_decide_rights(actor, conditions))
    if row.state != NarrowingState.PROPOSED:
        raise refusal(RefusalCode.RIGHTS_DECIDED)
    row.state = NarrowingState.SET if accept else NarrowingState.DECLINED
    row.starts_on = max(row.starts_on, now.date())
    row.decided_by_id, row.decided_at = actor.person_id, now
    row.save(update_fields=["state", "starts_on", "decided_by", "decided_at"])
    _tell(Act.RIGHTS_NARROWED if accept else Act.RIGHTS_DECLINED, row, actor, now)
    return row


@transaction.atomic
def give_back_rights(*, actor: Actor, narrowing_id: int, conditions: Collection[str], now: datetime) -> Narrowing:
    """Give a function back at once: what the table and the act give holds again.

    Raises `Forbidden`, `NotVisible`. Refuses `RIGHTS_DECIDED`.
    """
    row = _locked(actor, narrowing_id)
    require(may_decide_rights(actor, conditions))
    if row.state != NarrowingState.SET or row.ended_at is not None:
        raise refusal(RefusalCode.RIGHTS_DECIDED)
    row.ended_by_id, row.ended_at = actor.person_id, now
    row.save(update_fields=["ended_by", "ended_at"])
    _tell(Act.RIGHTS_GIVEN_BACK, row, actor, now)
    return row


def _locked(actor: Actor, narrowing_id: int) -> Narrowing:
    require(may_propose_rights(actor))
    lock_chain(CHAIN)
    row = Narrowing.objects.select_for_update(of=("self",)).filter(pk=narrowing_id).first()
    if row is None:
        raise NotVisible
    return row


def _tell(act: Act, row: Narrowing, actor: Actor, now: datetime) -> None:
    told = {"role": row.role, "resource": row.resource, "action": row.action, "starts_on": row.starts_on.isoformat()}
    subject = {"kind": "narrowing", "id": row.pk}
    record(chain=CHAIN, actor=actor, entries=[Entry(act, subject, None, {**told, "ground": row.ground})], now=now)
