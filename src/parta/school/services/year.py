"""The academic year: its calendars, terms, vacations, days that differ, bells."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from parta.audit.bulk import ChangedRow, NewRow, insert_rows, plain, rows_of, tell, update_rows, write_rows
from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.school.access import may_arrange
from parta.school.enums import Act
from parta.school.models import (
    AcademicYear,
    Bell,
    BellSchedule,
    Calendar,
    ClassDay,
    SpecialDay,
    StudySession,
    Term,
    Vacation,
)

CHAIN = "school"
BELL = ("number", "starts_at", "ends_at", "pause_starts_at", "pause_ends_at", "hours")
TERM = ("calendar_id", "kind", "number", "starts_on", "ends_on", "attested_from", "attested_to")
VACATION = ("calendar_id", "title", "starts_on", "ends_on")
SPECIAL_DAY = ("calendar_id", "date", "kind", "follows_weekday", "follows_date", "note")
SESSION = ("school_class_id", "kind", "starts_on", "ends_on")
CLASS_DAY = ("school_class_id", "date", "kind", "note")
SCHEDULE = ("title", "grades", "weekdays", "valid_from", "valid_to", "shift", "building")


def keep_years(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Open an academic year, or correct its dates."""
    return _keep(AcademicYear, "year", new, changes, actor, now)


def keep_calendars(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Draw up calendars that classes follow."""
    return _keep(Calendar, "calendar", new, changes, actor, now)


def keep_terms(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Set the terms of calendars."""
    return _keep(Term, "term", new, changes, actor, now)


def keep_vacations(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Set the vacations of calendars."""
    return _keep(Vacation, "vacation", new, changes, actor, now)


def keep_special_days(
    *, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime
) -> list[int]:
    """Set the days that are not what their weekday says."""
    return _keep(SpecialDay, "special_day", new, changes, actor, now)


def keep_class_days(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Set the days on which single classes rest or learn from home."""
    return _keep(ClassDay, "class_day", new, changes, actor, now)


def keep_sessions(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Set the sessions of part-time groups."""
    return _keep(StudySession, "session", new, changes, actor, now)


def take_out_sessions(*, ids: Collection[int], actor: Actor, now: datetime) -> None:
    """Take sessions out; what they were stays in their events."""
    _take_out(StudySession, "session", SESSION, ids, actor, now)


def take_out_terms(*, ids: Collection[int], actor: Actor, now: datetime) -> None:
    """Take terms out of calendars; what they were stays in their events."""
    _take_out(Term, "term", TERM, ids, actor, now)


def take_out_vacations(*, ids: Collection[int], actor: Actor, now: datetime) -> None:
    """Take vacations out of calendars; what they were stays in their events."""
    _take_out(Vacation, "vacation", VACATION, ids, actor, now)


def take_out_special_days(*, ids: Collection[int], actor: Actor, now: datetime) -> None:
    """Make special days ordinary again."""
    _take_out(SpecialDay, "special_day", SPECIAL_DAY, ids, actor, now)


def take_out_class_days(*, ids: Collection[int], actor: Actor, now: datetime) -> None:
    """Make days of single classes ordinary again."""
    _take_out(ClassDay, "class_day", CLASS_DAY, ids, actor, now)


def take_down_bells(*, schedule_id: int, actor: Actor, now: datetime) -> None:
    """Take a bell schedule down."""
    require(may_arrange(actor))
    schedule = BellSchedule.objects.get(pk=schedule_id)
    was = plain(bell_schedules_of(schedule.year_id)[schedule_id])
    schedule.delete()
    entry = Entry(Act.BELLS_CHANGED, {"kind": "bells", "id": schedule_id}, was, None)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)


def bell_schedules_of(year_id: int) -> dict[int, dict[str, Any]]:
    """Give the bell schedules of a year as plain values, their bells as lists of `BELL`."""
    found = rows_of(BellSchedule, SCHEDULE, year=year_id)
    for row in found.values():
        row["bells"] = []
    for bell in rows_of(Bell, ("schedule_id", *BELL), schedule__year=year_id).values():
        found[bell["schedule_id"]]["bells"].append([bell[name] for name in BELL])
    for row in found.values():
        row["bells"].sort(key=lambda bell: bell[0])
    return found


def keep_bells(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Hang up bell schedules, or correct them; the value `bells` is the whole list of lessons of one."""
    require(may_arrange(actor))
    update_rows(BellSchedule, {row.id: _without_bells(row.after) for row in changes})
    made = insert_rows(BellSchedule, (_without_bells(row.fields) for row in new))
    again = [row for row in changes if "bells" in row.after]
    Bell.objects.filter(schedule__in=[row.id for row in again]).delete()
    rung = [(row.id, row.after["bells"]) for row in again]
    rung += [(schedule.pk, row.fields["bells"]) for schedule, row in zip(made, new, strict=True)]
    insert_rows(
        Bell, ({"schedule_id": pk, **dict(zip(BELL, bell, strict=True))} for pk, bells in rung for bell in bells)
    )
    ids = [schedule.pk for schedule in made]
    tell("bells", ids=ids, new=new, changes=changes, chain=CHAIN, act=Act.BELLS_CHANGED, actor=actor, now=now)
    return ids


def _without_bells(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name != "bells"}


def _take_out(
    model: type[Model], kind: str, fields: Sequence[str], ids: Collection[int], actor: Actor, now: datetime
) -> None:
    require(may_arrange(actor))
    found = rows_of(model, fields, pk__in=ids)
    model._default_manager.filter(pk__in=list(found)).delete()
    entries = [Entry(Act.CALENDAR_CHANGED, {"kind": kind, "id": pk}, was, None) for pk, was in found.items()]
    if entries:
        record(chain=CHAIN, actor=actor, entries=entries, now=now)


def _keep(
    model: type[Model], kind: str, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime
) -> list[int]:
    require(may_arrange(actor))
    act = Act.CALENDAR_CHANGED
    return write_rows(model, kind=kind, new=new, changes=changes, chain=CHAIN, act=act, actor=actor, now=now)
