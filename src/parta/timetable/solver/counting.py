"""What makes a timetable impossible, by counting before any search: who has more lessons than places in the week."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from parta.timetable.enums import Obstacle
from parta.timetable.solver.blocks import Block, Problem, lessons_of


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why there can be no timetable: `whose` is a teacher, a class, a course or one room of a kind, by the obstacle.

    `wanted` lessons in two weeks do not go into `places`, or into so many a day.
    """

    obstacle: Obstacle
    whose: int
    wanted: int = 0
    places: int = 0


def conflicts(problem: Problem) -> list[Conflict]:
    """Count lessons against places for teachers, classes, kinds of rooms and single courses."""
    return [*_of_blocks(problem), *_of_teachers(problem), *_of_classes(problem), *_of_rooms(problem)]


def _of_blocks(problem: Problem) -> Iterator[Conflict]:
    for block in problem.blocks:
        places = len(block.spots)
        if block.full + (block.half + 1) // 2 > places:
            yield Conflict(Obstacle.COURSE_WITHOUT_PLACES, block.courses[0], _halves(block), 2 * places)


def _of_teachers(problem: Problem) -> Iterator[Conflict]:
    by_teacher: dict[int, list[Block]] = defaultdict(list)
    for block in problem.blocks:
        for teacher in block.teachers:
            by_teacher[teacher].append(block)
    for teacher, blocks in sorted(by_teacher.items()):
        still = sum(_halves(block) for block in blocks if block.fixed)
        standing = {spot for block in blocks if block.fixed for spot in block.spots}
        wanted = sum(_halves(block) for block in blocks if not block.fixed) + min(still, 2 * len(standing))
        places = 2 * len({spot for block in blocks for spot in block.spots})
        if wanted > places:
            yield Conflict(Obstacle.TEACHER_OVERLOADED, teacher, wanted, places)


def _of_classes(problem: Problem) -> Iterator[Conflict]:
    week = problem.week
    for learners in week.classes.values():
        own = [block for block in problem.blocks if learners.id in block.classes]
        wanted = max(
            (
                sum(_halves(block) for block in own if stream.intersection(block.courses))
                for stream in week.streams_of(learners.id)
            ),
            default=0,
        )
        norm = week.norms.day_norm(learners.grade)
        places = 2 * len(learners.days) * (learners.last - learners.first + 1)
        if wanted > places or (norm and norm.once and wanted > 2 * len(learners.days) * (norm.most + 1)):
            yield Conflict(Obstacle.CLASS_OVERLOADED, learners.id, wanted, places)


def _of_rooms(problem: Problem) -> Iterator[Conflict]:
    week = problem.week
    wanted: dict[frozenset[int], int] = defaultdict(int)
    spots: dict[frozenset[int], set[tuple[int, int]]] = defaultdict(set)
    for block in problem.blocks:
        for course in lessons_of(week, block):
            rooms = week.courses[course].rooms
            if rooms:
                wanted[rooms] += _halves(block)
                spots[rooms] |= set(block.spots)
    for rooms in sorted(wanted, key=sorted):
        inside = [one for one in wanted if one <= rooms]
        lessons = sum(wanted[one] for one in inside)
        open_ = set().union(*(spots[one] for one in inside))
        places = 2 * sum(week.rooms[one].lessons * sum(map(week.rooms[one].takes, open_)) for one in rooms)
        if lessons > places:
            yield Conflict(Obstacle.ROOMS_OVERLOADED, min(rooms), lessons, places)


def _halves(block: Block) -> int:
    return 2 * block.full + block.half
