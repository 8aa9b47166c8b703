"""How many rates employees have by their contracts in a year."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from parta.audit.services import Entry, append, lock_chain
from parta.curriculum.access import may_keep_load
from parta.curriculum.enums import CHAIN, Act
from parta.curriculum.models import ContractRate
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.people.models import Employee
from parta.school.models import AcademicYear


@transaction.atomic
def keep_rates(*, actor: Actor, year_id: int, rates: Mapping[int, Decimal | None], now: datetime) -> int:
    """Keep the rates of some employees in a year (none: as without a word), and give how many have changed.

    Raises `Forbidden`, `NotVisible` for a year that is over and an unknown employee.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    if not AcademicYear.objects.filter(pk=year_id, ends_on__gte=now.date()).exists():
        raise NotVisible
    if Employee.objects.filter(pk__in=rates).count() != len(rates):
        raise NotVisible
    stands = dict(ContractRate.objects.filter(year=year_id).values_list("employee_id", "rate"))
    changed = {pk: rate for pk, rate in rates.items() if stands.get(pk) != rate}
    ContractRate.objects.filter(year=year_id, employee__in=changed).delete()
    ContractRate.objects.bulk_create(
        ContractRate(year_id=year_id, employee_id=pk, rate=rate) for pk, rate in changed.items() if rate is not None
    )
    entries = [
        Entry(
            Act.RATES_CHANGED, {"kind": "contract_rate", "id": pk, "year": year_id}, _told(stands.get(pk)), _told(rate)
        )
        for pk, rate in changed.items()
    ]
    if entries:
        append(head, actor=actor, entries=entries, now=now)
    return len(changed)


def _told(rate: Decimal | None) -> dict[str, str] | None:
    return None if rate is None else {"rate": str(rate)}
