"""A homeroom teacher says that the data of the class were checked."""

from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.people.access_persons import led_classes
from parta.people.enums import Act, CheckKind, RefusalCode
from parta.people.models import DataCheck
from parta.people.queries.checks import checks_of
from parta.people.rules.checks import CheckRule, duties
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.people.services.persons import CHAIN
from parta.school.models import SchoolClass


def may_check_data(actor: Actor, class_id: int) -> bool:
    """Tell whether the actor says of a class that its data were checked: who leads it today."""
    duty = may_do(actor, Resource.CLASS_PAGE, Action.CHECK, Relation.OWN)
    return duty and led_classes(actor).filter(pk=class_id).exists()


@transaction.atomic
def check_data(*, actor: Actor, class_id: int, kind: CheckKind, rule: CheckRule, now: datetime) -> DataCheck:
    """Write down that the data of a class were checked today (S0: 8 ¶2; S2: 17(5) ¶2).

    Raises `Forbidden` for who does not lead the class. Refuses `CHECK_NOT_ASKED` for a check that the act does not
    ask for now, `CHECKED_ALREADY`.
    """
    require(may_check_data(actor, class_id))
    assert actor.person_id is not None
    lock_chain(CHAIN)  # before the rows
    found = SchoolClass.objects.select_for_update(of=("self",)).select_related("year").filter(pk=class_id).first()
    if found is None:
        raise NotVisible
    year, today = (found.year.starts_on, found.year.ends_on), now.date()
    asked = duties(rule, year=year, checks=checks_of([class_id]).get(class_id, []), today=today)
    duty = next((one for one in asked if one.kind == kind), None)
    if duty is None:
        raise refusal(RefusalCode.CHECK_NOT_ASKED)
    if duty.done is not None:
        raise refusal(RefusalCode.CHECKED_ALREADY)
    row = DataCheck.objects.create(
        school_class=found, kind=kind, day=today, checked_by_id=actor.person_id, checked_at=now
    )
    entry = Entry(Act.DATA_CHECKED, {"kind": "data_check", "id": row.pk, "class": class_id}, None, {"code": str(kind)})
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return row
