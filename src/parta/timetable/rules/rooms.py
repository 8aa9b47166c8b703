"""Which rooms suit a course: those where its subject stands in the timetable now, and rooms like them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from parta.timetable.rules.week import Cell, WeekCourse, WeekRoom

_FIRST_FOUR = 4
_OFTEN = 3


def suitable(
    courses: Iterable[WeekCourse], cells: Iterable[Cell], *, sorts: Mapping[int, str], grades: Mapping[int, int]
) -> list[WeekCourse]:
    """Give the courses with the rooms that suit them.

    `sorts` says of each room what it is («мастерская»), `grades` of each class its grade: grades 1 to 4 have rooms of
    their own. A course whose subject stands nowhere yet takes the rooms that several subjects share.
    """
    courses = list(courses)
    stage = {one.id: _stage(one, grades) for one in courses}
    subject = {one.id: one.subject.casefold() for one in courses}
    used: dict[tuple[str, bool], set[str]] = defaultdict(set)
    shared: dict[str, set[str]] = defaultdict(set)
    for cell in cells:
        if cell.room is not None and cell.room in sorts and cell.course in subject:
            used[subject[cell.course], stage[cell.course]].add(sorts[cell.room])
            shared[sorts[cell.room]].add(subject[cell.course])
    rooms: dict[str, set[int]] = defaultdict(set)
    for room, sort in sorts.items():
        rooms[sort].add(room)
    common = {sort for sort, subjects in shared.items() if len(subjects) > 2}
    found = []
    for one in courses:
        here = used.get((subject[one.id], stage[one.id])) or common
        found.append(replace(one, rooms=frozenset(room for sort in here for room in rooms[sort])))
    return found


def seats(rooms: Iterable[WeekRoom], cells: Iterable[Cell]) -> dict[int, WeekRoom]:
    """Give the rooms with how many lessons stand in them at once, again and again: a gym has more than one.

    What happens once or twice a week is a clash, not a custom.
    """
    at_once = Counter((cell.room, cell.place, cell.parity) for cell in cells if cell.span is None)
    places: dict[int | None, list[int]] = defaultdict(list)
    for (room, _, _), count in at_once.items():
        places[room].append(count)
    found = {}
    for one in rooms:
        often = sorted(places[one.id], reverse=True)
        usual = often[min(len(often), max(_OFTEN, len(often) // 10)) - 1] if len(often) >= _OFTEN else 1
        found[one.id] = replace(one, lessons=usual)
    return found


def _stage(course: WeekCourse, grades: Mapping[int, int]) -> bool:
    return any(0 < grades.get(one, 0) <= _FIRST_FOUR for one in course.classes)
