"""Times of their own for journals without bells: activities, extended-day groups, lessons had alone."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.db import transaction

from parta.audit.bulk import NewRow, plain, rows_of
from parta.audit.services import lock_chain
from parta.curriculum.enums import ALONE, JOINT
from parta.curriculum.models import Course, TeachingLoad
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, require
from parta.kernel.sql import sql
from parta.school.models import Room
from parta.school.rules.rooms import is_out
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import MakingRefusal, Parity
from parta.timetable.models import TimetableSlot, TimetableVersion
from parta.timetable.services.clashes import clashes_refused
from parta.timetable.services.planning import CHAIN, Replanned, plan_year
from parta.timetable.services.publishing import single_lessons
from parta.timetable.services.weekly import SLOT, change_from, empty_slots, hang_up, keep_slots

TIMED = (*JOINT, *ALONE)
_BUSY = """
SELECT l.date, COALESCE(NULLIF(c.title, ''), s.name)
FROM timetable_lesson l
JOIN timetable_lesson o ON o.employee_id = l.employee_id AND o.date = l.date AND o.course_id <> l.course_id
     AND o.status <> 'cancelled' AND o.starts_at < l.ends_at AND l.starts_at < o.ends_at
JOIN curriculum_course c ON c.id = o.course_id JOIN curriculum_subject s ON s.id = c.subject_id
WHERE l.course_id = %(course)s AND l.date >= %(day)s AND l.status <> 'cancelled' ORDER BY l.date LIMIT 1
"""


@dataclass(frozen=True, slots=True, order=True)
class WeeklyTime:
    """A lesson of every week: the weekday (1 Monday), from when to when, the room."""

    weekday: int
    start: time
    end: time
    room_id: int | None = None


def last_timetable(year_id: int) -> TimetableVersion | None:
    """Give the timetable that the year has in the end: in force or to come."""
    return TimetableVersion.objects.filter(year=year_id).order_by("-starts_on").first()


def times_of(course: Course) -> list[WeeklyTime]:
    """Give the times of a journal in the last timetable of its year (two queries)."""
    rows = TimetableSlot.objects.filter(timetable=last_timetable(course.year_id), course=course)
    found = [
        WeeklyTime(one.weekday, one.starts_at, one.ends_at, one.room_id)
        for one in rows
        if one.starts_at and one.ends_at
    ]
    return sorted(found, key=lambda one: (one.weekday, one.start))


@transaction.atomic
def set_times(
    *,
    actor: Actor,
    course_id: int,
    seen: Sequence[WeeklyTime],
    wanted: Sequence[WeeklyTime],
    starts_on: date,
    now: datetime,
    with_content: Callable[[Collection[int]], set[int]],
) -> Replanned:
    """Set the weekly times of a journal from a day; the dated lessons follow, the timetable before the day stays.

    Raises `Forbidden`, `NotVisible` for another kind of journal or room. Refuses `timetable_day_past`,
    `timetable_times_changed` where somebody has set them since they were seen, `timetable_times_wrong`,
    `timetable_times_busy` where the teacher would be in two places, `timetable_room_out` for another room, out of use,
    `timetable_taken` where the database finds it so.
    """
    require(may_make_timetable(actor))
    lock_chain(CHAIN)
    course = Course.objects.select_related("year").filter(pk=course_id, kind__in=TIMED).first()
    rooms = {one.room_id for one in wanted if one.room_id is not None}
    found = list(Room.objects.filter(pk__in=rooms))
    if course is None or len(found) != len(rooms):
        raise NotVisible
    version = last_timetable(course.year_id)
    begins = version.starts_on if version else course.year.starts_on
    first = max(now.date() + timedelta(days=1), course.year.starts_on, begins)
    if not first <= starts_on <= course.year.ends_on:
        raise refusal(MakingRefusal.DAY_PAST, first=first, last=course.year.ends_on)
    if list(seen) != times_of(course):
        raise refusal(MakingRefusal.TIMES_CHANGED)
    held = {one.room_id for one in seen}
    for room in found:
        if room.pk not in held and is_out(starts_on, first=room.out_from, last=room.out_to):
            raise refusal(MakingRefusal.ROOM_OUT, room=room.number, day=starts_on)
    ordered = sorted(wanted, key=lambda one: (one.weekday, one.start))
    crossing = any(one.weekday == next_.weekday and one.end > next_.start for one, next_ in pairwise(ordered))
    if crossing or any(one.end <= one.start for one in ordered):
        raise refusal(MakingRefusal.TIMES_WRONG)
    singles = single_lessons(course.year, starts_on, placed={course.pk} if ordered else ())
    with clashes_refused():
        _put(course, version, ordered, starts_on, actor=actor, now=now)
    done = plan_year(
        year=course.year, start=starts_on, actor=actor, now=now, with_content=with_content, single_days=singles
    )
    for day, other in sql(_BUSY, {"course": course_id, "day": starts_on}):
        raise refusal(MakingRefusal.TIMES_BUSY, day=day, other=other)
    return done


def _put(
    course: Course,
    version: TimetableVersion | None,
    wanted: Sequence[WeeklyTime],
    starts_on: date,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    if version is None:
        begun = hang_up(year_id=course.year_id, starts_on=starts_on, ends_on=None, title="", actor=actor, now=now)
        version_id = begun.pk
    else:
        version_id, _ = change_from(version=version, day=starts_on, actor=actor, now=now)
    load = TeachingLoad.objects.filter(in_force(starts_on), course=course).order_by("pk").first()
    rows = rows_of(TimetableSlot, SLOT, timetable=version_id, course=course.pk)
    fields = [
        plain({
            "timetable_id": version_id, "course_id": course.pk, "weekday": one.weekday, "number": None,
            "starts_at": one.start, "ends_at": one.end, "parity": str(Parity.ANY), "room_id": one.room_id,
            "employee_id": load.employee_id if load else None,
        })
        for one in wanted
    ]  # fmt: skip
    kept = [{name: row[name] for name in SLOT} for row in fields]
    leaving = [(pk, NewRow(row)) for pk, row in rows.items() if row not in kept and row["starts_at"] is not None]
    stay = list(rows.values())
    empty_slots(slots=leaving, actor=actor, now=now)
    new = [NewRow(row) for row, own in zip(fields, kept, strict=True) if own not in stay]
    keep_slots(new=new, changes=[], actor=actor, now=now)
