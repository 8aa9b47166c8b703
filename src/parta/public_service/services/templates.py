"""Texts of letters, kept by version."""

from datetime import datetime

from django.db import IntegrityError, transaction

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import refusal, refuse_if, require
from parta.public_service.access import may_edit_letters
from parta.public_service.enums import Act, LetterKind, RefusalCode
from parta.public_service.models import LetterTemplate
from parta.public_service.rules.letters import decide_template
from parta.public_service.services.letters import CHAIN


def save_template(*, actor: Actor, kind: LetterKind, text: str, seen: int, now: datetime) -> LetterTemplate:
    """Put a text of the school in force for letters to come; `seen` is the version that it was written over.

    Raises `Forbidden`. Refuses `TEMPLATE_STALE`, and what `rules.letters.decide_template` refuses.
    """
    require(may_edit_letters(actor))
    assert actor.person_id is not None
    refuse_if(decide_template(kind, text))
    newest = LetterTemplate.objects.filter(kind=kind).order_by("-version").values_list("version", flat=True).first()
    if seen != (newest or 0):
        raise refusal(RefusalCode.TEMPLATE_STALE)
    try:
        with transaction.atomic():
            row = LetterTemplate.objects.create(
                kind=kind, version=seen + 1, text=text, saved_by_id=actor.person_id, saved_at=now
            )
            entry = Entry(Act.TEMPLATE_SAVED, {"kind": "letter_template", "id": row.pk}, None, {"letter": str(kind)})
            record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    except IntegrityError as taken:
        raise refusal(RefusalCode.TEMPLATE_STALE) from taken
    return row
