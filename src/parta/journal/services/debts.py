"""Academic debts: raised from results, given terms and a commission, cleared by retakes."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from parta.audit.services import Entry, record
from parta.journal.enums import Act, DebtRefusal, PauseReason
from parta.journal.models import AcademicDebt, DebtAttempt, DebtPause
from parta.journal.queries.debts import arisen_of, facts_of, visible_debts
from parta.journal.rules.debts import Retake, decide_attempt, decide_commission, decide_terms
from parta.journal.services.records.ledger import chain_of
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.rules.permissions import Action


@transaction.atomic
def raise_debts(*, actor: Actor, result_ids: Collection[int], now: datetime) -> list[AcademicDebt]:
    """Raise debts from results of semesters that were not passed; the year is counted from the attestation (S4-40).

    Raises `NotVisible` for a result that makes no debt or is not in sight, `Forbidden`. Refuses `debt_nothing_chosen`.
    """
    if not result_ids:
        raise refusal(DebtRefusal.NOTHING_CHOSEN)
    found = arisen_of(actor, Q(pk__in=result_ids))
    if len(found) != len(set(result_ids)):
        raise NotVisible
    require(actor.person_id is not None and all(one.may_raise for one in found))
    assert actor.person_id is not None
    made = []
    for one in found:
        result = one.result
        assert result.term_id is not None
        debt = AcademicDebt.objects.create(
            course_id=result.course_id,
            term_id=result.term_id,
            pupil_id=result.pupil_id,
            value=result.value,
            raised_on=min(one.day, now.date()),
            raised_by_id=actor.person_id,
        )
        _record(actor, debt, Act.DEBT_RAISED, None, {"value": debt.value, "day": debt.raised_on.isoformat()}, now)
        made.append(debt)
    return made


@transaction.atomic
def set_debt_terms(*, actor: Actor, debt_id: int, first: date, second: date | None, now: datetime) -> None:
    """Set the terms of the two retakes. Raises `NotVisible`, `Forbidden`; refuses as `decide_terms`."""
    debt = _open_for(actor, debt_id, Action.EDIT)
    refuse_if(decide_terms(facts_of(debt), first=first, second=second))
    before = _days(debt.first_due, debt.second_due)
    debt.first_due, debt.second_due = first, second
    debt.save(update_fields=["first_due", "second_due"])
    _record(actor, debt, Act.DEBT_TERMS_SET, before, _days(first, second), now)


@transaction.atomic
def name_commission(
    *, actor: Actor, debt_id: int, names: Sequence[str], order_no: str, order_date: date, now: datetime
) -> None:
    """Name by an order the commission of the second retake (article 58, part 6).

    Raises `NotVisible`, `Forbidden`; refuses as `decide_commission`.
    """
    debt = _open_for(actor, debt_id, Action.EDIT)
    refuse_if(decide_commission(facts_of(debt), names=names, ordered=order_date, today=now.date()))
    debt.commission, debt.order_no, debt.order_date = list(dict.fromkeys(names)), order_no, order_date
    debt.save(update_fields=["commission", "order_no", "order_date"])
    told = {"title": order_no, "order_date": order_date.isoformat(), "members": len(debt.commission)}
    _record(actor, debt, Act.DEBT_COMMISSION_NAMED, None, told, now)


@transaction.atomic
def note_pause(
    *, actor: Actor, debt_id: int, reason: PauseReason, start: date, end: date, ground: str, now: datetime
) -> None:
    """Note days that are not counted in the debt's year (article 58, part 5).

    Raises `NotVisible`, `Forbidden`; refuses `debt_cleared`, `debt_pause_backwards`.
    """
    debt = _open_for(actor, debt_id, Action.EDIT)
    if debt.cleared_on is not None:
        raise refusal(DebtRefusal.CLEARED)
    if end < start:
        raise refusal(DebtRefusal.PAUSE_BACKWARDS)
    DebtPause.objects.create(debt=debt, reason=reason, starts_on=start, ends_on=end, ground=ground)
    told = {"reason": str(reason), **_days(start, end), "ground": ground}
    _record(actor, debt, Act.DEBT_PAUSED, None, told, now)


@transaction.atomic
def write_attempt(*, actor: Actor, debt_id: int, day: date, value: str, now: datetime) -> DebtAttempt:
    """Write a retake beside the mark of the journal; a passed one clears the debt. The second is the deputy's to write.

    Raises `NotVisible`, `Forbidden`; refuses as `decide_attempt`.
    """
    debt = _open_for(actor, debt_id, Action.MARK)
    facts = facts_of(debt)
    assert actor.person_id is not None
    if facts.retakes:
        require(visible_debts(actor, Action.EDIT).filter(pk=debt.pk).exists())
    refuse_if(decide_attempt(facts, day=day, today=now.date()))
    number = len(facts.retakes) + 1
    attempt = DebtAttempt.objects.create(debt=debt, number=number, day=day, value=value, written_by_id=actor.person_id)
    if Retake(day, value).passed:
        debt.cleared_on = day
        debt.save(update_fields=["cleared_on"])
    told = {"value": value, "number": number, "day": day.isoformat()}
    _record(actor, debt, Act.DEBT_ATTEMPTED, None, told, now)
    return attempt


def _open_for(actor: Actor, debt_id: int, action: Action) -> AcademicDebt:
    debt = visible_debts(actor).select_for_update(of=("self",)).filter(pk=debt_id).first()
    if debt is None:
        raise NotVisible
    require(actor.person_id is not None and visible_debts(actor, action).filter(pk=debt.pk).exists())
    return debt


def _days(first: date | None, second: date | None) -> dict[str, str | None]:
    return {"first": first.isoformat() if first else None, "second": second.isoformat() if second else None}


def _record(actor: Actor, debt: AcademicDebt, act: Act, before: Any, after: Any, now: datetime) -> None:
    subject = {"course": debt.course_id, "term": debt.term_id, "pupil": debt.pupil_id, "debt": debt.pk}
    record(chain=chain_of(debt.course_id), actor=actor, entries=[Entry(act, subject, before, after)], now=now)
