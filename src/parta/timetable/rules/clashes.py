"""Who is in two places at once: teachers, rooms and pupils, by time and not by lesson number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby

from parta.timetable.enums import ClashKind


@dataclass(frozen=True, slots=True)
class Audience:
    """Pupils of one class who sit in a lesson: the whole class, or the group with this key."""

    class_id: int
    group_key: str | None = None


@dataclass(frozen=True, slots=True)
class TimedLesson:
    """A lesson as far as it takes a teacher, a room and pupils; `pupils` is empty when the roster is not known."""

    id: int
    day: date
    start: time
    end: time
    employee_id: int | None = None
    room_id: int | None = None
    audiences: tuple[Audience, ...] = ()
    pupils: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Clash:
    """Two lessons that overlap in time and need the same teacher, room or pupils (`subject_id`: whose id)."""

    kind: ClashKind
    subject_id: int
    first_id: int
    second_id: int
    day: date


def find_clashes(lessons: Iterable[TimedLesson], *, shared_rooms: frozenset[int] = frozenset()) -> list[Clash]:
    """List every overlap of two lessons; in `shared_rooms` (gyms) several lessons may be given at once.

    Two groups of one class overlap only when their rosters are known and have a pupil in common.
    """
    found: list[Clash] = []
    for first, second in _overlaps(lessons):
        if first.employee_id is not None and first.employee_id == second.employee_id:
            found.append(_clash(ClashKind.TEACHER, first.employee_id, first, second))
        if first.room_id is not None and first.room_id == second.room_id and first.room_id not in shared_rooms:
            found.append(_clash(ClashKind.ROOM, first.room_id, first, second))
        class_id = _common_class(first, second)
        if class_id is not None:
            found.append(_clash(ClashKind.PUPILS, class_id, first, second))
    return found


def _overlaps(lessons: Iterable[TimedLesson]) -> Iterator[tuple[TimedLesson, TimedLesson]]:
    ordered = sorted(lessons, key=lambda lesson: (lesson.day, lesson.start, lesson.id))
    for _, of_day in groupby(ordered, key=lambda lesson: lesson.day):
        running: list[TimedLesson] = []
        for lesson in of_day:
            running = [other for other in running if other.end > lesson.start]
            for other in running:
                yield other, lesson
            running.append(lesson)


def _common_class(first: TimedLesson, second: TimedLesson) -> int | None:
    groups: dict[int, set[str | None]] = defaultdict(set)
    for audience in first.audiences:
        groups[audience.class_id].add(audience.group_key)
    for audience in second.audiences:
        mine = groups.get(audience.class_id)
        if mine is None:
            continue
        if None in mine or audience.group_key is None or audience.group_key in mine or first.pupils & second.pupils:
            return audience.class_id
    return None


def _clash(kind: ClashKind, subject_id: int, first: TimedLesson, second: TimedLesson) -> Clash:
    return Clash(kind, subject_id, first.id, second.id, first.day)
