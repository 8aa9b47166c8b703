"""The year: terms, vacations, holidays and moved days."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from parta.kernel.text import normal

from ..dataset import CalendarSpan, Term
from ..problems import Source
from ..tables import Row, Table
from ..values import dates
from ..values.classes import Scope
from ..values.text import blank, line, ordinal
from .common import Reading, read_date, read_scope

Span = tuple[dt.date, dt.date]
_TERMS = (
    ("quarter", r"четверт"),
    ("trimester", r"триместр"),
    ("half_year", r"полугод"),
    ("semester", r"семестр"),
    ("module", r"модул"),
)


_STORED = {"holiday": "holiday", "day_off": "day_off", "working_day": "working", "follows_weekday": "as_weekday"}


@dataclass(frozen=True, slots=True)
class _Line:
    """What one line says of some days, apart from the days themselves."""

    period: str
    kind: str
    vacation: str
    note: str
    source: Source
    head: str = ""
    note_source: Source | None = None

    @property
    def words(self) -> str:
        """Everything that may tell what days they are."""
        return normal(f"{self.kind} {self.vacation} {self.period}")

    @property
    def label(self) -> str:
        """How the days are called."""
        return self.kind or self.vacation or self.period


def read_calendar(table: Table, reading: Reading) -> None:
    """Read terms, vacations, holidays and moved days, in three tables or in one."""
    section = normal(table.title_lines()[-1]) if table.titles else ""
    head = normal(table.headers.get(table.columns.get("period", -1), ""))
    last_scope = ""
    for row in table.data():
        if row.lone:
            section = normal(row.first)
            _sentence(row.first, row.source(), reading)
            continue
        span = _span(row, reading)
        if span is None:
            continue
        words = row.text("class")
        if not words and table.has("class") and last_scope and "праздн" not in normal(row.text("kind")):
            words = last_scope
        last_scope = words
        scope = read_scope(words) if words else _title_scope(section)
        period, kind, vacation, note = (row.text(name) for name in ("period", "kind", "vacation", "note"))
        said = _Line(period, kind, vacation, note, row.source(), head, row.source("note"))
        _keep(said, reading, scope, span, section)
    for row in table.notes():
        _sentence(row.first, row.source(), reading)


def read_calendar_columns(table: Table, reading: Reading) -> None:
    """Read a year with a column of dates, or two, for each group of classes."""
    section = normal(table.title_lines()[-1]) if table.titles else ""
    grid, own = table.grid, {one.column for one in table.matrix}
    for row in table.data():
        name = next((grid.text(row.index, column) for column in row.used if column not in own), "")
        if row.lone or not name:
            section = normal(row.first)
            _sentence(row.first, row.source(), reading)
            continue
        by_scope: dict[tuple[Any, Any], list[int]] = {}
        scopes: dict[tuple[Any, Any], Scope] = {}
        for column in table.matrix:
            key = (column.value.grades, column.value.classes)
            scopes.setdefault(key, column.value)
            by_scope.setdefault(key, []).append(column.column)
        for key, columns in by_scope.items():
            value = " - ".join(text for column in columns if not blank(text := grid.text(row.index, column)))
            source = grid.source(row.index, columns[0])
            pair = dates.date_range(value, reading.year) if value else None
            if pair is None:
                if value:
                    reading.problems.add("date_unreadable", source, what="сроки", text=value[:60])
                continue
            if _in_order(pair, source, reading):
                _keep(_Line(name, "", "", row.text("note"), source), reading, scopes[key], pair, section)


def _sentence(text: str, source: Source, reading: Reading) -> None:
    """Take the days that a sentence under a table names: «Праздничные дни: 4 ноября, 1 и 9 мая»."""
    words = normal(text)
    if not re.search(r"праздн|нерабоч|выходн", words) or "перенос" in words:
        return
    for day in dates.day_list(text, reading.year):
        if reading.within_year(day, source):
            name = text.split(":", maxsplit=1)[0].strip()[:80]
            reading.out.add("calendar", CalendarSpan("holiday", name, Scope(), day, day, source=source))


def _in_order(span: Span, source: Source, reading: Reading) -> bool:
    starts, ends = span
    if ends < starts:
        reading.problems.add(
            "dates_reversed", source, starts=starts.strftime("%d.%m.%Y"), ends=ends.strftime("%d.%m.%Y")
        )
        return False
    return reading.within_year(starts, source) and reading.within_year(ends, source)


def _title_scope(section: str) -> Scope:
    found = read_scope(section)
    return found if found.grades or found.classes else Scope()


def _span(row: Row, reading: Reading) -> tuple[dt.date, dt.date] | None:
    if row.table.has("starts"):
        starts = read_date(row, "starts", reading, what="начало")
        ends = read_date(row, "ends", reading, what="окончание") if not blank(row.value("ends")) else starts
        if starts and not blank(row.value("ends")) and ends is None:
            return None
    else:
        value = row.value("dates")
        if blank(value):
            return None
        if isinstance(value, str):
            pair = dates.date_range(value, reading.year)
        else:
            day = dates.date(value, reading.year)
            pair = (day, day) if day else None
        if pair is None:
            reading.problems.add("date_unreadable", row.source("dates"), what="сроки", text=line(value)[:60])
            return None
        starts, ends = pair
    if starts is None or ends is None:
        if row.text("period") or row.text("kind") or row.text("vacation"):
            reading.problems.add(
                "value_missing",
                row.source("starts"),
                what="дата начала",
                who=row.text("period") or row.text("kind") or row.text("vacation"),
            )
        return None
    return (starts, ends) if _in_order((starts, ends), row.source("ends"), reading) else None


def _keep(said: _Line, reading: Reading, scope: Scope, span: Span, section: str) -> None:
    starts, ends = span
    words, note, source = said.words, said.note, said.source
    vacation = said.vacation
    if (vacation and not re.search("четверт|семестр|полуг|триместр", normal(vacation))) or "каникул" in words:
        name = vacation or said.kind or said.period
        reading.out.add("calendar", CalendarSpan("vacation", name, scope, starts, ends, note, source=source))
        return
    special = _special(words, normal(note), section)
    if special:
        if scope.everybody and special in ("session", "exams"):
            own = Scope(words=said.period if not ordinal(said.period) else "")
            scope = read_scope(note) if read_scope(note).classes else own
        named = re.search(r"расписани\w*\s+(\w+)", normal(f"{said.label} {note}"))
        follows = dates.weekday(named[1]) if named else None
        instead = re.search(r"за\s+(\d{1,2}\.\d{1,2}(?:\.\d{2,4})?)", note)
        narrowed = re.search(r"заняти\w*\s+(.{1,30}?класс\w*)", note)
        if (
            special in ("working_day", "follows_weekday")
            and narrowed
            and (only := read_scope(narrowed[1])).grades
            and only.grades != scope.grades
        ):
            reading.problems.add("scope_narrowed", said.note_source or source, said=scope.words, taken=narrowed[1])
            scope = Scope(only.grades, only.classes, narrowed[1])
        name = said.label if special != "holiday" or not note else note
        reading.out.add(
            "calendar",
            CalendarSpan(
                special,
                name,
                scope,
                starts,
                ends,
                note,
                follows,
                dates.date(instead[1], reading.year) if instead else None,
                source,
            ),
        )
        return
    for term_kind, pattern in _TERMS:
        numbered = ordinal(said.period or said.kind)
        if re.search(pattern, words) or (numbered and re.search(pattern, f"{section} {said.head}")):
            number = ordinal(said.period) or ordinal(said.kind)
            if number is None:
                reading.problems.add("value_unreadable", source, what="номер периода", text=said.label)
                return
            first = _first_week(normal(note))
            name = said.period if ordinal(said.period) else said.kind
            reading.out.add("terms", Term(term_kind, number, name, scope, starts, ends, note, first, source))
            return
    if re.search(r"учебн\w* год|теоретич|обучени", words):
        name = said.period or said.kind
        reading.out.add("terms", Term("year", 1, name, scope, starts, ends, note, "", source))
        return
    reading.out.add("calendar", CalendarSpan("other", said.label, scope, starts, ends, note, source=source))
    reading.problems.add("value_unreadable", source, what="вид дня или периода", text=said.label)


def kind_of_day(words: str) -> str:
    """Tell what kind of day words name by themselves, as the school keeps it; "" for none."""
    return _STORED.get(_special(normal(words), "", ""), "")


def _first_week(note: str) -> str:
    if "числит" in note or "нечет" in note:
        return "odd"
    return "even" if "знаменат" in note or "четн" in note else ""


def _special(words: str, note: str, section: str) -> str:
    for kind, pattern in (
        ("working_day", r"рабоч\w+ (суббот|воскрес|день|выходн)|учебн\w+ (суббот|воскрес)"),
        (
            "follows_weekday",
            r"перенос (заняти|уроков|учебн)|занятия по расписанию|по расписанию (понед|втор|сред|четв|пят|суб)",
        ),
        ("session", r"сесси"),
        ("exams", r"аттестац|экзамен|\bгиа\b|\bвпр\b"),
        ("day_off", r"выходн|нерабоч|неучебн|перенос"),
        ("holiday", r"праздн"),
        ("practice", r"^практик|производственная практика|учебная практика"),
    ):
        if re.search(pattern, words):
            return kind
    # «День России» in a table of holidays has no word of its kind.
    if re.search(r"праздн|выходн", section) and not re.search(r"четверт|семестр|полуг|триместр", words):
        return "holiday"
    return ""
