"""People: the staff, the pupils with their parents, the movement."""

import datetime as dt
import re
from typing import Any

from parta.kernel.text import normal

from ..dataset import Employee, Group, Guardian, Movement, Pupil
from ..problems import Source
from ..tables import Row, Table
from ..values import dates, people
from ..values.classes import class_list, find_class
from ..values.people import PersonName, sex_of
from ..values.text import as_text, blank, ordinal, yes
from .common import (
    Reading,
    meta,
    meta_value,
    read_class,
    read_date,
    read_email,
    read_name,
    read_phone,
    read_scope,
    read_snils,
    split_list,
    title_class,
)

_KIN = (
    ("mother", r"\b(мать|мама|матери)\b"),
    ("father", r"\b(отец|папа|отца)\b"),
    (
        "other",
        r"\b(опекун\w*|попечител\w*|бабушк\w*|дедушк\w*|т[её]т\w+|дяд\w+|сестр\w+|брат\w*"
        r"|мачеха|отчим|прием\w+ (?:мать|отец|родител\w*)|представител\w*)\b",
    ),
)


def read_staff(table: Table, reading: Reading) -> None:
    """Read the list of employees."""
    for row in table.data():
        if row.lone:
            continue
        if not row.text("last") and not row.text("fio"):
            if row.text("tabno") or row.text("snils"):
                reading.problems.add(
                    "value_missing",
                    row.source("last" if table.has("last") else "fio"),
                    what="фамилия, имя, отчество",
                    who=row.text("position") or row.first,
                )
            continue
        name = read_name(row, reading)
        if name is None:
            continue
        order, order_date = _order(row, "order_no", "order_date", reading, name)
        head = row.text("head")
        reading.out.add(
            "staff",
            Employee(
                number=row.text("tabno"),
                name=name,
                birth_date=read_date(row, "birth", reading, what="дата рождения", high=_adult(reading)),
                snils=read_snils(row, "snils", reading, who=name.full),
                positions=split_list(row.lines("position")),
                subjects=split_list(row.lines("subjects")) if not blank(row.value("subjects")) else (),
                category="" if blank(row.value("category")) else row.text("category"),
                attested=read_date(row, "attested", reading, what="дата аттестации"),
                courses=row.text("courses"),
                phone=read_phone(row, "phone", reading),
                email=read_email(row, "email", reading),
                order_number=order,
                order_date=order_date,
                homeroom=()
                if blank(head)
                else tuple(class_list(head)) or tuple(filter(None, [read_class(row, "head")])),
                sex=sex_of(row.value("sex")),
                source=row.source(),
            ),
        )


def _adult(reading: Reading) -> int:
    return (reading.year or 2100) - 14


def _order(row: Row, number: str, day: str, reading: Reading, name: PersonName) -> tuple[str, dt.date | None]:
    text = row.text(number)
    moment = read_date(row, day, reading, what="дата приказа")
    if text and moment is None and not row.table.has(day):
        moment = dates.date(text)
        text = re.sub(r"(?:от|,)?\s*\d{1,2}\.\d{1,2}\.\d{2,4}\s*(?:г\.?)?", "", text).strip(" ,;")
    return ("" if blank(text) else re.sub(r"^(приказ\s*)?№\s*", "", text, flags=re.IGNORECASE)), moment


def read_pupils(table: Table, reading: Reading) -> None:
    """Read a list of pupils; the class may stand in a column, in two, in a heading or in a title."""
    heading = title_class(table)
    head = meta_value(meta(table), "классный руководитель", "кл. руководитель", "куратор", "классный рук")
    if heading and head:
        reading.out.add("groups", Group(heading, head=head, source=table.source))
    carried = ""
    single = not table.has("class", "grade")
    for row in table.data():
        if row.lone and not (
            table.columns.get("fio", -1) == row.used[0]
            and people.looks_like_person(row.first)
            and not find_class(row.first)
        ):
            heading = read_scope(row.first).classes[0] if read_scope(row.first).classes else heading
            carried = ""
            continue
        if not row.text("last") and not row.text("fio"):
            if row.text("birth") or row.text("file_no") or row.text("snils"):
                reading.problems.add(
                    "value_missing",
                    row.source("last" if table.has("last") else "fio"),
                    what="фамилия, имя, отчество",
                    who=row.first,
                )
            continue
        name = read_name(row, reading)
        if name is None:
            continue
        found = read_class(row) if not single else heading
        if found is None and table.has("class", "grade"):
            if row.text("class"):
                reading.problems.add("class_unreadable", row.source("class"), text=row.text("class"))
                continue
            found = carried or heading
            if found and carried:
                reading.problems.add("taken_from_above", Source(table.grid.file, table.grid.sheet), column="class")
        if found is None:
            reading.problems.add("value_missing", row.source("class"), what="класс", who=name.full)
            continue
        carried = found
        reading.out.add("pupils", _pupil(row, reading, found, name))


def _pupil(row: Row, reading: Reading, class_name: str, name: PersonName) -> Pupil:
    notes = "" if blank(row.value("notes")) else row.text("notes")
    refusal = row.text("refusal")
    order, enrolled = _order(row, "enrol_order", "enrol_date", reading, name)
    if not name.first:
        reading.problems.add(
            "value_missing", row.source("fio" if not row.text("last") else "first"), what="имя", who=name.full
        )
    return Pupil(
        class_name=class_name,
        name=name,
        file_number="" if blank(row.value("file_no")) else row.text("file_no"),
        birth_date=read_date(row, "birth", reading, what="дата рождения", low=1950, high=(reading.year or 2099) - 4),
        sex=sex_of(row.value("sex")),
        snils=read_snils(row, "snils", reading, who=name.full),
        address=row.text("address"),
        phone=read_phone(row, "phone", reading),
        email=read_email(row, "email", reading),
        guardians=tuple(_guardians(row, reading, name)),
        consent=_yes(row, "consent", reading),
        consent_date=_consent_date(row, reading),
        diary_refused=bool(refusal) and yes(refusal) is not False,
        diary_refused_words="" if blank(refusal) else refusal,
        notes=notes,
        **_notes(notes, row, reading),
        enrolled=enrolled,
        enrol_order=order,
        extended_day="" if blank(row.value("gpd")) else row.text("gpd"),
        programme_code=row.text("code"),
        study_year=ordinal(row.text("course")) if row.text("course") else None,
        form=row.text("form"),
        basis=row.text("basis"),
        of_age=_yes(row, "of_age", reading),
        source=row.source(),
    )


def _yes(row: Row, name: str, reading: Reading) -> bool | None:
    text = row.text(name)
    found = yes(row.value(name))
    if text and found is None and not dates.dates(text):
        reading.problems.add("value_unreadable", row.source(name), what="да или нет", text=text[:60])
    return True if found is None and dates.dates(text) else found


def _consent_date(row: Row, reading: Reading) -> dt.date | None:
    if row.table.has("consent_date"):
        return read_date(row, "consent_date", reading, what="дата согласия")
    return dates.date(row.value("consent"))


def _notes(text: str, row: Row, reading: Reading) -> dict[str, Any]:
    words = normal(text)
    exempt = None
    match = re.search(r"освобожд\w*[^;]*?физ\w*[^;]*?(?:по|до)\s+([\d.]{6,10}|\d{1,2}\s+\w+\s+\d{4})", words)
    if match:
        exempt = dates.date(match[1], reading.year)
    adapted = re.search(r"(?i)\b(АООП[^;]*|АОП\b[^;]*|адаптированн[^;]*)", text)
    return {
        "home_schooled": bool(re.search(r"надомн|на дому", words)),
        "pe_exempt_until": exempt,
        "pe_group": "special"
        if re.search(r"специальн\w* (мед\w* )?групп|\bсмг\b", words)
        else "preparatory"
        if "подготовительн" in words
        else "",
        "adapted_programme": adapted[1].strip() if adapted else "",
    }


def _guardians(row: Row, reading: Reading, child: PersonName) -> list[Guardian]:
    found: list[Guardian] = []
    for relation in ("mother", "father", "other"):
        text = row.text(f"{relation}_name")
        if blank(text):
            if row.text(f"{relation}_phone") and not blank(row.value(f"{relation}_phone")):
                reading.problems.add(
                    "value_missing", row.source(f"{relation}_phone"), what="ФИО представителя", who=child.full
                )
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
        found.append(
            Guardian(
                relation,
                name,
                phone,
                read_email(row, f"{relation}_email", reading),
                document,
                row.source(f"{relation}_name"),
            )
        )
    if row.text("parents_name") and not blank(row.value("parents_name")):
        found += _several(row, "parents_name", reading)
    return found


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
        relation = next((kin for kin, pattern in _KIN if re.search(pattern, normal(piece))), "parent")
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
            reading.problems.add(
                "guardian_relation_unknown",
                Source(row.source().file, row.source().sheet),
                column=row.table.headers.get(row.table.columns.get(column, -1), ""),
            )
    return found


def read_movement(table: Table, reading: Reading) -> None:
    """Read arrivals and departures; the kind may stand in a title («Прибыли», «Выбыли»)."""
    section = " ".join([*table.title_lines()[-1:], table.grid.sheet])
    for row in table.data():
        if row.lone:
            section = row.first
            continue
        if not row.text("fio") and not row.text("last"):
            continue
        name = read_name(row, reading)
        if name is None:
            continue
        kind = movement_kind(row.text("kind")) or movement_kind(section)
        if not kind:
            reading.problems.add(
                "value_missing", row.source("kind"), what="вид движения (прибыл или выбыл)", who=name.full
            )
            continue
        day = read_date(row, "date" if table.has("date") else "order_date", reading, what="дата")
        if day is None:
            reading.problems.add("value_missing", row.source("date"), what="дата", who=name.full)
            continue
        reading.out.add(
            "movements",
            Movement(
                kind,
                day,
                read_class(row) or "",
                name,
                read_date(row, "birth", reading, what="дата рождения", low=1950),
                row.text("order"),
                row.text("place"),
                row.text("ground"),
                row.source(),
            ),
        )


def movement_kind(text: str) -> str:
    """Read «прибыл», «зачислена», «выбыл», «отчислен», «переведён» as arrived, left or moved."""
    words = normal(text)
    arrived, left = bool(re.search(r"прибы|зачисл|принят", words)), bool(re.search(r"выбы|отчисл|убыл", words))
    if arrived != left:
        return "arrived" if arrived else "left"
    return "moved" if re.search(r"перевед|перевод", words) else ""
