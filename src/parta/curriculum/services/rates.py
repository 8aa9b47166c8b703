"""How many rates employees have by their contracts in a year."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from parta.audit.bulk import ChangedRow, NewRow, write_rows
from parta.audit.services import Entry, append, lock_chain
from parta.curriculum.access import may_keep_load
from parta.curriculum.enums import CHAIN, Act
from parta.curriculum.models import ContractRate
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.people.access import may_bring_in
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
    gone = [pk for pk, rate in changed.items() if rate is None]
    ContractRate.objects.filter(year=year_id, employee__in=gone).delete()
    ContractRate.objects.bulk_create(
        [ContractRate(year_id=year_id, employee_id=pk, rate=rate) for pk, rate in changed.items() if rate is not None],
        update_conflicts=True, unique_fields=["year", "employee"], update_fields=["rate"],
    )  # fmt: skip
    entries = [
        Entry(
            Act.RATES_CHANGED, {"kind": "contract_rate", "id": pk, "year": year_id}, _told(stands.get(pk)), _told(rate)
        )
        for pk, rate in changed.items()
    ]
    if entries:
        append(head, actor=actor, entries=entries, now=now)
    return len(changed)


def bring_rates(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Write down rates that a list of the staff says; raises `Forbidden`."""
    require(may_bring_in(actor))
    return write_rows(
        ContractRate, kind="contract_rate", new=new, changes=changes, chain=CHAIN, act=Act.RATES_CHANGED, actor=actor,
        now=now,
    )  # fmt: skip


def _told(rate: Decimal | None) -> dict[str, str] | None:
    return None if rate is None else {"rate": str(rate)}
