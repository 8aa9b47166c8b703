"""How a class is to be divided: proposed by who leads it, agreed to by who will teach, entered by the office."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, append, lock_chain
from parta.curriculum.access import may_keep_groups, may_keep_load
from parta.curriculum.enums import CHAIN, Act, ProposalState, TeachingRefusal
from parta.curriculum.models import GroupAgreement, GroupProposal
from parta.curriculum.rules.splitting import Part, decide_proposing
from parta.curriculum.services.splitting import course_to_split, decided
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.regulation.queries import versions

MOST_WORDS = 300


@transaction.atomic
def propose_split(
    *, actor: Actor, course_id: int, parts: Sequence[Part], day: date, last_taught: date | None, now: datetime
) -> GroupProposal:
    """Propose how a journal of a class is divided from a day; who will teach the groups is asked (S0: 4.2; S2: 17(5)).

    Raises `Forbidden`, `NotVisible`. Refuses `split_by_office` by the act, `split_asked` while another proposal waits,
    and as `decide_split`. Who proposes and will teach agrees by it.
    """
    head = lock_chain(CHAIN)
    course = course_to_split(course_id, now)
    require(may_keep_groups(actor, course.school_class_id or 0))
    refuse_if(decide_proposing(versions().on(max(day, now.date()))))
    if GroupProposal.objects.filter(course=course, state=ProposalState.ASKED).exists():
        raise refusal(TeachingRefusal.SPLIT_ASKED)
    refuse_if(decided(course, parts, day=day, last_taught=last_taught))
    assert actor.person_id is not None
    row = GroupProposal.objects.create(
        course=course, starts_on=day, proposed_by_id=actor.person_id, proposed_at=now,
        parts=[[one.name, one.employee_id, sorted(one.pupils)] for one in parts],
    )  # fmt: skip
    GroupAgreement.objects.bulk_create(
        GroupAgreement(proposal=row, employee_id=pk, at=now if pk == actor.person_id else None)
        for pk in sorted({one.employee_id for one in parts})
    )
    told = {"starts_on": day.isoformat(), "parts": row.parts}
    append(head, actor=actor, entries=[Entry(Act.SPLIT_PROPOSED, _subject(row), None, told)], now=now)
    return row


@transaction.atomic
def answer_split(*, actor: Actor, proposal_id: int, agrees: bool, words: str, now: datetime) -> bool:
    """Agree to a proposal as one of who will teach, or not, in words; tell whether everybody has agreed.

    Raises `NotVisible` for who is not asked. Refuses `split_not_asked` once it is decided, `split_without_words`.
    """
    head = lock_chain(CHAIN)
    row = _asked(proposal_id, actor)
    words = words[:MOST_WORDS]
    if not agrees and not words:
        raise refusal(TeachingRefusal.SPLIT_WITHOUT_WORDS)
    if agrees:
        row.agreements.filter(employee=actor.person_id, at=None).update(at=now)
        entry = Entry(Act.SPLIT_AGREED, _subject(row), None, {"agreed": True})
    else:
        row.state, row.words = ProposalState.DECLINED, words
        row.version += 1
        row.save(update_fields=["state", "words", "version"])
        entry = Entry(Act.SPLIT_DECLINED, _subject(row), None, {"words": words})
    append(head, actor=actor, entries=[entry], now=now)
    return agrees and not row.agreements.filter(at=None).exists()


@transaction.atomic
def withdraw_split(*, actor: Actor, proposal_id: int, now: datetime) -> None:
    """Take a proposal back. Raises `Forbidden`, `NotVisible`; refuses `split_not_asked` once it is decided."""
    head = lock_chain(CHAIN)
    row = _standing(proposal_id)
    require(may_keep_groups(actor, row.course.school_class_id or 0))
    _decide(row, ProposalState.WITHDRAWN)
    append(head, actor=actor, entries=[Entry(Act.SPLIT_WITHDRAWN, _subject(row), None, None)], now=now)


@transaction.atomic
def take_proposal(*, actor: Actor, proposal_id: int, day: date, now: datetime) -> GroupProposal:
    """Decide that a proposal is entered from a day; the class is divided by the caller, in the same transaction.

    The day may be another than was proposed: teachers may agree when that has gone by. Raises `Forbidden`,
    `NotVisible`; refuses `split_not_asked`, `split_not_agreed` while a teacher has not agreed.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    row = _standing(proposal_id)
    waiting = row.agreements.filter(at=None).select_related("employee__person").order_by("employee__person__sort_key")
    names = [one.employee.person.list_name for one in waiting]
    if row.state == ProposalState.ASKED and names:
        raise refusal(TeachingRefusal.SPLIT_NOT_AGREED, names=", ".join(names))
    proposed, row.starts_on = row.starts_on, day
    _decide(row, ProposalState.ENTERED)
    told = ({"starts_on": proposed.isoformat()}, {"starts_on": day.isoformat()})
    append(head, actor=actor, entries=[Entry(Act.SPLIT_ENTERED, _subject(row), *told)], now=now)
    return row


@transaction.atomic
def lay_proposal_aside(*, actor: Actor, course_id: int, now: datetime) -> None:
    """Take back what waits for a journal that is divided or closed without it: nobody is asked any more.

    Raises `Forbidden`.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    rows = GroupProposal.objects.select_for_update(of=("self",)).select_related("course")
    row = rows.filter(course=course_id, state=ProposalState.ASKED).first()
    if row is not None:
        _decide(row, ProposalState.WITHDRAWN)
        append(head, actor=actor, entries=[Entry(Act.SPLIT_WITHDRAWN, _subject(row), None, None)], now=now)


def parts_of(row: GroupProposal) -> list[Part]:
    """Give the groups that are proposed."""
    return [Part(name, employee, frozenset(pupils)) for name, employee, pupils in row.parts]


def _standing(proposal_id: int) -> GroupProposal:
    rows = GroupProposal.objects.select_for_update(of=("self",)).select_related("course")
    row = rows.filter(pk=proposal_id).first()
    if row is None:
        raise NotVisible
    return row


def _asked(proposal_id: int, actor: Actor) -> GroupProposal:
    row = _standing(proposal_id)
    if actor.person_id is None or not row.agreements.filter(employee=actor.person_id).exists():
        raise NotVisible
    if row.state != ProposalState.ASKED:
        raise refusal(TeachingRefusal.SPLIT_NOT_ASKED)
    return row


def _decide(row: GroupProposal, state: ProposalState) -> None:
    if row.state != ProposalState.ASKED:
        raise refusal(TeachingRefusal.SPLIT_NOT_ASKED)
    row.state = state
    row.version += 1
    row.save(update_fields=["state", "starts_on", "version"])


def _subject(row: GroupProposal) -> dict[str, Any]:
    return {"kind": "group_proposal", "id": row.pk, "course": row.course_id}
