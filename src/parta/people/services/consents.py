"""Consents as they are put on file one by one: who signed, when, and when it was taken back."""

from datetime import date, datetime

from django.db import transaction

from parta.audit.bulk import ChangedRow, NewRow, plain, write_rows
from parta.installation.enums import ShutGround
from parta.installation.models import School
from parta.installation.services.memberships import let_back, shut_out
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, require
from parta.people.access_persons import persons_to_edit, staff_among, visible_persons
from parta.people.enums import Act, RefusalCode
from parta.people.models import Consent, Guardianship
from parta.people.queries.consents import covered_by_consent
from parta.people.rules.consents import KINDS, PERSONAL_DATA, ConsentRule
from parta.people.services.persons import CHAIN

_FIELDS = ("given", "given_on", "withdrawn_on", "signer")


@transaction.atomic
def record_consent(
    *, actor: Actor, school: School, person_id: int, kind: str, given_on: date, signer: str, now: datetime
) -> Consent:
    """Put a signed consent on file; a later one takes the place of the one before, which the audit keeps.

    Whom a withdrawal had shut out and whom this one covers comes in again.

    Raises `Forbidden` for a card that is not the actor's to keep. Refuses `CONSENT_IN_FUTURE`, `CONSENT_UNSIGNED`.
    """
    _require(actor, person_id, kind)
    if given_on > now.date():
        raise refusal(RefusalCode.CONSENT_IN_FUTURE)
    if not signer:
        raise refusal(RefusalCode.CONSENT_UNSIGNED)
    values = {"given": True, "given_on": given_on, "withdrawn_on": None, "signer": signer}
    row = _put(actor, person_id, kind, values, now)
    family = _family(person_id, now.date())
    covered = covered_by_consent(family, today=now.date())
    let_back(actor=actor, school=school, person_ids=covered, ground=ShutGround.CONSENT_WITHDRAWN, now=now)
    return row


@transaction.atomic
def withdraw_consent(
    *, actor: Actor, school: School, person_id: int, kind: str, withdrawn_on: date, rule: ConsentRule, now: datetime
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
    row = _put(actor, person_id, kind, {"withdrawn_on": withdrawn_on}, now)
    if rule.required and kind == PERSONAL_DATA:
        family = _family(person_id, now.date())
        bare = family - covered_by_consent(family, today=now.date())
        bare -= staff_among(bare - {person_id}, today=now.date())
        shut_out(actor=actor, school=school, person_ids=bare, ground=ShutGround.CONSENT_WITHDRAWN, now=now)
    return row


def _family(person_id: int, today: date) -> set[int]:
    """Give the person and the parents whom the person's paper covers."""
    held = Guardianship.objects.filter(in_force(today), pupil_id=person_id)
    return {person_id, *held.values_list("guardian_id", flat=True)}


def _require(actor: Actor, person_id: int, kind: str) -> None:
    if kind not in KINDS or not visible_persons(actor).filter(pk=person_id).exists():
        raise NotVisible
    require(persons_to_edit(actor).filter(pk=person_id).exists())


def _put(actor: Actor, person_id: int, kind: str, values: dict[str, object], now: datetime) -> Consent:
    with transaction.atomic():
        row = Consent.objects.select_for_update().filter(person_id=person_id, kind=kind).first()
        new, changes = [], []
        if row is None:
            new = [NewRow({"person_id": person_id, "kind": kind, **values})]
        else:
            before = {name: plain(getattr(row, name)) for name in values}
            changes = [ChangedRow(row.pk, before, values)]
        act = Act.CONSENT_CHANGED
        ids = write_rows(Consent, kind="consent", new=new, changes=changes, chain=CHAIN, act=act, actor=actor, now=now)
        return Consent.objects.get(pk=ids[0] if row is None else row.pk)
