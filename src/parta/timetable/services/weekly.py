"""The weekly timetable: a version that has begun is never rewritten, the next one ends it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from parta.audit.bulk import ChangedRow, NewRow, insert_rows, plain, rows_of, write_rows
from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.kernel.sql import sql
from parta.people.access import may_bring_in
from parta.timetable.enums import Act
from parta.timetable.models import TimetableSlot, TimetableVersion
from parta.timetable.services.clashes import clashes_told

CHAIN = "timetable"
SLOT = ("course_id", "weekday", "number", "starts_at", "ends_at", "parity", "room_id", "employee_id")

_MOVE_LESSONS = """
UPDATE timetable_lesson l SET slot_id = m.new
FROM unnest(%s::bigint[], %s::bigint[]) AS m(old, new)
WHERE l.slot_id = m.old AND l.date >= %s
"""


def hang_up(
    *, year_id: int, starts_on: date, ends_on: date | None, title: str, actor: Actor, now: datetime
) -> TimetableVersion:
    """Put an empty weekly timetable in force from a day."""
    require(may_bring_in(actor))
    version = TimetableVersion.objects.create(year_id=year_id, starts_on=starts_on, ends_on=ends_on, title=title)
    after = {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat() if ends_on else None}
    entry = Entry(Act.TIMETABLE_CHANGED, {"kind": "timetable", "id": version.pk}, None, after)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return version


@clashes_told()
def change_from(*, version: TimetableVersion, day: date, actor: Actor, now: datetime) -> tuple[int, dict[int, int]]:
    """End a timetable on the day before and put its copy in force from the day; give it, and which cell became which.

    Planned and cancelled lessons from the day on now belong to the cells of the copy. A version that begins on the
    day or later is the copy already: every cell stays itself.
    """
    require(may_bring_in(actor))
    cells = rows_of(TimetableSlot, SLOT, timetable=version)
    if version.starts_on >= day:
        return version.pk, {pk: pk for pk in cells}
    last = version.ends_on
    before = {"ends_on": last.isoformat() if last else None}
    version.ends_on = day - timedelta(days=1)
    version.save(update_fields=["ends_on"])
    entry = Entry(
        Act.TIMETABLE_CHANGED, {"kind": "timetable", "id": version.pk}, before, {"ends_on": version.ends_on.isoformat()}
    )
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    following = hang_up(year_id=version.year_id, starts_on=day, ends_on=last, title=version.title, actor=actor, now=now)
    copies = insert_rows(TimetableSlot, ({**cell, "timetable_id": following.pk} for cell in cells.values()))
    became = dict(zip(cells, (copy.pk for copy in copies), strict=True))
    sql(_MOVE_LESSONS, (list(became), list(became.values()), day))
    return following.pk, became


def take_down(*, version: TimetableVersion, actor: Actor, now: datetime) -> None:
    """Take a timetable out; the one before it goes on in its days, and has the lessons of cells that are alike."""
    require(may_bring_in(actor))
    before = TimetableVersion.objects.filter(
        year=version.year_id, ends_on=version.starts_on - timedelta(days=1)
    ).first()
    cells = rows_of(TimetableSlot, SLOT, timetable=version)
    if before is not None:
        was = {_place(cell): pk for pk, cell in rows_of(TimetableSlot, SLOT, timetable=before).items()}
        again = {pk: was[place] for pk, cell in cells.items() if (place := _place(cell)) in was}
        sql(_MOVE_LESSONS, (list(again), list(again.values()), version.starts_on))
    empty_slots(slots=[(pk, NewRow(cell)) for pk, cell in cells.items()], actor=actor, now=now)
    last = plain(version.ends_on)
    gone = Entry(
        Act.TIMETABLE_CHANGED,
        {"kind": "timetable", "id": version.pk},
        {"starts_on": plain(version.starts_on), "ends_on": last},
        None,
    )
    version.delete()
    entries = [gone]
    if before is not None:
        ended = {"ends_on": plain(before.ends_on)}
        TimetableVersion.objects.filter(pk=before.pk).update(ends_on=last)
        entries.append(Entry(Act.TIMETABLE_CHANGED, {"kind": "timetable", "id": before.pk}, ended, {"ends_on": last}))
    record(chain=CHAIN, actor=actor, entries=entries, now=now)


def _place(cell: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(cell[name] for name in ("course_id", "weekday", "number", "starts_at", "parity"))


def keep_slots(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Fill cells of a timetable, or correct them."""
    require(may_bring_in(actor))
    act = Act.TIMETABLE_CHANGED
    return write_rows(TimetableSlot, kind="slot", new=new, changes=changes, chain=CHAIN, act=act, actor=actor, now=now)


def empty_slots(*, slots: Sequence[tuple[int, NewRow]], actor: Actor, now: datetime) -> None:
    """Take cells out of a timetable; what they held stays in its events and in the version before."""
    require(may_bring_in(actor))
    TimetableSlot.objects.filter(pk__in=[pk for pk, _ in slots]).delete()
    entries = [
        Entry(Act.TIMETABLE_CHANGED, {"kind": "slot", "id": pk, "source": dict(row.source)}, dict(row.fields), None)
        for pk, row in slots
    ]
    if entries:
        record(chain=CHAIN, actor=actor, entries=entries, now=now)
