"""An order moves pupils: the place in the class, the study groups, and what journals already say of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from parta.curriculum.services.groups import leave_groups, return_to_groups
from parta.installation.models import Membership, School
from parta.journal.models import Attendance, Mark
from parta.kernel.actor import Actor
from parta.people.enums import MoveKind
from parta.people.models import Movement
from parta.people.rules.movement import ARRIVALS, DEPARTURES, Order, Record
from parta.people.services import movement as places


@dataclass(frozen=True, slots=True)
class Moved:
    """What an order did: its lines in the book, and the names of those who left and still have a way in."""

    rows: tuple[Movement, ...]
    with_account: tuple[str, ...] = ()


@transaction.atomic
def move_by_order(
    *,
    actor: Actor,
    school: School,
    kind: MoveKind,
    pupil_ids: Collection[int],
    target: int | None = None,
    order: Order,
    now: datetime,
) -> Moved:
    """Move pupils by one order, all or none: what is written of them stays where it stands.

    Raises `Forbidden`, `NotVisible`; refuses as `people.services.movement.move_by_order`, with the records that were
    made after the day.
    """
    records = {} if kind in ARRIVALS else _records(pupil_ids, since=order.day)
    rows = places.move_by_order(
        actor=actor, kind=kind, pupil_ids=pupil_ids, target=target, order=order, records=records, now=now
    )
    if kind in DEPARTURES:
        leave_groups(actor=actor, orders={row.pupil_id: row.pk for row in rows}, class_id=None, last=order.day, now=now)
    elif kind is MoveKind.TRANSFERRED:
        for row in rows:
            last = order.day - timedelta(days=1)
            orders = {row.pupil_id: row.pk}
            leave_groups(actor=actor, orders=orders, class_id=row.school_class_id, last=last, now=now)
    return Moved(tuple(rows), _with_account(school, rows) if kind in DEPARTURES else ())


@transaction.atomic
def remove_movement(*, actor: Actor, movement_id: int, now: datetime) -> Movement:
    """Take out an order entered wrongly while nothing stands on it; the groups that it ended are as before it.

    Raises `Forbidden`, `NotVisible`; refuses as `decide_removal`.
    """
    row = places.movement_row(movement_id)
    came = row.kind in (*ARRIVALS, MoveKind.TRANSFERRED)
    records = _records([row.pupil_id], since=row.date).get(row.pupil_id, []) if came else []
    gone = places.remove_movement(actor=actor, movement_id=movement_id, records=records, now=now)
    if row.kind not in ARRIVALS:
        return_to_groups(actor=actor, pupil_id=row.pupil_id, order=movement_id, now=now)
    return gone


def _records(pupil_ids: Collection[int], *, since: date) -> dict[int, list[Record]]:
    """Give what journals say of pupils from a day on: marks and absences (two queries)."""
    marks = Mark.objects.filter(pupil_id__in=pupil_ids, work__lesson__date__gte=since).exclude(value="")
    absences = Attendance.objects.filter(pupil_id__in=pupil_ids, lesson__date__gte=since).exclude(code="")
    found: dict[int, list[Record]] = {}
    for rows, lesson in ((marks, "work__lesson"), (absences, "lesson")):
        names = ("pupil_id", f"{lesson}__date", f"{lesson}__course__title", f"{lesson}__course__subject__name")
        for pupil, day, title, subject in rows.values_list(*names):
            found.setdefault(pupil, []).append(Record(day, title or subject))
    return found


def _with_account(school: School, rows: Collection[Movement]) -> tuple[str, ...]:
    ids = [row.pupil_id for row in rows]
    held = set(
        Membership.objects.filter(school=school, person_id__in=ids, is_active=True).values_list("person_id", flat=True)
    )
    return tuple(row.pupil.person.list_name for row in rows if row.pupil_id in held)
