"""One-time codes for persons: who may issue and withdraw them; the codes themselves belong to `installation`."""

from collections.abc import Collection
from datetime import datetime

from parta.installation.models import School
from parta.installation.services import codes
from parta.installation.services.codes import IssuedCode
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refuse_if, require
from parta.people.access_persons import persons_for_codes, staff_among, visible_persons
from parta.people.queries.consents import covered_by_consent, kept_out_by_adults
from parta.people.rules.consents import ConsentRule, decide_letting_in, decide_letting_parents_in
from parta.people.rules.letting_in import Issuers, decide_issuer


def issue_codes(
    *,
    actor: Actor,
    school: School,
    person_ids: Collection[int],
    conditions: Collection[str],
    issuers: Issuers,
    consents: ConsentRule,
    now: datetime,
) -> list[IssuedCode]:
    """Issue codes for persons; what they had before ends. All or nothing.

    Raises `NotVisible` for a person of whom the actor may not know, `Forbidden` for one whose code is not theirs to
    issue. Refuses `ISSUER_IS_ANOTHER` where the act names somebody else, `CONSENT_MISSING` where it asks for a consent,
    `CONSENT_OF_ADULT` for a parent whose pupils, all of age, have not agreed to the parents' reading.
    """
    wanted = set(person_ids)
    require_issue(actor=actor, wanted=wanted, conditions=conditions, issuers=issuers, consents=consents, now=now)
    return codes.issue_codes(actor=actor, school=school, person_ids=wanted, now=now)


def require_issue(
    *,
    actor: Actor,
    wanted: set[int],
    conditions: Collection[str],
    issuers: Issuers,
    consents: ConsentRule,
    now: datetime,
) -> None:
    """Raise what `issue_codes` would, and issue nothing: a code that goes by mail is made when its letter is."""
    _check(actor, wanted, conditions)
    staff = staff_among(wanted, today=actor.today)
    for issuer, whom in ((issuers.staff, staff), (issuers.families, wanted - staff)):
        if whom:
            refuse_if(decide_issuer(issuer, roles=actor.roles))
    if consents.required:
        covered = covered_by_consent(wanted, today=now.date())
        refuse_if(decide_letting_in(rule=consents, wanted=wanted, covered=covered))
    refuse_if(decide_letting_parents_in(kept_out_by_adults(wanted - staff, today=now.date())))


def withdraw_codes(
    *, actor: Actor, school: School, person_ids: Collection[int], conditions: Collection[str], now: datetime
) -> list[int]:
    """End open codes; the same rights as for issuing."""
    wanted = set(person_ids)
    _check(actor, wanted, conditions)
    return codes.withdraw_codes(actor=actor, school=school, person_ids=wanted, now=now)


def _check(actor: Actor, wanted: set[int], conditions: Collection[str]) -> None:
    if visible_persons(actor).filter(pk__in=wanted).count() != len(wanted):
        raise NotVisible
    require(persons_for_codes(actor, conditions).filter(pk__in=wanted).count() == len(wanted))
