"""Acts of destruction: drawn up as drafts, withdrawn, approved by a second person.

The chain of destruction is locked first; what may go is decided again under that lock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from parta.audit.rules import DESTRUCTION as CHAIN
from parta.audit.services import Entry, lock_chain, record
from parta.destruction.access import approvers, may_approve, may_draw_up, may_see_destruction
from parta.destruction.enums import JOB, Act, Kind, RefusalCode, State
from parta.destruction.models import ActLine, CommissionMember, DestructionAct, OwnTerm
from parta.destruction.queries.outlived import Outlived, outlived_among
from parta.destruction.rules.deciding import decide_approval, decide_commission
from parta.destruction.rules.terms import MOST_YEARS
from parta.installation.models import School
from parta.jobs.models import Job
from parta.jobs.services import ask_for_job
from parta.kernel.actor import Actor
from parta.kernel.decisions import Decision, NotVisible, refusal, refuse_if, require
from parta.people.access_persons import staff_persons
from parta.public_service.enums import Book
from parta.public_service.services.registering import register
from parta.school.models import SchoolCard

MOST_LINES = 500
"""How many subjects one act takes: its list is signed by people who read it."""


@dataclass(frozen=True, slots=True)
class Commission:
    """Who destroys, the one who presides first, and by which order."""

    members: tuple[int, ...]
    order: str


@transaction.atomic
def draw_up(
    *,
    actor: Actor,
    school: School,
    wanted: Sequence[tuple[Kind, int]],
    commission: Commission,
    now: datetime,
) -> DestructionAct:
    """Draw up an act as a draft with its number of the year; what it lists is what was found at this moment.

    Raises `Forbidden`. Refuses `NO_LINES`, `TOO_MANY`, `COMMISSION`, `NO_ADDRESS` (order of Roskomnadzor № 179 of
    28.10.2022, point 3 а), and for the first one that may not go: `HELD`, `NOT_OVER`, `TERM_RUNS`, `IN_ACT`,
    `NOTHING_LEFT`.
    """
    require(may_draw_up(actor))
    assert actor.person_id is not None
    today, order = now.date(), list(Kind)
    wanted = sorted(set(wanted), key=lambda one: (order.index(one[0]), one[1]))  # papers last: they date the others
    if not wanted:
        raise refusal(RefusalCode.NO_LINES)
    if len(wanted) > MOST_LINES:
        raise refusal(RefusalCode.TOO_MANY, most=MOST_LINES)
    card = SchoolCard.objects.first()
    if card is None or not card.address:
        raise refusal(RefusalCode.NO_ADDRESS)
    staff = {one.pk: one for one in staff_persons(today).select_related("employee")}
    refuse_if(decide_commission(commission.members, staff=staff))
    lock_chain(CHAIN)
    found = outlived_among(wanted, school=school, today=today)
    for one in wanted:
        refuse_if(decide_line(found.get(one), of_act=None))
    act = DestructionAct.objects.create(
        registration=register(Book.DESTRUCTION, today),
        commission_order=commission.order,
        operator=card.full_name,
        address=card.address,
        drafted_by_id=actor.person_id,
        drafted_at=now,
    )
    CommissionMember.objects.bulk_create(
        CommissionMember(
            act=act, place=place, person=staff[one], name=staff[one].full_name, post=staff[one].employee.post
        )
        for place, one in enumerate(dict.fromkeys(commission.members), 1)
    )
    ActLine.objects.bulk_create(_line(act, found[one]) for one in wanted)
    told = {"number": number_of(act), "lines": len(wanted), "commission": list(commission.members)}
    _tell(Act.DRAFTED, act, actor, told, now)
    return act


@transaction.atomic
def withdraw_act(*, actor: Actor, act_id: int, ground: str, now: datetime) -> DestructionAct:
    """Withdraw a draft; its number stays taken. Raises `NotVisible`, `Forbidden`; refuses `NOT_DRAFT`, `UNGROUNDED`."""
    act = _locked(actor, act_id)
    require(may_draw_up(actor) or may_approve(actor))
    if act.state != State.DRAFT:
        raise refusal(RefusalCode.NOT_DRAFT)
    if not ground:
        raise refusal(RefusalCode.UNGROUNDED)
    act.state, act.withdrawn_by_id, act.withdrawn_at, act.ground = State.WITHDRAWN, actor.person_id, now, ground
    act.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "ground"])
    _tell(Act.WITHDRAWN, act, actor, {"ground": ground}, now)
    return act


@transaction.atomic
def approve_act(*, actor: Actor, school: School, act_id: int, title: str, now: datetime) -> Job:
    """Approve an act and ask for it to be carried out: what was shown is what goes.

    Raises `NotVisible`, `Forbidden`. Refuses `NOT_DRAFT`; `OWN_ACT` to who drew it up, where another may approve; and
    `STALE` where what would go is not what the act lists any more.
    """
    act = _locked(actor, act_id)
    require(may_approve(actor))
    assert actor.person_id is not None
    if act.state != State.DRAFT:
        raise refusal(RefusalCode.NOT_DRAFT)
    refuse_if(decide_approval(drafted_by=act.drafted_by_id, actor=actor.person_id, others=approvers(actor)))
    lines = list(act.lines.all())
    found = outlived_among([(Kind(one.kind), one.subject) for one in lines], school=school, today=now.date())
    stale = [one.name for one in lines if not decide_again(one, found.get((Kind(one.kind), one.subject))).allowed]
    if stale:
        raise refusal(RefusalCode.STALE, names=stale[:3], count=len(stale))
    act.state, act.approved_by_id, act.approved_at = State.APPROVED, actor.person_id, now
    act.save(update_fields=["state", "approved_by", "approved_at"])
    _tell(Act.APPROVED, act, actor, {"number": number_of(act), "lines": len(lines)}, now)
    return _job(actor, act, title, now)


@transaction.atomic
def go_on(*, actor: Actor, act_id: int, title: str, now: datetime) -> Job:
    """Ask again for an approved act to be carried out, where the work was stopped or broke.

    Raises `NotVisible`, `Forbidden`; refuses `NOT_APPROVED`.
    """
    act = _locked(actor, act_id)
    require(may_approve(actor))
    if act.state != State.APPROVED:
        raise refusal(RefusalCode.NOT_APPROVED)
    return _job(actor, act, title, now)


@transaction.atomic
def set_term(*, actor: Actor, kind: Kind, years: int, paper: str, now: datetime) -> OwnTerm:
    """Set how long the school keeps a kind of data by its own paper.

    Raises `Forbidden`; refuses `TERM_YEARS`.
    """
    require(may_approve(actor))
    if not 0 <= years <= MOST_YEARS or not paper:
        raise refusal(RefusalCode.TERM_YEARS, most=MOST_YEARS)
    lock_chain(CHAIN)
    values: dict[str, Any] = {"years": years, "paper": paper, "set_by_id": actor.person_id, "set_at": now}
    before = OwnTerm.objects.filter(kind=kind).values("years", "paper").first()
    row, _ = OwnTerm.objects.update_or_create(kind=kind, defaults=values)
    entry = Entry(Act.TERM_SET, {"kind": str(kind)}, before, {"years": years, "paper": paper})
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return row


def decide_line(one: Outlived | None, *, of_act: int | None) -> Decision:
    """Tell whether data may go by an act; refuses as `draw_up` does. No data of the kind: `NOT_OVER`."""
    if one is None:
        return Decision(False, RefusalCode.NOT_OVER)
    if not one.decision.allowed:
        return one.decision
    if one.act is not None and one.act.pk != of_act:
        return Decision(False, RefusalCode.IN_ACT, {"number": number_of(one.act)})
    if not one.contents:
        return Decision(False, RefusalCode.NOTHING_LEFT)
    return one.decision


def decide_again(line: ActLine, now_found: Outlived | None) -> Decision:
    """Tell whether a line of an act still stands; refuses as `draw_up` does, and `CHANGED` where the data differ."""
    decision = decide_line(now_found, of_act=line.act_id)
    if decision.allowed and now_found is not None and now_found.contents != line.contents:
        return Decision(False, RefusalCode.CHANGED)
    return decision


def number_of(act: DestructionAct) -> str:
    """Write the number of an act with its year: «3/2026»."""
    return f"{act.registration.number}/{act.registration.year}"


def _line(act: DestructionAct, one: Outlived) -> ActLine:
    return ActLine(
        act=act,
        kind=one.kind,
        subject=one.subject,
        name=one.name,
        reason=one.due.reason,
        first_on=one.due.first,
        clause=one.due.clause.act[:200],
        contents=one.contents,
    )


def _locked(actor: Actor, act_id: int) -> DestructionAct:
    lock_chain(CHAIN)
    rows = DestructionAct.objects.select_for_update(of=("self",)).select_related("registration")
    act = rows.filter(pk=act_id).first() if may_see_destruction(actor) else None
    if act is None:
        raise NotVisible
    return act


def _job(actor: Actor, act: DestructionAct, title: str, now: datetime) -> Job:
    return ask_for_job(actor=actor, kind=JOB, parameters={"act": act.pk}, title=title, now=now)


def _tell(what: Act, act: DestructionAct, actor: Actor, told: dict[str, Any], now: datetime) -> None:
    entry = Entry(what, {"destruction": act.pk}, None, told)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
