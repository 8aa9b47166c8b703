"""Letters: a line of their book, and the text that stays."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import refusal
from parta.people.enums import Role
from parta.people.models import Appointment, Person
from parta.public_service.enums import Act, Book, LetterKind, RefusalCode
from parta.public_service.models import AccessRequest, Letter
from parta.public_service.rules.letters import TITLE_LENGTH, fits_title
from parta.public_service.services.registering import register
from parta.school.models import SchoolCard

CHAIN = "service"
_HEAD = ("full_name", "founder", "address", "phone", "email")


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter before it has a number: to whom, what it says, who signs; without a `signer` it is the director."""

    recipient: str
    address: str
    email: str
    title: str
    body: str
    signer_post: str
    signer: str = ""


def make_letter(
    *,
    actor: Actor,
    kind: LetterKind,
    draft: Draft,
    now: datetime,
    request: AccessRequest | None = None,
    person_id: int | None = None,
) -> Letter:
    """Give a letter its number of the year, inside the caller's transaction; refuses `EMPTY_LETTER`, `LONG_TITLE`.

    Who may do this is the caller's business.
    """
    assert actor.person_id is not None
    if not draft.title or not draft.body:
        raise refusal(RefusalCode.EMPTY_LETTER)
    if not fits_title(draft.title):
        raise refusal(RefusalCode.LONG_TITLE, most=TITLE_LENGTH)
    row = Letter.objects.create(
        registration=register(Book.LETTERS, now.date()),
        kind=kind,
        request=request,
        person_id=person_id,
        recipient=draft.recipient,
        address=draft.address,
        email=draft.email,
        title=draft.title,
        body=draft.body,
        head=head_of_school(),
        signer=draft.signer or director_of(now),
        signer_post=draft.signer_post,
        made_by_id=actor.person_id,
        made_at=now,
    )
    subject = {"kind": "letter", "id": row.pk}
    told = {"number": row.registration.number, "letter": str(kind)}
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.LETTER_MADE, subject, None, told)], now=now)
    return row


def director_of(now: datetime) -> str:
    """Name in full who signs for the school: as its card says, else who is appointed; may be empty."""
    named = SchoolCard.objects.values_list("director_name", flat=True).first()
    if named:
        return named
    posts = Appointment.objects.filter(in_force(now.date()), role=Role.DIRECTOR)
    found = Person.objects.filter(pk__in=posts.values("employee_id")).order_by("pk").first()
    return found.full_name if found else ""


def head_of_school() -> dict[str, Any]:
    """Give the school's head as papers of today have it (one query)."""
    return SchoolCard.objects.values(*_HEAD).first() or dict.fromkeys(_HEAD, "")
