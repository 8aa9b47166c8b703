"""A timetable of an earlier year carried over: its lessons find the journals of classes that went up, or the tray."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from parta.kernel.text import normal
from parta.timetable.enums import ClashKind, LeftBehind
from parta.timetable.rules.carrying import is_outside, what_clashes
from parta.timetable.rules.placing import halves_of, room_for
from parta.timetable.rules.week import Cell, Week, WeekCourse


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """The cells that stand in the new year, `others` of them of another teacher; `left`: how many do not, and why."""

    cells: tuple[Cell, ...]
    left: Mapping[LeftBehind, int]
    others: int


def carry_over(
    old: Week, cells: Sequence[Cell], new: Week, *, heirs: Mapping[int, int], titles: Mapping[int, str]
) -> CarriedOver:
    """Have the lessons of an earlier year stand at their places for what their classes (`heirs`) are taught now.

    A journal is found by classes, subject, group and title; of several the one of the same teacher. Lessons of teachers
    who stayed come first. What the load does not ask for, what would clash and what has times of its own stays out; a
    room that is taken, shut or out of use gives way to another one. `titles`: of the journals of both years.
    """
    found = {pk: _journal(one, new, heirs, titles) for pk, one in old.courses.items()}
    left: Counter[LeftBehind] = Counter()
    stands: dict[int, list[Cell]] = defaultdict(list)
    halves: Counter[int] = Counter()
    others = 0
    for cell in sorted(cells, key=lambda one: (_changed(old, new, one, found.get(one.course)), one.order)):
        course = found.get(cell.course)
        if course is None or cell.span is not None:
            left[_why(old, cell, heirs)] += 1
            continue
        asked, wanted = new.courses[course].asked, halves_of(cell.parity)
        if asked and halves[course] + wanted > asked:
            left[LeftBehind.HOURS_SPENT] += 1
            continue
        settled = _settled(new, stands[cell.weekday], replace(cell, course=course))
        if settled is None:
            left[LeftBehind.PLACE_TAKEN] += 1
            continue
        stands[cell.weekday].append(settled)
        halves[course] += wanted
        others += _changed(old, new, cell, course)
    return CarriedOver(
        tuple(sorted((one for day in stands.values() for one in day), key=lambda one: one.order)), dict(left), others
    )


def _journal(course: WeekCourse, new: Week, heirs: Mapping[int, int], titles: Mapping[int, str]) -> int | None:
    """Find what the heirs of a journal's classes are taught in the new year."""
    classes = {heirs.get(one) for one in course.classes}
    same = [
        one
        for one in new.courses.values()
        if {*one.classes} == classes
        and normal(one.subject) == normal(course.subject)
        and normal(one.group) == normal(course.group)
        and one.gathers == course.gathers
    ]

    def nearness(one: WeekCourse) -> tuple[bool, bool, int]:
        title = normal(titles.get(one.id, "")) == normal(titles.get(course.id, ""))
        return (not title, one.teacher != course.teacher, one.id)

    return min(same, key=nearness).id if same else None


def _changed(old: Week, new: Week, cell: Cell, course: int | None) -> bool:
    former = old.courses[cell.course].teacher
    return course is not None and former is not None and former != new.courses[course].teacher


def _why(old: Week, cell: Cell, heirs: Mapping[int, int]) -> LeftBehind:
    if cell.span is not None:
        return LeftBehind.OWN_TIMES
    gone = any(one not in heirs for one in old.courses[cell.course].classes)
    return LeftBehind.CLASS_GONE if gone else LeftBehind.JOURNAL_GONE


def _settled(week: Week, stands: Sequence[Cell], cell: Cell) -> Cell | None:
    """Give the lesson in its room or in another one; None where it cannot stand at its place."""
    if is_outside(week, cell):
        return None
    room = week.rooms.get(cell.room or 0)
    if cell.room is not None and (room is None or not room.takes(cell.place)):
        cell = _elsewhere(week, stands, cell)
    clashes = what_clashes(week, stands, [cell])
    if clashes and all(one.kind is ClashKind.ROOM for one in clashes):
        cell = _elsewhere(week, stands, cell)
        clashes = what_clashes(week, stands, [cell])
    return None if clashes else cell


def _elsewhere(week: Week, stands: Sequence[Cell], cell: Cell) -> Cell:
    bare = replace(cell, room=None)
    return replace(bare, room=room_for(week, stands, bare))
