"""In which room each lesson is held, when its time is settled: the room that the course has had, or one that suits."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from ortools.sat.python import cp_model

from parta.timetable.enums import Parity
from parta.timetable.rules.quality import meet
from parta.timetable.rules.week import Place, Span, Week, WeekCourse, takes_over
from parta.timetable.solver.blocks import Plan, Problem, Spot, lessons_of, seats_left

SAME, OF_TEACHER, OTHER, UNWANTED, UNLIKED, SMALL = 0, 2, 4, 6, 20, 30


def place_rooms(
    problem: Problem, plan: Plan, *, workers: int, used: Mapping[int, Counter[int]] | None = None
) -> dict[tuple[int, Spot], int]:
    """Give every lesson a room of those that suit it, day by day."""
    found: dict[tuple[int, Spot], int] = {}
    days = sorted({spot[0] for spots in plan.values() for spot in spots})
    for day in days:
        found |= _day(problem, plan, day, workers, used or {})
    return found


def _day(
    problem: Problem, plan: Plan, day: int, workers: int, used: Mapping[int, Counter[int]]
) -> dict[tuple[int, Spot], int]:
    week = problem.week
    cp = cp_model.CpModel()
    at: dict[tuple[int, Spot], dict[int, Any]] = {}
    taken: dict[tuple[int, Parity], list[tuple[int, tuple[Span, ...], Any]]] = defaultdict(list)
    cost = []
    for block in problem.blocks:
        for spot in plan[block.id]:
            if spot[0] != day:
                continue
            spans = week.spans_of(block.band, day, spot[1])
            for number in lessons_of(week, block):
                course = week.courses[number]
                if not course.rooms:
                    continue
                kept = [cell for cell in problem.kept if not takes_over(week.courses[cell.course], course)]
                left = {room: seats_left(week, kept, room, (day, spot[1]), spans) for room in sorted(course.rooms)}
                mine = at[number, spot] = {room: cp.new_bool_var("") for room, seats in left.items() if seats}
                cp.add(sum(mine.values()) <= 1)
                cost.append(1000 * (1 - sum(mine.values())))
                for room, one in mine.items():
                    cost.append(_price(week, course, room, (day, spot[1]), used.get(number, Counter())) * one)
                    for parity in (Parity.ODD, Parity.EVEN):
                        if spot[2] in (Parity.ANY, parity):
                            taken[room, parity].append((spot[1], spans, one))
    lessons = [cell for cell in problem.kept if not week.courses[cell.course].gathers]
    for (room, _), rows in taken.items():
        for at_number, spans, one in rows:
            seats = seats_left(week, lessons, room, (day, at_number), spans)
            together = [other for _, others, other in rows if other is not one and meet(spans, others)]
            if seats == 1:
                for other in together:
                    cp.add_at_most_one([one, other])
            elif len(together) >= seats:
                cp.add(sum(together) <= seats - 1).only_enforce_if(one)
    cp.minimize(sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = 5
    if solver.solve(cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {}
    found = {key: room for key, rooms in at.items() for room, one in rooms.items() if solver.value(one)}
    return found | {
        (course, spot): found[first, spot]
        for block in problem.blocks for course in block.courses for first in lessons_of(week, block)
        for spot in plan[block.id]
        if week.courses[course].joint and week.courses[course].joint == week.courses[first].joint
        and (first, spot) in found
    }  # fmt: skip


def _price(week: Week, course: WeekCourse, room: int, place: Place, used: Counter[int]) -> int:
    hall = week.rooms[room]
    price = SAME if used and used.most_common(1)[0][0] == room else OF_TEACHER if room in used else OTHER
    price += UNLIKED if course.liked and room not in course.liked else 0
    price += UNWANTED if place in hall.unwanted else 0
    return price + (SMALL if hall.capacity and week.seats_for(course) > hall.capacity else 0)
