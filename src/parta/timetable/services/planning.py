"""Dated lessons from the weekly timetable, the calendars and the bells; only the future is ever re-planned."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from parta.audit.services import Entry, lock_chain, record
from parta.curriculum.models import Course
from parta.kernel.actor import Actor
from parta.kernel.sql import sql
from parta.school.enums import WeekParity
from parta.school.models import AcademicYear, Bell
from parta.school.queries.calendars import (
    bell_schedules,
    calendar_facts,
    learners_of,
    resting_classes,
    school_zone,
    sessions_by_class,
)
from parta.school.rules.bells import BellSchedule
from parta.school.rules.calendar import CalendarFacts
from parta.timetable.enums import Act, LessonStatus, Parity
from parta.timetable.models import Lesson, TimetableSlot
from parta.timetable.rules.planning import (
    ExistingLesson,
    PlannedLesson,
    Slot,
    WithoutBells,
    plan_lessons,
    replan,
)
from parta.timetable.services.clashes import clashes_told
from parta.timetable.services.practices import practices_of

BATCH = 10_000
CHAIN = "timetable"
PLACE = ("slot", "date", "number", "starts_at", "ends_at", "hours", "room", "employee")
TIMES = ("starts_at", "ends_at", "hours")
_INSERT = """
INSERT INTO timetable_lesson (course_id, slot_id, date, number, starts_at, ends_at, hours, room_id, employee_id)
SELECT n.course, n.slot, n.day, n.number, (n.day + n.starts) AT TIME ZONE %s, (n.day + n.ends) AT TIME ZONE %s,
       n.hours, n.room, n.employee
FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::smallint[], %s::time[], %s::time[], %s::smallint[],
            %s::bigint[], %s::bigint[])
     AS n(course, slot, day, number, starts, ends, hours, room, employee)
"""


@dataclass(frozen=True, slots=True)
class Replanned:
    """What was done: counts, and slots on dates for which no bell rings."""

    created: int
    changed: int
    cancelled: int
    deleted: int
    without_bells: tuple[WithoutBells, ...]


@transaction.atomic
@clashes_told()
def plan_year(
    *,
    year: AcademicYear,
    start: date,
    actor: Actor,
    now: datetime,
    with_content: Callable[[Collection[int]], set[int]],
    single_days: Iterable[Slot] = (),
    revived: Collection[int] = (),
    courses: Collection[int] | None = None,
) -> Replanned:
    """Make the dated lessons of the year from `start` on follow the timetable in force.

    Held, cancelled, substituted and earlier lessons, those given instead of others and those put on days of their own
    are never touched.
    `with_content` tells which of the lessons that would go have records in the journal: these are cancelled, the
    others deleted. `single_days` are lessons of their own dates (sessions), with the key 0. Practices have the days
    of their blocks; their journals have no weekly lessons then. `revived` are cancelled lessons that may have a place
    again. `courses`: only these journals, None for all. The caller chooses `start`: the year's first day for an empty
    year, else not before today.
    """
    lock_chain(CHAIN)  # before the lessons, as everyone who writes both
    zone = school_zone()
    hours = pair_hours(year)
    wanted, silent = wanted_lessons(year, start, single_days=single_days, courses=courses)
    instead = _given_instead(year, start)
    wanted = [row for row in wanted if (row.course_id, row.day, row.number) not in instead]
    existing = existing_lessons(year, start, zone, courses)
    back = {one.id for one in existing if one.id in revived and one.status == LessonStatus.CANCELLED}
    existing = [replace(one, status=LessonStatus.PLANNED) if one.id in back else one for one in existing]
    leaving = replan(existing, wanted, start)
    content = with_content([*leaving.delete]) if leaving.delete else set()
    deleted = [pk for pk in leaving.delete if pk not in content]
    cancelled = [*leaving.cancel, *sorted(content)]
    Lesson.objects.filter(pk__in=deleted).delete()
    Lesson.objects.filter(pk__in=cancelled).update(status=LessonStatus.CANCELLED)
    changed = [moved_lesson(update.lesson_id, update.wanted, zone, hours) for update in leaving.update]
    rewrite(changed)
    Lesson.objects.filter(pk__in=back.difference(deleted, cancelled)).update(status=LessonStatus.PLANNED)
    insert(leaving.create, zone, hours)
    result = Replanned(len(leaving.create), len(changed), len(cancelled), len(deleted), tuple(silent))
    if result.created or result.changed or result.cancelled or result.deleted:
        counts = {
            "from": start.isoformat(),
            "created": result.created,
            "changed": result.changed,
            "cancelled": result.cancelled,
            "deleted": result.deleted,
        }
        entry = Entry(Act.LESSONS_PLANNED, {"year": year.pk}, None, counts)
        record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return result


def wanted_lessons(
    year: AcademicYear, start: date, *, single_days: Iterable[Slot] = (), courses: Collection[int] | None = None
) -> tuple[list[PlannedLesson], list[WithoutBells]]:
    """Give what the timetable, the calendars and the bells want from `start` on, and what has no bells.

    A class that rests by a day of its own has no lessons of its own on it, but its practice goes on: days of practice
    are the school's order, and nothing else of the group stands on them. A part-time group that has sessions has
    lessons of the weekly timetable within them alone; lessons of their own dates stand as the office set them.
    """
    slots = _slots(year, courses)
    facts, bells = calendar_facts(year.pk), bell_schedules(year.pk)
    by_calendar: dict[int, list[Slot]] = defaultdict(list)
    for calendar_id, slot in slots:
        by_calendar[calendar_id].append(slot)
    wanted: list[PlannedLesson] = []
    silent: list[WithoutBells] = []
    for calendar_id, rows in by_calendar.items():
        plan = plan_lessons(rows, calendar=facts[calendar_id], bells=bells, start=start, end=year.ends_on)
        wanted += plan.lessons
        silent += plan.without_bells
    sessions, rest = sessions_by_class(year.pk), resting_classes(year.pk)
    blocks = practices_of(year, facts, bells)
    classes = dict(Course.objects.filter(year=year).values_list("pk", "school_class_id"))
    wanted = [
        row
        for row in wanted
        if _in_session(sessions.get(classes.get(row.course_id) or 0), row.day)
        and not blocks.give_way(row.course_id, classes.get(row.course_id), row.day)
    ]
    wanted, silent = _with_single_days(wanted, silent, [*single_days], facts, bells, start, year.ends_on)
    if rest:
        wanted = [row for row in wanted if (classes.get(row.course_id), row.day) not in rest]
    of_practices = [slot for slot in blocks.slots if courses is None or slot.course_id in courses]
    wanted, silent = _with_single_days(wanted, silent, of_practices, facts, bells, start, year.ends_on)
    return _beside_singles(wanted, year, start), silent


def _beside_singles(wanted: list[PlannedLesson], year: AcademicYear, start: date) -> list[PlannedLesson]:
    """Leave out what would stand where a journal has a lesson put on its day by hand: that one takes the hour."""
    zone = school_zone()
    taken: dict[tuple[int, date], list[tuple[time, time]]] = defaultdict(list)
    rows = Lesson.objects.filter(course__year=year, date__gte=start, single=True).exclude(status=LessonStatus.CANCELLED)
    for course, day, begins, ends in rows.values_list("course_id", "date", "starts_at", "ends_at"):
        taken[course, day].append((begins.astimezone(zone).time(), ends.astimezone(zone).time()))
    if not taken:
        return wanted
    return [
        row
        for row in wanted
        if not any(begins < row.end and row.start < ends for begins, ends in taken.get((row.course_id, row.day), ()))
    ]


def _with_single_days(
    wanted: list[PlannedLesson],
    silent: list[WithoutBells],
    slots: Sequence[Slot],
    facts: Mapping[int, CalendarFacts],
    bells: Sequence[BellSchedule],
    start: date,
    end: date,
) -> tuple[list[PlannedLesson], list[WithoutBells]]:
    if not slots:
        return wanted, silent
    plan = plan_lessons(slots, calendar=next(iter(facts.values())), bells=bells, start=start, end=end)
    return [*wanted, *plan.lessons], [*silent, *plan.without_bells]


def _in_session(sessions: Sequence[tuple[date, date]] | None, day: date) -> bool:
    return sessions is None or any(first <= day <= last for first, last in sessions)


def _slots(year: AcademicYear, courses: Collection[int] | None) -> list[tuple[int, Slot]]:
    rows = TimetableSlot.objects.filter(timetable__year=year).select_related(
        "timetable", "course__school_class", "room"
    )
    if courses is not None:
        rows = rows.filter(course__in=courses)
    return [
        (
            row.course.calendar_id,
            Slot(
                key=row.pk,
                course_id=row.course_id,
                weekday=row.weekday,
                number=row.number or 0,
                learners=learners_of(row.course.school_class, row.room),
                room_id=row.room_id,
                employee_id=row.employee_id,
                parity=None if row.parity == Parity.ANY else WeekParity(row.parity),
                valid_from=row.timetable.starts_on,
                valid_to=row.timetable.ends_on,
                start=row.starts_at,
                end=row.ends_at,
            ),
        )
        for row in rows
    ]


def pair_hours(year: AcademicYear) -> dict[tuple[time, time], int]:
    """Give the academic hours of bells that have more than one, by their times."""
    rows = Bell.objects.filter(schedule__year=year, hours__gt=1).values_list("starts_at", "ends_at", "hours")
    return {(start, end): hours for start, end, hours in rows}


def _given_instead(year: AcademicYear, start: date) -> set[tuple[int, date, int]]:
    """Give the hours of lessons given instead of another subject: they stand beside the timetable."""
    rows = Lesson.objects.filter(course__year=year, date__gte=start, stands_for__isnull=False)
    return {(course, day, number or 0) for course, day, number in rows.values_list("course_id", "date", "number")}


def existing_lessons(
    year: AcademicYear, start: date, zone: ZoneInfo, courses: Collection[int] | None = None
) -> list[ExistingLesson]:
    """Give the lessons from a day on, or whose place is there; moved ones keep it.

    Those given instead of others and those put on days of their own are left out: they stand beside the timetable.
    """
    late = Q(date__gte=start) | Q(origin_date__gte=start)
    found = Lesson.objects.filter(late, course__year=year, stands_for__isnull=True, single=False)
    if courses is not None:
        found = found.filter(course__in=courses)
    rows = found.values_list(
        "id",
        "course_id",
        "date",
        "number",
        "starts_at",
        "ends_at",
        "room_id",
        "employee_id",
        "slot_id",
        "status",
        "substitution__id",
        "origin_date",
        "origin_number",
    )
    return [
        ExistingLesson(
            id=pk,
            course_id=course,
            day=day,
            number=number or 0,
            start=begins.astimezone(zone).time(),
            end=ends.astimezone(zone).time(),
            room_id=room,
            employee_id=employee,
            slot_key=slot or 0,
            status=LessonStatus(status),
            by_hand=origin is not None or substitution is not None,
            origin_day=origin,
            origin_number=(origin_number or 0) if origin else None,
        )
        for (
            pk,
            course,
            day,
            number,
            begins,
            ends,
            room,
            employee,
            slot,
            status,
            substitution,
            origin,
            origin_number,
        ) in rows
    ]


def insert(rows: Sequence[PlannedLesson], zone: ZoneInfo, hours: dict[tuple[time, time], int]) -> None:
    """Add lessons by plain SQL: a year has tens of thousands of them."""
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        columns = (
            [row.course_id for row in batch],
            [row.slot_key if row.slot_key > 0 else None for row in batch],
            [row.day for row in batch],
            [row.number or None for row in batch],
            [row.start for row in batch],
            [row.end for row in batch],
            [row.hours or hours.get((row.start, row.end), 1) for row in batch],
            [row.room_id for row in batch],
            [row.employee_id for row in batch],
        )
        sql(_INSERT, (zone.key, zone.key, *columns))


def _lesson(row: PlannedLesson, zone: ZoneInfo, hours: dict[tuple[time, time], int]) -> Lesson:
    return Lesson(
        course_id=row.course_id,
        slot_id=row.slot_key if row.slot_key > 0 else None,
        date=row.day,
        number=row.number or None,
        starts_at=datetime.combine(row.day, row.start, zone),
        ends_at=datetime.combine(row.day, row.end, zone),
        hours=row.hours or hours.get((row.start, row.end), 1),
        room_id=row.room_id,
        employee_id=row.employee_id,
        status=LessonStatus.PLANNED,
        version=1,
    )


def moved_lesson(
    lesson_id: int,
    row: PlannedLesson,
    zone: ZoneInfo,
    hours: dict[tuple[time, time], int],
    status: LessonStatus = LessonStatus.PLANNED,
) -> Lesson:
    """Give a lesson as it will be in its new place."""
    lesson = _lesson(row, zone, hours)
    lesson.pk, lesson.status = lesson_id, status
    return lesson


def rewrite(changed: list[Lesson], fields: Sequence[str] = PLACE) -> None:
    """Give lessons their new places; on the way two of a course may not stand at one time, so all step aside first."""
    if not changed:
        return
    Lesson.objects.filter(pk__in=[lesson.pk for lesson in changed]).update(status=LessonStatus.CANCELLED)
    Lesson.objects.bulk_update(changed, [*fields, "status"], batch_size=500)
