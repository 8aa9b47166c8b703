"""Written appeals about the service: registered and answered by a letter."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.public_service.access import may_close, may_register, may_view_service
from parta.public_service.enums import Act, Book, LetterKind, RefusalCode
from parta.public_service.models import Appeal, Letter
from parta.public_service.rules.terms import answer_due
from parta.public_service.services.letters import CHAIN, Draft, make_letter
from parta.public_service.services.registering import register


@transaction.atomic
def register_appeal(*, actor: Actor, fields: Mapping[str, Any], days: int | None, now: datetime) -> Appeal:
    """Put a written appeal into its book; `days` are the act's term (S3: П3-2.18, 5.1).

    Raises `Forbidden` for who does not register.
    """
    require(may_register(actor))
    assert actor.person_id is not None
    today = now.date()
    row = Appeal.objects.create(
        registration=register(Book.APPEALS, today),
        due_on=answer_due(days, registered_on=today),
        registered_by_id=actor.person_id,
        registered_at=now,
        **fields,
    )
    told = {"number": row.registration.number, "due": row.due_on.isoformat()}
    _tell(Act.APPEAL_REGISTERED, row, actor, told, now)
    return row


@transaction.atomic
def answer_appeal(*, actor: Actor, appeal_id: int, letter: Draft, now: datetime) -> Letter:
    """Answer an appeal by a letter; raises `NotVisible`, `Forbidden` for who does not decide. Refuses `ANSWERED`."""
    row = Appeal.objects.select_for_update(of=("self",)).filter(pk=appeal_id).first()
    if row is None or not may_view_service(actor):
        raise NotVisible
    require(may_close(actor))
    if row.answer_id is not None:
        raise refusal(RefusalCode.ANSWERED)
    made = make_letter(actor=actor, kind=LetterKind.APPEAL_ANSWER, draft=letter, now=now)
    row.answer = made
    row.save(update_fields=["answer"])
    _tell(Act.APPEAL_ANSWERED, row, actor, {"letter": made.pk}, now)
    return made


def _tell(act: Act, row: Appeal, actor: Actor, after: Mapping[str, Any], now: datetime) -> None:
    entry = Entry(act, {"kind": "appeal", "id": row.pk}, None, dict(after))
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
