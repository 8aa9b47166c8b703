"""Which rooms suit a course: those where its subject stands in the timetable now, and rooms like them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from parta.timetable.rules.week import Cell, WeekCourse, WeekRoom

_FIRST_FOUR = 4
_OFTEN = 3


@dataclass(frozen=True, slots=True)
class SaidRooms:
    """The rooms that the school names for a subject: only those, or those rather than others."""

    rooms: frozenset[int]
    only: bool


def suitable(
    courses: Iterable[WeekCourse],
    cells: Iterable[Cell],
    *,
    sorts: Mapping[int, str],
    grades: Mapping[int, int],
    out: Collection[int] = (),
    said: Mapping[int, SaidRooms] | None = None,
) -> list[WeekCourse]:
    """Give the courses with the rooms that suit them.

    `sorts` says of each room what it is («мастерская»), `grades` of each class its grade: grades 1 to 4 have rooms of
    their own. A course whose subject stands nowhere yet takes the rooms that several subjects share; so does one whose
    rooms are all `out` of use. What the school has `said` of a course goes before: only those rooms, though all of
    them be out, or those better than the ones it has had.
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
        if room not in out:
            rooms[sort].add(room)
    common = {sort for sort, subjects in shared.items() if len(subjects) > 2}
    found = []
    for one in courses:
        own, shares = (
            frozenset(room for sort in here for room in rooms[sort])
            for here in (used.get((subject[one.id], stage[one.id]), ()), common)
        )
        told = (said or {}).get(one.id)
        if told and told.only:
            found.append(replace(one, rooms=told.rooms.difference(out) or told.rooms))
        elif told:
            liked = told.rooms.difference(out)
            found.append(replace(one, rooms=liked | (own or shares), liked=liked))
        else:
            found.append(replace(one, rooms=own or shares))
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
