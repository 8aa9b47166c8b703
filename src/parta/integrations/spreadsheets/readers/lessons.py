"""When lessons are: wall sheets, lists, sessions, activities by time, abbreviations."""

import datetime as dt

from ..dataset import Abbreviation, Activity, DatedLesson, SingleLesson, TimetableEntry
from ..tables import Row, Table
from ..values import dates
from ..values.classes import Scope, class_list, class_name
from ..values.people import name_key
from ..values.text import blank, lesson_number, yes
from .common import Carried, Reading, read_class, read_name, read_scope, room_words, split_subgroup, title_class
from .study import pupil_of_title
from .wall import parity_of, valid_from


def read_timetable_list(table: Table, reading: Reading) -> None:
    """Read a timetable written as a list; the day or the class may stand above it."""
    carried = Carried(reading, "day", "class")
    titles = table.title_lines()
    title = f"{table.title()} {table.grid.sheet}"
    day_above = next((day for text in reversed(titles) if (day := dates.weekday(text)) is not None), None)
    class_above = None if table.has("class", "grade") else title_class(table)
    since = valid_from(title, reading.year)
    for row in table.data():
        if row.lone:
            day_above = dates.weekday(row.first) if dates.weekday(row.first) is not None else day_above
            continue
        words = carried.read(row)
        subject = row.text("subject")
        if not subject:
            continue
        day = dates.weekday(words["day"]) if words["day"] else day_above
        number = lesson_number(row.value("number"))
        if day is None or number is None:
            reading.problems.add(
                "value_missing",
                row.source("day" if day is None else "number"),
                what="день недели" if day is None else "номер урока",
                who=subject,
            )
            continue
        reading.note_time(number, row.value("time"), row.source("time"))
        classes = class_list(words["class"]) or [name for name in [_class_of(row, words) or class_above] if name]
        if not classes:
            reading.problems.add("class_unreadable", row.source("class"), text=words["class"])
        subject, subgroup = split_subgroup(subject, "" if blank(row.value("subgroup")) else row.text("subgroup"))
        for name in classes:
            reading.out.add(
                "timetable",
                TimetableEntry(
                    name,
                    day,
                    number,
                    subject,
                    parity_of(row.text("parity")) or parity_of(title),
                    subgroup,
                    row.text("teacher"),
                    room_words(row.value("room")),
                    row.text("index"),
                    since,
                    row.source(),
                ),
            )


def _class_of(row: Row, words: dict[str, str]) -> str | None:
    return class_name(words["class"], codes=True) or read_class(row)


def _times(row: Row, reading: Reading) -> tuple[dt.time | None, dt.time | None]:
    if row.table.has("starts"):
        return dates.time(row.value("starts")), dates.time(row.value("ends"))
    found = (
        dates.times(row.lines("time"))
        if isinstance(row.value("time"), str)
        else [one for one in [dates.time(row.value("time"))] if one]
    )
    if not found and row.text("time"):
        reading.problems.add("value_unreadable", row.source("time"), what="время", text=row.text("time")[:40])
    return (found[0] if found else None), (found[-1] if len(found) > 1 else None)


def read_extra_times(table: Table, reading: Reading) -> None:
    """Read the timetable of extracurricular activity, of electives and consultations."""
    carried = Carried(reading, "day")
    for row in table.data():
        # a course without times is a line without any: nothing of it is taken from above
        timed = any(row.text(one) for one in ("day", "time", "starts", "ends"))
        day = carried.read(row)["day"] if timed else ""
        if not row.text("name") or row.lone:
            continue
        starts, ends = _times(row, reading)
        reading.out.add(
            "activities",
            Activity(
                _joint_kind(row.text("kind")),
                row.text("name"),
                tuple(sorted(dates.weekdays(day))),
                starts,
                ends,
                read_scope(row.lines("class")),
                "",
                row.text("teacher"),
                room_words(row.value("room")),
                row.source(),
                yes(row.text("marks")) is True,
            ),
        )


def _joint_kind(words: str) -> str:
    """Tell the kind of a journal of several classes by its words; without any it is extracurricular activity."""
    said = name_key(words)
    if "консультац" in said:
        return "consultation"
    return "elective" if any(part in said for part in ("электив", "факультатив")) else "extracurricular"


def read_home_times(table: Table, reading: Reading) -> None:
    """Read the timetable of a pupil taught at home."""
    carried = Carried(reading, "day")
    pupil, where = pupil_of_title(table), title_class(table) or ""
    for row in table.data():
        day = carried.read(row)["day"]
        if not row.text("subject") or row.lone:
            continue
        starts, ends = _times(row, reading)
        name = pupil
        if table.has("fio") and row.text("fio"):
            found = read_name(row, reading)
            name = found.full if found else pupil
        place = read_class(row) or where if table.has("class") else where
        reading.out.add(
            "activities",
            Activity(
                "home",
                row.text("subject"),
                tuple(sorted(dates.weekdays(day))),
                starts,
                ends,
                Scope(classes=(place,) if place else (), words=place),
                name,
                row.text("teacher"),
                room_words(row.value("room")),
                row.source(),
            ),
        )


def read_extended_day(table: Table, reading: Reading) -> None:
    """Read the hours of extended-day groups."""
    for row in table.data():
        if not row.text("group") or row.lone:
            continue
        starts, ends = _times(row, reading)
        reading.out.add(
            "activities",
            Activity(
                "extended_day",
                row.text("group"),
                tuple(sorted(dates.weekdays(row.text("day")))) or (0, 1, 2, 3, 4),
                starts,
                ends,
                read_scope(row.lines("class")),
                "",
                row.text("teacher"),
                room_words(row.value("room")),
                row.source(),
            ),
        )


def read_dated(table: Table, reading: Reading) -> None:
    """Read lessons given by date: a session of a part-time group."""
    carried = Carried(reading, "date", "class")
    where = title_class(table)
    for row in table.data():
        words = carried.read(row)
        subject = row.text("subject")
        if not subject or row.lone:
            continue
        value = row.value("date")
        day = dates.date(value if value != "" else words["date"], reading.year)
        number = lesson_number(row.value("number"))
        name = class_name(words["class"], codes=True) or where
        if day is None or number is None or not name:
            reading.problems.add("value_missing", row.source("date"), what="дата, номер пары и группа", who=subject)
            continue
        if row.text("day") and (said := dates.weekday(row.text("day"))) is not None and said != day.weekday():
            reading.problems.add(
                "value_unreadable", row.source("day"), what="день недели (не совпадает с датой)", text=row.text("day")
            )
        if reading.within_year(day, row.source("date")):
            reading.out.add(
                "dated_lessons",
                DatedLesson(
                    day,
                    number,
                    name,
                    row.text("index"),
                    subject,
                    row.text("subgroup"),
                    row.text("teacher"),
                    room_words(row.value("room")),
                    row.source(),
                ),
            )


def read_singles(table: Table, reading: Reading) -> None:
    """Read lessons on days of their own: consultations, extra lessons, meetings of clubs."""
    for row in table.data():
        subject = row.text("subject")
        if not subject or row.lone:
            continue
        day = dates.date(row.value("date"), reading.year)
        number = lesson_number(row.value("number"))
        starts, ends = _times(row, reading) if number is None else (None, None)
        if day is None or (number is None and (starts is None or ends is None or ends <= starts)):
            what = "дата" if day is None else "номер урока или начало и окончание"
            reading.problems.add(
                "value_missing", row.source("date" if day is None else "number"), what=what, who=subject
            )
            continue
        subject, subgroup = split_subgroup(subject, "" if blank(row.value("subgroup")) else row.text("subgroup"))
        if reading.within_year(day, row.source("date")):
            room = room_words(row.value("room"))
            lesson = SingleLesson(
                day, number, starts, ends, row.text("class"), subject, subgroup, row.text("teacher"), room, row.source()
            )
            reading.out.add("single_lessons", lesson)


def read_abbreviations(table: Table, reading: Reading) -> None:
    """Read the short subject names of the timetable."""
    for row in table.data():
        if row.text("short") and row.text("full"):
            reading.out.add("abbreviations", Abbreviation(row.text("short"), row.text("full"), row.source()))
