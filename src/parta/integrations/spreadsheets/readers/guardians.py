"""The legal representatives of a pupil, however the office writes them down."""

import re

from parta.kernel.text import normal

from ..dataset import Guardian
from ..problems import Source
from ..tables import Row
from ..values import people
from ..values.people import PersonName
from ..values.text import as_text, blank
from .common import Reading, emptied, read_email, read_phone

_KIN = (
    ("mother", r"\b(мать|мама|матери)\b"),
    ("father", r"\b(отец|папа|отца)\b"),
    (
        "other",
        r"\b(опекун\w*|попечител\w*|бабушк\w*|дедушк\w*|т[её]т\w+|дяд\w+|сестр\w+|брат\w*"
        r"|мачеха|отчим|прием\w+ (?:мать|отец|родител\w*)|представител\w*)\b",
    ),
)


def read_guardians(row: Row, reading: Reading, child: PersonName) -> list[Guardian]:
    """Read the legal representatives that a pupil's row names, in columns of their own or together in one."""
    found: list[Guardian] = []
    for relation in ("mother", "father", "first", "second", "other"):
        text = row.text(f"{relation}_name")
        if blank(text):
            if row.text(f"{relation}_phone") and not blank(row.value(f"{relation}_phone")):
                reading.problems.add("guardian_without_name", row.source(f"{relation}_phone"), name=child.full)
            continue
        inner = people.phones(text)
        name = people.person_name(re.sub(r"[\d+()]{3,}.*$", "", text) if inner else text)
        if name is None or not name.first:
            several = _several(row, f"{relation}_name", reading)
            if several:
                found += several
                continue
            reading.problems.add("name_unreadable", row.source(f"{relation}_name"), text=text[:60])
            continue
        phone = read_phone(row, f"{relation}_phone", reading) or (inner[0] if inner else "")
        document = row.text("other_document") if relation == "other" else ""
        kin = kin_of(row.text(f"{relation}_relation"))
        found.append(
            Guardian(
                kin or (relation if relation in ("mother", "father", "other") else "parent"),
                name,
                phone,
                read_email(row, f"{relation}_email", reading),
                document,
                row.source(f"{relation}_name"),
                emptied(row, {name: f"{relation}_{name}" for name in ("phone", "email", "document")}),
            )
        )
        if not kin and relation in ("first", "second"):
            _relation_unknown(row, f"{relation}_name", reading)
    if row.text("parents_name") and not blank(row.value("parents_name")):
        found += _several(row, "parents_name", reading)
    return found


def kin_of(words: str) -> str:
    """Read «мать», «папа», «опекун» as mother, father, other; empty when it is none of them."""
    return next((kin for kin, pattern in _KIN if re.search(pattern, normal(words))), "")


def _relation_unknown(row: Row, column: str, reading: Reading) -> None:
    reading.problems.add(
        "guardian_relation_unknown",
        Source(row.source().file, row.source().sheet),
        column=row.table.headers.get(row.table.columns.get(column, -1), ""),
    )


def _several(row: Row, column: str, reading: Reading) -> list[Guardian]:
    """Read one cell with both parents: «Иванова Мария Петровна, +7 …; Иванов Пётр Ильич, +7 …»."""
    text = row.lines(column)
    pieces = [
        piece
        for piece in re.split(r"[;\n]|,(?=\s*[А-ЯЁ][а-яё-]+\s+[А-ЯЁ])|(?<=\d)\s+(?=[А-ЯЁ])", text)
        if piece.strip()
    ]
    phones = people.phones(row.value("parents_phone"))
    emails = re.findall(r"[\w.%+\-]+@[\w.\-]+", as_text(row.value("parents_email")))
    found: list[Guardian] = []
    for piece in pieces:
        relation = kin_of(piece) or kin_of(row.text("parents_relation")) or "parent"
        inner, mail = people.phones(piece), people.email(piece)
        words = re.sub(r"[\w.%+\-]+@[\w.\-]+|\+?[\d][\d\s()\-–]{5,}", " ", piece)
        for _, pattern in _KIN:
            words = re.sub(f"(?i){pattern}", " ", words)
        name = people.person_name(re.sub(r"(?i)\bтел\w*\.?|[:,]", " ", words))
        if name is None or not name.first:
            if re.search(r"[А-Яа-яЁё]{2}", words):
                reading.problems.add(
                    "value_unreadable", row.source(column), what="ФИО представителя", text=piece.strip()[:60]
                )
            elif inner and found and not found[-1].phone:
                found[-1] = Guardian(
                    found[-1].relation, found[-1].name, inner[0], found[-1].email, "", found[-1].source
                )
            continue
        place = len(found)
        found.append(
            Guardian(
                relation,
                name,
                inner[0] if inner else (phones[place] if place < len(phones) else ""),
                mail or (people.email(emails[place]) or "" if place < len(emails) else ""),
                "",
                row.source(column),
            )
        )
        if relation == "parent":
            _relation_unknown(row, column, reading)
    return found
