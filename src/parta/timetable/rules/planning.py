"""Dated lessons from the weekly timetable, and re-planning that keeps what was held."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from parta.school.enums import WeekParity
from parta.school.rules.bells import BellSchedule, Learners, LessonTime, lesson_time
from parta.school.rules.calendar import CalendarFacts
from parta.timetable.enums import LessonStatus


@dataclass(frozen=True, slots=True)
class Slot:
    """A line of the timetable: a course at a weekday and lesson number, every week or in odd or even weeks only.

    `on_day` makes it a single lesson of that date (sessions of part-time groups, practices), whatever the weekday;
    such a lesson is not moved by the calendar. `start` and `end` are times of its own, where no bell rings for it (a
    club after lessons), `hours` its own academic hours. `valid_from` and `valid_to` bound the timetable's version.
    """

    key: int
    course_id: int
    weekday: int
    number: int
    learners: Learners
    room_id: int | None = None
    employee_id: int | None = None
    parity: WeekParity | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    on_day: date | None = None
    start: time | None = None
    end: time | None = None
    hours: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedLesson:
    """A lesson that the timetable wants on a date."""

    course_id: int
    day: date
    number: int
    start: time
    end: time
    room_id: int | None
    employee_id: int | None
    slot_key: int
    hours: int | None = None


@dataclass(frozen=True, slots=True)
class WithoutBells:
    """A lesson that could not be planned, because no bell schedule says when it begins."""

    slot_key: int
    course_id: int
    day: date
    number: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Lessons in order of date, number and course, and those that have no bells."""

    lessons: tuple[PlannedLesson, ...]
    without_bells: tuple[WithoutBells, ...]


def plan_lessons(
    slots: Iterable[Slot], *, calendar: CalendarFacts, bells: Sequence[BellSchedule], start: date, end: date
) -> Plan:
    """Draw up the dated lessons from `start` to `end` (both included) for courses that share one calendar."""
    slots = tuple(slots)
    weekly: dict[int, list[Slot]] = defaultdict(list)
    for slot in slots:
        if slot.on_day is None:
            weekly[slot.weekday].append(slot)
    wanted: list[tuple[date, int, Slot]] = []
    for day in calendar.school_days(start, end):
        weekday = calendar.timetable_weekday(day)
        if weekday is None or weekday not in weekly:
            continue
        parity = calendar.parity_of(day)
        wanted += [(day, weekday, slot) for slot in weekly[weekday] if _holds(slot, day, parity)]
    wanted += [
        (slot.on_day, slot.on_day.isoweekday(), slot) for slot in slots if slot.on_day and start <= slot.on_day <= end
    ]
    return _with_times(wanted, bells)


def _holds(slot: Slot, day: date, parity: WeekParity | None) -> bool:
    return (
        (slot.valid_from is None or slot.valid_from <= day)
        and (slot.valid_to is None or day <= slot.valid_to)
        and slot.parity in (None, parity)
    )


def _with_times(wanted: list[tuple[date, int, Slot]], bells: Sequence[BellSchedule]) -> Plan:
    lessons: list[PlannedLesson] = []
    silent: list[WithoutBells] = []
    known: dict[tuple[Learners, date, int, int], LessonTime | None] = {}
    for day, weekday, slot in sorted(wanted, key=lambda row: (row[0], row[2].number, row[2].course_id, row[2].key)):
        if slot.start is not None and slot.end is not None:
            lessons.append(_planned(slot, day, slot.start, slot.end))
            continue
        place = (slot.learners, day, weekday, slot.number)
        if place not in known:
            known[place] = lesson_time(bells, learners=slot.learners, day=day, weekday=weekday, number=slot.number)
        times = known[place]
        if times is None:
            silent.append(WithoutBells(slot.key, slot.course_id, day, slot.number))
            continue
        lessons.append(_planned(slot, day, times.start, times.end))
    return Plan(tuple(lessons), tuple(silent))


def _planned(slot: Slot, day: date, start: time, end: time) -> PlannedLesson:
    place = (slot.course_id, day, slot.number, start, end)
    return PlannedLesson(*place, slot.room_id, slot.employee_id, slot.key, slot.hours)


@dataclass(frozen=True, slots=True)
class ExistingLesson:
    """A lesson that is already in the database.

    `by_hand`: somebody changed it (a substitution, a move), so the timetable leaves it alone. `origin_day` and
    `origin_number`: where the timetable had it before it was moved by hand. `has_content`: somebody wrote in it
    already, so it may be cancelled but not deleted.
    """

    id: int
    course_id: int
    day: date
    number: int
    start: time
    end: time
    room_id: int | None
    employee_id: int | None
    slot_key: int | None
    status: LessonStatus = LessonStatus.PLANNED
    by_hand: bool = False
    has_content: bool = False
    origin_day: date | None = None
    origin_number: int | None = None

    @property
    def place(self) -> tuple[date, int]:
        """Where the timetable had the lesson."""
        return (self.origin_day or self.day, self.number if self.origin_number is None else self.origin_number)


@dataclass(frozen=True, slots=True)
class LessonUpdate:
    """A planned lesson that keeps its id and takes what the timetable wants now."""

    lesson_id: int
    wanted: PlannedLesson
    moved: bool


@dataclass(frozen=True, slots=True)
class Replan:
    """What has to be done so that the future follows the timetable; ids are of existing lessons."""

    create: tuple[PlannedLesson, ...] = ()
    update: tuple[LessonUpdate, ...] = ()
    cancel: tuple[int, ...] = ()
    delete: tuple[int, ...] = ()


def replan(existing: Iterable[ExistingLesson], wanted: Iterable[PlannedLesson], today_from: date) -> Replan:
    """Compare lessons with what the timetable wants from `today_from` on.

    The past, held and cancelled lessons and those changed by hand are never touched, and each of them takes the
    place that the timetable had for it. The other planned lessons of a course are paired with the wanted ones in
    order, so that a lesson keeps its id, and all that hangs on it, when its date moves; the last ones are left over.
    """
    ours: dict[int, list[ExistingLesson]] = defaultdict(list)
    theirs: dict[int, list[PlannedLesson]] = defaultdict(list)
    for lesson in existing:
        if max(lesson.day, lesson.place[0]) >= today_from:
            ours[lesson.course_id].append(lesson)
    for plan in wanted:
        if plan.day >= today_from:
            theirs[plan.course_id].append(plan)
    create: list[PlannedLesson] = []
    update: list[LessonUpdate] = []
    cancel: list[int] = []
    delete: list[int] = []
    for course_id in sorted(ours.keys() | theirs.keys()):
        fixed = [lesson for lesson in ours[course_id] if _is_fixed(lesson, today_from)]
        free = sorted(
            (lesson for lesson in ours[course_id] if not _is_fixed(lesson, today_from)),
            key=lambda lesson: (lesson.day, lesson.number, lesson.id),
        )
        places = _without_taken(sorted(theirs[course_id], key=lambda plan: (plan.day, plan.number)), fixed)
        for lesson, plan in zip(free, places, strict=False):
            if _differs(lesson, plan):
                moved = (lesson.day, lesson.number) != (plan.day, plan.number)
                update.append(LessonUpdate(lesson.id, plan, moved))
        create += places[len(free) :]
        for lesson in free[len(places) :]:
            (cancel if lesson.has_content else delete).append(lesson.id)
    return Replan(tuple(create), tuple(update), tuple(cancel), tuple(delete))


def _is_fixed(lesson: ExistingLesson, today_from: date) -> bool:
    return lesson.status != LessonStatus.PLANNED or lesson.by_hand or lesson.day < today_from


def _without_taken(places: list[PlannedLesson], fixed: Sequence[ExistingLesson]) -> list[PlannedLesson]:
    left = list(places)
    homeless = []
    for lesson in fixed:
        same = next((plan for plan in left if (plan.day, plan.number) == lesson.place), None)
        if same is None:
            homeless.append(lesson)
        else:
            left.remove(same)
    for lesson in homeless:
        same_day = next((plan for plan in left if plan.day == lesson.place[0]), None)
        if same_day is not None:
            left.remove(same_day)
    return left


def _differs(lesson: ExistingLesson, plan: PlannedLesson) -> bool:
    now = (lesson.day, lesson.number, lesson.start, lesson.end, lesson.room_id, lesson.employee_id, lesson.slot_key)
    return now != (plan.day, plan.number, plan.start, plan.end, plan.room_id, plan.employee_id, plan.slot_key)
