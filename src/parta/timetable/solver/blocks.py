"""What is placed in the week: courses that are taught at one time are one block."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from parta.timetable.enums import Fault, Parity
from parta.timetable.rules.norms import hard_numbers, is_paired, is_training, is_whole_day
from parta.timetable.rules.quality import WEIGHTS, meet, share_pupils
from parta.timetable.rules.week import Cell, Place, Span, Week, WeekCourse, takes_over, weeks_of

Spot = tuple[int, int, Parity]
"""Weekday, number, and the weeks in which it holds."""
Plan = Mapping[int, tuple[Spot, ...]]
"""Where each block stands."""


@dataclass(frozen=True, slots=True)
class Block:
    """Courses of one class, taught to its parts at one time, those of a joint lesson, or one course alone.

    `full` lessons stand in every week, `half` of them in one of two. `spots` are the places it may take.
    """

    id: int
    courses: tuple[int, ...]
    classes: tuple[int, ...]
    teachers: tuple[int, ...]
    band: int
    full: int
    half: int
    spots: tuple[tuple[int, int], ...]
    points: int = 0
    training: bool = False
    paired: bool = False
    whole_day: bool = False
    fixed: bool = False


@dataclass(frozen=True)
class Problem:
    """The week, its blocks, and what of the standing timetable stays: lessons with times of their own."""

    week: Week
    blocks: tuple[Block, ...]
    kept: tuple[Cell, ...]
    last: int


def problem_of(week: Week, cells: Sequence[Cell]) -> tuple[Problem, Plan]:
    """Give what is to be placed, and where the standing cells have it: blocks whose courses stand together."""
    standing: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        standing[cell.course].append(cell)
    own_times = tuple(cell for cell in cells if cell.span is not None)
    last = max((one.last for one in week.classes.values()), default=0)
    blocks: list[Block] = []
    plan: dict[int, tuple[Spot, ...]] = {}
    spots_of = {pk: _spots(cell for cell in standing[pk] if cell.span is None) for pk in week.courses}
    for courses in _together(week, spots_of):
        here = [spots_of[one.id] for one in courses]
        block = _block(week, len(blocks), courses, own_times, here[0])
        if block is None:
            continue
        blocks.append(block)
        if all(spots == here[0] for spots in here):
            plan[block.id] = here[0]
    return Problem(week, tuple(blocks), own_times, last), plan


def cells_of(problem: Problem, plan: Plan, rooms: Mapping[tuple[int, Spot], int] | None = None) -> list[Cell]:
    """Give the cells of a plan; `rooms` by course and spot."""
    rooms = rooms or {}
    found = [
        Cell(course, spot[0], spot[1], spot[2], rooms.get((course, spot)))
        for block in problem.blocks
        for spot in plan[block.id]
        for course in block.courses
    ]
    return sorted([*found, *problem.kept], key=lambda one: (one.course, one.weekday, one.number, one.parity))


def _together(week: Week, spots_of: Plan) -> list[list[WeekCourse]]:
    """Group the courses: parts of a class that learn one subject equally often with different teachers go together."""
    found, joint = _joint(week, spots_of)
    groups: dict[object, list[WeekCourse]] = defaultdict(list)
    for course in sorted(week.courses.values(), key=lambda one: one.id):
        if course.id in joint:
            continue
        subject = course.subject.casefold().split("(")[0].strip()
        key: object = (course.classes, subject, course.halves) if course.group and not course.fixed else course.id
        groups[key].append(course)
    for courses in groups.values():
        teachers = [one.teacher for one in courses if one.teacher is not None]
        parts = [one.group for one in courses]
        apart = len(set(teachers)) == len(teachers) and len(set(parts)) == len(parts)
        disjoint = not any(len({c.id for c in courses} & s) > 1 for k in courses[0].classes for s in week.streams_of(k))
        found += [courses] if apart and (len(courses) == 1 or disjoint) else [[one] for one in courses]
    return found


def _joint(week: Week, spots_of: Plan) -> tuple[list[list[WeekCourse]], set[int]]:
    """Group the courses of one lesson, and name them: a stream is placed whole, whichever of them has its hours.

    Classes of a set that come together now so and now so stay where they stand.
    """
    sets: dict[tuple[int, int], list[WeekCourse]] = defaultdict(list)
    for course in sorted(week.courses.values(), key=lambda one: one.id):
        if course.joint and course.teacher is not None and course.classes:
            sets[course.joint, course.teacher].append(course)
    found: list[list[WeekCourse]] = []
    for courses in sets.values():
        classes = [pk for one in courses for pk in one.classes]
        hours = {one.halves for one in courses if not one.fixed}
        whole = len(set(classes)) == len(classes) and len({week.classes[pk].band for pk in classes}) == 1
        if len(courses) == 1 or (whole and len(hours) <= 1 and len({spots_of[one.id] for one in courses}) == 1):
            found.append(sorted(courses, key=lambda one: one.fixed))
        else:
            found += [[replace(one, fixed=True)] for one in courses]
    return found, {one.id for courses in found for one in courses}


def lessons_of(week: Week, block: Block) -> tuple[int, ...]:
    """Give the courses of a block that need a teacher and a room each: of a joint lesson the first one."""
    first: dict[int, int] = {}
    for course in block.courses:
        first.setdefault(week.courses[course].joint or -course, course)
    return tuple(first.values())


def _spots(cells: Iterable[Cell]) -> tuple[Spot, ...]:
    """Give the spots of a course; an odd and an even cell at one place are a lesson of every week."""
    parities: dict[tuple[int, int], set[Parity]] = defaultdict(set)
    for cell in cells:
        parities[cell.place].add(cell.parity)
    found: list[Spot] = []
    for (weekday, number), here in parities.items():
        if Parity.ANY in here or len(here) == 2:
            found.append((weekday, number, Parity.ANY))
        else:
            found.append((weekday, number, next(iter(here))))
    return tuple(sorted(found))


def _block(
    week: Week, number: int, courses: list[WeekCourse], own_times: Sequence[Cell], standing: tuple[Spot, ...]
) -> Block | None:
    one = courses[0]
    class_ids = tuple(dict.fromkeys(pk for course in courses for pk in course.classes))
    classes = [week.classes[class_id] for class_id in class_ids]
    if not classes:
        return None
    fixed = one.fixed
    if fixed and not standing:
        return None
    teachers = tuple(dict.fromkeys(course.teacher for course in courses if course.teacher is not None))
    band = classes[0].band
    days = sorted(set.intersection(*(set(learners.days) for learners in classes)))
    first, last = max(learners.first for learners in classes), min(learners.last for learners in classes)
    never = {(wish.teacher, wish.weekday, wish.number) for wish in week.wishes if wish.never}
    wanted = [course.rooms for course in courses if course.rooms]
    apart = [cell for cell in own_times if not any(takes_over(week.courses[cell.course], course) for course in courses)]
    busy = [
        (cell.weekday, cell.span)
        for cell in apart
        if cell.span and (week.courses[cell.course].teacher in teachers or _meets(week, cell.course, courses))
    ]

    def free(weekday: int, at: int) -> bool:
        spans: tuple[Span, ...] = week.spans_of(band, weekday, at)
        if any((teacher, weekday, at) in never for teacher in teachers):
            return False
        if any(day == weekday and meet((span,), spans) for day, span in busy):
            return False
        here = (weekday, at)
        return all(any(seats_left(week, apart, room, here, spans) for room in rooms) for rooms in wanted)

    if fixed:
        spots = tuple(sorted({(day, at) for day, at, _ in standing}))
        full, half = sum(p == Parity.ANY for _, _, p in standing), sum(p != Parity.ANY for _, _, p in standing)
    else:
        spots = tuple((day, at) for day in days for at in range(first, last + 1) if free(day, at))
        full, half = divmod(one.halves, 2)
    if not full and not half:
        return None
    return Block(
        number, tuple(course.id for course in courses), class_ids, teachers, band, full, half, spots,
        max(course.points for course in courses), is_training(one.subject), is_paired(one.subject),
        is_whole_day(one.subject), fixed,
    )  # fmt: skip


def _meets(week: Week, other: int, courses: Sequence[WeekCourse]) -> bool:
    """Tell whether pupils of some of the courses attend the other one too."""
    return any(
        share_pupils(week, class_id, course.id, other)
        for course in courses
        for class_id in {*course.classes}.intersection(week.courses[other].classes)
    )


def seats_left(week: Week, own_times: Iterable[Cell], room: int, place: Place, spans: Sequence[Span]) -> int:
    """Count the lessons that a room still takes beside those with times of their own; weeks are not told apart."""
    if room in week.rooms and not week.rooms[room].takes(place):
        return 0
    taken = sum(
        cell.room == room and cell.weekday == place[0] and cell.span is not None and meet((cell.span,), spans)
        for cell in own_times
    )
    return max(0, (week.rooms[room].lessons if room in week.rooms else 1) - taken)


def taken_by(week: Week, own_times: Iterable[Cell], weekday: int, clique: Iterable[tuple[int, int]]) -> int:
    """Count the lessons with times of their own that stand while a clique of (band, number) rings.

    Not extended-day groups: their rooms are free for lessons of their classes.
    """
    spans = [week.spans_of(band, weekday, number) for band, number in clique]
    return sum(
        cell.weekday == weekday
        and cell.span is not None
        and not week.courses[cell.course].gathers
        and any(meet((cell.span,), one) for one in spans)
        for cell in own_times
    )


def at_edge(problem: Problem, block: Block, number: int) -> bool:
    """Tell whether a hard subject would stand where it does not belong: a day's first lesson, or after the middle."""
    good = hard_numbers(problem.week.classes[block.classes[0]].grade)
    return (
        bool(good) and block.points >= problem.week.norms.hard_from and (number < min(good) or number > max(good) + 1)
    )


def price_of(problem: Problem, block: Block, place: Place) -> int:
    """Weigh a place for a block: a hard subject at the edge, training first, unwished hours, rooms better not taken."""
    week, (_, number) = problem.week, place
    price = WEIGHTS[Fault.HARD_AT_EDGE] if at_edge(problem, block, number) else 0
    if block.training and number == 1 and week.classes[block.classes[0]].grade:
        price += WEIGHTS[Fault.TRAINING_FIRST]
    unwished = sum(
        wish.teacher in block.teachers and (wish.weekday, wish.number) == place and not wish.never
        for wish in week.wishes
    )
    rooms = [of for one in block.courses if (of := week.courses[one].rooms)]
    unwanted = sum(all(one in week.rooms and place in week.rooms[one].unwanted for one in of) for of in rooms)
    return price + WEIGHTS[Fault.AGAINST_WISH] * unwished + WEIGHTS[Fault.ROOM_UNWANTED] * unwanted


def has_halves(problem: Problem) -> bool:
    """Tell whether weeks differ."""
    return any(block.half for block in problem.blocks) or len(weeks_of(problem.kept)) > 1
