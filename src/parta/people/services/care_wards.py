"""Which pupils a psychologist or a social pedagogue has: assigned on a ground, ended by a day, never taken out."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.access_care import may_assign
from parta.people.access_persons import visible_persons
from parta.people.enums import Act, CareSection, RefusalCode
from parta.people.models import Appointment, CareWard, Pupil
from parta.people.rules.care import KEEPERS, decide_ward
from parta.people.services.persons import CHAIN


@transaction.atomic
def assign_ward(
    *, actor: Actor, section: CareSection, pupil_id: int, keeper_id: int, start: date, ground: str, now: datetime
) -> CareWard:
    """Assign a pupil to who keeps a section: leaders and those who keep it say (S3: П2-1.6).

    Raises `NotVisible`, `Forbidden`. Refuses as `decide_ward`, and `CARE_WARD_TWICE`.
    """
    lock_chain(CHAIN)  # before the rows
    seen = visible_persons(actor).filter(pk=pupil_id).exists()
    pupil = Pupil.objects.select_for_update(no_key=True).filter(pk=pupil_id).first() if seen else None
    if pupil is None or section not in KEEPERS:
        raise NotVisible
    require(may_assign(actor, section))
    assert actor.person_id is not None
    posts = Appointment.objects.filter(in_force(now.date()), employee_id=keeper_id, role=KEEPERS[section])
    refuse_if(decide_ward(start=start, today=now.date(), keeps=posts.exists(), ground=ground))
    held = CareWard.objects.filter(section=section, pupil=pupil, keeper_id=keeper_id)
    if held.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=start)).exists():
        raise refusal(RefusalCode.CARE_WARD_TWICE)
    row = CareWard.objects.create(
        section=section,
        pupil=pupil,
        keeper_id=keeper_id,
        starts_on=start,
        ground=ground,
        assigned_by_id=actor.person_id,
        assigned_at=now,
    )
    _tell(Act.CARE_ASSIGNED, row, actor, now)
    return row


@transaction.atomic
def end_ward(*, actor: Actor, section: CareSection, ward_id: int, last: date, now: datetime) -> CareWard:
    """End an assignment with its last day. Raises `NotVisible`, `Forbidden`.

    Refuses `CARE_WARD_ENDED`, `CARE_WARD_DAYS` for a day before its first or to come.
    """
    lock_chain(CHAIN)
    row = CareWard.objects.select_for_update().filter(pk=ward_id, section=section).first()
    if row is None:
        raise NotVisible
    require(may_assign(actor, section))
    if row.ends_on is not None:
        raise refusal(RefusalCode.CARE_WARD_ENDED)
    if not row.starts_on <= last <= now.date():
        raise refusal(RefusalCode.CARE_WARD_DAYS)
    row.ends_on, row.ended_by_id = last, actor.person_id
    row.save(update_fields=["ends_on", "ended_by"])
    _tell(Act.CARE_ENDED, row, actor, now)
    return row


def _tell(act: Act, row: CareWard, actor: Actor, now: datetime) -> None:
    subject = {"person": row.pupil_id, "section": row.section, "ward": row.pk, "keeper": row.keeper_id}
    days = {"starts_on": row.starts_on.isoformat(), "ends_on": row.ends_on.isoformat() if row.ends_on else None}
    record(chain=CHAIN, actor=actor, entries=[Entry(act, subject, None, days)], now=now)
