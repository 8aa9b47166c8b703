"""An account that somebody else used: told, frozen in every school at once, and given back with a new code."""

from collections.abc import Iterator
from dataclasses import dataclass
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
from parta.people.access_persons import may_report_compromise, may_return_accounts, visible_persons
from parta.people.enums import Act, RefusalCode
from parta.people.models import Compromise, Person
from parta.people.queries.consents import covered_by_consent
from parta.people.rules.compromises import WORDS_LENGTH, decide_report
from parta.people.rules.consents import ConsentRule, decide_letting_in
from parta.people.services.persons import CHAIN


@dataclass(frozen=True, slots=True)
class Told:
    """What was told: since when the account is in doubt, when that became known, and in which words."""

    since: datetime
    noticed_on: date
    words: str = ""


def report_compromise(*, actor: Actor, school: School, person_id: int, told: Told, now: datetime) -> Compromise:
    """Freeze an account that somebody else used, here and in every other school that it has (S3: П2-4.3).

    All its sessions end, its codes end, and so do those that it has issued since the named moment; signing in says why.
    Told again of one that is frozen already, only what is told changes. This school is done first; every other one in a
    transaction of its own, for none spans two schools.

    Raises `NotVisible`, `Forbidden`. Refuses `COMPROMISE_WITHOUT_ACCOUNT`, `COMPROMISE_IN_FUTURE`.
    """
    if person_id != actor.person_id and not visible_persons(actor).filter(pk=person_id).exists():
        raise NotVisible
    require(may_report_compromise(actor, person_id))
    held = Membership.objects.filter(school=school, person_id=person_id).first()
    decision = decide_report(since=told.since, noticed_on=told.noticed_on, now=now, has_account=held is not None)
    refuse_if(decision)
    assert held is not None
    case = _freeze(held, school, actor, told, told_by=actor.person_id, now=now)
    for other in _others(held):
        own = actor.account_id == held.account_id
        there = Actor(actor.account_id, other.person_id if own else None, other.school.slug, device=actor.device)
        with inside(other.school):
            _freeze(other, other.school, there, told, told_by=there.person_id, now=now)
    return case


@transaction.atomic
def return_account(
    *, actor: Actor, school: School, compromise_id: int, consents: ConsentRule, now: datetime
) -> IssuedCode:
    """Give the account back to its owner: a new code, by which a new password opens the way in again.

    Until the code is used the account stays frozen, and the password that was known to others never fits again.
    Raises `NotVisible`, `Forbidden`. Refuses `ACCOUNT_ALREADY_RETURNED`, `CONSENT_MISSING`.
    """
    require(may_return_accounts(actor))
    case = Compromise.objects.select_for_update().filter(pk=compromise_id).first()
    if case is None:
        raise NotVisible
    require(case.person_id != actor.person_id)
    if case.returned_at is not None:
        raise refusal(RefusalCode.ACCOUNT_ALREADY_RETURNED)
    if consents.required:
        covered = covered_by_consent({case.person_id}, today=now.date())
        refuse_if(decide_letting_in(rule=consents, wanted={case.person_id}, covered=covered))
    case.returned_by_id, case.returned_at = actor.person_id, now
    case.save(update_fields=["returned_by", "returned_at"])
    entry = Entry(Act.ACCOUNT_RETURNED, _subject(case))
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    (issued,) = codes.issue_codes(actor=actor, school=school, person_ids={case.person_id}, now=now)
    return issued


@transaction.atomic
def _freeze(
    held: Membership, school: School, actor: Actor, told: Told, *, told_by: int | None, now: datetime
) -> Compromise:
    """Open the case of one school, shut the way in, and end what was left open behind it."""
    Person.objects.select_for_update().get(pk=held.person_id)
    values = {"since": told.since, "noticed_on": told.noticed_on, "words": told.words[:WORDS_LENGTH]}
    case = Compromise.objects.filter(person_id=held.person_id, returned_at=None).first()
    before = {"since": case.since.isoformat(), "noticed_on": case.noticed_on.isoformat()} if case else None
    if case is None:
        case = Compromise(person_id=held.person_id, account_id=held.account_id, told_by_id=told_by, told_at=now)
    for name, value in values.items():
        setattr(case, name, value)
    case.save()
    after = {**values, "since": told.since.isoformat(), "noticed_on": told.noticed_on.isoformat()}
    entry = Entry(Act.COMPROMISE_REPORTED, _subject(case), before, after)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    freeze(actor=actor, school=school, person_id=held.person_id, now=now)
    given = holders_of_codes_from(school=school, issuer=held.person_id, since=told.since)
    codes.withdraw_codes(actor=actor, school=school, person_ids=given, now=now)
    return case


def _others(held: Membership) -> Iterator[Membership]:
    rows = Membership.objects.filter(account_id=held.account_id).exclude(pk=held.pk)
    yield from rows.select_related("school").order_by("pk")


def _subject(case: Compromise) -> dict[str, object]:
    return {"kind": "compromise", "id": case.pk, "person": case.person_id}
