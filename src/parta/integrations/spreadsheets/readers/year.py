"""The year: terms, vacations, holidays and moved days; the bells."""

import datetime as dt
import re
from itertools import pairwise

from parta.kernel.text import normal

from ..dataset import BellPeriod, BellSchedule, CalendarSpan, Term
from ..tables import Row, Table
from ..values import dates
from ..values.classes import Scope
from ..values.text import blank, line, ordinal, whole
from .common import Reading, read_date, read_scope

_TERMS = (
    ("quarter", r"четверт"),
    ("trimester", r"триместр"),
    ("half_year", r"полугод"),
    ("semester", r"семестр"),
    ("module", r"модул"),
)


def read_calendar(table: Table, reading: Reading) -> None:
    """Read terms, vacations, holidays and moved days, in three tables or in one."""
    title = normal(table.title_lines()[-1]) if table.titles else ""
    section = title
    last_scope = ""
    for row in table.data():
        if row.lone:
            section = normal(row.first)
            continue
        span = _span(row, reading)
        if span is None:
            continue
        words = row.text("class")
        if not words and table.has("class") and last_scope and "праздн" not in normal(row.text("kind")):
            words = last_scope
        last_scope = words
        scope = read_scope(words) if words else Scope()
        if not words and scope.everybody:
            scope = _title_scope(section)
        _calendar_row(row, reading, scope, span, section)


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
    if ends < starts:
        reading.problems.add(
            "dates_reversed", row.source("ends"), starts=starts.strftime("%d.%m.%Y"), ends=ends.strftime("%d.%m.%Y")
        )
        return None
    if not (reading.within_year(starts, row.source("starts")) and reading.within_year(ends, row.source("ends"))):
        return None
    return starts, ends


def _calendar_row(row: Row, reading: Reading, scope: Scope, span: tuple[dt.date, dt.date], section: str) -> None:
    starts, ends = span
    period, kind, vacation, note = (row.text(name) for name in ("period", "kind", "vacation", "note"))
    words = normal(f"{kind} {vacation} {period}")
    head = normal(row.table.headers.get(row.table.columns.get("period", -1), ""))
    label = kind or vacation or period
    source = row.source()
    if (vacation and not re.search("четверт|семестр|полуг|триместр", normal(vacation))) or "каникул" in words:
        reading.out.add(
            "calendar", CalendarSpan("vacation", vacation or kind or period, scope, starts, ends, note, source=source)
        )
        return
    special = _special(words, normal(note), section)
    if special:
        if scope.everybody and special in ("session", "exams"):
            scope = read_scope(note) if read_scope(note).classes else Scope(words=period if not ordinal(period) else "")
        said = re.search(r"расписани\w*\s+(\w+)", normal(f"{label} {note}"))
        follows = dates.weekday(said[1]) if said else None
        instead = re.search(r"за\s+(\d{1,2}\.\d{1,2}(?:\.\d{2,4})?)", note)
        narrowed = re.search(r"заняти\w*\s+(.{1,30}?класс\w*)", note)
        if (
            special in ("working_day", "follows_weekday")
            and narrowed
            and (only := read_scope(narrowed[1])).grades
            and only.grades != scope.grades
        ):
            reading.problems.add("scope_narrowed", row.source("note"), said=scope.words, taken=narrowed[1])
            scope = Scope(only.grades, only.classes, narrowed[1])
        name = label if special != "holiday" or not note else note
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
        if re.search(pattern, words) or (ordinal(period or kind) and re.search(pattern, f"{section} {head}")):
            number = ordinal(period) or ordinal(kind)
            if number is None:
                reading.problems.add("value_unreadable", row.source("period"), what="номер периода", text=label)
                return
            first = (
                "odd"
                if "числит" in normal(note) or "нечет" in normal(note)
                else "even"
                if "знаменат" in normal(note)
                else ""
            )
            reading.out.add("terms", Term(term_kind, number, period or kind, scope, starts, ends, note, first, source))
            return
    if re.search(r"учебн\w* год|теоретич|обучени", words):
        reading.out.add("terms", Term("year", 1, period or kind, scope, starts, ends, note, "", source))
        return
    reading.out.add("calendar", CalendarSpan("other", label, scope, starts, ends, note, source=source))
    reading.problems.add(
        "value_unreadable", row.source("kind" if kind else "period"), what="вид дня или периода", text=label
    )


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


def read_bells(table: Table, reading: Reading) -> None:
    """Read a bell schedule with what its title says: weekdays, classes, dates."""
    groups: dict[tuple[str, str], list[BellPeriod]] = {}
    sources: dict[tuple[str, str], Row] = {}
    for row in table.data():
        if row.lone or re.search(r"перемен|обед|завтрак|пауз", normal(row.text("number"))):
            continue
        period = _bell(row, reading)
        if period:
            key = (row.text("day"), row.text("class"))
            groups.setdefault(key, []).append(period)
            sources.setdefault(key, row)
    own = table.context.get("above", "")
    title = own or " · ".join(table.title_lines())
    unit = (
        "pair"
        if table.has("first_starts") or "пара" in normal(table.headers.get(table.columns["number"], ""))
        else "lesson"
    )
    for (day, classes), periods in groups.items():
        weekdays = dates.weekdays(day) if day else dates.weekdays(title)
        scope = read_scope(classes) if classes else read_scope(re.sub(r"\([^)]*\)", " ", title))
        span = dates.month_span(title, reading.year)
        if span is None and len(found := dates.dates(title, reading.year)) == 2:
            span = (found[0], found[1])
        for one, following in pairwise(periods):
            if following.starts < one.ends:
                reading.problems.add("bells_overlap", following.source, number=following.number, title=title)
        reading.out.add(
            "bells",
            BellSchedule(
                title,
                unit,
                tuple(sorted(weekdays)),
                Scope(scope.grades, scope.classes, scope.words) if scope.grades or scope.classes else Scope(),
                span[0] if span else None,
                span[1] if span else None,
                tuple(periods),
                sources[day, classes].source(),
            ),
        )


def _bell(row: Row, reading: Reading) -> BellPeriod | None:
    number = whole(row.value("number"))
    if number is None:
        number = ordinal(row.text("number"))
    if number is None:
        if row.text("starts") or row.text("time"):
            reading.problems.add("value_unreadable", row.source("number"), what="номер урока", text=row.text("number"))
        return None
    hours: tuple[tuple[dt.time, dt.time], ...] = ()
    if row.table.has("first_starts"):
        marks = [dates.time(row.value(name)) for name in ("first_starts", "first_ends", "second_starts", "second_ends")]
        if marks[0] and marks[1] and marks[2] and marks[3]:
            hours = ((marks[0], marks[1]), (marks[2], marks[3]))
        starts, ends = marks[0], marks[3] or marks[1]
    elif row.table.has("starts"):
        starts, ends = dates.time(row.value("starts")), dates.time(row.value("ends"))
    else:
        found = dates.times(row.lines("time"))
        starts, ends = (found[0], found[-1]) if len(found) >= 2 else (None, None)
        if len(found) == 4:
            hours = ((found[0], found[1]), (found[2], found[3]))
    if starts is None or ends is None or ends <= starts:
        reading.problems.add(
            "value_unreadable",
            row.source("starts" if row.table.has("starts") else "time"),
            what="время урока",
            text=f"{row.text('starts') or row.text('time')} {row.text('ends')}".strip(),
        )
        return None
    pause = whole(row.value("break"))
    return BellPeriod(number, starts, ends, hours, pause, row.source())
