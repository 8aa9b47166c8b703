"""The load: who teaches what to whom, subgroups, practice."""

import re

from ..cells import INDEX
from ..dataset import (
    LoadLine,
    OtherLoad,
    Practice,
    SubgroupMember,
)
from ..tables import Row, Table
from ..values import dates
from ..values.classes import class_list, class_name, find_class
from ..values.text import blank, number
from .common import (
    Carried,
    Reading,
    emptied,
    read_class,
    read_date,
    read_hours,
    read_name,
    read_scope,
    split_subgroup,
    title_class,
)


def read_load(table: Table, reading: Reading) -> None:
    """Read the distribution of the load: a list, or teachers by classes."""
    carried = Carried(reading, "teacher", "subject") if table.matrix else Carried(reading, "teacher")
    for row in table.data():
        if row.lone:
            text = row.first
            if not re.search(r"\d", text):
                carried.set("teacher", text)
            continue
        words = carried.read(row)
        subject = words.get("subject") or row.text("subject")
        index = row.text("index")
        if not index and (match := INDEX.match(subject)):
            index, subject = match[1], subject[match.end() :].strip()
        said = "" if blank(row.value("subgroup")) else row.text("subgroup")
        subject, subgroup = split_subgroup(subject, said)
        if not words["teacher"] or not subject:
            if subject and (row.text("class") or table.matrix):
                reading.problems.add("teacher_absent", row.source("subject"), subject=subject, where=row.text("class"))
            else:
                continue
        if table.matrix and not table.has("class"):
            for column in table.matrix:
                hours = number(table.grid.value(row.index, column.column))
                if hours:
                    source = table.grid.source(row.index, column.column)
                    reading.out.add(
                        "load",
                        LoadLine(
                            words["teacher"],
                            subject,
                            column.value,
                            subgroup,
                            hours,
                            None,
                            index,
                            source,
                        ),
                    )
            continue
        names = _load_classes(row, reading)
        if not names:
            reading.problems.add("class_unreadable", row.source("class"), text=row.text("class"))
        if len(names) > 1:
            reading.problems.add("several_classes", row.source("class"), classes=names)
        for name in names:
            reading.out.add(
                "load",
                LoadLine(
                    words["teacher"],
                    subject,
                    name,
                    subgroup,
                    read_hours(row, "hours", reading, highest=60),
                    read_hours(row, "term_hours", reading),
                    index,
                    row.source(),
                ),
            )


def _load_classes(row: Row, reading: Reading) -> list[str]:
    single = read_class(row)
    text = row.text("class")
    if single and not re.search(r"[,;+]|\sи\s|^\d{1,2}\s*[-–—]\s*\d{1,2}", text):
        return [single]
    return class_list(row.value("class"), bare=True) or ([single] if single else [])


def read_subgroups(table: Table, reading: Reading) -> None:
    """Read the lists of subgroups."""
    carried = Carried(reading, "class", "subject", "subgroup", "teacher")
    where = title_class(table)
    for row in table.data():
        if row.lone:
            where = find_class(row.first) or where
            continue
        words = carried.read(row)
        if not row.text("fio") and not row.text("last"):
            continue
        name = read_name(row, reading)
        found = (
            class_name(words["class"], codes=True)
            or find_class(words["class"])
            or (read_class(row) if row.text("class") else None)
            or where
        )
        if name is None:
            continue
        if not found:
            reading.problems.add(
                "class_unreadable" if words["class"] else "value_missing",
                row.source("class"),
                **({"text": words["class"]} if words["class"] else {"what": "класс", "who": name.full}),
            )
            continue
        if not words["subgroup"]:
            reading.problems.add("value_missing", row.source("subgroup"), what="подгруппа", who=name.full)
            continue
        reading.out.add(
            "subgroups",
            SubgroupMember(found, words["subject"], words["subgroup"], words["teacher"], name.full, row.source()),
        )


def read_other_load(table: Table, reading: Reading) -> None:
    """Read clubs, home schooling, extended-day groups of the load."""
    carried = Carried(reading, "teacher")
    for row in table.data():
        teacher = carried.read(row)["teacher"]
        if not teacher or not row.text("course") or row.lone:
            continue
        words = row.lines("class")
        pupil = re.search(r"([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+)", words)
        reading.out.add(
            "other_load",
            OtherLoad(
                teacher,
                row.text("kind"),
                row.text("course"),
                read_scope(words),
                pupil[1] if pupil else "",
                read_hours(row, "hours", reading, highest=60),
                row.source(),
            ),
        )


def read_practice(table: Table, reading: Reading) -> None:
    """Read the schedule of practices."""
    for row in table.data():
        if row.lone:
            continue
        group = read_class(row)
        if not group:
            if row.text("class"):
                reading.problems.add("class_unreadable", row.source("class"), text=row.text("class"))
            continue
        if table.has("starts"):
            starts, ends = (
                read_date(row, "starts", reading, what="начало практики"),
                read_date(row, "ends", reading, what="окончание практики"),
            )
        else:
            span = dates.date_range(row.text("dates"), reading.year)
            starts, ends = span or (None, None)
        if not starts or not ends:
            reading.problems.add(
                "value_missing", row.source("starts"), what="дата начала и окончания", who=f"{group} {row.text('name')}"
            )
            continue
        if ends < starts:
            reading.problems.add(
                "dates_reversed", row.source("ends"), starts=starts.strftime("%d.%m.%Y"), ends=ends.strftime("%d.%m.%Y")
            )
            continue
        if reading.within_year(starts, row.source("starts")) and reading.within_year(ends, row.source("ends")):
            reading.out.add(
                "practices",
                Practice(
                    group,
                    row.text("index"),
                    row.text("name"),
                    row.text("kind"),
                    starts,
                    ends,
                    read_hours(row, "hours", reading),
                    row.text("place"),
                    row.text("leader"),
                    row.source(),
                    emptied(row, {name: name for name in ("hours", "place", "leader")}),
                ),
            )
