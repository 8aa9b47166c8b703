"""Whole classes that go up to the next year by one order of the school."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q

from parta.audit.bulk import ChangedRow, NewRow, plain, write_rows
from parta.audit.services import lock_chain
from parta.kernel.actor import Actor
from parta.kernel.decisions import Decision, Refused, require
from parta.people.access import may_move
from parta.people.enums import Act, MoveKind
from parta.people.models import Enrolment, Movement
from parta.people.rules.movement import DEPARTURES, Order, Place, decide_move
from parta.people.services import places
from parta.school.models import SchoolClass


def promote_classes(
    *, actor: Actor, into: Mapping[int, SchoolClass], order: Order, now: datetime
) -> dict[int, list[int]]:
    """Move everybody of classes into their next ones on the order's day; give the pupils of each; inside a transaction.

    Whose place ends with the year goes on with the class as others do, unless an order took the pupil out that day or
    the next place is there already (as `rules.movement.balance` counts them). Each has a line in the book of movement.
    Raises `Forbidden`; refuses as `decide_move`, with the pupil's name.
    """
    require(may_move(actor))
    lock_chain(places.CHAIN)
    rows = Enrolment.objects.filter(school_class__in=into, starts_on__lt=order.day)
    rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=order.day) | _till_the_end()).select_for_update(of=("self",))
    stay = list(
        rows.select_related("pupil__person").order_by("school_class__sort_key", "pupil__person__sort_key", "pk")
    )
    going = {(one.pupil_id, one.school_class_id, one.starts_on) for one in stay}
    known: dict[int, list[Place]] = {}
    for pupil, school_class, start, end in Enrolment.objects.filter(
        pupil__in=[one.pupil_id for one in stay]
    ).values_list("pupil_id", "school_class_id", "starts_on", "ends_on"):
        goes_on = (pupil, school_class, start) in going
        known.setdefault(pupil, []).append(Place(pupil, school_class, start, None if goes_on else end))
    last = order.day - timedelta(days=1)
    ends, begins, moves = [], [], []
    found: dict[int, list[int]] = {}
    for one in stay:
        target = into[one.school_class_id]
        span = (target.year.starts_on, target.year.ends_on)
        decision = decide_move(
            MoveKind.TRANSFERRED, order=order, today=now.date(), year=span, target=target.pk,
            places=known[one.pupil_id],
        )  # fmt: skip
        if not decision.allowed:
            params = {**decision.params, "name": one.pupil.person.list_name}
            raise Refused(Decision(False, decision.code, params, decision.clause))
        if one.ends_on is None or one.ends_on > last:
            ends.append(ChangedRow(one.pk, {"ends_on": plain(one.ends_on)}, {"ends_on": last}))
        place = {"pupil_id": one.pupil_id, "school_class_id": target.pk, "starts_on": order.day}
        begins.append(NewRow({**place, "order_no": order.number, "individual": one.individual}))
        moves.append(NewRow({
            "pupil_id": one.pupil_id, "school_class_id": one.school_class_id, "into_id": target.pk,
            "kind": str(MoveKind.TRANSFERRED), "date": order.day, "order_no": order.number,
            "order_date": order.dated, "place": order.place, "ground": order.ground,
        }))  # fmt: skip
        found.setdefault(one.school_class_id, []).append(one.pupil_id)
    chain = places.CHAIN
    write_rows(
        Enrolment, kind="enrolment", new=begins, changes=ends, chain=chain, act=Act.ENROLMENT_CHANGED,
        actor=actor, now=now,
    )  # fmt: skip
    write_rows(
        Movement, kind="movement", new=moves, changes=(), chain=chain, act=Act.MOVEMENT_RECORDED,
        actor=actor, now=now,
    )  # fmt: skip
    return found


def _till_the_end() -> Q:
    """Find places that end with the class's year and by nothing else."""
    left = Movement.objects.filter(
        pupil=OuterRef("pupil"), school_class=OuterRef("school_class"), kind__in=DEPARTURES, date=OuterRef("ends_on")
    )
    next_one = Enrolment.objects.filter(pupil=OuterRef("pupil"), starts_on__gt=OuterRef("ends_on"))
    return Q(ends_on__gte=F("school_class__year__ends_on")) & ~Exists(left) & ~Exists(next_one)
