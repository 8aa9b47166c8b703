"""How good a weekly timetable is: what is impossible in it, what the norms warn of, how many windows there are.

Warned of: СанПиН 1.2.3685-21, tables 6.6, 6.9–6.11; СП 2.4.3648-20, п. 3.4.16 (of the bells in `bell_norms`).
Windows, wishes and the even spread of a subject over the week are the school's own matters. Nothing here refuses.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from parta.timetable.enums import ClashKind, Fault, Parity
from parta.timetable.rules.bell_norms import bell_faults
from parta.timetable.rules.norms import (
    LIGHT_DAYS,
    PEAK_DAYS,
    hard_numbers,
    is_paired,
    is_training,
    is_whole_day,
)
from parta.timetable.rules.room_faults import of_rooms
from parta.timetable.rules.week import Cell, Span, Warned, Week, WeekClass, in_week, is_one_lesson, takes_over, weeks_of

WEIGHTS: dict[Fault, int] = {
    Fault.CLASS_WINDOW: 50,
    Fault.LESSONS_A_DAY: 50,
    Fault.TEACHER_WINDOW: 6,
    Fault.PEAK: 8,
    Fault.NO_LIGHT_DAY: 4,
    Fault.HARD_AT_EDGE: 1,
    Fault.TWICE_A_DAY: 10,
    Fault.BUNCHED: 2,
    Fault.TRAINING_FIRST: 2,
    Fault.ROOM_UNFIT: 10,
    Fault.ROOM_OUT: 20,
    Fault.ROOM_SHUT: 20,
    Fault.ROOM_UNWANTED: 3,
    Fault.AGAINST_WISH: 5,
    Fault.SHORT_BREAK: 10,
    Fault.NO_BIG_BREAK: 10,
    Fault.LONG_LESSON: 10,
    Fault.TOO_EARLY: 10,
    Fault.TOO_LATE: 10,
    Fault.SECOND_SHIFT: 20,
}
"""What one fault of a kind weighs; what cannot be at all, and what other cells would not mend, has no weight."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two cells that want the same teacher, room or pupils at one time (`whose`: the id)."""

    kind: ClashKind
    whose: int
    first: Cell
    second: Cell


@dataclass(frozen=True)
class Quality:
    """What a timetable is worth: `windows` by teacher and `points` by class and weekday, a week's on the average."""

    overlaps: tuple[Overlap, ...]
    warnings: tuple[Warned, ...]
    counts: dict[Fault, float]
    windows: dict[int, float] = field(default_factory=dict)
    points: dict[int, dict[int, float]] = field(default_factory=dict)

    @property
    def cost(self) -> float:
        """The sum of the weighed faults; overlaps, hours that differ and rooms too small have no weight."""
        return sum(WEIGHTS.get(fault, 0) * count for fault, count in self.counts.items())


def judge(week: Week, cells: Sequence[Cell]) -> Quality:
    """Look through a weekly timetable whole."""
    weeks = weeks_of(cells)
    crossing = tuple(overlaps(week, cells, weeks))
    seen: Counter[Warned] = Counter()
    windows: dict[int, float] = defaultdict(float)
    points: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for parity in weeks:
        held = [cell for cell in cells if in_week(cell, parity)]
        found = [*_of_classes(week, held, points, len(weeks)), *_of_teachers(week, held)]
        for one in found:
            if one.fault is Fault.TEACHER_WINDOW and one.teacher is not None:
                windows[one.teacher] += one.count / len(weeks)
        seen.update(found)
    for class_id, days in points.items():
        seen.update(dict.fromkeys(_curve(week.classes[class_id], days), len(weeks)))
    seen.update(dict.fromkeys([*_of_courses(week, cells), *of_rooms(week, cells)], len(weeks)))
    counts: dict[Fault, float] = defaultdict(float)
    for one, times in seen.items():
        counts[one.fault] += times * one.count / len(weeks)
    if crossing:
        counts[Fault.OVERLAP] = len(crossing)
    warnings = tuple(sorted(seen, key=lambda one: (list(Fault).index(one.fault), one.class_id or 0, one.weekday or 0)))
    return Quality(crossing, warnings, dict(counts), dict(windows), {k: dict(v) for k, v in points.items()})


def new_overlaps(before: Quality, after: Quality) -> tuple[Overlap, ...]:
    """Give the overlaps of a timetable that another one has not: who is where twice in both is no news."""

    def bare(one: Overlap) -> Overlap:
        return replace(one, first=replace(one.first, room=None), second=replace(one.second, room=None))

    known = {bare(one) for one in before.overlaps}
    return tuple(one for one in after.overlaps if bare(one) not in known)


def new_differing(before: Quality, after: Quality) -> tuple[int, ...]:
    """Give the courses whose hours differ from the load in a timetable, and did not in another one."""
    known = {one.course for one in before.warnings if one.fault is Fault.HOURS_DIFFER}
    found = (one.course for one in after.warnings if one.fault is Fault.HOURS_DIFFER and one.course not in known)
    return tuple(one for one in found if one is not None)


def spans(week: Week, cell: Cell) -> tuple[Span, ...]:
    """Give when a cell is, in each span of dates with bells of its own."""
    course = week.courses[cell.course]
    return (cell.span,) if cell.span else week.spans_of(week.band_of(course), cell.weekday, cell.number)


def meet(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Tell whether two lessons of a day overlap at some time of the year."""
    pairs = zip(one, other, strict=True) if len(one) == len(other) else ((a, b) for a in one for b in other)
    return any(a[0] < b[1] and b[0] < a[1] for a, b in pairs)


def overlaps(week: Week, cells: Sequence[Cell], weeks: tuple[Parity, ...]) -> Iterator[Overlap]:
    """Give the pairs of cells that want one teacher, one room beyond its seats, or the same pupils at one time.

    An extended-day group and a lesson of its classes never do: the children come as their lessons end. Nor do the parts
    of a joint lesson.
    """
    by_day: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_day[cell.weekday].append(cell)
    known: set[tuple[ClashKind, int, Cell, Cell]] = set()
    for of_day in by_day.values():
        places: dict[tuple[ClashKind, int], list[Cell]] = defaultdict(list)
        for cell in sorted(of_day, key=lambda one: one.order):
            course = week.courses[cell.course]
            if course.teacher is not None:
                places[ClashKind.TEACHER, course.teacher].append(cell)
            if cell.room is not None:
                places[ClashKind.ROOM, cell.room].append(cell)
            for class_id in course.classes:
                places[ClashKind.PUPILS, class_id].append(cell)
        for (kind, whose), here in places.items():
            for one, other in combinations(here, 2):
                if not any(in_week(one, parity) and in_week(other, parity) for parity in weeks):
                    continue
                if takes_over(week.courses[one.course], week.courses[other.course]):
                    continue
                if kind is not ClashKind.PUPILS and is_one_lesson(week, one, other):
                    continue
                if not meet(spans(week, one), spans(week, other)):
                    continue
                if kind is ClashKind.PUPILS and not share_pupils(week, whose, one.course, other.course):
                    continue
                known.add((kind, whose, one, other))
    rooms = Counter((whose, cell) for kind, whose, *both in known if kind is ClashKind.ROOM for cell in both)
    for kind, whose, one, other in sorted(known, key=lambda one: (one[0], one[1], one[2].order, one[3].order)):
        if kind is ClashKind.ROOM and whose in week.rooms:
            seats = week.rooms[whose].lessons
            if rooms[whose, one] < seats and rooms[whose, other] < seats:
                continue
        yield Overlap(kind, whose, one, other)


def share_pupils(week: Week, class_id: int, one: int, other: int) -> bool:
    """Tell whether some pupils of a class attend both courses; a course shares them with itself."""
    both = {one, other}
    if len(both) == 1:
        return True
    first, second = week.courses[one], week.courses[other]
    if not first.group or not second.group:
        return True
    return any(both <= stream for stream in week.streams.get(class_id, ())) or first.group == second.group


def _of_classes(week: Week, held: Sequence[Cell], points: dict[int, dict[int, float]], weeks: int) -> Iterator[Warned]:
    by_day: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    for cell in held:
        for class_id in week.courses[cell.course].classes:
            if cell.span is None:
                by_day[class_id, cell.weekday].append(cell)
    extra: Counter[int] = Counter()
    for (class_id, weekday), cells in sorted(by_day.items()):
        learners = week.classes[class_id]
        streams = [[cell for cell in cells if cell.course in stream] for stream in week.streams_of(class_id)]
        numbers = [{cell.number for cell in stream} for stream in streams]
        empty = {n for mine in numbers if mine for n in range(learners.first, max(mine)) if n not in mine}
        for number in sorted(empty):
            yield Warned(Fault.CLASS_WINDOW, class_id, weekday=weekday, number=number)
        points[class_id][weekday] += max(_sum(week, learners, stream) for stream in streams) / weeks
        yield from _day_of_class(week, learners, weekday, streams, extra)
    for class_id in sorted({class_id for class_id, _ in by_day}):
        learners = week.classes[class_id]
        load = _load(week, held, class_id)
        if learners.most and load > learners.most:
            yield Warned(Fault.LOAD_A_WEEK, class_id, number=learners.most)
        if learners.stepped and load > learners.stepped.week:
            yield Warned(Fault.STEPPED_WEEK, class_id, number=learners.stepped.week, count=load - learners.stepped.week)
        days = {day: {cell.number for cell in cells} for (of, day), cells in by_day.items() if of == class_id}
        yield from bell_faults(week, learners, days)


def _load(week: Week, held: Sequence[Cell], class_id: int) -> int:
    """Count the curriculum's lessons of a week; what has no load (a class hour) is not among them."""
    own = [cell for cell in held if cell.span is None and not week.courses[cell.course].fixed]
    return max((sum(cell.course in stream for cell in own) for stream in week.streams_of(class_id)), default=0)


def _sum(week: Week, learners: WeekClass, cells: Iterable[Cell]) -> int:
    return sum(week.courses[cell.course].points for cell in cells)


def _day_of_class(
    week: Week, learners: WeekClass, weekday: int, streams: list[list[Cell]], extra: Counter[int]
) -> Iterator[Warned]:
    norm = week.norms.day_norm(learners.grade)
    if norm:
        longest = max(streams, key=len)
        own = [cell for cell in longest if not week.courses[cell.course].fixed]
        over = len(own) - norm.most
        trained = any(is_training(week.courses[cell.course].subject) for cell in longest)
        if over == 1 and norm.once and trained and not extra[learners.id]:
            extra[learners.id] += 1
        elif over > 0:
            yield Warned(Fault.LESSONS_A_DAY, learners.id, weekday=weekday, number=len(own), count=over)
    if learners.stepped:
        most = learners.stepped.day.most + learners.stepped.day.once
        longest = max(streams, key=len)
        own = [cell for cell in longest if not week.courses[cell.course].fixed]
        if len(own) > most:
            yield Warned(Fault.STEPPED_DAY, learners.id, weekday=weekday, number=len(own), count=len(own) - most)
    good = hard_numbers(learners.grade)
    unique = {cell for stream in streams for cell in stream}
    edge = {cell.number for cell in unique if good and cell.number not in good}
    for number in sorted(edge):
        hard = [
            cell
            for cell in unique
            if cell.number == number and week.courses[cell.course].points >= week.norms.hard_from
        ]
        if hard and (number < min(good) or number > max(good) + 1):
            yield Warned(
                Fault.HARD_AT_EDGE,
                learners.id,
                weekday=weekday,
                number=number,
                course=min(cell.course for cell in hard),
            )
    for number in sorted({c.number for c in unique if c.number == learners.first and learners.grade}):
        first = [c for c in unique if c.number == number and is_training(week.courses[c.course].subject)]
        if first:
            yield Warned(Fault.TRAINING_FIRST, learners.id, weekday=weekday, course=min(cell.course for cell in first))


def _curve(learners: WeekClass, days: dict[int, float]) -> Iterator[Warned]:
    """Say where a class's hard days lie wrongly: the peak, and the light day of the week's second half."""
    if not learners.grade or not any(days.values()):
        return
    peak = max(days.values())
    if max((days.get(day, 0) for day in PEAK_DAYS), default=0) < peak:
        yield Warned(Fault.PEAK, learners.id, weekday=max(days, key=lambda day: days[day]))
    mean = sum(days.values()) / len(learners.days)
    if min(days.get(day, 0) for day in LIGHT_DAYS) >= mean:
        yield Warned(Fault.NO_LIGHT_DAY, learners.id)


def _of_teachers(week: Week, held: Sequence[Cell]) -> Iterator[Warned]:
    by_day: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    for cell in held:
        teacher = week.courses[cell.course].teacher
        if teacher is not None and cell.span is None:
            by_day[teacher, cell.weekday].append(cell)
    unwanted = {(wish.teacher, wish.weekday, wish.number) for wish in week.wishes}
    for (teacher, weekday), cells in sorted(by_day.items()):
        numbers = {cell.number for cell in cells}
        empty = max(numbers) - min(numbers) + 1 - len(numbers)
        if empty:
            yield Warned(Fault.TEACHER_WINDOW, teacher=teacher, weekday=weekday, count=empty)
        for number in sorted(numbers):
            if (teacher, weekday, number) in unwanted:
                yield Warned(Fault.AGAINST_WISH, teacher=teacher, weekday=weekday, number=number)


def _of_courses(week: Week, cells: Sequence[Cell]) -> Iterator[Warned]:
    by_course: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.span is None:
            by_course[cell.course].append(cell)
    for course in week.courses.values():
        own = by_course.get(course.id, [])
        class_id = course.classes[0] if course.classes else None
        halves = sum(2 if cell.parity == Parity.ANY else 1 for cell in own)
        if not course.fixed and halves != course.halves:
            yield Warned(Fault.HOURS_DIFFER, class_id, course=course.id, number=halves)
        if class_id is None or course.fixed:
            continue
        if not is_whole_day(course.subject):
            yield from _spread(week.classes[class_id], course.id, own, 2 if is_paired(course.subject) else 1)


def _spread(learners: WeekClass, course: int, own: Sequence[Cell], usual: int) -> Iterator[Warned]:
    """Say where a subject has more lessons a day than its hours ask for, or two lessons a week on adjoining days."""
    days = Counter(cell.weekday for cell in own if cell.parity != Parity.EVEN)
    most = max(usual, -(-sum(days.values()) // len(learners.days)))
    for weekday, count in days.items():
        if count > most:
            yield Warned(Fault.TWICE_A_DAY, learners.id, weekday=weekday, course=course, count=count - most)
    if len(own) == 2 and len(days) == 2 and max(days) - min(days) == 1:
        yield Warned(Fault.BUNCHED, learners.id, weekday=min(days), course=course)
