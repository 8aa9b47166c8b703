"""The bells: when lessons and pairs are, by weekdays, classes and dates."""

import datetime as dt
import re
from collections.abc import Iterable
from itertools import pairwise

from parta.kernel.text import normal

from ..dataset import BellPeriod, BellSchedule
from ..matrix import number_column
from ..problems import Source
from ..tables import Row, Table
from ..values import dates
from ..values.classes import Scope
from ..values.text import as_text, blank, building_word, lesson_number, line, whole
from .common import Reading, read_scope

_NO_LESSON = re.compile(r"перемен|обед|завтрак|пауз|прогул|динамич|полдник")


_BUILDING = re.compile(r"корпус\s*(?:№\s*)?[0-9А-ЯЁа-яё]{1,3}\b|\d+\s*корпус|здание на [\w.]+", re.IGNORECASE)


def read_bells(table: Table, reading: Reading) -> None:
    """Read a bell schedule with what its title says: weekdays, classes, dates."""
    groups: dict[tuple[str, str, str, str], list[BellPeriod]] = {}
    for row in table.data():
        if row.lone or _NO_LESSON.search(normal(row.text("number"))):
            continue
        if period := _bell(row, reading):
            where = (row.text("day"), row.text("class"), row.text("shift"), row.text("building"))
            groups.setdefault(where, []).append(period)
    paired = table.has("first_starts") or bool(re.search(r"\bпар[аы]", normal(table.headers[table.columns["number"]])))
    for (day, classes, shift, building), periods in groups.items():
        title = " · ".join(table.title_lines())
        said = {"day": day, "classes": classes, "shift": shift, "building": building}
        _hang(reading, title, periods, **said, paired=paired)


def read_bells_columns(table: Table, reading: Reading) -> None:
    """Read bells with a column of times for each kind of day, or for each shift: «Понедельник», «Вторник–пятница»."""
    grid = table.grid
    number_at = table.columns.get("number")
    if number_at is None:
        number_at = number_column(grid, table.header + table.depth, grid.height)
    title = " · ".join(table.title_lines())
    for column in table.matrix:
        periods = []
        for row in table.data():
            said, value = grid.text(row.index, number_at or 0), grid.value(row.index, column.column)
            number = lesson_number(said)
            if number is None or blank(value) or _NO_LESSON.search(normal(said)):
                continue
            source = grid.source(row.index, column.column)
            if period := _period(number, dates.times(as_text(value)), line(value), source, reading):
                periods.append(period)
        if periods:
            _hang(reading, f"{title} · {column.text}", periods, paired=bool(re.search(r"\bпар[аы]", normal(title))))


def bells_of_timetable(reading: Reading) -> None:
    """Hang up the bells that a timetable has beside its lessons, where there are no others and it never differs."""
    if reading.out.records.get("bells") or not reading.times or any(len(own) > 1 for own in reading.times.values()):
        return
    periods = [
        BellPeriod(number, starts, ends, (), None, source)
        for number, own in sorted(reading.times.items())
        for (starts, ends), source in own.items()
    ]
    source = periods[0].source
    reading.problems.add("bells_from_timetable", Source(source.file, source.sheet), count=len(periods))
    title = source.sheet
    reading.out.add("bells", BellSchedule(title, "lesson", (), Scope(), None, None, tuple(periods), source))


def _hang(
    reading: Reading,
    title: str,
    periods: list[BellPeriod],
    *,
    day: str = "",
    classes: str = "",
    shift: str = "",
    building: str = "",
    paired: bool,
) -> None:
    weekdays = dates.weekdays(day) if day else dates.weekdays(title)
    # What stands in brackets is mostly a remark («35 минут»), except where it names classes.
    bare = re.sub(r"\((?![^)]*класс)[^)]*\)", " ", title)
    scope = read_scope(classes) if classes else _scope_of(bare.split(" · "))
    span = dates.month_span(title, reading.year)
    if span is None and len(found := dates.dates(title, reading.year)) == 2:
        span = (found[0], found[1])
    for one, following in pairwise(periods):
        if following.starts < one.ends:
            reading.problems.add("bells_overlap", following.source, number=following.number, title=title)
    named = scope.grades or scope.classes
    reading.out.add(
        "bells",
        BellSchedule(
            title,
            "pair" if paired else "lesson",
            tuple(sorted(weekdays)),
            Scope(scope.grades, scope.classes, scope.words) if named else Scope(),
            span[0] if span else None,
            span[1] if span else None,
            tuple(periods),
            periods[0].source,
            shift_named(shift, alone=True) if shift else shift_named(title),
            building_word(building) or building_named(title),
        ),
    )


def shift_named(text: str, *, alone: bool = False) -> int | None:
    """Give the shift that a column or a title names: «2», «II смена», «вторая смена»; None where none is named."""
    words = normal(text)
    for number, names in enumerate((r"1|i|перв\w*", r"2|ii|втор\w*", r"3|iii|трет\w*"), 1):
        said = rf"\b(?:{names})(?:-?я)?\b" + ("" if alone else r"\s*смен")
        if re.search(said, words):
            return number
    return None


def building_named(title: str) -> str:
    """Give the building that the nearest title names: «корпус 2», «2 корпус», «здание на Лесной»."""
    for one in reversed(title.split(" · ")):
        if found := _BUILDING.search(one):
            return building_word(" ".join(found[0].split()))
    return ""


def _scope_of(titles: Iterable[str]) -> Scope:
    """Give the scope that the nearest title names."""
    found = [one for title in titles if not (one := read_scope(title)).everybody]
    return found[-1] if found else Scope()


def _bell(row: Row, reading: Reading) -> BellPeriod | None:
    number = lesson_number(row.value("number"))
    if number is None:
        if row.text("starts") or row.text("time"):
            reading.problems.add("value_unreadable", row.source("number"), what="номер урока", text=row.text("number"))
        return None
    if row.table.has("first_starts"):
        marks = [dates.time(row.value(name)) for name in ("first_starts", "first_ends", "second_starts", "second_ends")]
    elif row.table.has("starts"):
        marks = [dates.time(row.value("starts")), dates.time(row.value("ends"))]
    else:
        marks = list(dates.times(row.lines("time")))
    text = f"{row.text('starts') or row.text('time')} {row.text('ends')}".strip()
    source = row.source("starts" if row.table.has("starts") else "time")
    pause = whole(row.value("break"))
    return _period(number, [mark for mark in marks if mark], text, source, reading, pause)


def _period(
    number: int, marks: list[dt.time], text: str, source: Source, reading: Reading, pause: int | None = None
) -> BellPeriod | None:
    if len(marks) < 2 or marks[-1] <= marks[0]:
        reading.problems.add("value_unreadable", source, what="время урока", text=text)
        return None
    hours = ((marks[0], marks[1]), (marks[2], marks[3])) if len(marks) == 4 else ()
    return BellPeriod(number, marks[0], marks[-1], hours, pause, source)
