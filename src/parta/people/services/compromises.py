"""An account that somebody else used: told, frozen in every school at once, and given back with a new code."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from parta.audit.services import Entry, record
from parta.installation.models import Membership, School
from parta.installation.queries.accounts import holders_of_codes_from
from parta.installation.schools import inside
from parta.installation.services import codes
from parta.installation.services.codes import IssuedCode
from parta.installation.services.memberships import freeze
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.access_persons import (
    is_suspended,
    may_report_compromise,
    may_return_accounts,
    service_ended,
    visible_persons,
)
from parta.people.enums import Act, RefusalCode
from parta.people.models import Compromise, Person
from parta.people.queries.consents import covered_by_consent
from parta.people.rules.compromises import WORDS_LENGTH, decide_report
from parta.people.rules.consents import ConsentRule, decide_letting_in
from parta.people.services.persons import CHAIN
from parta.people.services.second_factors import may_take_steps


@dataclass(frozen=True, slots=True)
class Told:
    """What was told: since when the account is in doubt, when that became known, and in which words."""

    since: datetime
    noticed_on: date
    words: str = ""


def report_compromise(*, actor: Actor, school: School, person_id: int, told: Told, now: datetime) -> Compromise:
    """Freeze an account that somebody else used, here and in every other school that it has (S3: П2-4.3).

    All its sessions end, its codes end, and so do those that it has issued since the named moment; signing in says why.
    Second steps of a director stay unless a director or the owner tells: else an administrator, who returns the account
    by a code, would come in by it. Told again of one that is frozen already, what is told changes, but the doubt never
    begins later. The words stay in the school where they were written. This school is done first; every other one in a
    transaction of its own, for none spans two schools.

    Raises `NotVisible`, `Forbidden`. Refuses `COMPROMISE_WITHOUT_ACCOUNT`, `COMPROMISE_IN_FUTURE`,
    `COMPROMISE_LONG_AGO`.
    """
    if person_id != actor.person_id and not visible_persons(actor).filter(pk=person_id).exists():
        raise NotVisible
    require(may_report_compromise(actor, person_id))
    held = Membership.objects.filter(school=school, person_id=person_id).first()
    decision = decide_report(since=told.since, noticed_on=told.noticed_on, now=now, has_account=held is not None)
    refuse_if(decision)
    assert held is not None
    others = list(Membership.objects.filter(account_id=held.account_id).exclude(pk=held.pk).select_related("school"))
    steps_too = person_id == actor.person_id or _may_take_steps(actor, held, others, now.date())
    case = _freeze(held, school, actor, told, told_by=actor.person_id, steps_too=steps_too, now=now)
    for other in others:
        own = actor.account_id == held.account_id
        there = Actor(actor.account_id, other.person_id if own else None, other.school.slug, device=actor.device)
        with inside(other.school):
            apart = replace(told, words="")
            _freeze(other, other.school, there, apart, told_by=there.person_id, steps_too=steps_too, now=now)
    return case


@transaction.atomic
def return_account(
    *, actor: Actor, school: School, compromise_id: int, consents: ConsentRule, now: datetime
) -> IssuedCode | None:
    """Give the account back to its owner: a new code, by which a new password opens the way in again.

    Until the code is used the account stays frozen, and the password that was known to others never fits again.
    Where the service has ended for the person, or who leads the class has shut the way in, the case is closed and no
    code given: that takes a new decision.
    Raises `NotVisible`, `Forbidden`. Refuses `ACCOUNT_ALREADY_RETURNED`, `CONSENT_MISSING`.
    """
    require(may_return_accounts(actor))
    case = Compromise.objects.select_for_update().filter(pk=compromise_id).first()
    if case is None:
        raise NotVisible
    require(case.person_id != actor.person_id)
    if case.returned_at is not None:
        raise refusal(RefusalCode.ACCOUNT_ALREADY_RETURNED)
    case.returned_by_id, case.returned_at = actor.person_id, now
    case.save(update_fields=["returned_by", "returned_at"])
    entry = Entry(Act.ACCOUNT_RETURNED, _subject(case))
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    if service_ended(actor, case.person_id) or is_suspended(case.person_id):
        return None
    if consents.required:
        covered = covered_by_consent({case.person_id}, today=now.date())
        refuse_if(decide_letting_in(rule=consents, wanted={case.person_id}, covered=covered))
    (issued,) = codes.issue_codes(actor=actor, school=school, person_ids={case.person_id}, now=now)
    return issued


@transaction.atomic
def _freeze(
    held: Membership,
    school: School,
    actor: Actor,
    told: Told,
    *,
    told_by: int | None,
    steps_too: bool,
    now: datetime,
) -> Compromise:
    """Open the case of one school, shut the way in, and end what was left open behind it."""
    Person.objects.select_for_update().get(pk=held.person_id)
    case = Compromise.objects.select_for_update().filter(person_id=held.person_id, returned_at=None).first()
    before = {"since": case.since.isoformat(), "noticed_on": case.noticed_on.isoformat()} if case else None
    values = {
        "since": min(case.since, told.since) if case else told.since,
        "noticed_on": told.noticed_on,
        "words": told.words[:WORDS_LENGTH] or (case.words if case else ""),
    }
    if case is None:
        case = Compromise(person_id=held.person_id, account_id=held.account_id, told_by_id=told_by, told_at=now)
    for name, value in values.items():
        setattr(case, name, value)
    case.save(update_fields=list(values) if before else None)
    after = {**values, "since": case.since.isoformat(), "noticed_on": told.noticed_on.isoformat()}
    entry = Entry(Act.COMPROMISE_REPORTED, _subject(case), before, after)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    freeze(actor=actor, school=school, person_id=held.person_id, steps_too=steps_too, now=now)
    given = holders_of_codes_from(school=school, issuer=held.person_id, since=case.since)
    codes.withdraw_codes(actor=actor, school=school, person_ids=given, now=now)
    return case


def _may_take_steps(actor: Actor, held: Membership, others: Collection[Membership], today: date) -> bool:
    """Tell whether the account loses its second steps too: not where it is a director's in any of its schools."""
    if not may_take_steps(actor, held.person_id, today):
        return False
    for other in others:
        with inside(other.school):
            if not may_take_steps(Actor(None, None, other.school.slug), other.person_id, today):
                return False
    return True


def _subject(case: Compromise) -> dict[str, object]:
    return {"kind": "compromise", "id": case.pk, "person": case.person_id}
