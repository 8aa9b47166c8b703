"""Journals that begin where others end take the cells of the week that those leave, where their teachers are free."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from parta.audit.bulk import NewRow, rows_of
from parta.audit.services import lock_chain
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.kernel.sql import sql
from parta.school.models import AcademicYear
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import LessonStatus
from parta.timetable.models import Lesson, TimetableSlot, TimetableVersion
from parta.timetable.services.clashes import clashes_told
from parta.timetable.services.planning import CHAIN, plan_year
from parta.timetable.services.weekly import SLOT, change_from, empty_slots, keep_slots

# The cells that are left at whose time a teacher has another lesson of the week; single days do not count.
_BUSY = """
SELECT DISTINCT l.slot_id FROM timetable_lesson l
JOIN timetable_lesson o ON o.employee_id = %(teacher)s AND o.date = l.date AND o.course_id <> ALL(%(leaving)s)
     AND o.status <> 'cancelled' AND o.slot_id IS NOT NULL AND o.origin_date IS NULL
     AND o.starts_at < l.ends_at AND l.starts_at < o.ends_at
WHERE l.course_id = ANY(%(leaving)s) AND l.date >= %(start)s AND l.slot_id IS NOT NULL AND l.origin_date IS NULL
"""


@dataclass(frozen=True, slots=True)
class Heir:
    """A journal that begins: who teaches it, and the journal whose cells it takes."""

    course_id: int
    employee_id: int
    after: int


@dataclass(frozen=True, slots=True)
class Placed:
    """How many cells were taken, and which were not (journal, weekday, number): the teacher is elsewhere then."""

    cells: int = 0
    unplaced: tuple[tuple[int, int, int], ...] = ()


@transaction.atomic
@clashes_told()
def take_over(
    *,
    actor: Actor,
    year: AcademicYear,
    leaving: Collection[int],
    heirs: Sequence[Heir],
    day: date,
    now: datetime,
    with_content: Callable[[Collection[int]], set[int]],
) -> Placed:
    """Take the cells and lessons of ending journals out from a day, and give the cells to those that begin.

    The first of them has the room too: others choose theirs. Lessons ahead with something written at them stay,
    cancelled. The past of the timetable is not rewritten. Raises `Forbidden`.
    """
    require(may_make_timetable(actor))
    lock_chain(CHAIN)
    start = max(day, now.date())
    ahead = Lesson.objects.filter(course__in=leaving, date__gte=start, status=LessonStatus.PLANNED)
    hanging = TimetableVersion.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=start), year=year, slots__course__in=leaving
    )
    versions = list(hanging.distinct().order_by("starts_on"))
    if not versions and not ahead.exists():
        return Placed()
    copies = [change_from(version=one, day=start, actor=actor, now=now)[0] for one in versions]
    busy = {one.employee_id: _busy(one.employee_id, leaving, start) for one in heirs}
    cells, unplaced = 0, []
    for version_id in copies:
        left = rows_of(TimetableSlot, SLOT, timetable=version_id, course__in=leaving)
        new, missed = _given(version_id, left, heirs, busy)
        empty_slots(slots=[(pk, NewRow(cell)) for pk, cell in left.items()], actor=actor, now=now)
        keep_slots(new=new, changes=(), actor=actor, now=now)
        cells += len(new)
        unplaced += missed
    touched = {*leaving, *(one.course_id for one in heirs)}
    plan_year(year=year, start=start, actor=actor, now=now, with_content=with_content, courses=touched)
    return Placed(cells, tuple(dict.fromkeys(unplaced)))


def _busy(teacher: int, leaving: Collection[int], start: date) -> set[int]:
    rows = sql(_BUSY, {"teacher": teacher, "leaving": list(leaving), "start": start})
    return {slot for (slot,) in rows}


def _given(
    version_id: int, left: dict[int, dict[str, Any]], heirs: Sequence[Heir], busy: dict[int, set[int]]
) -> tuple[list[NewRow], list[tuple[int, int, int]]]:
    """Give the cells of a version that the heirs take, and those that they cannot."""
    new, missed = [], []
    rooms: set[tuple[Any, ...]] = set()
    taught: set[tuple[Any, ...]] = set()
    for heir in heirs:
        for pk, cell in left.items():
            if cell["course_id"] != heir.after:
                continue
            place = (cell["weekday"], cell["number"], cell["starts_at"], cell["parity"])
            if pk in busy[heir.employee_id] or (heir.employee_id, place) in taught:
                missed.append((heir.course_id, cell["weekday"], cell["number"] or 0))
                continue
            taught.add((heir.employee_id, place))
            room = cell["room_id"] if (cell["room_id"], place) not in rooms else None
            rooms.add((room, place))
            own = {"course_id": heir.course_id, "employee_id": heir.employee_id, "room_id": room}
            new.append(NewRow({**cell, **own, "timetable_id": version_id}))
    return new, missed
