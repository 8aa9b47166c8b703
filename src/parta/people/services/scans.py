"""Scans of papers on a card: kept, looked at with a trace, removed."""

import hashlib
from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.people.access_scans import may_keep_scans, may_open_scan
from parta.people.enums import Act, RefusalCode, ScanOf
from parta.people.models import Consent, Guardianship, Scan, TrustedPerson
from parta.people.rules.scans import MOST_SCANS, scan_kind
from parta.people.services.looks import CHAIN as LOOKS
from parta.people.services.persons import CHAIN


@transaction.atomic
def keep_scan(*, actor: Actor, of: ScanOf, paper_id: int, content: bytes, now: datetime) -> Scan:
    """Keep a scan of a paper that is on a card.

    Raises `NotVisible`, `Forbidden` for who does not keep such papers. Refuses as `scan_kind`, and
    `SCAN_TOO_MANY`; the same file again is the scan that is kept.
    """
    person_id = _whose(of, paper_id)
    if person_id is None:
        raise NotVisible
    require(may_keep_scans(actor, of, person_id))
    assert actor.person_id is not None
    kind = scan_kind(content)  # slow: before anything is locked
    sha256 = hashlib.sha256(content).hexdigest()
    lock_chain(CHAIN)
    standing = Scan.objects.filter(**{str(of): paper_id}, removed_at=None).defer("content")
    if same := standing.filter(sha256=sha256).first():
        return same
    if standing.count() >= MOST_SCANS:
        raise refusal(RefusalCode.SCAN_TOO_MANY, most=MOST_SCANS)
    paper_on = Consent.objects.values_list("given_on", flat=True).get(pk=paper_id) if of is ScanOf.CONSENT else None
    row = Scan.objects.create(
        person_id=person_id,
        **{f"{of}_id": paper_id},
        paper_on=paper_on,
        kind=kind,
        content=content,
        sha256=sha256,
        size=len(content),
        uploaded_by_id=actor.person_id,
        uploaded_at=now,
    )
    _tell(Act.SCAN_KEPT, row, of, actor, now)
    return row


@transaction.atomic
def open_scan(*, actor: Actor, scan_id: int, now: datetime) -> Scan:
    """Give a scan, and write down who looked. Raises `NotVisible`."""
    row = Scan.objects.filter(pk=scan_id, removed_at=None).select_related("guardianship").first()
    if row is None or not may_open_scan(actor, row):
        raise NotVisible
    entry = Entry(Act.SCAN_OPENED, {"person": row.person_id, "scan": row.pk, "paper": str(paper_of(row))})
    record(chain=LOOKS, actor=actor, entries=[entry], now=now)
    return row


@transaction.atomic
def remove_scan(*, actor: Actor, scan_id: int, now: datetime) -> Scan:
    """Remove a scan that was put on the wrong card or is not to be kept: its content goes, its sum stays.

    Raises `NotVisible`, `Forbidden`.
    """
    lock_chain(CHAIN)
    rows = Scan.objects.select_for_update(of=("self",)).select_related("guardianship").defer("content")
    row = rows.filter(pk=scan_id, removed_at=None).first()
    if row is None or not may_open_scan(actor, row):
        raise NotVisible
    of = paper_of(row)
    require(may_keep_scans(actor, of, row.person_id))
    row.content, row.removed_by_id, row.removed_at = b"", actor.person_id, now
    row.save(update_fields=["content", "removed_by", "removed_at"])
    _tell(Act.SCAN_REMOVED, row, of, actor, now)
    return row


def paper_of(row: Scan) -> ScanOf:
    """Tell which paper a scan shows."""
    if row.consent_id is not None:
        return ScanOf.CONSENT
    return ScanOf.GUARDIANSHIP if row.guardianship_id is not None else ScanOf.TRUSTED


def _whose(of: ScanOf, paper_id: int) -> int | None:
    """Give the person on whose card a paper stands."""
    match of:
        case ScanOf.CONSENT:
            return Consent.objects.filter(pk=paper_id).values_list("person_id", flat=True).first()
        case ScanOf.GUARDIANSHIP:
            return Guardianship.objects.filter(pk=paper_id).values_list("pupil_id", flat=True).first()
    return TrustedPerson.objects.filter(pk=paper_id).values_list("pupil_id", flat=True).first()


def _tell(act: Act, row: Scan, of: ScanOf, actor: Actor, now: datetime) -> None:
    subject = {"kind": "scan", "id": row.pk, "person": row.person_id}
    told = {"paper": str(of), "sha256": row.sha256, "size": row.size}
    entry = Entry(act, subject, None, told) if act is Act.SCAN_KEPT else Entry(act, subject, told)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
