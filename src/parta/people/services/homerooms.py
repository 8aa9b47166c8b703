"""Who leads a class: given from a day, replaced, ended, and stood in for while absent."""

from dataclasses import replace as changed
from datetime import date, datetime, timedelta

from django.db import transaction

from parta.audit.bulk import ChangedRow, NewRow, plain, write_rows
from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import Decision, NotVisible, Refused, refusal, refuse_if, require
from parta.people.enums import Act, RefusalCode
from parta.people.models import Employee, HomeroomTeacher
from parta.people.rules.homerooms import Leading, decide_leading, decide_leading_end, eve_of
from parta.people.services.appointments import may_appoint
from parta.people.services.persons import CHAIN
from parta.school.models import SchoolClass


@transaction.atomic
def appoint_leader(*, actor: Actor, class_id: int, asked: Leading, replace: bool, now: datetime) -> HomeroomTeacher:
    """Let somebody of the staff lead a class; with `replace` whoever leads it until now leads until the eve.

    Raises `Forbidden`, `NotVisible`; refuses as `decide_leading`, and `STAFF_LEFT` beyond the last day at work.
    """
    require(may_appoint(actor))
    lock_chain(CHAIN)  # before the rows: of two appointments one is judged after the other
    school_class = SchoolClass.objects.select_related("year").filter(pk=class_id).first()
    employee = Employee.objects.select_for_update().filter(pk=asked.employee_id).first()
    if school_class is None or employee is None:
        raise NotVisible
    if employee.left_on is not None and (asked.end is None or asked.end > employee.left_on):
        if asked.start > employee.left_on or asked.end is not None:
            raise refusal(RefusalCode.STAFF_LEFT, day=employee.left_on)
        asked = changed(asked, end=employee.left_on)
    rows = list(HomeroomTeacher.objects.select_for_update().filter(school_class=school_class).order_by("starts_on"))
    held = [_leading(row) for row in rows]
    decision = decide_leading(
        asked,
        held=held,
        replace=replace,
        oneself=asked.employee_id == actor.person_id,
        year=(school_class.year.starts_on, school_class.year.ends_on),
    )
    if not decision.allowed:
        raise Refused(_named(decision))
    before = eve_of(asked, held) if replace and not asked.acting else None
    if before is not None:
        _set_end(rows[held.index(before)], asked.start - timedelta(days=1), asked.ground, actor, now)
    fields = {
        "school_class_id": school_class.pk,
        "employee_id": employee.pk,
        "starts_on": asked.start,
        "ends_on": asked.end,
        "acting": asked.acting,
        "ground": asked.ground,
        "appointed_by_id": actor.person_id,
    }
    act = Act.HOMEROOM_CHANGED
    (made,) = write_rows(
        HomeroomTeacher, kind="homeroom", new=[NewRow(fields)], changes=[], chain=CHAIN, act=act, actor=actor, now=now
    )
    return HomeroomTeacher.objects.select_related("employee__person").get(pk=made)


@transaction.atomic
def end_leader(*, actor: Actor, leader_id: int, last: date, ground: str, now: datetime) -> HomeroomTeacher:
    """Say the last day on which somebody leads a class; what has not begun yet may be taken out.

    Raises `Forbidden`, `NotVisible`; refuses as `decide_leading_end`.
    """
    require(may_appoint(actor))
    lock_chain(CHAIN)
    row = HomeroomTeacher.objects.select_for_update().filter(pk=leader_id).first()
    if row is None:
        raise NotVisible
    oneself = row.employee_id == actor.person_id
    refuse_if(decide_leading_end(_leading(row), last=last, today=now.date(), oneself=oneself))
    if last >= row.starts_on:
        _set_end(row, last, ground, actor, now)
        row.refresh_from_db()
        return row
    said = {"school_class_id": row.school_class_id, "employee_id": row.employee_id, "starts_on": plain(row.starts_on)}
    entry = Entry(Act.HOMEROOM_CHANGED, {"kind": "homeroom", "id": row.pk}, said, None)
    HomeroomTeacher.objects.filter(pk=row.pk).delete()
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return row


def _leading(row: HomeroomTeacher) -> Leading:
    return Leading(row.employee_id, row.starts_on, row.ends_on, row.acting, row.ground)


def _named(decision: Decision) -> Decision:
    """Say in the refusal by name who leads the class on those days."""
    if "employee" not in decision.params:
        return decision
    person = Employee.objects.select_related("person").get(pk=decision.params["employee"]).person
    return Decision(False, decision.code, {**decision.params, "name": person.full_name})


def _set_end(row: HomeroomTeacher, last: date, ground: str, actor: Actor, now: datetime) -> None:
    before = {"ends_on": plain(row.ends_on), "end_ground": row.end_ground}
    change = ChangedRow(row.pk, before, {"ends_on": last, "end_ground": ground})
    act = Act.HOMEROOM_CHANGED
    write_rows(HomeroomTeacher, kind="homeroom", new=[], changes=[change], chain=CHAIN, act=act, actor=actor, now=now)
