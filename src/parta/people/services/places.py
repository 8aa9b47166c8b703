"""Where pupils study, how they came and went, who stands for them, what was agreed to; who leads and who serves."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model

from parta.audit.bulk import ChangedRow, NewRow, write_rows
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.people.access import may_bring_in
from parta.people.enums import Act
from parta.people.models import Appointment, Consent, Enrolment, Guardianship, HomeroomTeacher, Movement

CHAIN = "people"


def enrol_pupils(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Put pupils into classes from a day, or set the last day there."""
    return _keep(Enrolment, "enrolment", Act.ENROLMENT_CHANGED, new, changes, actor, now)


def record_movements(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Write down arrivals and departures by their orders."""
    return _keep(Movement, "movement", Act.MOVEMENT_RECORDED, new, changes, actor, now)


def keep_guardianships(
    *, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime
) -> list[int]:
    """Say who stands for which child and from when."""
    return _keep(Guardianship, "guardianship", Act.GUARDIANSHIP_CHANGED, new, changes, actor, now)


def keep_consents(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Write down consents to the processing of personal data, and their absence."""
    return _keep(Consent, "consent", Act.CONSENT_CHANGED, new, changes, actor, now)


def appoint(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Give roles to employees from a day, or set their last day."""
    return _keep(Appointment, "appointment", Act.APPOINTMENT_CHANGED, new, changes, actor, now)


def keep_homeroom_teachers(
    *, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime
) -> list[int]:
    """Say who leads which class and from when."""
    return _keep(HomeroomTeacher, "homeroom", Act.HOMEROOM_CHANGED, new, changes, actor, now)


def _keep(
    model: type[Model],
    kind: str,
    act: Act,
    new: Sequence[NewRow],
    changes: Sequence[ChangedRow],
    actor: Actor,
    now: datetime,
) -> list[int]:
    require(may_bring_in(actor))
    return write_rows(model, kind=kind, new=new, changes=changes, chain=CHAIN, act=act, actor=actor, now=now)
