"""Certificates about pupils: a line of their book, and the words that stay."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refuse_if, require
from parta.people.access import may_move
from parta.people.models import Person, Pupil
from parta.public_service.enums import Act, Book, CertificateKind
from parta.public_service.models import Certificate
from parta.public_service.queries.certificates import facts_of
from parta.public_service.rules.certificates import decide_annulment, decide_certificate
from parta.public_service.services.letters import CHAIN, director_of, head_of_school
from parta.public_service.services.registering import register


@dataclass(frozen=True, slots=True)
class CertificateDraft:
    """A certificate before it has a number."""

    kind: CertificateKind
    school_class: str
    purpose: str
    title: str
    body: str
    signer_post: str
    tables: Sequence[dict[str, Any]] = field(default=())


@transaction.atomic
def issue_certificate(
    *, actor: Actor, pupil_id: int, draft: CertificateDraft, college: bool, now: datetime
) -> Certificate:
    """Give a certificate about a pupil its number of the year; a number is given once and stays.

    Asked for again on the day in the same words, it is the same one: a second copy is printed, not numbered. What
    was annulled is given anew, under the next number.

    Raises `Forbidden` for who does not enter orders about pupils, `NotVisible`; refuses as `decide_certificate`.
    """
    require(may_move(actor))
    assert actor.person_id is not None
    lock_chain(CHAIN)
    person = Person.objects.filter(pk=pupil_id).first()
    if person is None or not Pupil.objects.filter(pk=pupil_id).exists():
        raise NotVisible
    standing = facts_of(person, today=now.date()).standing
    refuse_if(decide_certificate(draft.kind, standing=standing, college=college))
    said = {
        "kind": draft.kind,
        "pupil_id": pupil_id,
        "school_class": draft.school_class,
        "purpose": draft.purpose,
        "title": draft.title,
        "body": draft.body,
        "tables": list(draft.tables),
        "head": head_of_school(),
        "signer": director_of(now),
        "signer_post": draft.signer_post,
    }
    given = (
        Certificate.objects.select_related("registration")
        .filter(registration__day=now.date(), annulled_at=None, **said)
        .first()
    )
    if given is not None:
        return given
    row = Certificate.objects.create(
        registration=register(Book.CERTIFICATES, now.date()), made_by_id=actor.person_id, made_at=now, **said
    )
    subject = {"kind": "certificate", "id": row.pk, "pupil": pupil_id}
    told = {"number": row.registration.number, "certificate": str(draft.kind)}
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.CERTIFICATE_ISSUED, subject, None, told)], now=now)
    return row


@transaction.atomic
def annul_certificate(*, actor: Actor, certificate_id: int, ground: str, now: datetime) -> Certificate:
    """Declare a certificate void: its number is not used again, its line stays in the book, crossed out.

    Raises `Forbidden` for who does not enter orders about pupils, `NotVisible`; refuses as `decide_annulment`.
    """
    require(may_move(actor))
    lock_chain(CHAIN)
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("registration")
    row = rows.filter(pk=certificate_id).first()
    if row is None:
        raise NotVisible
    refuse_if(decide_annulment(annulled=row.annulled_at is not None, ground=ground))
    row.annulled_at, row.annulled_by_id, row.annul_ground = now, actor.person_id, ground
    row.save(update_fields=["annulled_at", "annulled_by", "annul_ground"])
    subject = {"kind": "certificate", "id": row.pk, "pupil": row.pupil_id}
    told = {"number": row.registration.number, "ground": ground}
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.CERTIFICATE_ANNULLED, subject, None, told)], now=now)
    return row
