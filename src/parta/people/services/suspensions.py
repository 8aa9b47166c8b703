"""The way in of a family shut for a time by who leads the class, told to the administrator, opened again."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from parta.audit.services import Entry, lock_chain, record
from parta.installation.enums import ShutGround
from parta.installation.models import Membership, School
from parta.installation.services.memberships import let_back, shut_out
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, require
from parta.people.access_persons import led_classes, persons_to_reopen, persons_to_suspend, visible_persons
from parta.people.enums import Act, RefusalCode
from parta.people.models import Enrolment, Guardianship, Suspension
from parta.people.queries.consents import shut_by_withdrawal
from parta.people.rules.consents import ConsentRule
from parta.people.services.persons import CHAIN
from parta.school.models import SchoolClass

GROUND_LENGTH = 300


@transaction.atomic
def suspend_access(
    *, actor: Actor, school: School, person_id: int, ground: str, conditions: Collection[str], now: datetime
) -> Suspension:
    """Shut the way in of a pupil or a parent of the class that the actor leads, on a ground (S1: 3.5.10).

    Sessions and codes end at once; the way in stays shut until `reopen_access`. Only ids go into the audit, the ground
    stays with the row. Raises `NotVisible`, `Forbidden` for anybody else than a family of the class led. Refuses
    `SUSPEND_UNGROUNDED`, `SUSPEND_TWICE`, `SUSPEND_NOTHING` for who could not come in anyway.
    """
    if not visible_persons(actor).filter(pk=person_id).exists():
        raise NotVisible
    lock_chain(CHAIN)  # before the rows
    require(persons_to_suspend(actor, conditions).filter(pk=person_id).exists())
    school_class = _class_of(actor, person_id)
    require(school_class is not None)
    assert actor.person_id is not None and school_class is not None
    ground = " ".join(ground.split())[:GROUND_LENGTH]
    if not ground:
        raise refusal(RefusalCode.SUSPEND_UNGROUNDED)
    if Suspension.objects.filter(person_id=person_id, reopened_at=None).exists():
        raise refusal(RefusalCode.SUSPEND_TWICE)
    if not Membership.objects.filter(school=school, person_id=person_id, is_active=True).exists():
        raise refusal(RefusalCode.SUSPEND_NOTHING)
    row = Suspension.objects.create(
        person_id=person_id, school_class=school_class, ground=ground, shut_by_id=actor.person_id, shut_at=now
    )
    _tell(Act.ACCESS_SUSPENDED, row, actor, now)
    shut_out(actor=actor, school=school, person_ids=[person_id], ground=ShutGround.SUSPENDED, now=now)
    return row


@transaction.atomic
def reopen_access(
    *,
    actor: Actor,
    school: School,
    suspension_id: int,
    conditions: Collection[str],
    consents: ConsentRule,
    now: datetime,
) -> tuple[Suspension, bool]:
    """Open the way in again, with the name and password that there were; tell whether it is open now.

    What shut it besides, a consent withdrawn meanwhile or another's use of the account, goes on shutting it. Raises
    `NotVisible`, `Forbidden`; refuses `SUSPEND_REOPENED`.
    """
    lock_chain(CHAIN)  # before the rows
    row = Suspension.objects.select_for_update(of=("self",)).filter(pk=suspension_id).first()
    if row is None or not visible_persons(actor).filter(pk=row.person_id).exists():
        raise NotVisible
    require(persons_to_reopen(actor, conditions).filter(pk=row.person_id).exists())
    if row.reopened_at is not None:
        raise refusal(RefusalCode.SUSPEND_REOPENED)
    row.reopened_by_id, row.reopened_at = actor.person_id, now
    row.save(update_fields=["reopened_by", "reopened_at"])
    _tell(Act.ACCESS_REOPENED, row, actor, now)
    whose = [row.person_id]
    back = let_back(actor=actor, school=school, person_ids=whose, ground=ShutGround.SUSPENDED, now=now)
    if back and consents.required and shut_by_withdrawal(row.person_id, today=now.date()):
        shut_out(actor=actor, school=school, person_ids=whose, ground=ShutGround.CONSENT_WITHDRAWN, now=now)
        return row, False
    return row, bool(back)


def _class_of(actor: Actor, person_id: int) -> SchoolClass | None:
    """Give the led class to whose families the person belongs; of several the first."""
    family = Q(pupil_id=person_id) | Q(pupil__guardianships__in=_ties(actor, person_id))
    placed = Enrolment.objects.filter(family, in_force(actor.today), school_class__in=led_classes(actor))
    found = placed.select_related("school_class").order_by("school_class__sort_key", "pk").first()
    return found.school_class if found else None


def _ties(actor: Actor, person_id: int) -> QuerySet[Guardianship]:
    return Guardianship.objects.filter(in_force(actor.today), guardian_id=person_id)


def _tell(act: Act, row: Suspension, actor: Actor, now: datetime) -> None:
    subject = {"kind": "suspension", "id": row.pk, "person": row.person_id, "class": row.school_class_id}
    record(chain=CHAIN, actor=actor, entries=[Entry(act, subject)], now=now)
