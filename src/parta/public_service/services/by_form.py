"""Requests and appeals that come by a form, from somebody without an account: registered by themselves."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal
from parta.kernel.text import normal
from parta.people.enums import Act as PeopleAct
from parta.people.enums import RefusalCode
from parta.people.rules.scans import scan_kind
from parta.people.services.looks import CHAIN as LOOKS
from parta.public_service.access import may_view_service
from parta.public_service.enums import Act, Book, PaperKind
from parta.public_service.models import AccessRequest, Appeal, RequestScan
from parta.public_service.queries.calendar import office_days
from parta.public_service.rules.papers import MOST_SCANS
from parta.public_service.rules.terms import access_due, answer_due
from parta.public_service.services.letters import CHAIN
from parta.public_service.services.registering import register
from parta.regulation.rules.deadlines import Deadlines

FORM = "form"
"""What the audit says of who acts: nobody of the school, the form."""


@dataclass(frozen=True, slots=True)
class SentScan:
    """A file as it was sent, and which paper it shows."""

    paper: PaperKind
    content: bytes


def register_by_form(
    *,
    school_slug: str,
    ticket: UUID,
    fields: Mapping[str, Any],
    consent: str,
    scans: Sequence[SentScan],
    said: Deadlines,
    now: datetime,
) -> tuple[AccessRequest, bool]:
    """Register a request of the form and tell whether it is new; the ticket of one that came before gives that one.

    Nothing is looked up of the child or the parent: whoever asks learns a number and a day (S3: П3-2.9, 2.10).

    Raises `NotVisible` where the act has no such service. Refuses `SCAN_TOO_MANY`, and as `scan_kind`.
    """
    if not said:
        raise NotVisible
    if known := one_by_ticket(ticket):
        return known, False
    if len(scans) > MOST_SCANS:
        raise refusal(RefusalCode.SCAN_TOO_MANY, most=MOST_SCANS)
    kinds = [scan_kind(one.content) for one in scans]  # slow: before anything is locked
    today = now.date()
    assert now.tzinfo is not None
    due = access_due(said, registered_on=today, zone=now.tzinfo, working=office_days(today))
    papers = [str(kind) for kind in PaperKind if any(one.paper is kind for one in scans)]
    row = AccessRequest(**fields, papers=papers, ticket=ticket, consent=consent, due_on=due, registered_at=now)
    row.search_key = normal(f"{row.applicant} {row.child}")
    try:
        with transaction.atomic():
            row.registration = register(Book.REQUESTS, today)
            row.save()
            for one, kind in zip(scans, kinds, strict=True):
                sha256 = hashlib.sha256(one.content).hexdigest()
                RequestScan.objects.create(
                    request=row, paper=one.paper, kind=kind, content=one.content, sha256=sha256, size=len(one.content)
                )
            told = {"number": row.registration.number, "way": row.way, "papers": papers, "due": due.isoformat()}
            entry = Entry(Act.REQUEST_REGISTERED, {"kind": "access_request", "id": row.pk}, None, told)
            _tell(entry, school_slug, now)
    except IntegrityError:
        known = one_by_ticket(ticket)  # the other click was quicker
        if known is None:
            raise
        return known, False
    return row, True


def one_by_ticket(ticket: UUID) -> AccessRequest | None:
    """Give the request of a form, for who holds its ticket: of it only the number, the day and the term are read."""
    rows = AccessRequest.objects.select_related("registration").filter(ticket=ticket)
    return rows.only("due_on", "papers", "relation", "registration__number", "registration__day").first()


def appeal_by_form(
    *, school_slug: str, ticket: UUID, fields: Mapping[str, Any], days: int | None, now: datetime
) -> tuple[Appeal, bool]:
    """Register an appeal of the form and tell whether it is new (S3: П3-5); `days` are the act's term.

    Raises `NotVisible` where the act has no such term.
    """
    if days is None:
        raise NotVisible
    if known := appeal_by_ticket(ticket):
        return known, False
    today = now.date()
    row = Appeal(**fields, ticket=ticket, due_on=answer_due(days, registered_on=today), registered_at=now)
    try:
        with transaction.atomic():
            row.registration = register(Book.APPEALS, today)
            row.save()
            told = {"number": row.registration.number, "due": row.due_on.isoformat()}
            _tell(Entry(Act.APPEAL_REGISTERED, {"kind": "appeal", "id": row.pk}, None, told), school_slug, now)
    except IntegrityError:
        known = appeal_by_ticket(ticket)
        if known is None:
            raise
        return known, False
    return row, True


def appeal_by_ticket(ticket: UUID) -> Appeal | None:
    """Give the appeal of a form, for who holds its ticket: only the number, the day and the term are read."""
    rows = Appeal.objects.select_related("registration").filter(ticket=ticket)
    return rows.only("due_on", "registration__number", "registration__day").first()


@transaction.atomic
def open_request_scan(*, actor: Actor, scan_id: int, now: datetime) -> RequestScan:
    """Give a scan of a request, and write down who looked. Raises `NotVisible` for who does not read the book."""
    row = RequestScan.objects.filter(pk=scan_id).first() if may_view_service(actor) else None
    if row is None:
        raise NotVisible
    subject = {"kind": "access_request", "id": row.request_id, "request_paper": row.paper}
    record(chain=LOOKS, actor=actor, entries=[Entry(PeopleAct.SCAN_OPENED, subject)], now=now)
    return row


def _tell(entry: Entry, school_slug: str, now: datetime) -> None:
    nobody = Actor(account_id=None, person_id=None, school_slug=school_slug, device=FORM)
    record(chain=CHAIN, actor=nobody, entries=[entry], now=now)
