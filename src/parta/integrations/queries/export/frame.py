"""The institution and its year: card, calendar, bells, rooms, classes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from parta.integrations.spreadsheets.readers.calendar import kind_of_day
from parta.integrations.spreadsheets.readers.institution import field_of_card
from parta.integrations.spreadsheets.values.week import places_text
from parta.people.models import HomeroomTeacher
from parta.school.models import AcademicYear, BellSchedule, Calendar, Room, SchoolCard, SchoolClass, StudySession
from parta.timetable.models import RoomHour

from .tables import Row, Table, full_name


def card_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """The card of the institution, line by line."""
    card = SchoolCard.objects.first()
    if card is None:
        return
    own = {
        "full_name": card.full_name, "short_name": card.short_name, "founder": card.founder,
        "director": card.director_name, "region": card.region, "locality": card.locality, "address": card.address,
        "phone": card.phone, "email": card.email, "site": card.site,
    }  # fmt: skip
    details: dict[str, Any] = card.details
    fields = {key: field_of_card(key) for key in details}
    rows: list[Row] = []
    for name, value in own.items():
        keys = [key for key, found in fields.items() if found == name]
        if keys or value:
            # The line that the card was read from stands first, and holds what the school says now.
            key = next((one for one in keys if details[one] == value), keys[0] if keys else None)
            rows.append({"key": key or (name,), "value": value})
    said = {row["key"] for row in rows}
    rows += [{"key": key, "value": value} for key, value in details.items() if key not in said]
    if "time_zone" not in fields.values():
        rows.append({"key": ("time_zone",), "value": card.time_zone})
    yield Table(rows)


def calendar_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Terms, vacations and days that differ, of every calendar that has classes."""
    rows: list[Row] = []
    calendars = Calendar.objects.filter(year=year).prefetch_related("classes", "terms", "vacations", "special_days")
    for calendar in calendars.order_by("pk"):
        names = ", ".join(one.name for one in sorted(calendar.classes.all(), key=lambda one: one.sort_key))
        if not names:
            continue
        for term in sorted(calendar.terms.all(), key=lambda one: (one.starts_on, one.kind)):
            words = {"period": (term.kind, term.number), "note": term.note}
            rows.append({"class": names, "starts": term.starts_on, "ends": term.ends_on, **words})
            if term.attested_from:
                rows.append(
                    {"class": names, "kind": ("attestation",), "starts": term.attested_from, "ends": term.attested_to}
                )
        for one in sorted(calendar.vacations.all(), key=lambda one: one.starts_on):
            words = {"vacation": one.title, "note": one.note}
            rows.append({"class": names, "starts": one.starts_on, "ends": one.ends_on, **words})
        for day in sorted(calendar.special_days.all(), key=lambda one: one.date):
            rows.append({"class": names, "starts": day.date, "ends": day.date, **_day(day.kind, day.note)})
    for session in StudySession.objects.filter(school_class__year=year).select_related("school_class"):
        kind = {"class": session.school_class.name, "kind": (session.kind,)}
        rows.append({**kind, "starts": session.starts_on, "ends": session.ends_on})
    yield Table(rows)


def _day(kind: str, note: str) -> dict[str, Any]:
    """Give the kind of a day, in its own words where they tell it, and the rest as its note."""
    said, _, rest = note.partition(" · ")
    if kind != "holiday" and kind_of_day(said) == kind:
        return {"kind": said, "note": rest}
    return {"kind": (kind,), "note": note}


def bells_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Bell schedules, a table each."""
    for schedule in BellSchedule.objects.filter(year=year).prefetch_related("bells").order_by("pk"):
        bells = sorted(schedule.bells.all(), key=lambda one: one.number)
        halves = any(one.pause_starts_at for one in bells)
        rows: list[Row] = []
        for one in bells:
            row: dict[str, Any] = {
                "number": one.number,
                "hours": one.hours,
                "day": tuple(schedule.weekdays),
                "class": tuple(schedule.grades),
                "shift": schedule.shift,
                "building": schedule.building,
            }
            if halves:
                row |= {"first_starts": one.starts_at, "first_ends": one.pause_starts_at or one.ends_at}
                row |= {"second_starts": one.pause_ends_at, "second_ends": one.ends_at if one.pause_ends_at else None}
            else:
                row |= {"starts": one.starts_at, "ends": one.ends_at}
            rows.append(row)
        yield Table(rows, schedule.title)


def rooms_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Rooms with when they take no lessons."""
    hours: dict[tuple[int, bool], list[tuple[int, int]]] = defaultdict(list)
    for hour in RoomHour.objects.all():
        hours[hour.room_id, hour.never].append((hour.weekday, hour.number))
    yield Table(
        [
            {
                "number": one.number,
                "name": one.title,
                "capacity": one.capacity,
                "kind": one.kind,
                "responsible": one.keeper,
                "building": one.building,
                "shut": places_text(hours[one.pk, True]),
                "unwanted": places_text(hours[one.pk, False]),
                "out_from": one.out_from,
                "out_to": one.out_to,
                "out_reason": one.out_reason,
            }
            for one in Room.objects.order_by("number_key")
        ]
    )


def groups_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Classes and groups with who leads them."""
    heads = HomeroomTeacher.objects.filter(school_class__year=year, ends_on=None, acting=False).select_related(
        "employee__person"
    )
    of_class = {one.school_class_id: full_name(one.employee.person) for one in heads}
    yield Table(
        [
            {
                "class": one.name,
                "code": one.programme_code,
                "programme": one.programme_title,
                "course": one.grade_level if one.kind == "group" else None,
                "form": (one.study_form,) if one.kind == "group" else "",
                "head": of_class.get(one.pk, ""),
            }
            for one in SchoolClass.objects.filter(year=year).order_by("sort_key")
        ]
    )
