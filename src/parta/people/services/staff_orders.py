"""Staff hired, moved, dismissed by orders; a dismissal ends roles, the class that is led, and the way in.

Until its last day is over a dismissal may be withdrawn: what it ended goes on.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from parta.audit.bulk import ChangedRow, NewRow, plain, tell, update_rows, write_rows
from parta.audit.models import Event
from parta.audit.services import Entry, lock_chain, record
from parta.installation.enums import ShutGround
from parta.installation.models import School
from parta.installation.services.memberships import let_back, shut_out, sign_out
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.enums import Act, RefusalCode, Role, StaffMove
from parta.people.models import (
    Appointment,
    Employee,
    Enrolment,
    Guardianship,
    HomeroomTeacher,
    Person,
    StaffOrder,
    TrustedPerson,
)
from parta.people.queries.doubles import doubles_of
from parta.people.rules.appointments import Post
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.people.rules.staff_orders import Worker, WorkOrder, decide_staff_order
from parta.people.services.persons import CHAIN, sort_key

_NAMES_POST = (StaffMove.HIRED, StaffMove.MOVED)
_KINDS: dict[type[Model], tuple[str, Act]] = {
    Appointment: ("appointment", Act.APPOINTMENT_CHANGED),
    HomeroomTeacher: ("homeroom", Act.HOMEROOM_CHANGED),
}


def may_see_staff_orders(actor: Actor) -> bool:
    """Tell whether the actor sees by which orders people were hired, moved, dismissed."""
    return may_do(actor, Resource.STAFF_ORDER, Action.VIEW, Relation.SAME_SCHOOL)


def may_enter_staff_orders(actor: Actor) -> bool:
    """Tell whether the actor enters orders about staff."""
    return may_do(actor, Resource.STAFF_ORDER, Action.EDIT, Relation.SAME_SCHOOL)


@transaction.atomic
def hire_newcomer(
    *, actor: Actor, school: School, values: Mapping[str, Any], order: WorkOrder, confirmed: bool, now: datetime
) -> StaffOrder:
    """Begin the card of somebody new and enter the order of hiring.

    Refuses `PERSON_KNOWN` where somebody of that name and birth date is known already, unless it is `confirmed` that
    this is somebody else; `SNILS_TAKEN`; and as `decide_staff_order`.
    """
    require(may_enter_staff_orders(actor))
    lock_chain(CHAIN)  # of two who hire the same newcomer the second is told of the first
    found = doubles_of(values)
    if found and not confirmed:
        raise refusal(RefusalCode.PERSON_KNOWN, count=len(found))
    if values.get("snils") and Person.objects.filter(snils=values["snils"]).exists():
        raise refusal(RefusalCode.SNILS_TAKEN)
    person = Person.objects.create(**values, sort_key=sort_key(values))
    row = NewRow(values)
    tell("employee", ids=[person.pk], new=[row], changes=[], chain=CHAIN, act=Act.PERSON_CHANGED, actor=actor, now=now)
    return enter_staff_order(
        actor=actor, school=school, person_id=person.pk, kind=StaffMove.HIRED, order=order, now=now
    )


@transaction.atomic
def enter_staff_order(
    *, actor: Actor, school: School, person_id: int, kind: StaffMove, order: WorkOrder, now: datetime
) -> StaffOrder:
    """Hire, move or dismiss somebody by an order (S1: 3.8.2).

    A dismissal ends roles and leading of classes with its day; the way in is shut when that day is over, unless the
    person comes in as somebody of a family too. A withdrawn dismissal gives back what it ended (ТК, art. 80).
    Raises `Forbidden`, `NotVisible`; refuses `ROW_TWICE`, and as `decide_staff_order`.
    """
    require(may_enter_staff_orders(actor))
    assert actor.person_id is not None
    lock_chain(CHAIN)  # before the rows: of two dismissals one is judged after the other
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NotVisible
    employee = Employee.objects.select_for_update().filter(pk=person_id).first()
    posts = list(Appointment.objects.select_for_update().filter(employee_id=person_id).order_by("pk"))
    led = list(HomeroomTeacher.objects.select_for_update().filter(employee_id=person_id).order_by("pk"))
    same = StaffOrder.objects.filter(employee_id=person_id, kind=kind, day=order.day, order_no=order.number)
    if same.exists():
        raise refusal(RefusalCode.ROW_TWICE)
    refuse_if(
        decide_staff_order(
            kind,
            order=order,
            worker=_worker(employee, posts, led),
            roles=actor.roles,
            oneself=person_id == actor.person_id,
            today=now.date(),
        )
    )
    if employee is None:
        employee = Employee.objects.create(person=person)
    _change(employee, kind, order, actor, now)
    if kind is StaffMove.DISMISSED:
        _end_posts(posts, led, order.day, actor, now)
        if order.day < now.date() and not _of_family(person_id, now.date()):
            shut_out(actor=actor, school=school, person_ids=[person_id], ground=ShutGround.DISMISSED, now=now)
    if kind is StaffMove.WITHDRAWN:
        _give_back(posts, led, order.day, actor, now)
    if kind is StaffMove.HIRED:
        let_back(actor=actor, school=school, person_ids=[person_id], ground=ShutGround.DISMISSED, now=now)
        sign_out(school=school, person_id=person_id)  # staff comes in by the ways and in the time of staff
    said = {"order_no": order.number, "order_date": order.dated, "day": order.day, "post": order.post}
    row = StaffOrder.objects.create(
        employee=employee, kind=kind, **said, ground=order.ground, entered_by_id=actor.person_id, entered_at=now
    )
    subject = {"kind": "staff_order", "id": row.pk, "person": person_id}
    told = {"code": str(kind), **plain(said), "ground": order.ground}
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.STAFF_ORDER_ENTERED, subject, None, told)], now=now)
    return row


def _worker(employee: Employee | None, posts: list[Appointment], led: list[HomeroomTeacher]) -> Worker:
    if employee is None:
        return Worker(False, None, None, (), {})
    others: dict[str, int] = {}
    going_on = Appointment.objects.select_for_update(of=("self",)).filter(
        ends_on__isnull=True, employee__left_on__isnull=True
    )
    for role in going_on.exclude(employee=employee).values_list("role", flat=True):
        others[role] = others.get(role, 0) + 1
    held = (
        *(Post(row.role, row.starts_on, row.ends_on) for row in posts),
        *(Post(Role.HOMEROOM_TEACHER, row.starts_on, row.ends_on) for row in led),
    )
    return Worker(True, employee.hired_on, employee.left_on, held, others)


def _change(employee: Employee, kind: StaffMove, order: WorkOrder, actor: Actor, now: datetime) -> None:
    after: dict[str, Any] = {}
    if kind is StaffMove.DISMISSED:
        after["left_on"] = order.day
    if kind is StaffMove.HIRED:
        after |= {"hired_on": order.day, "hired_order_no": order.number, "left_on": None}
    if kind is StaffMove.WITHDRAWN:
        after["left_on"] = None
    if order.post and kind in _NAMES_POST and not _posted_later(employee, order.day):
        after["post"] = order.post
    before = {name: plain(getattr(employee, name)) for name in after}
    changed = {name: value for name, value in after.items() if plain(value) != before[name]}
    if changed:
        update_rows(Employee, {employee.pk: changed})
        change = ChangedRow(employee.pk, {name: before[name] for name in changed}, plain(changed))
        tell("employee", ids=[], new=[], changes=[change], chain=CHAIN, act=Act.EMPLOYEE_CHANGED, actor=actor, now=now)


def _posted_later(employee: Employee, day: date) -> bool:
    return StaffOrder.objects.filter(employee=employee, kind__in=_NAMES_POST, day__gt=day).exists()


def _end_posts(posts: list[Appointment], led: list[HomeroomTeacher], day: date, actor: Actor, now: datetime) -> None:
    _write_ends(Appointment, [(row, day) for row in posts if row.ends_on is None or row.ends_on > day], actor, now)
    _write_ends(HomeroomTeacher, [(row, day) for row in led if row.ends_on is None or row.ends_on > day], actor, now)


def _give_back(posts: list[Appointment], led: list[HomeroomTeacher], day: date, actor: Actor, now: datetime) -> None:
    """Let what the dismissal ended run on to the end it had before; a class that has a new leader stays with them."""
    employee_id = (posts or led)[0].employee_id if posts or led else None
    dismissed = StaffOrder.objects.filter(employee_id=employee_id, kind=StaffMove.DISMISSED, day=day)
    order = dismissed.order_by("-pk").first()
    if order is None:
        return
    acts = (Act.APPOINTMENT_CHANGED, Act.HOMEROOM_CHANGED)
    told = Event.objects.filter(chain=CHAIN, at=order.entered_at, act__in=acts, after__ends_on=plain(day))
    ends: dict[tuple[str, int], date | None] = {}
    for event in told:
        was = (event.before or {}).get("ends_on")
        ends[event.subject["kind"], event.subject["id"]] = date.fromisoformat(was) if was else None
    back = [(row, ends["appointment", row.pk]) for row in posts if ("appointment", row.pk) in ends]
    _write_ends(Appointment, [(row, end) for row, end in back if row.ends_on == day], actor, now)
    classes = [(row, ends["homeroom", row.pk]) for row in led if ("homeroom", row.pk) in ends and row.ends_on == day]
    taken = HomeroomTeacher.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day), school_class_id__in=[row.school_class_id for row, _ in classes]
    )
    others = set(taken.values_list("school_class_id", "acting"))
    free = [(row, end) for row, end in classes if (row.school_class_id, row.acting) not in others]
    _write_ends(HomeroomTeacher, free, actor, now)


def _write_ends(
    model: type[Appointment] | type[HomeroomTeacher],
    ends: Sequence[tuple[Appointment | HomeroomTeacher, date | None]],
    actor: Actor,
    now: datetime,
) -> None:
    kind, act = _KINDS[model]
    changes = [ChangedRow(row.pk, {"ends_on": plain(row.ends_on)}, {"ends_on": end}) for row, end in ends]
    write_rows(model, kind=kind, new=[], changes=changes, chain=CHAIN, act=act, actor=actor, now=now)


def _of_family(person_id: int, today: date) -> bool:
    studies = Enrolment.objects.filter(in_force(today), pupil_id=person_id)
    trusted = TrustedPerson.objects.filter(in_force(today), person_id=person_id, opens__isnull=False)
    cares = Guardianship.objects.filter(in_force(today), guardian_id=person_id)
    return studies.exists() or cares.exists() or trusted.exists()
