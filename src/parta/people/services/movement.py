"""Places of pupils changed by orders of the school: in, over to another class, out; an order taken back."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from parta.audit.bulk import ChangedRow, NewRow, plain, tell, update_rows
from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import Decision, NotVisible, Refused, refusal, refuse_if, require
from parta.people.access import may_move
from parta.people.enums import Act, MoveKind, RefusalCode
from parta.people.models import Enrolment, Movement, Person, Pupil
from parta.people.queries.doubles import doubles_of
from parta.people.rules.movement import ARRIVALS, Order, Place, Record, decide_move, decide_removal
from parta.people.rules.personal_data import PERSON, PUPIL
from parta.people.services.persons import CHAIN, sort_key
from parta.school.models import SchoolClass


@transaction.atomic
def register_pupil(*, actor: Actor, values: Mapping[str, Any], confirmed: bool, now: datetime) -> int:
    """Begin the card of a newcomer and give its id; where the child stands an order says.

    Refuses `PERSON_KNOWN` where somebody of that name and birth date is known already, unless it is `confirmed` that
    this is somebody else; `SNILS_TAKEN`, `FILE_NO_TAKEN`.
    """
    require(may_move(actor))
    lock_chain(CHAIN)  # of two who enrol the same child the second is told of the first
    found = doubles_of(values)
    if found and not confirmed:
        raise refusal(RefusalCode.PERSON_KNOWN, count=len(found))
    if values.get("snils") and Person.objects.filter(snils=values["snils"]).exists():
        raise refusal(RefusalCode.SNILS_TAKEN)
    file_no = values.get("personal_file_no")
    if file_no and Pupil.objects.filter(personal_file_no=file_no).exists():
        raise refusal(RefusalCode.FILE_NO_TAKEN)
    own = {name: value for name, value in values.items() if name in PERSON}
    extra = {name: value for name, value in values.items() if name in PUPIL}
    person = Person.objects.create(**own, sort_key=sort_key(own))
    Pupil.objects.create(person=person, **extra)
    row = NewRow({**own, **extra})
    tell("pupil", ids=[person.pk], new=[row], changes=[], chain=CHAIN, act=Act.PUPIL_CHANGED, actor=actor, now=now)
    return person.pk


@transaction.atomic
def move_by_order(
    *,
    actor: Actor,
    kind: MoveKind,
    pupil_ids: Collection[int],
    target: int | None,
    order: Order,
    records: Mapping[int, Sequence[Record]],
    now: datetime,
) -> list[Movement]:
    """Move pupils by one order, all or none: places are opened and closed, each with its line in the book.

    `records` are what journals say of each. Raises `Forbidden`, `NotVisible` for an unknown pupil or class. Refuses as
    `decide_move` with the pupil's name, `MOVE_NOBODY` (S2-73).
    """
    require(may_move(actor))
    if not pupil_ids:
        raise refusal(RefusalCode.MOVE_NOBODY)
    into = None
    if kind in (*ARRIVALS, MoveKind.TRANSFERRED):
        into = SchoolClass.objects.select_related("year").filter(pk=target or 0).first()
        if into is None:
            raise NotVisible
    lock_chain(CHAIN)  # before the rows
    pupils = list(
        Pupil.objects.select_for_update(of=("self",))
        .filter(pk__in=pupil_ids)
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )
    if len(pupils) != len(set(pupil_ids)):
        raise NotVisible
    places = places_of(pupil_ids)
    return [
        _move(actor, kind, one, into, order, places.get(one.pk, []), records.get(one.pk, ()), now) for one in pupils
    ]


def places_of(pupil_ids: Collection[int]) -> dict[int, list[Enrolment]]:
    """Give everywhere that pupils were, are and will be, the latest last (one query)."""
    found: dict[int, list[Enrolment]] = {}
    rows = Enrolment.objects.filter(pupil_id__in=pupil_ids).select_related("school_class__year")
    for row in rows.order_by("starts_on"):
        found.setdefault(row.pupil_id, []).append(row)
    return found


def _move(
    actor: Actor,
    kind: MoveKind,
    pupil: Pupil,
    into: SchoolClass | None,
    order: Order,
    rows: Sequence[Enrolment],
    records: Sequence[Record],
    now: datetime,
) -> Movement:
    places = [_place(row) for row in rows]
    present = next((row for row, place in zip(rows, places, strict=True) if place.holds(order.day)), None)
    school_class = into if present is None else present.school_class
    about = into or school_class
    decision = decide_move(
        kind,
        order=order,
        today=now.date(),
        year=(about.year.starts_on, about.year.ends_on) if about else (order.day, order.day),
        target=into.pk if into else None,
        places=places,
        records=records,
    )
    if not decision.allowed:
        raise Refused(_named(decision, pupil, rows))
    assert school_class is not None
    if present is not None:
        last = order.day - timedelta(days=1) if kind is MoveKind.TRANSFERRED else order.day
        _set_end(actor, present, last, now)
    if into is not None:
        _open(actor, pupil.pk, into.pk, order, now)
    row = Movement.objects.create(
        pupil=pupil,
        school_class=school_class,
        into=into if kind is MoveKind.TRANSFERRED else None,
        kind=kind,
        date=order.day,
        order_no=order.number,
        order_date=order.dated,
        place=order.place,
        ground=order.ground,
    )
    entry = Entry(Act.MOVEMENT_RECORDED, {"kind": "movement", "id": row.pk, "pupil": pupil.pk}, None, _told(row))
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return row


def _named(decision: Decision, pupil: Pupil, rows: Sequence[Enrolment]) -> Decision:
    """Say in the refusal who it is about, and which class by its name."""
    params = {**decision.params, "name": pupil.person.list_name}
    if "class" in params:
        params["class"] = next(row.school_class.name for row in rows if row.school_class_id == params["class"])
    return Decision(False, decision.code, params, decision.clause)


@transaction.atomic
def remove_movement(*, actor: Actor, movement_id: int, records: Sequence[Record], now: datetime) -> Movement:
    """Take out an order that was entered wrongly: the pupil stands where he or she stood before it.

    `records` are those in the class that it led to. Raises `Forbidden`, `NotVisible`; refuses as `decide_removal`.
    """
    require(may_move(actor))
    lock_chain(CHAIN)  # before the rows
    row = movement_row(movement_id)
    list(Pupil.objects.select_for_update().filter(pk=row.pupil_id))
    rows = places_of([row.pupil_id]).get(row.pupil_id, [])
    came = row.kind in (*ARRIVALS, MoveKind.TRANSFERRED)
    opened = next((one for one in rows if came and one.starts_on == row.date), None)
    last = row.date if not came else row.date - timedelta(days=1)
    closed = next((one for one in rows if one.ends_on == last and one.school_class_id == row.school_class_id), None)
    later = Movement.objects.filter(pupil=row.pupil_id, date__gte=row.date).exclude(pk=row.pk)
    stands = rows[-1] if rows else None
    latest = not later.exists() and stands == (opened if came else closed) is not None
    latest = latest and (opened is None or opened.ends_on is None)
    refuse_if(decide_removal(latest=latest, records=records))
    if opened is not None:
        before = {"school_class_id": opened.school_class_id, "starts_on": plain(opened.starts_on)}
        subject = {"kind": "enrolment", "id": opened.pk, "pupil": row.pupil_id}
        opened.delete()
        record(chain=CHAIN, actor=actor, entries=[Entry(Act.ENROLMENT_CHANGED, subject, before, None)], now=now)
    if closed is not None and row.kind not in ARRIVALS:
        _set_end(actor, closed, None, now)
    entry = Entry(Act.MOVEMENT_REMOVED, {"kind": "movement", "id": row.pk, "pupil": row.pupil_id}, _told(row), None)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    row.delete()
    return row


def movement_row(movement_id: int) -> Movement:
    """Give an order's line in the book; raise `NotVisible` for none."""
    row = Movement.objects.select_related("pupil__person", "school_class").filter(pk=movement_id).first()
    if row is None:
        raise NotVisible
    return row


def _place(row: Enrolment) -> Place:
    return Place(row.pupil_id, row.school_class_id, row.starts_on, row.ends_on)


def _open(actor: Actor, pupil_id: int, class_id: int, order: Order, now: datetime) -> None:
    fields = {"pupil_id": pupil_id, "school_class_id": class_id, "starts_on": order.day, "order_no": order.number}
    made = Enrolment.objects.create(**fields)
    act = Act.ENROLMENT_CHANGED
    tell("enrolment", ids=[made.pk], new=[NewRow(fields)], changes=[], chain=CHAIN, act=act, actor=actor, now=now)


def _set_end(actor: Actor, row: Enrolment, last: date | None, now: datetime) -> None:
    change = ChangedRow(row.pk, {"ends_on": plain(row.ends_on)}, {"ends_on": last})
    update_rows(Enrolment, {row.pk: change.after})
    act = Act.ENROLMENT_CHANGED
    tell("enrolment", ids=[], new=[], changes=[change], chain=CHAIN, act=act, actor=actor, now=now)


def _told(row: Movement) -> dict[str, Any]:
    names = ("school_class_id", "into_id", "kind", "date", "order_no", "order_date", "place", "ground")
    return {name: plain(getattr(row, name)) for name in names}
