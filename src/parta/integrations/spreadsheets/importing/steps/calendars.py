"""Calendars: one for every pattern of terms, vacations and days that classes follow; and the bells."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from parta.audit.bulk import rows_of
from parta.integrations.spreadsheets.dataset import CalendarSpan, Term
from parta.integrations.spreadsheets.resolve import ClassLink
from parta.integrations.spreadsheets.values.classes import class_key
from parta.school import models
from parta.school.services import year as service

from ..compare import Wanted
from ..desk import Desk

_DAYS = {"holiday": "holiday", "day_off": "day_off", "working_day": "working", "follows_weekday": "as_weekday"}
_KINDS = ("quarter", "trimester", "half_year", "semester", "module")
_SATURDAY = 5
Pattern = tuple[Any, ...]


def import_calendars(desk: Desk) -> None:
    """Draw up the calendars of the year and say which class follows which (`desk.ids["calendar_of_class"]`)."""
    ds = desk.files.dataset
    desk.ids.setdefault("calendar_of_class", {})
    if not ds.terms or not desk.files.classes:
        return
    patterns = _patterns(desk)
    titles = {title(classes, len(patterns) == 1): pattern for pattern, classes in patterns.items()}
    stands = rows_of(models.Calendar, ("title", "week_days", "odd_week_starts_on"), year=desk.year_id)
    find = {f"{desk.year}/{row['title']}": pk for pk, row in stands.items()}
    wanted = [
        Wanted(
            f"{desk.year}/{name}",
            {"title": name, "week_days": pattern[3]},
            pattern[0][0].source,
            name,
            first={"year_id": desk.year_id},
        )
        for name, pattern in titles.items()
    ]
    ids = desk.put(
        "calendar",
        wanted,
        write=service.keep_calendars,
        stands=stands,
        find=find,
        scope=f"{desk.year}/",
        limits=(models.Calendar,),
    )
    for name, pattern in titles.items():
        for link in patterns[pattern]:
            desk.ids["calendar_of_class"][class_key(link.name)] = ids[f"{desk.year}/{name}"]
    rows = [(ids[f"{desk.year}/{name}"], name, pattern) for name, pattern in titles.items()]
    _terms(desk, rows)
    _vacations(desk, rows)
    _special_days(desk, rows)


def _patterns(desk: Desk) -> dict[Pattern, list[ClassLink]]:
    ds = desk.files.dataset
    scheduled = bool(desk.files.lessons)
    classes = models.SchoolClass.objects.filter(year=desk.year_id)
    weeks = {class_key(name): days for name, days in classes.values_list("name", "calendar__week_days")}
    saturdays = {class_key(link.class_name) for link in desk.files.lessons if link.weekday >= _SATURDAY}
    grades = {link.grade for link in desk.files.classes if class_key(link.name) in saturdays and link.grade}
    found: dict[Pattern, list[ClassLink]] = defaultdict(list)
    for link in desk.files.classes:
        terms = tuple(one for one in ds.terms if one.scope.covers(link.name) and one.kind in _KINDS)
        if not terms:
            continue
        vacations = tuple(one for one in ds.calendar if one.kind == "vacation" and one.scope.covers(link.name))
        days = tuple(one for one in ds.calendar if one.kind in _DAYS and one.scope.covers(link.name))
        week = 6 if link.grade in grades or (not link.grade and saturdays) else 5
        if not scheduled:  # without a timetable nothing says how long the week is: it stays
            week = weeks.get(class_key(link.name), week)
        found[terms, vacations, days, week].append(link)
    return found


def title(classes: Sequence[ClassLink], alone: bool) -> str:
    """Name a calendar by whom it is for: «2–4 классы», «10А, 10Б», «все группы»."""
    grades = sorted({link.grade for link in classes if link.grade})
    if not grades:
        names = ", ".join(link.name for link in classes)
        return "все группы" if alone else names[:100]
    parts: list[list[int]] = []
    for grade in grades:
        if parts and grade == parts[-1][-1] + 1:
            parts[-1].append(grade)
        else:
            parts.append([grade])
    words = ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)
    return f"{words} {'класс' if len(grades) == 1 else 'классы'}"


def _terms(desk: Desk, rows: Iterable[tuple[int, str, Pattern]]) -> None:
    fields = (
        "calendar_id", "kind", "number", "starts_on", "ends_on", "odd_week_starts_on", "note", "attested_from",
        "attested_to",
    )  # fmt: skip
    stands = rows_of(models.Term, fields, calendar__year=desk.year_id)
    alternating = any(link.parity for link in desk.files.lessons)
    if alternating and not any(term.first_week for term in desk.files.dataset.terms):
        desk.problems.add("week_order_unknown", desk.files.dataset.terms[0].source)
    wanted = [
        Wanted(
            f"{desk.year}/{calendar}/{term.kind}/{term.number}",
            {
                "starts_on": term.starts,
                "ends_on": term.ends,
                "odd_week_starts_on": _odd_week(term),
                "note": term.note,
                **_attested(desk, term, pattern),
            },
            term.source,
            f"{term.name}, {name}",
            first={"calendar_id": calendar, "kind": term.kind, "number": term.number},
        )
        for calendar, name, pattern in rows
        for term in pattern[0]
    ]
    find = {f"{desk.year}/{r['calendar_id']}/{r['kind']}/{r['number']}": pk for pk, r in stands.items()}
    desk.put(
        "term",
        wanted,
        write=service.keep_terms,
        stands=stands,
        find=find,
        scope=f"{desk.year}/",
        limits=(models.Term,),
    )


def _attested(desk: Desk, term: Term, pattern: Pattern) -> dict[str, dt.date | None]:
    """Give the days of attestation that follow a period or end it: those before the next period begins."""
    later = min((one.starts for one in pattern[0] if one.starts > term.starts), default=dt.date.max)
    span = next(
        (
            one
            for one in desk.files.dataset.calendar
            if one.kind == "exams" and "аттестац" in one.name.casefold() and term.starts <= one.starts < later
            and (one.scope.everybody or one.scope in [other.scope for other in pattern[0]])
        ),
        None,
    )  # fmt: skip
    return {"attested_from": span.starts, "attested_to": span.ends} if span else {}


def _odd_week(term: Term) -> dt.date | None:
    if term.first_week == "odd":
        return term.starts
    return term.starts + dt.timedelta(days=7) if term.first_week == "even" else None


def _vacations(desk: Desk, rows: Iterable[tuple[int, str, Pattern]]) -> None:
    stands = rows_of(
        models.Vacation, ("calendar_id", "title", "starts_on", "ends_on", "note"), calendar__year=desk.year_id
    )
    wanted = [
        Wanted(
            f"{desk.year}/{calendar}/{span.starts.isoformat()}",
            {"title": span.name, "ends_on": span.ends, "note": span.note},
            span.source,
            f"{span.name}, {name}",
            first={"calendar_id": calendar, "starts_on": span.starts},
        )
        for calendar, name, pattern in rows
        for span in pattern[1]
    ]
    find = {f"{desk.year}/{r['calendar_id']}/{r['starts_on']}": pk for pk, r in stands.items()}
    desk.put(
        "vacation",
        wanted,
        write=service.keep_vacations,
        stands=stands,
        find=find,
        scope=f"{desk.year}/",
        complete=bool(desk.files.dataset.calendar),
        limits=(models.Vacation,),
    )


def _special_days(desk: Desk, rows: Iterable[tuple[int, str, Pattern]]) -> None:
    fields = ("calendar_id", "date", "kind", "follows_weekday", "follows_date", "note")
    stands = rows_of(models.SpecialDay, fields, calendar__year=desk.year_id)
    wanted = [
        Wanted(
            f"{desk.year}/{calendar}/{day.isoformat()}",
            {
                "kind": _DAYS[span.kind],
                "follows_weekday": None if span.follows_weekday is None else span.follows_weekday + 1,
                "follows_date": span.instead_of if span.kind in ("working_day", "follows_weekday") else None,
                "note": " · ".join(dict.fromkeys(part for part in (span.name, span.note) if part)),
            },
            span.source,
            f"{day:%d.%m.%Y}, {name}",
            first={"calendar_id": calendar, "date": day},
        )
        for calendar, name, pattern in rows
        # Where two lines speak of one day, the day off wins.
        for span in sorted(pattern[2], key=lambda span: span.kind not in ("holiday", "day_off"))
        for day in _days(span)
    ]
    find = {f"{desk.year}/{r['calendar_id']}/{r['date']}": pk for pk, r in stands.items()}
    desk.put(
        "special_day",
        wanted,
        write=service.keep_special_days,
        stands=stands,
        find=find,
        scope=f"{desk.year}/",
        complete=bool(desk.files.dataset.calendar),
        limits=(models.SpecialDay,),
    )


def _days(span: CalendarSpan) -> list[dt.date]:
    return [span.starts + dt.timedelta(days=number) for number in range(min((span.ends - span.starts).days, 366) + 1)]


def import_bells(desk: Desk) -> None:
    """Hang up the bell schedules."""
    stands = service.bell_schedules_of(desk.year_id)
    wanted, titles = [], set()
    for number, bells in enumerate(desk.files.dataset.bells, 1):
        name = bells.title.rsplit(" · ", 1)[-1][:190] or f"Звонки {number}"
        name = name if name not in titles else f"{name} ({number})"
        titles.add(name)
        if bells.scope.classes:
            desk.problems.add("bells_for_grades_only", bells.source, title=name)
        rows = [
            [
                one.number,
                one.starts,
                one.ends,
                one.hours[0][1] if len(one.hours) == 2 else None,
                one.hours[1][0] if len(one.hours) == 2 else None,
                len(one.hours) or (2 if bells.unit == "pair" else 1),
            ]
            for one in sorted(bells.periods, key=lambda one: one.number)
        ]
        fields = {
            "title": name,
            "grades": sorted(bells.scope.grades),
            "weekdays": sorted(day + 1 for day in bells.weekdays),
            "valid_from": bells.starts,
            "valid_to": bells.ends,
            "shift": bells.shift,
            "building": bells.building[:100],
            "bells": rows,
        }
        key = f"{desk.year}/{sorted(bells.weekdays)}/{sorted(bells.scope.grades)}/{bells.scope.classes}/{bells.starts}"
        key += f"/{bells.shift}/{bells.building}" if bells.shift or bells.building else ""
        wanted.append(Wanted(key, fields, bells.source, name, first={"year_id": desk.year_id}))
    find = {row.key: pk for row in wanted for pk, stand in stands.items() if stand["title"] == row.fields["title"]}
    desk.put(
        "bells",
        wanted,
        write=service.keep_bells,
        stands=stands,
        find=find,
        complete=bool(wanted),
        scope=f"{desk.year}/",
    )
