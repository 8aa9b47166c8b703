"""How people come into the school: what it demands of those who may write."""

from datetime import date, datetime

from django.db import transaction

from parta.audit.bulk import ChangedRow, write_rows
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.school.access import may_rule_doors
from parta.school.enums import Act
from parta.school.models import SchoolCard
from parta.school.services.frame import CHAIN


@transaction.atomic
def demand_second_factor(*, actor: Actor, since: date | None, now: datetime) -> bool:
    """Demand two steps of signing in from a day on, or only advise them (`None`); tell whether anything changed.

    Raises `Forbidden`; `NotVisible` where the school has no card yet.
    """
    require(may_rule_doors(actor))
    card = SchoolCard.objects.select_for_update().first()
    if card is None:
        raise NotVisible
    if card.second_factor_from == since:
        return False
    change = ChangedRow(card.pk, {"second_factor_from": card.second_factor_from}, {"second_factor_from": since})
    write_rows(
        SchoolCard, kind="card", new=(), changes=[change], chain=CHAIN, act=Act.CARD_CHANGED, actor=actor, now=now
    )
    return True
