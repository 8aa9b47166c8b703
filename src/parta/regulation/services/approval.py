"""Putting the school's own act in force together with its document."""

from datetime import date, datetime

from django.db import transaction

from parta.kernel.actor import Actor
from parta.regulation.enums import ActKind
from parta.regulation.models import LocalAct, RegulationVersion
from parta.regulation.rules.parse import drafted
from parta.regulation.services.documents import Adoption, Document, link_edition, replace_act, upload_act
from parta.regulation.services.drafts import approve_draft


@transaction.atomic
def approve_with_document(
    *,
    actor: Actor,
    effective_from: date,
    order_no: str,
    order_date: date,
    seen: int,
    document: Document | None = None,
    edition_id: int | None = None,
    last_held: date | None,
    now: datetime,
) -> RegulationVersion:
    """Approve the draft and place its document, or name one that is placed already as its text (S1-67).

    A document of an act of the same title is its new edition. Raises and refuses as `approve_draft`, `upload_act`,
    `replace_act`, `link_edition`; nothing is approved then.
    """
    version = approve_draft(
        actor=actor,
        effective_from=effective_from,
        order_no=order_no,
        order_date=order_date,
        seen=seen,
        last_held=last_held,
        now=now,
    )
    if edition_id is not None:
        link_edition(actor=actor, edition_id=edition_id, regulation_from=effective_from, now=now)
    if document is not None:
        title = drafted(version.preset, version.values).act.title
        adoption = Adoption(effective_from, order_no=order_no, order_date=order_date)
        known = LocalAct.objects.filter(title=title, ceased_on=None).first()
        if known is None:
            upload_act(
                actor=actor, title=title, kind=ActKind.STATUTE, is_public=False, adoption=adoption,
                document=document, regulation_from=effective_from, now=now,
            )  # fmt: skip
        else:
            replace_act(
                actor=actor, act_id=known.pk, adoption=adoption,
                document=document, regulation_from=effective_from, now=now,
            )  # fmt: skip
    return version
