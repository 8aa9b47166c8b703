"""A timetable made by the machine: kept as a draft, put in force from a day or dropped; wishes of teachers."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from parta.audit.bulk import ChangedRow, NewRow, plain, rows_of
from parta.audit.services import Entry, record
from parta.curriculum.enums import CourseKind
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.people.models import Employee
from parta.school.models import AcademicYear
from parta.school.queries.calendars import school_zone
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import Act, Fault, MakingRefusal
from parta.timetable.models import Lesson, TeacherWish, TimetableDraft, TimetableSlot
from parta.timetable.queries.making import draft_cells
from parta.timetable.queries.weekly import standing_on
from parta.timetable.rules.planning import Slot
from parta.timetable.rules.quality import judge
from parta.timetable.rules.week import Cell, Place
from parta.timetable.services.planning import Replanned, plan_year
from parta.timetable.services.weekly import CHAIN, SLOT, change_from, empty_slots, hang_up, keep_slots


@transaction.atomic
def keep_wishes(*, actor: Actor, employee_id: int, wishes: Mapping[Place, bool], now: datetime) -> None:
    """Keep when a teacher cannot or would rather not teach, as a whole; raises `Forbidden`, `NotVisible`."""
    require(may_make_timetable(actor))
    if not Employee.objects.filter(pk=employee_id).exists():
        raise NotVisible
    rows = TeacherWish.objects.filter(employee_id=employee_id)
    before = {f"{one.weekday}/{one.number}": one.never for one in rows}
    after = {f"{weekday}/{number}": never for (weekday, number), never in sorted(wishes.items())}
    if before == after:
        return
    rows.delete()
    TeacherWish.objects.bulk_create(
        TeacherWish(employee_id=employee_id, weekday=weekday, number=number, never=never)
        for (weekday, number), never in wishes.items()
    )
    entry = Entry(Act.WISHES_CHANGED, {"kind": "wishes", "id": employee_id}, before, after)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)


@transaction.atomic
def keep_draft(
    *,
    actor: Actor,
    year: AcademicYear,
    starts_on: date,
    cells: Sequence[Cell],
    repaired: bool,
    stopped: bool,
    seconds: float,
    now: datetime,
) -> TimetableDraft:
    """Keep what the machine drew, in place of an earlier draft of the year; raises `Forbidden`."""
    require(may_make_timetable(actor))
    values = {
        "starts_on": starts_on,
        "repaired": repaired,
        "stopped": stopped,
        "seconds": round(seconds),
        "cells": [[one.course, one.weekday, one.number, one.parity, one.room] for one in cells if one.span is None],
        "made_at": now,
        "person_id": actor.person_id or 0,
    }
    draft, _ = TimetableDraft.objects.update_or_create(year=year, defaults=values)
    return draft


@transaction.atomic
def drop_draft(*, actor: Actor) -> None:
    """Throw the draft away: nothing followed it; raises `Forbidden`."""
    require(may_make_timetable(actor))
    TimetableDraft.objects.all().delete()


@transaction.atomic
def put_draft_in_force(
    *,
    actor: Actor,
    starts_on: date,
    now: datetime,
    with_content: Callable[[Collection[int]], set[int]],
) -> Replanned:
    """Make the weekly timetable follow the draft from a day on, and the dated lessons follow the timetable.

    The timetable in force ends on the day before; cells that stay the same go over into its copy. Raises `Forbidden`,
    `NotVisible` without a draft; refuses a day that is not to come, and a draft that today's load, teachers or rooms no
    longer fit: it would have overlaps or hours that differ.
    """
    require(may_make_timetable(actor))
    draft = TimetableDraft.objects.select_for_update().select_related("year").first()
    if draft is None:
        raise NotVisible
    if starts_on <= now.date() or starts_on > draft.year.ends_on:
        raise refusal(MakingRefusal.DAY_PAST, first=now.date() + timedelta(days=1), last=draft.year.ends_on)
    standing = standing_on(starts_on)
    cells = draft_cells(draft, standing)
    quality = judge(standing.week, cells)
    known = {one.course for one in judge(standing.week, standing.cells).warnings if one.fault is Fault.HOURS_DIFFER}
    wrong = [one for one in quality.warnings if one.fault is Fault.HOURS_DIFFER and one.course not in known]
    if quality.overlaps or wrong or len(cells) < len(draft.cells):
        raise refusal(MakingRefusal.OUT_OF_DATE, overlaps=len(quality.overlaps), hours=len(wrong))
    if standing.version is None:
        version = hang_up(year_id=draft.year_id, starts_on=starts_on, ends_on=None, title="", actor=actor, now=now)
        version_id = version.pk
    else:
        version_id, _ = change_from(version=standing.version, day=starts_on, actor=actor, now=now)
    teachers = {one.id: one.teacher for one in standing.week.courses.values()}
    _rewrite(version_id, [cell for cell in cells if cell.span is None], teachers, actor=actor, now=now)
    singles = _single_lessons(draft.year, starts_on)
    draft.delete()
    return plan_year(
        year=draft.year, start=starts_on, actor=actor, now=now, with_content=with_content, single_days=singles
    )


def _rewrite(
    version_id: int, cells: Sequence[Cell], teachers: Mapping[int, int | None], *, actor: Actor, now: datetime
) -> None:
    """Bring the cells of a version to what is wanted: leave those that stay, correct rooms, take out, put in."""
    stands = rows_of(TimetableSlot, SLOT, timetable=version_id, starts_at__isnull=True)
    places = {(row["course_id"], row["weekday"], row["number"], row["parity"]): pk for pk, row in stands.items()}
    wanted = {(one.course, one.weekday, one.number, str(one.parity)): one for one in cells}
    leaving = [(pk, NewRow(stands[pk])) for key, pk in places.items() if key not in wanted]
    new, changes = [], []
    for key, cell in wanted.items():
        pk = places.get(key)
        if pk is None:
            course, weekday, number, parity = key
            fields = {
                "timetable_id": version_id, "course_id": course, "weekday": weekday, "number": number,
                "starts_at": None, "ends_at": None, "parity": parity, "room_id": cell.room,
                "employee_id": teachers.get(course),
            }  # fmt: skip
            new.append(NewRow(plain(fields)))
        elif stands[pk]["room_id"] != cell.room and cell.room is not None:
            changes.append(ChangedRow(pk, {"room_id": stands[pk]["room_id"]}, {"room_id": cell.room}))
    empty_slots(slots=leaving, actor=actor, now=now)
    keep_slots(new=new, changes=changes, actor=actor, now=now)


def _single_lessons(year: AcademicYear, start: date) -> list[Slot]:
    """Give the lessons to come that no cell of the week asks for (sessions): they stay on their days."""
    zone = school_zone()
    weekly = TimetableSlot.objects.filter(timetable__year=year).values("course")
    alone = Lesson.objects.filter(slot=None, origin_date=None, stands_for=None, course__year=year, date__gte=start)
    rows = alone.exclude(course__kind=CourseKind.PRACTICE).exclude(course__in=weekly)
    return [
        Slot(
            key=0, course_id=one.course_id, weekday=one.date.isoweekday(), number=one.number or 0, grade_level=0,
            room_id=one.room_id, employee_id=one.employee_id, on_day=one.date,
            start=one.starts_at.astimezone(zone).time(), end=one.ends_at.astimezone(zone).time(), hours=one.hours,
        )
        for one in rows
    ]  # fmt: skip
