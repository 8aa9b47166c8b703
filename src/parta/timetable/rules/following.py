"""Dated lessons follow a change of the calendar or of the bells, and nothing but that change."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time

from parta.timetable.enums import LessonStatus
from parta.timetable.rules.planning import ExistingLesson, PlannedLesson

Place = tuple[int, date, int, int]
Spot = tuple[int, date, int, time | None]


@dataclass(slots=True)
class Following:
    """What becomes of lessons.

    `leave` have no place any more and no other to go to; `held` have records before their time and may not lose their
    place; `stay` have begun already.
    """

    create: list[PlannedLesson] = field(default_factory=list)
    move: list[tuple[ExistingLesson, PlannedLesson]] = field(default_factory=list)
    retime: list[tuple[ExistingLesson, PlannedLesson]] = field(default_factory=list)
    restore: list[tuple[ExistingLesson, PlannedLesson]] = field(default_factory=list)
    leave: list[ExistingLesson] = field(default_factory=list)
    held: list[ExistingLesson] = field(default_factory=list)
    stay: list[ExistingLesson] = field(default_factory=list)


def follow(
    before: Iterable[PlannedLesson],
    after: Iterable[PlannedLesson],
    existing: Iterable[ExistingLesson],
    begun: tuple[date, time],
) -> Following:
    """Compare what the timetable wanted before a change with what it wants after it, and say what lessons do.

    Only places that differ count: what was moved by hand, sessions and clubs elsewhere are left alone, and the place
    that the timetable had for what was moved is taken. A lesson that loses its place goes to a new one of the same
    journal (a transferred day), the earliest first; else it leaves. One that was cancelled by such a change comes back
    with its place; one cancelled by hand does not. `begun` is the present moment in the school.
    """
    existing = tuple(existing)
    taken = {(one.course_id, *one.place) for one in existing if one.origin_day is not None}
    was, wanted = (
        {_place(one): one for one in plans if (one.course_id, one.day, one.number) not in taken}
        for plans in (before, after)
    )
    found = Following()
    at: dict[Spot, list[ExistingLesson]] = defaultdict(list)
    for lesson in existing:
        if lesson.origin_day is None:
            at[_spot(lesson.course_id, lesson.day, lesson.number, lesson.start)].append(lesson)
    free: dict[int, list[ExistingLesson]] = defaultdict(list)
    for place in sorted(was.keys() - wanted.keys(), key=_order):
        for lesson in at[_spot_of(was[place])]:
            if lesson.status != LessonStatus.CANCELLED:
                _let_go(lesson, found, free, begun)
    for place in sorted(wanted.keys() - was.keys(), key=_order):
        plan = wanted[place]
        here = at[_spot_of(plan)]
        if here:
            back = [one for one in here if one.status == LessonStatus.CANCELLED and not one.by_hand]
            found.restore += [(one, plan) for one in back[:1]]
        elif free[plan.course_id]:
            found.move.append((free[plan.course_id].pop(0), plan))
        elif (plan.day, plan.start) > begun:
            found.create.append(plan)
    for place in was.keys() & wanted.keys():
        old, new = was[place], wanted[place]
        if (old.start, old.end) != (new.start, new.end):
            found.retime += [
                (one, new)
                for one in at[_spot_of(old)]
                if _retimed(one) and (one.start, one.end) == (old.start, old.end)
            ]
    found.retime.sort(key=lambda pair: (pair[0].day, pair[0].start, pair[0].id))
    found.leave += [lesson for lessons in free.values() for lesson in lessons]
    return found


def _let_go(
    lesson: ExistingLesson, found: Following, free: dict[int, list[ExistingLesson]], begun: tuple[date, time]
) -> None:
    if (lesson.day, lesson.start) <= begun:
        found.stay.append(lesson)
    elif lesson.status == LessonStatus.HELD:
        found.held.append(lesson)
    elif lesson.by_hand:
        found.leave.append(lesson)
    else:
        free[lesson.course_id].append(lesson)


def _retimed(lesson: ExistingLesson) -> bool:
    """Tell whether a lesson goes with the bells: it is ahead, or was cancelled by hand and may be given back."""
    return lesson.status == LessonStatus.PLANNED or (lesson.status == LessonStatus.CANCELLED and lesson.by_hand)


def _place(plan: PlannedLesson) -> Place:
    return (plan.course_id, plan.day, plan.number, plan.slot_key)


def _spot(course_id: int, day: date, number: int, start: time) -> Spot:
    return (course_id, day, number, None if number else start)  # a club has no number, only its hour


def _spot_of(plan: PlannedLesson) -> Spot:
    return _spot(plan.course_id, plan.day, plan.number, plan.start)


def _order(place: Place) -> tuple[date, int, int, int]:
    return (place[1], place[2], place[0], place[3])
