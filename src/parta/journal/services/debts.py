"""Academic debts: raised from results, given terms and a commission, cleared by retakes."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from parta.audit.services import Entry, lock_chain, record
from parta.journal.enums import Act, DebtRefusal, PauseReason, ResultKind
from parta.journal.models import AcademicDebt, AttestationSheet, DebtAttempt, DebtPause, TermResult
from parta.journal.queries.debts import NOT_PASSED, arisen_of, facts_of, values_of, visible_debts
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
    chosen = Q(pk__in=result_ids)
    for course in sorted({one.result.course_id for one in arisen_of(actor, chosen)}):
        lock_chain(chain_of(course))
    found = arisen_of(actor, chosen)
    if len(found) != len(set(result_ids)):
        raise NotVisible
    require(actor.person_id is not None and all(one.may_raise for one in found))
    return [_raise(actor, one.result, one.day, now) for one in found]


def raise_of_sheet(*, actor: Actor, sheet: AttestationSheet, now: datetime) -> list[AcademicDebt]:
    """Raise the debts of a sheet being closed, also of those who did not come; what is raised already stays as it is.

    The closing has checked the actor and holds the journal's chain.
    """
    here = {"course": sheet.course_id, "term": sheet.term_id}
    raised = AcademicDebt.objects.filter(**here).values("pupil")
    results = TermResult.objects.filter(**here, kind=ResultKind.TERM, value__in=NOT_PASSED)
    seats = sheet.seats.exclude(pupil__in=raised).values("pupil")
    return [_raise(actor, one, sheet.day, now, sheet) for one in results.filter(pupil__in=seats).order_by("pupil")]


def _raise(
    actor: Actor, result: TermResult, day: date, now: datetime, sheet: AttestationSheet | None = None
) -> AcademicDebt:
    assert actor.person_id is not None and result.term_id is not None
    debt = AcademicDebt.objects.create(
        course_id=result.course_id,
        term_id=result.term_id,
        pupil_id=result.pupil_id,
        value=result.value,
        raised_on=min(day, now.date()),
        raised_by_id=actor.person_id,
    )
    told = {"value": debt.value, "day": debt.raised_on.isoformat()}
    _record(actor, debt, Act.DEBT_RAISED, None, {**told, "sheet": sheet.number} if sheet else told, now)
    return debt


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
    members, number = [name for name in dict.fromkeys(map(str.strip, names)) if name], order_no.strip()
    decision = decide_commission(facts_of(debt), names=members, order_no=number, ordered=order_date, today=now.date())
    refuse_if(decision)
    before = _order(debt) if debt.commission else None
    debt.commission, debt.order_no, debt.order_date = members, number, order_date
    debt.save(update_fields=["commission", "order_no", "order_date"])
    _record(actor, debt, Act.DEBT_COMMISSION_NAMED, before, _order(debt), now)


@transaction.atomic
def note_pause(
    *, actor: Actor, debt_id: int, reason: PauseReason, start: date, end: date, ground: str, now: datetime
) -> None:
    """Note days that are not counted in the debt's year (article 58, part 5).

    Raises `NotVisible`, `Forbidden`; refuses `debt_cleared`, `debt_no_ground`, `debt_pause_backwards`.
    """
    debt = _open_for(actor, debt_id, Action.EDIT)
    if debt.cleared_on is not None:
        raise refusal(DebtRefusal.CLEARED)
    if not ground.strip():
        raise refusal(DebtRefusal.NO_GROUND)
    if end < start:
        raise refusal(DebtRefusal.PAUSE_BACKWARDS)
    pause = DebtPause.objects.create(debt=debt, reason=reason, starts_on=start, ends_on=end, ground=ground.strip())
    _record(actor, debt, Act.DEBT_PAUSED, None, _pause(pause), now)


@transaction.atomic
def withdraw_pause(*, actor: Actor, debt_id: int, pause_id: int, ground: str, now: datetime) -> None:
    """Take away days noted by mistake; the audit keeps them and the ground.

    Raises `NotVisible`, `Forbidden`; refuses `debt_cleared`, `debt_no_withdrawal_ground`.
    """
    debt = _open_for(actor, debt_id, Action.EDIT)
    pause = debt.pauses.filter(pk=pause_id).first()
    if pause is None:
        raise NotVisible
    if debt.cleared_on is not None:
        raise refusal(DebtRefusal.CLEARED)
    if not ground.strip():
        raise refusal(DebtRefusal.NO_WITHDRAWAL_GROUND)
    before = _pause(pause)
    pause.delete()
    _record(actor, debt, Act.DEBT_PAUSE_WITHDRAWN, before, {"ground": ground.strip()}, now)


@transaction.atomic
def withdraw_debt(*, actor: Actor, debt_id: int, ground: str, now: datetime) -> None:
    """Take away a debt raised by mistake and never retaken; the audit keeps it with its pauses and the ground.

    Raises `NotVisible`, `Forbidden`; refuses `debt_retaken`, `debt_no_withdrawal_ground`.
    """
    debt = _open_for(actor, debt_id, Action.EDIT)
    if debt.attempts.exists():
        raise refusal(DebtRefusal.RETAKEN)
    if not ground.strip():
        raise refusal(DebtRefusal.NO_WITHDRAWAL_GROUND)
    pauses = list(debt.pauses.all())
    before = {
        "value": debt.value,
        "day": debt.raised_on.isoformat(),
        **_days(debt.first_due, debt.second_due),
        "order": _order(debt) if debt.commission else None,
        "pauses": [_pause(one) for one in pauses],
    }
    _record(actor, debt, Act.DEBT_WITHDRAWN, before, {"ground": ground.strip()}, now)
    debt.pauses.all().delete()
    debt.delete()


@transaction.atomic
def write_attempt(*, actor: Actor, debt_id: int, day: date, value: str, now: datetime) -> DebtAttempt:
    """Write a retake beside the mark of the journal; a passed one clears the debt. The second is the deputy's to write.

    Raises `NotVisible`, `Forbidden`; refuses as `decide_attempt`, and `debt_value_unknown`: what is no result of the
    semester's form of control.
    """
    debt = _open_for(actor, debt_id, Action.MARK)
    facts = facts_of(debt)
    assert actor.person_id is not None
    if facts.retakes:
        require(visible_debts(actor, Action.EDIT).filter(pk=debt.pk).exists())
    refuse_if(decide_attempt(facts, day=day, today=now.date()))
    values = values_of(debt, now.date())
    if value not in values:
        raise refusal(DebtRefusal.VALUE_UNKNOWN, values=values)
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


def _order(debt: AcademicDebt) -> dict[str, Any]:
    day = debt.order_date.isoformat() if debt.order_date else None
    return {"title": debt.order_no, "order_date": day, "members": list(debt.commission)}


def _pause(one: DebtPause) -> dict[str, str | None]:
    return {"reason": str(one.reason), **_days(one.starts_on, one.ends_on), "ground": one.ground}


def _days(first: date | None, second: date | None) -> dict[str, str | None]:
    return {"first": first.isoformat() if first else None, "second": second.isoformat() if second else None}


def _record(actor: Actor, debt: AcademicDebt, act: Act, before: Any, after: Any, now: datetime) -> None:
    subject = {"course": debt.course_id, "term": debt.term_id, "pupil": debt.pupil_id, "debt": debt.pk}
    record(chain=chain_of(debt.course_id), actor=actor, entries=[Entry(act, subject, before, after)], now=now)
