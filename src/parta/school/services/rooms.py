"""Rooms of the school's list: one put on it, one corrected."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from parta.audit.bulk import ChangedRow, NewRow
from parta.audit.services import lock_chain
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.kernel.text import cyrillic, normal
from parta.school.access import may_arrange
from parta.school.enums import RoomRefusal
from parta.school.models import Room
from parta.school.rules.rooms import decide_out
from parta.school.services.frame import CHAIN, keep_rooms


@dataclass(frozen=True, slots=True)
class RoomCard:
    """What the list says of a room; on the days from `out_from` to `out_to` it is out of use."""

    number: str
    title: str
    capacity: int | None
    kind: str
    keeper: str
    building: str = ""
    out_from: date | None = None
    out_to: date | None = None
    out_reason: str = ""


@transaction.atomic
def open_room(*, actor: Actor, card: RoomCard, now: datetime) -> int:
    """Put a room on the list; give its id.

    Raises `Forbidden`; refuses `room_number_taken`, another room having this number, and as `decide_out`.
    """
    require(may_arrange(actor))
    refuse_if(decide_out(first=card.out_from, last=card.out_to))
    lock_chain(CHAIN)
    key = normal(cyrillic(card.number))
    if Room.objects.filter(number_key=key).exists():
        raise refusal(RoomRefusal.NUMBER_TAKEN, number=card.number)
    (ident,) = keep_rooms(new=[NewRow({**asdict(card), "number_key": key})], changes=(), actor=actor, now=now)
    return ident


@transaction.atomic
def correct_room(*, actor: Actor, room_id: int, card: RoomCard, now: datetime) -> bool:
    """Correct what is said of a room; tell whether anything changed. Lessons that stand in a room out of use stay.

    Raises `Forbidden`, `NotVisible`; refuses `room_number_taken`, another room having this number, and as `decide_out`.
    """
    require(may_arrange(actor))
    refuse_if(decide_out(first=card.out_from, last=card.out_to))
    lock_chain(CHAIN)
    room = Room.objects.select_for_update().filter(pk=room_id).first()
    if room is None:
        raise NotVisible
    key = normal(cyrillic(card.number))
    if Room.objects.filter(number_key=key).exclude(pk=room_id).exists():
        raise refusal(RoomRefusal.NUMBER_TAKEN, number=card.number)
    wanted: dict[str, Any] = {**asdict(card), "number_key": key}
    before = {name: getattr(room, name) for name, value in wanted.items() if getattr(room, name) != value}
    if before:
        after = {name: wanted[name] for name in before}
        keep_rooms(new=(), changes=[ChangedRow(room_id, before, after)], actor=actor, now=now)
    return bool(before)
