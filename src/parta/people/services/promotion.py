"""Whole classes that go up to the next year by one order of the school."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Q

from parta.audit.bulk import ChangedRow, NewRow, plain, write_rows
from parta.audit.services import lock_chain
from parta.kernel.actor import Actor
from parta.kernel.decisions import Decision, Refused, require
from parta.people.access import may_move
from parta.people.enums import Act, MoveKind
from parta.people.models import Enrolment, Movement
from parta.people.rules.movement import Order, Place, decide_move
from parta.people.services import places
from parta.school.models import SchoolClass


def promote_classes(
    *, actor: Actor, into: Mapping[int, SchoolClass], order: Order, now: datetime
) -> dict[int, list[int]]:
    """Move everybody of classes into their next ones on the order's day; give the pupils of each; inside a transaction.

    Each has a line in the book of movement. Raises `Forbidden`; refuses as `decide_move`, with the pupil's name.
    """
    require(may_move(actor))
    lock_chain(places.CHAIN)
    rows = Enrolment.objects.filter(school_class__in=into, starts_on__lt=order.day)
    rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=order.day)).select_for_update(of=("self",))
    stay = list(
        rows.select_related("pupil__person").order_by("school_class__sort_key", "pupil__person__sort_key", "pk")
    )
    known: dict[int, list[Place]] = {}
    for pupil, school_class, start, end in Enrolment.objects.filter(
        pupil__in=[one.pupil_id for one in stay]
    ).values_list("pupil_id", "school_class_id", "starts_on", "ends_on"):
        known.setdefault(pupil, []).append(Place(pupil, school_class, start, end))
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
