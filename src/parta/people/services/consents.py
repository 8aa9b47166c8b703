"""Consents as they are put on file one by one: who signed, when, and when it was taken back."""

from datetime import date, datetime

from django.db import transaction

from parta.audit.bulk import ChangedRow, NewRow, plain, write_rows
from parta.audit.services import lock_chain
from parta.installation.enums import ShutGround
from parta.installation.models import School
from parta.installation.services.memberships import let_back, shut_out
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.access_persons import persons_to_edit, staff_among, visible_persons
from parta.people.enums import Act, RefusalCode
from parta.people.models import Consent, Employee, Guardianship, PastConsent, Pupil
from parta.people.models.families import ConsentWords
from parta.people.queries.consents import covered_by_consent
from parta.people.rules.consents import (
    AGREEMENTS,
    KINDS,
    PARENTS_READ,
    PERSONAL_DATA,
    ConsentRule,
    decide_agreement,
    decide_parents_read,
)
from parta.people.services.persons import CHAIN


@transaction.atomic
def record_consent(
    *,
    actor: Actor,
    school: School,
    person_id: int,
    kind: str,
    given_on: date,
    signer: str,
    now: datetime,
    number: str = "",
    until: date | None = None,
) -> Consent:
    """Put a signed consent on file; the one before is kept beside it (`PastConsent`).

    Of an agreement of the staff, its number and its last day too (S3: П1-5).

    Whom a withdrawal had shut out and whom this one covers comes in again.

    Raises `Forbidden` for a card that is not the actor's to keep. Refuses `CONSENT_IN_FUTURE`, `CONSENT_UNSIGNED`,
    `CONSENT_UNDERAGE` for the parents' reading where the pupil was not of age on the day; for an agreement
    `AGREEMENT_OF_STAFF`, `AGREEMENT_BACKWARDS`.
    """
    _require(actor, person_id, kind)
    if kind == PARENTS_READ:
        refuse_if(decide_parents_read(_birth_of_pupil(person_id), given_on=given_on))
    if kind in AGREEMENTS:
        staff = Employee.objects.filter(pk=person_id).exists()
        refuse_if(decide_agreement(staff=staff, given_on=given_on, until=until))
    if given_on > now.date():
        raise refusal(RefusalCode.CONSENT_IN_FUTURE)
    if not signer:
        raise refusal(RefusalCode.CONSENT_UNSIGNED)
    values: dict[str, object] = {
        "given": True,
        "given_on": given_on,
        "withdrawn_on": None,
        "signer": signer,
        "ground": "",
    }
    if kind in AGREEMENTS:
        values |= {"number": number, "until": until}
    row = _put(actor, person_id, kind, values, now, anew=True)
    family = _family(person_id, now.date())
    covered = covered_by_consent(family, today=now.date())
    let_back(actor=actor, school=school, person_ids=covered, ground=ShutGround.CONSENT_WITHDRAWN, now=now)
    return row


@transaction.atomic
def withdraw_consent(
    *,
    actor: Actor,
    school: School,
    person_id: int,
    kind: str,
    withdrawn_on: date,
    ground: str,
    rule: ConsentRule,
    now: datetime,
) -> Consent:
    """Write down that a consent was taken back from a day on.

    Where the act lets nobody in without a consent to the processing of personal data (S2: 5), whom no other one covers
    is shut out: codes are annulled, sessions end, and the way in stays shut until a consent is on file again. A parent
    who works in the school stays: that way in rests on the post.

    Raises `Forbidden` for a card that is not the actor's to keep. Refuses `CONSENT_NOT_GIVEN`, `CONSENT_IN_FUTURE`.
    """
    _require(actor, person_id, kind)
    standing = Consent.objects.filter(person_id=person_id, kind=kind, given=True, withdrawn_on__isnull=True).first()
    if standing is None:
        raise refusal(RefusalCode.CONSENT_NOT_GIVEN)
    if withdrawn_on > now.date() or (standing.given_on is not None and withdrawn_on < standing.given_on):
        raise refusal(RefusalCode.CONSENT_IN_FUTURE)
    row = _put(actor, person_id, kind, {"withdrawn_on": withdrawn_on, "ground": ground}, now)
    if rule.required and kind == PERSONAL_DATA:
        family = _family(person_id, now.date())
        bare = family - covered_by_consent(family, today=now.date())
        bare -= staff_among(bare - {person_id}, today=now.date())
        shut_out(actor=actor, school=school, person_ids=bare, ground=ShutGround.CONSENT_WITHDRAWN, now=now)
    return row


@transaction.atomic
def refuse_consent(
    *, actor: Actor, person_id: int, kind: str, refused_on: date, signer: str, ground: str, now: datetime
) -> Consent:
    """Put on file that somebody was asked and did not agree; nothing changes for what they come in with.

    Raises `Forbidden` for a card that is not the actor's to keep. Refuses `CONSENT_STANDS` where a consent is on file:
    that is withdrawn; `CONSENT_IN_FUTURE`, `CONSENT_UNSIGNED`, and `AGREEMENT_UNSIGNED` for one of the staff.
    """
    _require(actor, person_id, kind)
    if kind in AGREEMENTS:
        raise refusal(RefusalCode.AGREEMENT_UNSIGNED)
    if Consent.objects.filter(person_id=person_id, kind=kind, given=True, withdrawn_on__isnull=True).exists():
        raise refusal(RefusalCode.CONSENT_STANDS)
    if refused_on > now.date():
        raise refusal(RefusalCode.CONSENT_IN_FUTURE)
    if not signer:
        raise refusal(RefusalCode.CONSENT_UNSIGNED)
    values: dict[str, object] = {
        "given": False,
        "given_on": refused_on,
        "withdrawn_on": None,
        "signer": signer,
        "ground": ground,
    }
    return _put(actor, person_id, kind, values, now, anew=True)


def _birth_of_pupil(person_id: int) -> date | None:
    pupils = Pupil.objects.filter(pk=person_id)
    return pupils.values_list("person__birth_date", flat=True).first()


def _family(person_id: int, today: date) -> set[int]:
    """Give the person and the parents whom the person's paper covers."""
    held = Guardianship.objects.filter(in_force(today), pupil_id=person_id)
    return {person_id, *held.values_list("guardian_id", flat=True)}


def _require(actor: Actor, person_id: int, kind: str) -> None:
    """Go on for a card of the actor's, and hold the chain: what is on file is judged and written by one at a time."""
    if kind not in (*KINDS, *AGREEMENTS) or not visible_persons(actor).filter(pk=person_id).exists():
        raise NotVisible
    lock_chain(CHAIN)
    require(persons_to_edit(actor).filter(pk=person_id).exists())


def _put(
    actor: Actor, person_id: int, kind: str, values: dict[str, object], now: datetime, *, anew: bool = False
) -> Consent:
    with transaction.atomic():
        row = Consent.objects.select_for_update().filter(person_id=person_id, kind=kind).first()
        new, changes = [], []
        if row is None:
            new = [NewRow({"person_id": person_id, "kind": kind, **values})]
        else:
            if anew:
                words = {one.name: getattr(row, one.name) for one in ConsentWords._meta.get_fields()}
                PastConsent.objects.create(person_id=person_id, **words, replaced_at=now)
            before = {name: plain(getattr(row, name)) for name in values}
            changes = [ChangedRow(row.pk, before, values)]
        act = Act.CONSENT_CHANGED
        ids = write_rows(Consent, kind="consent", new=new, changes=changes, chain=CHAIN, act=act, actor=actor, now=now)
        return Consent.objects.get(pk=ids[0] if row is None else row.pk)
