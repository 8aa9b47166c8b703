"""What every reader needs: the state of the reading, and cells read with a problem when they cannot be."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..cells import SUBGROUP
from ..dataset import Collected
from ..problems import Problems, Source
from ..tables import Row, Table
from ..values import dates, people
from ..values.classes import Scope, class_name, find_class, joined_class
from ..values.classes import scope as read_scope
from ..values.people import PersonName
from ..values.text import as_text, blank, line, number, whole


@dataclass
class Reading:
    """The state of one reading: what was read, what is wrong, what is known already."""

    out: Collected
    problems: Problems
    rooms: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    times: dict[int, dict[tuple[dt.time, dt.time], Source]] = field(default_factory=dict)

    @property
    def year(self) -> int | None:
        """The year in which the academic year starts."""
        return self.out.year

    def note_time(self, number: int, value: Any, source: Source) -> None:
        """Remember when a lesson is by the timetable itself: of use where no bells are hung up."""
        found = dates.times(as_text(value))
        if len(found) >= 2 and found[0] < found[-1]:
            self.times.setdefault(number, {}).setdefault((found[0], found[-1]), source)

    def within_year(self, day: dt.date, source: Source) -> bool:
        """Tell whether the date is of this academic year; a problem if not."""
        if self.year is None or dt.date(self.year, 8, 1) <= day <= dt.date(self.year + 1, 8, 31):
            return True
        self.problems.add(
            "date_outside_year", source, date=day.strftime("%d.%m.%Y"), year=f"{self.year}/{self.year + 1}"
        )
        return False


def read_date(row: Row, name: str, reading: Reading, *, what: str, low: int = 1925, high: int = 2100) -> dt.date | None:
    """Read a date of a field; an unreadable or an absurd one is a problem and counts as empty."""
    value = row.value(name)
    if blank(value):
        return None
    found = dates.date(value, reading.year)
    if found is None:
        reading.problems.add("date_unreadable", row.source(name), what=what, text=line(value)[:60])
        return None
    if not low <= found.year <= high:
        reading.problems.add("date_absurd", row.source(name), what=what, date=found.strftime("%d.%m.%Y"))
        return None
    return found


def emptied(row: Row, columns: Mapping[str, str]) -> frozenset[str]:
    """Give the fields whose column is there with an empty cell: only that takes a value off what the school has.

    A column that the table lacks says nothing, and a cell that cannot be read does not either.
    """
    return frozenset(name for name, column in columns.items() if row.table.has(column) and blank(row.value(column)))


def read_hours(row: Row, name: str, reading: Reading, *, what: str = "часы", highest: float = 3000) -> float | None:
    """Read hours of a field; unreadable or absurd ones are a problem and count as empty."""
    value = row.value(name)
    if blank(value):
        return None
    found = number(value)
    if found is None or found < 0 or found > highest:
        reading.problems.add("value_unreadable", row.source(name), what=what, text=line(value)[:60])
        return None
    return found


def read_whole(row: Row, name: str, reading: Reading, *, what: str, highest: int = 10_000) -> int | None:
    """Read a whole number of a field; an unreadable one is a problem and counts as empty."""
    value = row.value(name)
    if blank(value):
        return None
    found = whole(value)
    if found is None or not 0 <= found <= highest:
        reading.problems.add("value_unreadable", row.source(name), what=what, text=line(value)[:60])
        return None
    return found


def read_phone(row: Row, name: str, reading: Reading) -> str:
    """Read a telephone; an unreadable one is a problem and counts as empty."""
    value = row.value(name)
    if blank(value):
        return ""
    found = people.phone(value)
    if found is None:
        reading.problems.add("phone_unreadable", row.source(name), text=line(value)[:60])
    return found or ""


def read_email(row: Row, name: str, reading: Reading) -> str:
    """Read an e-mail address; an unreadable one is a problem and counts as empty."""
    value = row.value(name)
    if blank(value):
        return ""
    found = people.email(value)
    if found is None:
        reading.problems.add("email_unreadable", row.source(name), text=line(value)[:60])
    return found or ""


def read_snils(row: Row, name: str, reading: Reading, *, who: str) -> str:
    """Read a SNILS; one with wrong check digits is a problem and counts as empty."""
    value = row.value(name)
    if blank(value):
        return ""
    digits = people.snils_digits(value)
    if not digits:
        reading.problems.add("snils_unreadable", row.source(name), text=line(value)[:40], who=who)
        return ""
    if not people.snils_ok(digits):
        reading.problems.add("snils_wrong", row.source(name), text=line(value)[:40], who=who)
        return ""
    return people.snils_text(digits)


def read_name(row: Row, reading: Reading, fio: str = "fio") -> PersonName | None:
    """Read a person's name from one column or from three; None with a problem when it is no name."""
    if row.text("last"):
        if row.table.has("first"):
            last, first, middle = (
                people.name_word(row.value(name)) if not blank(row.value(name)) else ""
                for name in ("last", "first", "middle")
            )
            if first and people.person_name(last) and people.person_name(first):
                return PersonName(last, first, middle)
            found = people.person_name(" ".join(part for part in (last, first, middle) if part))
        else:
            found = people.person_name(row.text("last"))
        if found is None:
            reading.problems.add("name_unreadable", row.source("last"), text=row.text("last")[:60])
        return found
    text = row.text(fio)
    found = people.person_name(text)
    if found is None:
        reading.problems.add("name_unreadable", row.source(fio), text=text[:60])
    elif not people.name_key(text).startswith(people.name_key(found.last)) and not found.initials_only:
        reading.problems.add("name_reordered", row.source(fio), text=text[:60], name=found.full)
    return found


def split_subgroup(subject: str, subgroup: str) -> tuple[str, str]:
    """Take «(1 гр.)» off a subject when no column of its own names the subgroup."""
    match = None if subgroup else SUBGROUP.search(subject)
    if match is None or not subject[: match.start()].strip(" (,"):
        return subject, subgroup
    rest = f"{subject[: match.start()].strip(' (,-')} {subject[match.end() :].strip(' ),.-')}".strip()
    return rest, match[0].strip(" ,()")


def read_class(row: Row, name: str = "class") -> str | None:
    """Read the class of a row from one column or from two (grade and letter)."""
    if row.table.has("letter") and row.table.has("grade", name):
        grade = row.value("grade") if row.table.has("grade") else row.value(name)
        if found := joined_class(grade, row.value("letter")):
            return found
    return class_name(row.value(name), codes=True) or (find_class(row.value(name)) if row.text(name) else None)


_UNNAMED = re.compile(r"(?:лист|sheet|таблица|книга)\s*\d*$", re.IGNORECASE)


def title_class(table: Table) -> str | None:
    """Find the class that a table is about in its titles, else in the name of its sheet or of its file."""
    for text in (*reversed(table.title_lines()), table.grid.sheet, table.grid.stem):
        if text and not _UNNAMED.match(text) and (found := class_name(text) or find_class(text, bare=True)):
            return found
    return None


_ROOM_WORD = re.compile(r"^(?:каб(?:инет)?|ауд(?:итория)?|к)\b\.?\s*(?:№\s*)?(?=\d)", re.IGNORECASE)


def room_words(value: Any) -> str:
    """Give a room without the word that says that it is one: «каб. 201» is «201»."""
    return _ROOM_WORD.sub("", line(value)).strip(" ().,;")


def meta(table: Table) -> dict[str, tuple[str, Source]]:
    """Read «Класс: 4Б» pairs of the rows above a table, in one cell or in two."""
    found: dict[str, tuple[str, Source]] = {}
    grid = table.grid
    for row in table.titles:
        used = grid.used(row)
        place = 0
        while place < len(used):
            column = used[place]
            text = grid.text(row, column)
            match = re.match(r"^\s*(?:№\s*)?([А-Яа-яЁё .\-/()]{3,40}?)\s*:\s*(.*)$", text)
            if match and match[2]:
                found.setdefault(match[1].strip().lower(), (match[2].strip(), grid.source(row, column)))
            elif match and place + 1 < len(used):
                found.setdefault(
                    match[1].strip().lower(),
                    (line(grid.value(row, used[place + 1])), grid.source(row, used[place + 1])),
                )
                place += 1
            elif place + 1 < len(used) and re.fullmatch(
                r"(?i)(класс|группа|предмет|дисциплина|подгруппа|учитель|преподаватель|период|четверть)", text
            ):
                found.setdefault(
                    text.lower(), (line(grid.value(row, used[place + 1])), grid.source(row, used[place + 1]))
                )
                place += 1
            place += 1
    return found


def meta_value(pairs: dict[str, tuple[str, Source]], *stems: str) -> str:
    """Give the value whose key begins with one of the stems; dashes count as empty."""
    for key, (value, _) in pairs.items():
        if key.startswith(stems):
            return "" if blank(value) else value
    return ""


def split_list(text: str) -> tuple[str, ...]:
    """Split «a, b (c, d); e» at commas outside brackets, or at semicolons only when there are any."""
    mark = ";" if ";" in text else ","
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == mark and depth <= 0:
            parts.append(text[start:place])
            start = place + 1
    parts.append(text[start:])
    return tuple(part.replace("\n", " ").strip(" .;,") for part in parts if part.strip(" .;,\n"))


class Carried:
    """Values of grouping columns that are written once for several rows."""

    def __init__(self, reading: Reading, *names: str) -> None:
        self._reading, self._names = reading, names
        self._last: dict[str, str] = {}

    def read(self, row: Row) -> dict[str, str]:
        """Give the texts of the grouping columns; an empty one is taken from above, with a note.

        A column further right is not taken from above when one on its left has changed.
        """
        texts: dict[str, str] = {}
        changed = False
        for name in self._names:
            text = row.text(name)
            if not text and row.table.has(name) and not changed and self._last.get(name):
                text = self._last[name]
                self._reading.problems.add(
                    "taken_from_above", Source(row.source().file, row.source().sheet, ""), column=name
                )
            elif text and text != self._last.get(name):
                changed = True
            texts[name] = text
        self._last = dict(texts)
        return texts

    def set(self, name: str, text: str) -> None:
        """Remember a value that a heading inside the table gives."""
        self._last = {
            key: value for key, value in self._last.items() if self._names.index(key) < self._names.index(name)
        }
        self._last[name] = text


__all__ = [
    "Carried",
    "Reading",
    "Scope",
    "as_text",
    "emptied",
    "meta",
    "meta_value",
    "read_class",
    "read_date",
    "read_email",
    "read_hours",
    "read_name",
    "read_phone",
    "read_scope",
    "read_snils",
    "read_whole",
    "room_words",
    "split_list",
    "split_subgroup",
    "title_class",
]
