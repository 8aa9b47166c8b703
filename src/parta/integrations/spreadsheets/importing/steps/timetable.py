"""The weekly timetable: hung up whole the first time, changed from a day on later."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from parta.audit.bulk import ChangedRow, NewRow, plain, rows_of
from parta.curriculum.services.joint import keep_joint
from parta.integrations.spreadsheets.problems import Source
from parta.integrations.spreadsheets.values.classes import class_key
from parta.school.models import Room
from parta.school.services.frame import keep_rooms
from parta.timetable.enums import Parity
from parta.timetable.models import TimetableSlot, TimetableVersion
from parta.timetable.queries.joint import given_together
from parta.timetable.rules import week
from parta.timetable.rules.rooms import seats
from parta.timetable.services import weekly as service

from ..compare import Remembered, judge
from ..desk import Desk, place
from ..report import ReportRow
from .activities import activity_key
from .frame import room_of

_PARITY = {"": "any", "odd": "odd", "even": "even"}
_IDENTITY = ("course_id", "weekday", "number", "starts_at", "parity")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that the files want: its place, what stands in it, whose column it is in."""

    fields: Mapping[str, Any]
    source: Source
    name: str
    column: str

    @property
    def place(self) -> str:
        """What tells a cell from another one of the same timetable."""
        return _place(self.fields)


def _place(fields: Mapping[str, Any]) -> str:
    return "/".join(str(fields.get(name)) for name in _IDENTITY)


def import_timetable(desk: Desk) -> bool:
    """Make the weekly timetable follow the files; tell whether anything changed."""
    versions = _wanted(desk)
    if not versions:
        return False
    _halls(desk, versions.values())
    changed = False
    starts = sorted(versions)
    on = max(starts[-1], desk.effective)
    together = _together(_standing(desk, on))
    for number, start in enumerate(starts):
        ends = starts[number + 1] - dt.timedelta(days=1) if number + 1 < len(starts) else None
        changed = _version(desk, start, ends, versions[start]) or changed
    if changed:
        leads = _together(_standing(desk, on))
        keep_joint(year_id=desk.year_id, before=together, leads=leads, actor=desk.actor, now=desk.now)
    return changed


def _together(version: TimetableVersion | None) -> dict[int, int]:
    return given_together(version.pk) if version is not None else {}


def _halls(desk: Desk, versions: Iterable[Mapping[str, Cell]]) -> None:
    """Learn from the files which rooms take several lessons at once; never the other way round."""
    rooms = {room.pk: room for room in Room.objects.all()}
    halls: dict[int, int] = {}
    for cells in versions:
        stand = [
            week.Cell(one["course_id"], one["weekday"], one["number"], Parity(one["parity"]), one["room_id"])
            for one in (cell.fields for cell in cells.values())
            if one["number"] is not None
        ]
        for hall in seats((week.WeekRoom(pk, "") for pk in rooms), stand).values():
            if hall.lessons > rooms[hall.id].holds:
                halls[hall.id] = max(hall.lessons, halls.get(hall.id, 0))
    changes = [ChangedRow(pk, {"holds": rooms[pk].holds}, {"holds": holds}) for pk, holds in halls.items()]
    if changes:
        keep_rooms(new=(), changes=changes, actor=desk.actor, now=desk.now)


def _wanted(desk: Desk) -> dict[dt.date, dict[str, Cell]]:
    cells: dict[dt.date, dict[str, Cell]] = {}
    said = sorted({link.valid_from for link in desk.files.lessons if link.valid_from})
    for link in desk.files.lessons:
        course = desk.ids["course"].get(link.course)
        if course is None:
            continue
        fields = {
            "course_id": course,
            "weekday": link.weekday + 1,
            "number": link.number,
            "starts_at": None,
            "ends_at": None,
            "parity": _PARITY[link.parity],
            "room_id": room_of(desk, link.room),
        }
        fields |= _teacher(desk, link.teacher)
        start = max(link.valid_from, desk.year_starts) if link.valid_from else desk.year_starts
        name = f"{desk.facts['plans'][link.course].name}, {link.weekday + 1}/{link.number}"
        cell = Cell(plain(fields), link.source, name, class_key(link.class_name))
        cells.setdefault(start, {}).setdefault(cell.place, cell)
    lists = list(_lists(desk))
    for start in cells or ([desk.year_starts] if lists else ()):
        for cell in lists:
            cells.setdefault(start, {}).setdefault(cell.place, cell)
    return cells if said or cells else {}


def _teacher(desk: Desk, key: str | None) -> dict[str, int | None]:
    """Give who teaches; only a folder that brings the staff says by its silence that nobody does."""
    found = desk.ids["employee"].get(key) if key else None
    return {"employee_id": found} if found or desk.files.dataset.staff else {}


def _lists(desk: Desk) -> Iterator[Cell]:
    """Give the cells of clubs, home schooling and extended-day groups: they have times of their own."""
    for link in desk.files.activities:
        one = link.activity
        course = desk.ids["course"].get(activity_key(link))
        if course is None or one.starts is None or one.ends is None or one.ends <= one.starts:
            continue
        for weekday in one.weekdays:
            fields = {
                "course_id": course,
                "weekday": weekday + 1,
                "number": None,
                "starts_at": one.starts,
                "ends_at": one.ends,
                "parity": "any",
                "room_id": room_of(desk, one.place) if one.kind != "home" else None,
            }
            fields |= _teacher(desk, link.teacher)
            yield Cell(plain(fields), one.source, f"{one.name}, {weekday + 1}/{one.starts:%H:%M}", f"list {one.kind}")


def _version(desk: Desk, start: dt.date, ends: dt.date | None, cells: dict[str, Cell]) -> bool:
    """Hang up a timetable that is new, or bring the differences into the one that came of it."""
    key = f"{desk.year}/{start.isoformat()}"
    last = desk.memory.of("timetable").get(key)
    if last is None:
        standing = _standing(desk, start)
        if standing is None:
            return _hang_up(desk, key, start, ends, cells)
        # A newer timetable than the one that hangs: its differences hold from its own day, never from a past one.
        return _differences(
            desk, key, standing, max(start, desk.effective) if desk.memory.of("timetable") else start, cells
        )
    version = TimetableVersion.objects.filter(pk=last.object_id).first()
    if version is None:
        desk.report.of("slot").left.append(ReportRow(key, last.source, (("removed", None, None),)))
        return False
    return _differences(desk, key, _going_on(desk, key, version), desk.effective, cells)


def _going_on(desk: Desk, key: str, version: TimetableVersion) -> TimetableVersion:
    """Give what the timetable of the files has become by the day that corrections hold from.

    People end it on pages (a journal handed over, a class divided, a draft in force) and a copy goes on: the cells
    that are in it are the files' too, those that people took out stay out.
    """
    if version.ends_on is None or version.ends_on >= desk.effective:
        return version
    others = {row.object_id for k, row in desk.memory.of("timetable").items() if k != key}
    later = _standing(desk, desk.effective)
    if later is None or later.pk in others:
        return version
    was = {pk: _place(row) for pk, row in rows_of(TimetableSlot, service.SLOT, timetable=version).items()}
    now = {_place(row): pk for pk, row in rows_of(TimetableSlot, service.SLOT, timetable=later).items()}
    for k, row in list(desk.memory.of("slot").items()):
        became = now.get(was.get(row.object_id, ""))
        if k.startswith(f"{key}/") and became is not None:
            desk.memory.keep("slot", k, became, row.fields, row.source)
    return later


def _standing(desk: Desk, start: dt.date) -> TimetableVersion | None:
    """Give the timetable that hangs on a day, whoever hung it up."""
    versions = TimetableVersion.objects.filter(year=desk.year_id, starts_on__lte=start).order_by("-starts_on")
    found = versions.first()
    return found if found and (found.ends_on is None or found.ends_on >= start) else None


def _hang_up(desk: Desk, key: str, start: dt.date, ends: dt.date | None, cells: dict[str, Cell]) -> bool:
    version = service.hang_up(
        year_id=desk.year_id, starts_on=start, ends_on=ends, title="", actor=desk.actor, now=desk.now
    )
    rows = [NewRow({**cell.fields, "timetable_id": version.pk}, place(cell.source)) for cell in cells.values()]
    made = service.keep_slots(new=rows, changes=[], actor=desk.actor, now=desk.now)
    source = next(iter(cells.values())).source
    desk.memory.keep("timetable", key, version.pk, {}, source)
    for cell, pk in zip(cells.values(), made, strict=True):
        desk.memory.keep("slot", f"{key}/{cell.place}", pk, {**cell.fields, "column": cell.column}, cell.source)
        desk.memory.names("slot", {f"{key}/{cell.place}": cell.name})
    desk.report.of("timetable").created.append(ReportRow(start.strftime("%d.%m.%Y"), source))
    desk.report.of("slot").created += [ReportRow(cell.name, cell.source) for cell in cells.values()]
    return True


def _differences(desk: Desk, key: str, version: TimetableVersion, day: dt.date, cells: dict[str, Cell]) -> bool:
    part = desk.report.of("slot")
    stands = rows_of(TimetableSlot, service.SLOT, timetable=version)
    places = {_place(row): pk for pk, row in stands.items()}
    known = {k: row for k, row in desk.memory.of("slot").items() if k.startswith(f"{key}/")}
    columns = {cell.column for cell in cells.values()}
    new: list[Cell] = []
    changes: list[tuple[int, Cell, Any]] = []
    for at, cell in cells.items():
        last = known.get(f"{key}/{at}")
        pk = last.object_id if last else places.get(at)
        if last and pk not in stands:
            part.left.append(ReportRow(cell.name, cell.source, (("removed", None, None),)))
            continue
        if pk is None:
            new.append(cell)
            continue
        verdict = judge(cell.fields, stands[pk], last.fields if last else None)
        kept = {**(last.fields if last else {}), **verdict.remember, "column": cell.column}
        desk.memory.keep("slot", f"{key}/{at}", pk, kept, cell.source)
        if verdict.conflicts:
            part.left.append(ReportRow(cell.name, cell.source, tuple(verdict.conflicts)))
        if verdict.after:
            changes.append((pk, cell, verdict))
        elif not verdict.conflicts:
            part.unchanged += 1
    leaving = [
        row for k, row in known.items() if k[len(key) + 1 :] not in cells and row.fields.get("column") in columns
    ]
    leaving = [row for row in leaving if _untouched(stands.get(row.object_id), row)]
    part.gone += [
        ReportRow(desk.memory.name("slot", k), row.source)
        for k, row in known.items()
        if k[len(key) + 1 :] not in cells and row not in leaving
    ]
    if not (new or changes or leaving):
        desk.memory.keep("timetable", key, version.pk, {}, next(iter(cells.values())).source)
        return False
    now_id, became = service.change_from(version=version, day=day, actor=desk.actor, now=desk.now)
    _write(desk, key, now_id, became, new, changes, leaving)
    return True


def _untouched(row: Mapping[str, Any] | None, last: Remembered) -> bool:
    """Tell whether a cell that is gone from the files still is as they had it, so that it may leave the timetable."""
    return row is not None and all(row.get(name) == value for name, value in last.fields.items() if name in row)


def _write(
    desk: Desk,
    key: str,
    now_id: int,
    became: dict[int, int],
    new: list[Cell],
    changes: list[tuple[int, Cell, Any]],
    leaving: list[Remembered],
) -> None:
    part = desk.report.of("slot")
    sources = [
        *(cell.source for cell in new),
        *(cell.source for _, cell, _ in changes),
        *(row.source for row in leaving),
    ]
    desk.memory.keep("timetable", key, now_id, {}, sources[0])
    for k, row in list(desk.memory.of("slot").items()):
        if k.startswith(f"{key}/") and row.object_id in became:
            desk.memory.keep("slot", k, became[row.object_id], row.fields, row.source)
    gone = [(became.get(row.object_id, row.object_id), row) for row in leaving]
    service.empty_slots(
        slots=[
            (pk, NewRow({n: v for n, v in row.fields.items() if n != "column"}, place(row.source))) for pk, row in gone
        ],
        actor=desk.actor,
        now=desk.now,
    )
    for _, row in gone:
        part.gone.append(ReportRow(desk.memory.name("slot", row.key), row.source, (("ended", None, None),)))
        desk.memory.forget("slot", row.key)
    rows = [NewRow({**cell.fields, "timetable_id": now_id}, place(cell.source)) for cell in new]
    edits = [ChangedRow(became[pk], v.before, v.after, place(cell.source)) for pk, cell, v in changes]
    made = service.keep_slots(new=rows, changes=edits, actor=desk.actor, now=desk.now)
    for cell, pk in zip(new, made, strict=True):
        desk.memory.keep("slot", f"{key}/{cell.place}", pk, {**cell.fields, "column": cell.column}, cell.source)
        desk.memory.names("slot", {f"{key}/{cell.place}": cell.name})
        part.created.append(ReportRow(cell.name, cell.source))
    for _, cell, verdict in changes:
        values = tuple((name, verdict.before[name], value) for name, value in verdict.after.items())
        part.changed.append(ReportRow(cell.name, cell.source, values))
