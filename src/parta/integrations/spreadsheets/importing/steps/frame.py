"""The card, the year, the rooms."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from parta.audit.bulk import rows_of
from parta.integrations.spreadsheets.dataset import Dataset, is_school_class
from parta.integrations.spreadsheets.dataset import Room as RoomRow
from parta.integrations.spreadsheets.problems import NOWHERE, Source
from parta.integrations.spreadsheets.values.people import name_key
from parta.regulation.services.versions import begin_with_default
from parta.school.models import AcademicYear, Room, SchoolCard
from parta.school.services.frame import keep_card, keep_rooms
from parta.school.services.year import keep_years
from parta.timetable.models import RoomHour
from parta.timetable.services.rooms import bring_room_hours

from ..compare import Wanted, told
from ..desk import Desk
from ..report import ReportRow

_OUT = ("out_from", "out_to", "out_reason")
_ZONES = {
    2: "Europe/Kaliningrad",
    3: "Europe/Moscow",
    4: "Europe/Samara",
    5: "Asia/Yekaterinburg",
    6: "Asia/Omsk",
    7: "Asia/Krasnoyarsk",
    8: "Asia/Irkutsk",
    9: "Asia/Yakutsk",
    10: "Asia/Vladivostok",
    11: "Asia/Magadan",
    12: "Asia/Kamchatka",
}
_CARD = (
    "kind",
    "full_name",
    "short_name",
    "founder",
    "director_name",
    "region",
    "locality",
    "address",
    "phone",
    "email",
    "site",
    "time_zone",
    "details",
)


def import_card(desk: Desk) -> None:
    """Write the card; without one in the files a school still gets its kind and a name to be filled in."""
    card = desk.files.dataset.card
    stands = rows_of(SchoolCard, _CARD)
    if card is None:
        return
    classes = desk.files.classes
    college = bool(classes) and not any(is_school_class(one.name) for one in classes)
    # a card has no empty cells to speak of: a line that is not there takes nothing off
    fields = told(
        {
            "full_name": card.full_name or card.short_name,
            "short_name": card.short_name or card.full_name,
            "founder": card.founder,
            "director_name": card.director,
            "region": card.region,
            "locality": card.locality,
            "address": card.address,
            "phone": card.phone,
            "email": card.email,
            "site": card.site,
            "details": {key: value for key, value in card.lines if key},
        }
    )
    if classes:
        fields["kind"] = "college" if college else "school"
    if zone := time_zone(card.time_zone, card.utc_offset):
        fields["time_zone"] = zone
    else:
        desk.problems.add("time_zone_unknown", card.source, text=card.time_zone)
    find = {"card": next(iter(stands))} if stands else {}
    wanted = Wanted("card", fields, card.source, card.short_name)
    desk.put("card", [wanted], write=keep_card, stands=stands, find=find, limits=(SchoolCard,))


def time_zone(words: str, offset: int | None) -> str:
    """Give the zone's name of a card: as it is named, else the usual one of its hours from Greenwich."""
    named = re.search(r"[A-Z][a-z]+/[A-Z][A-Za-z_]+", words)
    if named:
        try:
            return str(ZoneInfo(named[0]))
        except (ValueError, KeyError):
            pass
    return _ZONES.get(offset, "") if offset is not None else ""


def import_year(desk: Desk) -> bool:
    """Open the academic year and the regulation; False when nothing says which year it is."""
    year = year_meant(desk.files.dataset, desk.today)
    if year is None:
        desk.problems.add("year_unknown")
        return False
    fields = {
        "title": f"{year}/{(year + 1) % 100:02d}",
        "starts_on": dt.date(year, 9, 1),
        "ends_on": dt.date(year + 1, 8, 31),
    }
    stands = rows_of(AcademicYear, tuple(fields))
    find = {str(year): pk for pk, row in stands.items() if row["starts_on"][:4] == str(year)}
    # A year that stands already has been opened by people: its dates are theirs.
    wanted = Wanted(str(year), {} if find else fields, NOWHERE, fields["title"])  # type: ignore[arg-type]
    ids = desk.put("year", [wanted], write=keep_years, stands=stands, find=find, complete=False)
    desk.year, desk.year_id = year, ids[str(year)]
    desk.year_starts = dt.date.fromisoformat(stands[desk.year_id]["starts_on"]) if find else dt.date(year, 9, 1)
    desk.year_ends = dt.date.fromisoformat(stands[desk.year_id]["ends_on"]) if find else dt.date(year + 1, 8, 31)
    begun = begin_with_default(effective_from=desk.year_starts, actor=desk.actor, now=desk.now)
    if begun is not None:
        desk.report.of("regulation").created.append(ReportRow("default"))
    return True


def year_meant(files: Dataset, today: dt.date) -> int | None:
    """Give the year that the files name; where no terms back it, the year of today that the school has already."""
    said = files.year
    opened = set(AcademicYear.objects.values_list("starts_on__year", flat=True))
    if said in opened or files.terms:
        return said
    running = AcademicYear.objects.filter(starts_on__lte=today, ends_on__gte=today).first()
    return running.starts_on.year if running else said


def import_rooms(desk: Desk) -> None:
    """Put rooms on the list, those too that only the timetable names."""
    ds = desk.files.dataset
    fields = ("number", "number_key", "title", "capacity", "kind", "keeper", "building", *_OUT)
    stands = rows_of(Room, fields)
    find = {row["number_key"]: pk for pk, row in stands.items()}
    wanted = [
        Wanted(
            room.key[:60],
            {
                "number": room.number,
                "number_key": room.key[:60],
                **told(
                    {
                        "title": room.name,
                        "capacity": room.capacity,
                        "kind": room.kind,
                        "keeper": room.responsible,
                        "building": room.building[:100],
                    },
                    room.emptied,
                ),
                **_out_of_use(desk, room, stands.get(find.get(room.key[:60], 0), {})),
            },
            room.source,
            room.number,
        )
        for room in ds.rooms
    ]
    listed = {row.key for row in wanted}
    named: dict[str, tuple[str, Source]] = {}
    for words, source in (
        *((link.room, link.source) for link in desk.files.lessons),
        *((link.lesson.room, link.lesson.source) for link in desk.files.dated),
        *((link.lesson.room, link.lesson.source) for link in desk.files.singles),
        *(
            (link.activity.place, link.activity.source)
            for link in desk.files.activities
            if link.activity.kind != "home"
        ),
    ):
        key = name_key(words)[:60]
        if words and key not in listed:
            named.setdefault(key, (words, source))
    wanted += [
        Wanted(key, {"number": words, "number_key": key}, source, words) for key, (words, source) in named.items()
    ]
    desk.put("room", wanted, write=keep_rooms, stands=stands, find=find, complete=bool(ds.rooms), limits=(Room,))


def import_room_hours(desk: Desk) -> None:
    """Say when rooms take no lessons; what a cell says no more is told of and stays."""
    fields = ("room_id", "weekday", "number", "never")
    stands = rows_of(RoomHour, fields)
    find = {_hour_key(r["room_id"], (r["weekday"], r["number"])): pk for pk, r in stands.items()}
    wanted, told_of = [], set()
    for room in desk.files.dataset.rooms:
        pk = desk.ids["room"].get(room.key[:60])
        for places, never in ((room.hours.shut, True), (room.hours.unwanted, False)) if pk is not None else ():
            told_of |= {(pk, never)} if places is not None else set()
            for place in sorted(places or ()):
                values = {"room_id": pk, "weekday": place[0], "number": place[1], "never": never}
                wanted.append(Wanted(_hour_key(pk, place), values, room.source, room.number))
    desk.put(
        "room_hour",
        wanted,
        write=bring_room_hours,
        stands=stands,
        find=find,
        complete=bool(told_of),
        hide=lambda last: (last.fields.get("room_id"), last.fields.get("never")) not in told_of,
    )


def _hour_key(room: object, place: tuple[int, int]) -> str:
    return f"{room}/{place[0]}/{place[1]}"


def _out_of_use(desk: Desk, room: RoomRow, stands: Mapping[str, Any]) -> dict[str, Any]:
    """Give on which days a room is out of use, all of it or nothing: what was changed by hand is left whole."""
    last = desk.memory.of("room").get(room.key[:60])
    known = last.fields if last else {}
    if room.out is None or any(stands.get(name) not in (None, "", known.get(name)) for name in _OUT):
        return {}
    return dict(zip(_OUT, (room.out.starts, room.out.ends, room.out.reason), strict=True))


def room_of(desk: Desk, words: str) -> int | None:
    """Give the room that a cell names."""
    return desk.ids["room"].get(name_key(words)[:60]) if words else None
