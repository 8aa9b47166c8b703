"""Lessons put into a weekly timetable and taken off by hand: what the load asks for yet, what is in the way, rooms."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from parta.timetable.enums import Parity
from parta.timetable.rules.carrying import is_outside, what_clashes
from parta.timetable.rules.quality import Overlap, meet, spans
from parta.timetable.rules.week import WEEKS, Cell, Week, WeekCourse, in_week, is_one_lesson, takes_over


@dataclass(frozen=True, slots=True)
class Rest:
    """What a course has in the tray: `halves` of lessons of two weeks to be placed yet (2: one lesson a week).

    Less than 0: more of it stands than the load asks for. None: the load asks for no hours a week, so any number may.
    """

    course: int
    halves: int | None
    stands: int

    @property
    def parities(self) -> tuple[Parity, ...]:
        """In which weeks a lesson of it may be placed, the usual first: half a lesson a week is one of two weeks'."""
        if self.halves is None or self.halves >= halves_of(Parity.ANY):
            return (Parity.ANY, Parity.ODD, Parity.EVEN)
        return WEEKS if self.halves > 0 else ()


@dataclass(frozen=True, slots=True)
class Put:
    """Lessons that would stand: `clashes` forbid it; so does a class that does not learn then (`outside`)."""

    clashes: tuple[Overlap, ...]
    outside: bool


def halves_of(parity: Parity) -> int:
    """Count how many lessons a cell is in two weeks."""
    return 2 if parity is Parity.ANY else 1


def rest_of(course: WeekCourse, cells: Iterable[Cell]) -> Rest:
    """Say what is left of a course beside the cells that stand, those with times of their own among them.

    An extended-day group has times of its own for as long as its children stay: nothing of it lies in the tray.
    """
    stands = sum(halves_of(one.parity) for one in cells if one.course == course.id)
    asked = stands if course.gathers else course.asked
    return Rest(course.id, asked - stands if asked or course.gathers else None, stands)


def tray(week: Week, cells: Sequence[Cell]) -> list[Rest]:
    """Give what every course has in the tray; those of which nothing is left are not there."""
    found = (rest_of(course, cells) for course in week.courses.values())
    return [one for one in found if one.halves is None or one.halves]


def put(week: Week, cells: Sequence[Cell], coming: Sequence[Cell]) -> Put:
    """Say what it makes to have lessons stand beside the cells."""
    return Put(what_clashes(week, cells, coming), any(is_outside(week, one) for one in coming))


def with_parts(week: Week, cells: Sequence[Cell], cell: Cell) -> list[Cell]:
    """Give a lesson of the tray with the other classes' parts of a joint one, as far as they lie in the tray too."""
    mine = week.courses[cell.course]
    there = {one.course for one in cells if one.span is None and one.place == cell.place}
    parts = [
        one.id
        for one in week.courses.values()
        if mine.joint and one.joint == mine.joint and one.teacher == mine.teacher and one.id not in {mine.id, *there}
    ]
    left = [pk for pk in parts if cell.parity in rest_of(week.courses[pk], cells).parities]
    return [cell, *(replace(cell, course=pk) for pk in left)]


def beside_its_part(week: Week, cells: Iterable[Cell], cell: Cell) -> Cell:
    """Give a lesson without a room the one that the other part of a joint lesson has at its place."""
    parts = (one for one in cells if one.span is None and one.place == cell.place and one.room is not None)
    room = next((one.room for one in parts if is_one_lesson(week, one, replace(cell, room=one.room))), cell.room)
    return replace(cell, room=room) if cell.room is None else cell


def turned(cell: Cell, parity: Parity) -> Cell:
    """Give the lesson as it stands in other weeks."""
    return replace(cell, parity=parity)


def free_rooms(week: Week, cells: Iterable[Cell], cell: Cell) -> tuple[int, ...]:
    """Give the rooms that are free while a lesson stands, the best first: suitable, the course's own, the teacher's.

    A room out of use, or shut at the lesson's place, is not.
    """
    course = week.courses[cell.course]
    full, own, of_teacher = _full(week, cells, cell), set[int | None](), set[int | None]()
    for one in cells:
        if one.course == cell.course:
            own.add(one.room)
        elif course.teacher is not None and week.courses[one.course].teacher == course.teacher:
            of_teacher.add(one.room)
    size = week.seats_for(course)

    def order(room: int) -> tuple[object, ...]:
        capacity = week.rooms[room].capacity
        small = capacity is not None and capacity < size
        suits = not course.rooms or room in course.rooms
        liked = not course.liked or room in course.liked
        unwanted = cell.place in week.rooms[room].unwanted
        return (not suits, not liked, unwanted, room not in own, room not in of_teacher, small, week.rooms[room].name)

    return tuple(
        sorted((pk for pk, room in week.rooms.items() if pk not in full and room.takes(cell.place)), key=order)
    )


def room_for(week: Week, cells: Sequence[Cell], cell: Cell) -> int | None:
    """Choose a room for a lesson: a free one that suits its course; none where nothing tells which would."""
    course = week.courses[cell.course]
    near = {
        one.room
        for one in cells
        if one.course == cell.course
        or (course.teacher is not None and week.courses[one.course].teacher == course.teacher)
    }
    wanted = course.rooms or near
    return next((room for room in free_rooms(week, cells, cell) if room in wanted), None)


def _full(week: Week, cells: Iterable[Cell], cell: Cell) -> set[int]:
    """Give the rooms that take no other lesson while this one stands."""
    course, when = week.courses[cell.course], spans(week, cell)
    taken: Counter[int] = Counter()
    for one in cells:
        if one.room is None or one.weekday != cell.weekday or one == cell:
            continue
        if takes_over(week.courses[one.course], course) or is_one_lesson(week, one, replace(cell, room=one.room)):
            continue
        if not meet(spans(week, one), when):
            continue
        if any(in_week(one, parity) and in_week(cell, parity) for parity in WEEKS):
            taken[one.room] += 1
    return {room for room, count in taken.items() if room in week.rooms and count >= week.rooms[room].lessons}
