"""When a room takes no lessons of the week, and in which rooms a subject is taught."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from parta.audit.bulk import ChangedRow, NewRow, write_rows
from parta.audit.services import Entry, lock_chain, record
from parta.curriculum.models import Subject
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.people.access import may_bring_in
from parta.school.models import Room
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import Act
from parta.timetable.models import RoomHour, SubjectRoom
from parta.timetable.rules.week import Place
from parta.timetable.services.weekly import CHAIN


@transaction.atomic
def keep_room_hours(*, actor: Actor, room_id: int, hours: Mapping[Place, bool], now: datetime) -> bool:
    """Keep at which places of the week a room takes no lessons (true) or better none, as a whole; tell of a change.

    Nothing that stands there is moved. Raises `Forbidden`, `NotVisible`.
    """
    require(may_make_timetable(actor))
    lock_chain(CHAIN)  # before the row: whoever puts lessons into the room has the chain already
    if not Room.objects.select_for_update().filter(pk=room_id).exists():
        raise NotVisible
    rows = RoomHour.objects.filter(room_id=room_id).order_by("weekday", "number")
    before = {f"{one.weekday}/{one.number}": one.never for one in rows}
    after = {f"{weekday}/{number}": never for (weekday, number), never in sorted(hours.items())}
    if before == after:
        return False
    gone = [one.pk for one in rows if (one.weekday, one.number) not in hours]
    RoomHour.objects.filter(pk__in=gone).delete()  # the others keep their ids: an import knows them by these
    RoomHour.objects.bulk_create(
        [RoomHour(room_id=room_id, weekday=day, number=number, never=never) for (day, number), never in hours.items()],
        update_conflicts=True, unique_fields=["room", "weekday", "number"], update_fields=["never"],
    )  # fmt: skip
    entry = Entry(Act.ROOM_HOURS_CHANGED, {"kind": "room_hours", "id": room_id}, before, after)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return True


def bring_room_hours(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Write down when rooms take no lessons, as a list of the rooms says; raises `Forbidden`."""
    require(may_bring_in(actor))
    return write_rows(
        RoomHour, kind="room_hour", new=new, changes=changes, chain=CHAIN, act=Act.ROOM_HOURS_CHANGED, actor=actor,
        now=now,
    )  # fmt: skip


@transaction.atomic
def keep_subject_rooms(*, actor: Actor, subject_id: int, rooms: Collection[int], only: bool, now: datetime) -> bool:
    """Keep the rooms of a subject as a whole: its lessons are held only there, or better there; tell of a change.

    None: it is held where it has been. Raises `Forbidden`, `NotVisible` for an unknown subject or room.
    """
    require(may_make_timetable(actor))
    lock_chain(CHAIN)  # before the row
    known = Subject.objects.select_for_update().filter(pk=subject_id).exists()
    if not known or Room.objects.filter(pk__in=rooms).count() != len(set(rooms)):
        raise NotVisible
    rows = SubjectRoom.objects.filter(subject_id=subject_id)
    before = {str(one.room_id): one.only for one in rows.order_by("room_id")}
    after = {str(room): only for room in sorted(rooms)}
    if before == after:
        return False
    rows.delete()
    SubjectRoom.objects.bulk_create(SubjectRoom(subject_id=subject_id, room_id=room, only=only) for room in rooms)
    entry = Entry(Act.SUBJECT_ROOMS_CHANGED, {"kind": "subject_rooms", "id": subject_id}, before, after)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return True
