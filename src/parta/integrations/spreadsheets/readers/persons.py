"""People: the staff, the pupils with their parents, the movement."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from parta.kernel.text import normal

from ..dataset import Employee, Group, Movement, Pupil, SubgroupMember
from ..problems import Source
from ..tables import Row, Table
from ..values import dates, people
from ..values.classes import class_list, class_name, find_class
from ..values.people import PersonName, sex_of
from ..values.text import blank, number, ordinal, yes
from ..values.training import training_lines
from .common import (
    Reading,
    emptied,
    meta,
    meta_value,
    read_class,
    read_date,
    read_email,
    read_name,
    read_phone,
    read_snils,
    split_list,
    title_class,
)
from .guardians import read_guardians

_CARD = (
    "citizenship",
    "identity_series",
    "identity_number",
    "identity_by",
    "programme_words",
    "language",
    "transport",
)
_MOST_RATES = 3
_OF_STAFF = {
    "patronymic": "middle",
    "birth_date": "birth",
    "snils": "snils",
    "phone": "phone",
    "email": "email",
    "post": "position",
    "subjects": "subjects",
    "category": "category",
    "attested_on": "attested",
    "education": "education",
    "qualification": "qualification",
    "hired_order_no": "order_no",
    "hired_on": "order_date",
}
_OF_PUPILS = {
    "patronymic": "middle",
    "birth_date": "birth",
    "snils": "snils",
    "phone": "phone",
    "email": "email",
    "address": "address",
    "notes": "notes",
    "extended_day": "gpd",
    "paper_only": "refusal",
    "funding": "basis",
    "order_no": "enrol_order",
    "given_on": "consent_date",
    "registered_address": "registered",
    **{name: name for name in (*_CARD, "identity_on", *people.CARD_WORDS)},
}
_OF_MOVEMENT = {"order_no": "order", "place": "place", "ground": "ground"}


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
                education="" if blank(row.value("education")) else row.text("education"),
                qualification="" if blank(row.value("qualification")) else row.text("qualification"),
                courses=() if blank(row.value("courses")) else training_lines(row.lines("courses")),
                phone=read_phone(row, "phone", reading),
                email=read_email(row, "email", reading),
                order_number=order,
                order_date=order_date,
                homeroom=()
                if blank(head)
                else tuple(class_list(row.value("head"), bare=True)) or tuple(filter(None, [read_class(row, "head")])),
                sex=sex_of(row.value("sex")),
                rate=_rate(row, reading),
                source=row.source(),
                emptied=emptied(row, _OF_STAFF),
            ),
        )


def _rate(row: Row, reading: Reading) -> Decimal | None:
    value = row.value("rate")
    found = number(value)
    if blank(value) or (found is not None and 0 < found <= _MOST_RATES):
        return Decimal(f"{found:.2f}") if found else None
    what = "число ставок, больше нуля и до трёх"
    reading.problems.add("value_unreadable", row.source("rate"), what=what, text=row.text("rate")[:60])
    return None


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
    """Read a list of pupils; the class may stand in a column, in two, in a heading or in a title.

    A list without any class (of parents, of addresses) is kept: its pupils are found by name among the other lists.
    """
    heading = title_class(table)
    head = meta_value(meta(table), "классный руководитель", "кл. руководитель", "куратор", "классный рук")
    if heading and head:
        reading.out.add("groups", Group(heading, head=head, source=table.source))
    carried = ""
    single = not table.has("class", "grade")
    for row in table.data():
        if leader := _leader(row):
            if heading and not head:
                reading.out.add("groups", Group(heading, head=leader, source=row.source()))
            continue
        if _is_heading(row):
            heading, carried, head = (
                class_name(row.first, codes=True) or find_class(row.first, bare=True) or heading,
                "",
                "",
            )
            continue
        if not row.text("last") and not row.text("fio"):
            if row.text("birth") or row.text("file_no") or row.text("snils"):
                where = row.source("last" if table.has("last") else "fio")
                reading.problems.add("value_missing", where, what="фамилия, имя, отчество", who=row.first)
            continue
        name = read_name(row, reading)
        if name is None:
            continue
        found = read_class(row) if not single else heading
        if found is None and not single:
            if row.text("class"):
                reading.problems.add("class_unreadable", row.source("class"), text=row.text("class"))
                continue
            found = carried or heading
            if found and carried:
                reading.problems.add("taken_from_above", Source(table.grid.file, table.grid.sheet), column="class")
        carried = found or ""
        reading.out.add("pupils", _pupil(row, reading, carried, name))
        _subgroups(row, reading, carried, name)


def _leader(row: Row) -> str:
    """Give the homeroom teacher whom a row under a list names: «Кл. руководитель: Осипова Н. И.»."""
    words = " ".join(row.table.grid.text(row.index, column) for column in row.used)
    match = re.match(
        r"(?i)\s*(?:классн\w*|кл)\.?\s*рук\w*\.?\s*[:–—-]?\s*(.*)$|\s*куратор\s*(?:группы)?\s*[:–—-]\s*(.*)$", words
    )
    if not match or len(row.used) > 3:
        return ""
    name = people.person_name(re.sub(r"[_/]+", " ", match[1] or match[2] or "").strip())
    return name.full if name else "—"


def _is_heading(row: Row) -> bool:
    person = (
        row.table.columns.get("fio", -1) == row.used[0]
        and people.looks_like_person(row.first)
        and not find_class(row.first, bare=True)
    )
    return row.lone and not person


def _subgroups(row: Row, reading: Reading, where: str, name: PersonName) -> None:
    """Take the subgroups that columns of a list of pupils name: «Подгр. (ин. яз.)» with 1 or 2 under it."""
    for field in ("subgroup", "subgroup_2", "subgroup_3"):
        value = row.value(field)
        if blank(value) or not where:
            continue
        head = row.table.headers[row.table.columns[field]]
        subject = re.sub(r"(?i)п/?\s?г\w*|подгр\w*\.?|группа|[()№:]", " ", head).strip(" .,-")
        if subject:
            member = SubgroupMember(where, subject, row.text(field), "", name.full, row.source(field))
            reading.out.add("subgroups", member)
        else:
            source = Source(row.table.grid.file, row.table.grid.sheet)
            reading.problems.add("subgroup_of_what", source, column=head)


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
        guardians=tuple(read_guardians(row, reading, name)),
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
        **_card(row, reading),
        source=row.source(),
        emptied=emptied(row, _OF_PUPILS),
    )


def _card(row: Row, reading: Reading) -> dict[str, Any]:
    """Read the rest of a card: columns that most lists do not have."""
    return {
        **{name: "" if blank(row.value(name)) else row.text(name) for name in _CARD},
        "registered_address": row.text("registered"),
        "identity_on": read_date(row, "identity_on", reading, what="дата выдачи документа", low=1950),
        **{name: _coded(row, name, reading) for name in people.CARD_WORDS},
    }


def _coded(row: Row, name: str, reading: Reading) -> str:
    text = "" if blank(row.value(name)) else row.text(name)
    found = people.card_code(name, text)
    if found is None:
        what = row.table.headers[row.table.columns[name]]
        reading.problems.add("value_unreadable", row.source(name), what=what, text=text[:60])
    return found or ""


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


def read_movement(table: Table, reading: Reading) -> None:
    """Read arrivals and departures; the kind may stand in a title («Прибыли», «Выбыли») or over a date of its own."""
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
        kinds = [kind for kind in ("arrived", "left") if not blank(row.value(kind))]
        if kinds:
            for kind in kinds:
                _movement(row, reading, name, kind, kind)
            continue
        kind = movement_kind(row.text("kind")) or movement_kind(section)
        if not kind:
            reading.problems.add(
                "value_missing", row.source("kind"), what="вид движения (прибыл или выбыл)", who=name.full
            )
            continue
        _movement(row, reading, name, kind, "date" if table.has("date") else "order_date")


def _movement(row: Row, reading: Reading, name: PersonName, kind: str, field: str) -> None:
    day = read_date(row, field, reading, what="дата")
    if day is None:
        reading.problems.add("value_missing", row.source(field), what="дата", who=name.full)
        return
    place = row.text("place") or row.text("place_to" if kind == "left" else "place_from")
    birth = read_date(row, "birth", reading, what="дата рождения", low=1950)
    reading.out.add(
        "movements",
        Movement(
            kind,
            day,
            read_class(row) or "",
            name,
            birth,
            row.text("order"),
            place,
            row.text("ground"),
            row.source(),
            emptied(row, _OF_MOVEMENT),
        ),
    )


def movement_kind(text: str) -> str:
    """Read «прибыл», «зачислена», «выбыл», «отчислен», «переведён» as arrived, left or moved."""
    words = normal(text)
    arrived, left = bool(re.search(r"прибы|зачисл|принят", words)), bool(re.search(r"выбы|отчисл|убыл", words))
    if arrived != left:
        return "arrived" if arrived else "left"
    return "moved" if re.search(r"перевед|перевод", words) else ""
