"""The card, the rooms and the classes."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model

from parta.audit.bulk import ChangedRow, NewRow, write_rows
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.school.access import may_arrange
from parta.school.enums import Act
from parta.school.models import Room, SchoolCard, SchoolClass

CHAIN = "school"


def keep_card(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Write what the school says of itself."""
    return _keep(SchoolCard, "card", Act.CARD_CHANGED, new, changes, actor, now)


def keep_rooms(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Put rooms on the list, or correct them."""
    return _keep(Room, "room", Act.ROOM_CHANGED, new, changes, actor, now)


def keep_classes(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Open classes or groups of a year, or correct them."""
    return _keep(SchoolClass, "class", Act.CLASS_CHANGED, new, changes, actor, now)


def _keep(
    model: type[Model],
    kind: str,
    act: Act,
    new: Sequence[NewRow],
    changes: Sequence[ChangedRow],
    actor: Actor,
    now: datetime,
) -> list[int]:
    require(may_arrange(actor))
    return write_rows(model, kind=kind, new=new, changes=changes, chain=CHAIN, act=act, actor=actor, now=now)
