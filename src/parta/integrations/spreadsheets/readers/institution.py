"""The institution: its card, its year, its bells, its rooms, its classes."""

import re
from collections.abc import Sequence
from typing import Any

from parta.kernel.text import normal

from ..dataset import Group, OutOfUse, Room, RoomHours, SchoolCard
from ..grid import Grid
from ..problems import Source
from ..synonyms.common import OWN_FOOTER
from ..tables import Row, Table
from ..values import dates
from ..values.text import blank, building_word, line, ordinal
from ..values.week import places_in
from .common import Reading, emptied, read_class, read_date, read_whole, room_words

_CARD_KEYS = (
    ("full_name", r"полное (наименование|название)|^наименование (оо|организации|учреждения|школы)|полное офиц"),
    ("short_name", r"(краткое|сокращ\w*) (наименование|название)"),
    ("founder", r"учредител"),
    ("director", r"^(директор|руководител)"),
    ("region", r"регион|субъект"),
    ("locality", r"насел[её]нн\w* пункт|^город|муниципал"),
    ("address", r"адрес(?!.*(почт|сайт|mail))"),
    ("phone", r"телефон"),
    ("email", r"e-?mail|электронн\w* (почт|адрес)|эл\. ?почт"),
    ("site", r"сайт"),
    ("time_zone", r"часов\w* пояс|time ?zone|временн\w* зон"),
    ("year", r"учебный год"),
    ("regime", r"режим"),
    ("periods", r"период"),
    ("language", r"язык"),
    ("marking", r"оценив|отмет"),
    ("journal_admin", r"администратор|ответственн\w* за .*журнал"),
)


_CODE = re.compile(r"\b\d{2}\.\d{2}\.\d{2}\b")


def card_rows(grid: Grid) -> list[tuple[int, int, str]]:
    """Find key–value rows of a card that has no header: (row, column of the key, key)."""
    found = []
    for row in range(min(grid.height, 80)):
        used = grid.used(row)
        if not 2 <= len(used) <= 4:
            continue
        key = normal(grid.text(row, used[0])).strip(" :")
        if len(key) < 60 and any(re.search(pattern, key) for _, pattern in _CARD_KEYS):
            found.append((row, used[0], key))
    return found


def field_of_card(key: str) -> str | None:
    """Tell which field of the card a line's key names."""
    return next((name for name, pattern in _CARD_KEYS if re.search(pattern, normal(key))), None)


def read_card(rows: Sequence[tuple[str, str]], source: Source, reading: Reading) -> None:
    """Build the card from its key–value lines."""
    values: dict[str, Any] = {}
    for key, value in rows:
        for name, pattern in _CARD_KEYS:
            if name not in values and value and re.search(pattern, normal(key)):
                values[name] = value
                break
    offset = re.search(r"(?:utc|gmt)\s*([+-]\s*\d{1,2})", values.get("time_zone", ""), re.IGNORECASE)
    moscow = re.search(r"мск\s*([+-]\s*\d{1,2})?", values.get("time_zone", ""), re.IGNORECASE)
    zone: int | None = int(offset[1].replace(" ", "")) if offset else None
    if zone is None and moscow:
        zone = 3 + int((moscow[1] or "0").replace(" ", ""))
    year = dates.academic_year(values.pop("year", ""))
    lines = tuple((key, value) for key, value in rows)
    old = reading.out.card
    card = SchoolCard(**{**values, "utc_offset": zone, "year": year, "lines": lines, "source": source})
    if old is None or len(card.lines) > len(old.lines):
        reading.out.card = card


def read_card_table(table: Table, reading: Reading) -> None:
    """Read a card with the header «Показатель», «Значение»."""
    rows = [
        (row.text("key"), row.text("value"))
        for row in (Row(table, index) for index in table.rows)
        if row.text("key") and not re.match(OWN_FOOTER, row.text("key"))
    ]
    read_card(rows, table.source, reading)


def read_card_grid(grid: Grid, reading: Reading) -> bool:
    """Read a card that has no header; False when the sheet is no card."""
    rows = card_rows(grid)
    if len(rows) < 4:
        return False
    read_card(
        [(grid.text(row, column).strip(" :"), line(grid.value(row, grid.used(row)[1]))) for row, column, _ in rows],
        grid.source(rows[0][0]),
        reading,
    )
    return True


_OF_ROOMS = {"title": "name", "capacity": "capacity", "kind": "kind", "keeper": "responsible"}


def read_rooms(table: Table, reading: Reading) -> None:
    """Read the list of rooms."""
    for row in table.data():
        number = room_words(row.value("number"))
        if not number or (row.lone and len(number) > 12):
            continue
        reading.out.add(
            "rooms",
            Room(
                number,
                row.text("name"),
                read_whole(row, "capacity", reading, what="вместимость", highest=5000),
                row.text("kind"),
                "" if blank(row.value("responsible")) else row.text("responsible"),
                building_word(row.text("building")),
                row.source(),
                emptied(row, _OF_ROOMS),
                _out_of_use(row, reading),
                RoomHours(_places(row, "shut", reading), _places(row, "unwanted", reading)),
            ),
        )


def _places(row: Row, name: str, reading: Reading) -> frozenset[tuple[int, int]] | None:
    if not row.table.has(name):
        return None
    found = frozenset() if blank(row.value(name)) else places_in(row.lines(name))
    if found is None:
        what, text = "дни недели и номера уроков, как «пн 1–3, 7; ср 2»", row.text(name)[:60]
        reading.problems.add("value_unreadable", row.source(name), what=what, text=text)
    return found


def _out_of_use(row: Row, reading: Reading) -> OutOfUse | None:
    if "out_from" not in row.table.columns:
        return None
    starts = read_date(row, "out_from", reading, what="первый день, когда кабинет не используется")
    ends = read_date(row, "out_to", reading, what="последний день, когда кабинет не используется")
    if ends is not None and (starts is None or ends < starts):
        reading.problems.add("room_out_backwards", row.source("out_to"), room=row.text("number"))
        return None
    return OutOfUse(starts, ends, row.text("out_reason")[:200])


def read_groups(table: Table, reading: Reading) -> None:
    """Read the list of groups or classes."""
    for row in table.data():
        name = read_class(row)
        if not name:
            if row.text("class") and not row.lone:
                reading.problems.add("class_unreadable", row.source("class"), text=row.text("class"))
            continue
        reading.out.add(
            "groups",
            Group(
                name,
                row.text("code") or (code[0] if (code := _CODE.search(row.text("programme"))) else ""),
                _CODE.sub("", row.text("programme")).strip(" .,–-"),
                ordinal(row.text("course")) if row.text("course") else None,
                row.text("form"),
                "" if blank(row.value("head")) else row.text("head"),
                read_whole(row, "size", reading, what="численность"),
                row.text("room"),
                row.source(),
            ),
        )
