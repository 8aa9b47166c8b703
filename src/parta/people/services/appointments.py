"""Roles given and taken one by one: from a day, to a day, by whom, on what ground."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from parta.audit.bulk import ChangedRow, NewRow, write_rows
from parta.audit.services import lock_chain
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.enums import Act, RefusalCode
from parta.people.models import Appointment, Employee
from parta.people.rules.appointments import Appointing, Post, decide_appointment, decide_end
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.people.services.persons import CHAIN


def may_see_posts(actor: Actor) -> bool:
    """Tell whether the actor sees who holds which role."""
    return may_do(actor, Resource.APPOINTMENT, Action.VIEW, Relation.SAME_SCHOOL)


def may_appoint(actor: Actor, conditions: Collection[str] = ()) -> bool:
    """Tell whether to give roles is within the actor's duties; which ones, `decide_appointment` says."""
    return may_do(actor, Resource.APPOINTMENT, Action.EDIT, Relation.SAME_SCHOOL, conditions)


@transaction.atomic
def appoint_employee(
    *, actor: Actor, employee_id: int, asked: Appointing, conditions: Collection[str] = (), now: datetime
) -> Appointment:
    """Give an employee a role.

    Raises `Forbidden`, `NotVisible`; refuses as `decide_appointment`, and `STAFF_LEFT` beyond the last day at work.
    """
    require(may_appoint(actor, conditions))
    lock_chain(CHAIN)
    employee = Employee.objects.select_for_update().filter(pk=employee_id).first()
    if employee is None:
        raise NotVisible
    if employee.left_on is not None and (asked.post.end is None or asked.post.end > employee.left_on):
        raise refusal(RefusalCode.STAFF_LEFT, day=employee.left_on)
    held = [_post(row) for row in Appointment.objects.filter(employee=employee)]
    today, oneself = now.date(), employee_id == actor.person_id
    refuse_if(
        decide_appointment(
            asked,
            roles=actor.roles,
            oneself=oneself,
            today=today,
            held=held,
            holders=_holders(asked.post, employee_id),
            conditions=conditions,
        )
    )
    fields = {
        "employee_id": employee_id,
        "role": str(asked.post.role),
        "starts_on": asked.post.start,
        "ends_on": asked.post.end,
        "acting": asked.acting,
        "acting_for_id": asked.acting_for,
        "ground": asked.ground,
        "appointed_by_id": actor.person_id,
    }
    return Appointment.objects.get(pk=_write([NewRow(fields)], [], actor, now)[0])


@transaction.atomic
def end_appointment(
    *, actor: Actor, appointment_id: int, last: date, conditions: Collection[str] = (), now: datetime
) -> Appointment:
    """Say the last day of a role. Raises `Forbidden`, `NotVisible`; refuses as `decide_end`."""
    require(may_appoint(actor, conditions))
    lock_chain(CHAIN)
    row = Appointment.objects.select_for_update().filter(pk=appointment_id).first()
    if row is None:
        raise NotVisible
    others = list(
        Appointment.objects.select_for_update().filter(role=row.role, ends_on__isnull=True).exclude(pk=row.pk)
    )
    oneself, today = row.employee_id == actor.person_id, now.date()
    refuse_if(
        decide_end(
            _post(row),
            last=last,
            roles=actor.roles,
            oneself=oneself,
            today=today,
            others=len(others),
            conditions=conditions,
        )
    )
    before = {"ends_on": row.ends_on.isoformat() if row.ends_on else None}
    _write([], [ChangedRow(row.pk, before, {"ends_on": last})], actor, now)
    row.refresh_from_db()
    return row


def _holders(post: Post, employee_id: int) -> set[int]:
    """Give the others who hold the role by themselves on its first day."""
    rows = Appointment.objects.filter(in_force(post.start), role=post.role, acting=False)
    return set(rows.exclude(employee=employee_id).values_list("employee_id", flat=True))


def _post(row: Appointment) -> Post:
    return Post(row.role, row.starts_on, row.ends_on)


def _write(new: list[NewRow], changes: list[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    act = Act.APPOINTMENT_CHANGED
    return write_rows(
        Appointment, kind="appointment", new=new, changes=changes, chain=CHAIN, act=act, actor=actor, now=now
    )
