"""When each block is taught: the model of CP-SAT, of a whole week or of a part of it while the rest stands still.

Never broken: a teacher, a stream of pupils and a room are in one place at a time, no class has a window, the lessons a
day keep to the norm, nobody teaches when he or she cannot. Weighed, as `rules.quality` weighs: the rest.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from parta.timetable.enums import Fault, Parity
from parta.timetable.rules.norms import LIGHT_DAYS, PEAK_DAYS, DayNorm
from parta.timetable.rules.quality import WEIGHTS
from parta.timetable.rules.week import Span, WeekClass
from parta.timetable.solver.blocks import Block, Plan, Problem, Spot, lessons_of, price_of, taken_by

Literal = Any
"""A Boolean variable of the model, or 0 or 1 where the lesson stands still."""
Free = Mapping[int, frozenset[int]]
"""The weekdays between which a block may move; a block that is not here stands still."""


@dataclass
class Model:
    """The model with its variables by block and spot."""

    cp: cp_model.CpModel
    at: dict[int, dict[Spot, Literal]]
    cost: list[Any] = field(default_factory=list)

    def plan(self, solver: Any, before: Plan) -> dict[int, tuple[Spot, ...]]:
        """Read where everything stands now; blocks that are not of the model stand where they stood."""
        found = dict(before)
        for block, spots in self.at.items():
            found[block] = tuple(
                sorted(spot for spot, one in spots.items() if (one if isinstance(one, int) else solver.value(one)))
            )
        return found


def draw(
    problem: Problem, plan: Plan, free: Free, *, weighed: bool, moves: Plan | None = None, most: int | None = None
) -> Model:
    """Draw the model of what is free; `moves`: as few lessons as can be leave this plan, or at most so many."""
    model = Model(cp_model.CpModel(), {})
    for block in problem.blocks:
        model.at[block.id] = _variables(model, block, plan, free)
    touched = [block for block in problem.blocks if block.id in free]
    classes = {one for block in touched for one in block.classes}
    teachers = {one for block in touched for one in block.teachers}
    days = sorted({day for some in free.values() for day in some})
    by_class = _grouped(problem, lambda block: block.classes)
    by_teacher = _grouped(problem, lambda block: block.teachers)
    cliques = list(_cliques(problem, days))
    for class_id in sorted(classes):
        _class(problem, model, problem.week.classes[class_id], by_class[class_id], days, weighed=weighed)
    for teacher in sorted(teachers):
        _teacher(problem, model, by_teacher[teacher], days, cliques, weighed=weighed)
    _rooms(problem, model, touched, cliques)
    for block in touched:
        _block(problem, model, block, days, weighed=weighed)
    if moves is not None:
        gone = [
            1 - at
            for block in touched
            for spot in moves.get(block.id, ())
            if (at := model.at[block.id].get(spot)) is not None
        ]
        if most is None:
            model.cost += [MOVE * one for one in gone]
        else:
            model.cp.add(sum(gone) <= most)
    if model.cost:
        model.cp.minimize(sum(model.cost))
    _hint(model, plan)
    return model


MOVE = 1000
"""What a moved lesson weighs in a repair, where nothing else is weighed but a subject twice a day."""


def _variables(model: Model, block: Block, plan: Plan, free: Free) -> dict[Spot, Literal]:
    """Make the variables of a block; lessons on days that are not free stand still."""
    standing = plan.get(block.id, ())
    movable = free.get(block.id, frozenset())
    if not movable:
        return dict.fromkeys(standing, 1)
    found: dict[Spot, Literal] = {}
    full, half = block.full, block.half
    if standing and not movable >= {day for day, _ in block.spots}:
        found = {spot: 1 for spot in standing if spot[0] not in movable}
        full -= sum(parity == Parity.ANY for _, _, parity in found)
        half -= sum(parity != Parity.ANY for _, _, parity in found)
    for parities, count in (((Parity.ANY,), full), ((Parity.ODD, Parity.EVEN), half)):
        fresh = {
            (day, number, parity): model.cp.new_bool_var("")
            for day, number in block.spots if day in movable for parity in parities if count
        }  # fmt: skip
        if count:
            model.cp.add(sum(fresh.values()) == count)
        found.update(fresh)
    return found


def _grouped(problem: Problem, key: Any) -> dict[int, list[Block]]:
    found: dict[int, list[Block]] = defaultdict(list)
    for block in problem.blocks:
        for one in key(block):
            found[one].append(block)
    return found


def _weeks(blocks: Iterable[Block]) -> tuple[Parity, ...]:
    return (Parity.ODD, Parity.EVEN) if any(block.half for block in blocks) else (Parity.ODD,)


def _held(model: Model, block: Block, day: int, number: int, week: Parity) -> list[Literal]:
    spots = model.at[block.id]
    return [one for parity in (Parity.ANY, week) if (one := spots.get((day, number, parity))) is not None]


def _still(literals: Iterable[Literal]) -> list[int]:
    return [one for one in literals if isinstance(one, int)]


def _is_open(literals: Iterable[Literal]) -> bool:
    return any(not isinstance(one, int) for one in literals)


def _class(
    problem: Problem, model: Model, learners: WeekClass, blocks: list[Block], days: list[int], *, weighed: bool
) -> None:
    """Keep a class's days whole and within the norm; weigh on which days its hard subjects stand."""
    norm = problem.week.norms.day_norm(learners.grade)
    streams = problem.week.streams_of(learners.id)
    weeks = _weeks(blocks)
    sums: dict[tuple[int, int, Parity], list[Any]] = {}
    for at, stream in enumerate(streams):
        own = [block for block in blocks if stream.intersection(block.courses)]
        for week in weeks:
            extra: list[Any] = []
            for day in learners.days:
                points = [
                    block.points * one
                    for block in own for spot, one in model.at[block.id].items()
                    if spot[0] == day and spot[2] in (Parity.ANY, week) and block.points
                ]  # fmt: skip
                sums[at, day, week] = points
                if day in days:
                    extra += _day(model, learners, own, day, week, lessons=_lessons(own), norm=norm)
            if extra:
                model.cp.add_at_most_one(extra)
    if weighed and learners.grade:
        for week in weeks:
            of_week = {(at, day): row for (at, day, parity), row in sums.items() if parity == week}
            _curve(model, learners, of_week, len(streams), 2 // len(weeks))


def _lessons(own: list[Block]) -> int:
    return sum(block.full + block.half for block in own if not block.fixed)


def _day(
    model: Model, learners: WeekClass, own: list[Block], day: int, week: Parity, *, lessons: int, norm: DayNorm | None
) -> Iterator[Any]:
    """Keep one day of one stream; give the variable of its one lesson over the norm."""
    held = {
        number: [one for block in own for one in _held(model, block, day, number, week)]
        for number in range(learners.first, learners.last + 1)
    }
    if not any(_is_open(row) for row in held.values()):
        return
    for number, row in held.items():
        if len(row) > 1:
            model.cp.add(sum(row) <= 1)
        if number > learners.first and row:
            model.cp.add(sum(row) <= sum(held[number - 1]))
    if norm is None:
        return
    taught = [one for block in own if not block.fixed for n in held for one in _held(model, block, day, n, week)]
    days = len(learners.days)
    most = max(norm.most, -(-lessons // days))
    model.cp.add(sum(taught) >= min(2, lessons // days))
    if not norm.once or most > norm.most:
        model.cp.add(sum(taught) <= most)
        return
    over = model.cp.new_bool_var("")
    trained = [one for block in own if block.training for n in held for one in _held(model, block, day, n, week)]
    model.cp.add(sum(taught) <= most + over)
    model.cp.add(over <= sum(trained))
    yield over


def _curve(model: Model, learners: WeekClass, sums: dict[tuple[int, int], list[Any]], streams: int, scale: int) -> None:
    """Weigh a peak that is not on Tuesday or Wednesday, and a week without a light Thursday or Friday."""
    most = 200
    wrong, heavy = model.cp.new_bool_var(""), model.cp.new_bool_var("")
    second, later = model.cp.new_bool_var(""), model.cp.new_bool_var("")
    peak = model.cp.new_int_var(0, most, "")
    first, other = sorted(PEAK_DAYS)
    if not all(_is_open_sum(sums, day, streams) for day in (first, other)) and not any(
        _is_open_sum(sums, day, streams) for day in learners.days
    ):
        return
    top = {day: _top(model, sums, day, streams, most) for day in (first, other)}
    model.cp.add(peak <= top[first] + most * second)
    model.cp.add(peak <= top[other] + most * (1 - second))
    for day in learners.days:
        if day in PEAK_DAYS:
            continue
        for at in range(streams):
            model.cp.add(sum(sums[at, day]) <= peak + most * wrong)
    total = sum(sum(sums[0, day]) for day in learners.days)
    thursday, friday = sorted(LIGHT_DAYS)
    count = len(learners.days)
    for day, literal in ((thursday, later), (friday, 1 - later)):
        for at in range(streams):
            model.cp.add(count * sum(sums[at, day]) <= total - 1 + most * count * (literal + heavy))
    model.cost += [WEIGHTS[Fault.PEAK] * scale * wrong, WEIGHTS[Fault.NO_LIGHT_DAY] * scale * heavy]


def _is_open_sum(sums: dict[tuple[int, int], list[Any]], day: int, streams: int) -> bool:
    return any(_is_open(sums[at, day]) for at in range(streams))


def _top(model: Model, sums: dict[tuple[int, int], list[Any]], day: int, streams: int, most: int) -> Any:
    if streams == 1:
        return sum(sums[0, day])
    top = model.cp.new_int_var(0, most, "")
    chosen = [model.cp.new_bool_var("") for _ in range(streams)]
    model.cp.add_exactly_one(chosen)
    for at, one in enumerate(chosen):
        model.cp.add(top <= sum(sums[at, day]) + most * (1 - one))
    return top


def _teacher(
    problem: Problem,
    model: Model,
    blocks: list[Block],
    days: list[int],
    cliques: list[tuple[int, frozenset[tuple[int, int]]]],
    *,
    weighed: bool,
) -> None:
    """Keep a teacher in one place; weigh windows: what lies between the first and the last lesson of a day."""
    weeks = _weeks(blocks)
    bands = {block.band for block in blocks}
    for week in weeks:
        for day, clique in cliques:
            row = [
                one for block in blocks for band, number in clique if band == block.band
                for one in _held(model, block, day, number, week)
            ]  # fmt: skip
            if len(row) > 1 and _is_open(row):
                model.cp.add(sum(row) <= max(1, sum(_still(row))))
        for day in days if weighed else ():
            held = [
                [one for block in blocks for one in _held(model, block, day, number, week)]
                for number in range(1, problem.last + 1)
            ]
            if not any(_is_open(row) for row in held):
                continue
            inside = [model.cp.new_bool_var("") for _ in held]
            starts = [model.cp.new_bool_var("") for _ in held]
            model.cp.add_at_most_one(starts)
            for at, row in enumerate(held):
                model.cp.add(inside[at] <= (inside[at - 1] if at else 0) + starts[at])
                if len(bands) == 1 and row:
                    model.cp.add(sum(row) <= inside[at])
                elif row:
                    for one in row:
                        model.cp.add(one <= inside[at])
            model.cost.append(WEIGHTS[Fault.TEACHER_WINDOW] * (2 // len(weeks)) * sum(inside))


def _rooms(
    problem: Problem,
    model: Model,
    touched: list[Block],
    cliques: list[tuple[int, frozenset[tuple[int, int]]]],
) -> None:
    """Keep to the number of rooms: no more lessons at once in each set that courses need than it takes."""
    rooms = problem.week.rooms
    wanted = {problem.week.courses[course].rooms for block in touched for course in block.courses} - {frozenset()}
    needs = [
        (
            block,
            [needed for course in lessons_of(problem.week, block) if (needed := problem.week.courses[course].rooms)],
        )
        for block in problem.blocks
    ]
    for some in sorted(_sums(wanted), key=sorted):
        every = sum(rooms[room].lessons for room in some if room in rooms)
        inside = [(block, count) for block, needed in needs if (count := sum(one <= some for one in needed))]
        kept = [cell for cell in problem.kept if cell.room in some]
        here = [rooms[room] for room in some if room in rooms]
        whole = all(room.takes((day, number)) for room in here for day, clique in cliques for _, number in clique)
        if whole and sum(count for _, count in inside) + len(kept) <= every:
            continue
        for week in _weeks(block for block, _ in inside):
            for day, clique in cliques:
                row = [
                    count * one for block, count in inside for band, number in clique if band == block.band
                    for one in _held(model, block, day, number, week)
                ]  # fmt: skip
                shut = [room for room in here if not any(room.takes((day, number)) for _, number in clique)]
                places = max(
                    every - sum(room.lessons for room in shut) - taken_by(problem.week, kept, day, clique),
                    sum(_still(row)),
                )
                if len(row) > places and _is_open(row):
                    model.cp.add(sum(row) <= places)


def _sums(wanted: set[frozenset[int]]) -> set[frozenset[int]]:
    """Give the sets of rooms, and those joined that have rooms in common: then counting them is enough."""
    found = set(wanted)
    for one in wanted:
        grown = one
        while any(other & grown and not other <= grown for other in wanted):
            grown = frozenset().union(grown, *(other for other in wanted if other & grown))
        found.add(grown)
    return found


def _block(problem: Problem, model: Model, block: Block, days: list[int], *, weighed: bool) -> None:
    """Spread a block over the week, keep pairs on end and whole days whole; weigh where in the day it stands."""
    spots = model.at[block.id]
    by_day: dict[int, list[tuple[int, Literal]]] = defaultdict(list)
    for (day, number, _), one in spots.items():
        by_day[day].append((number, one))
    week_days = len({day for day, _ in block.spots}) or 1
    lessons = block.full + block.half
    if block.whole_day:
        _whole_day(model, block, by_day)
    most = max(2 if block.paired else 1, -(-lessons // week_days))
    if not block.whole_day and not block.fixed:
        for of_day in by_day.values():
            row = [one for _, one in of_day]
            if len(row) <= most or not _is_open(row):
                continue
            twice = model.cp.new_bool_var("")
            model.cp.add(sum(row) <= most + twice)
            model.cost.append(2 * WEIGHTS[Fault.TWICE_A_DAY] * len(block.courses) * twice if weighed else 50 * twice)
            if block.paired:
                for number, one in of_day:
                    model.cp.add_at_most_one([one, *(other for n, other in of_day if n > number + 1)])
    if not weighed:
        return
    for (day, number, parity), one in spots.items():
        price = price_of(problem, block, (day, number)) * (2 if parity == Parity.ANY else 1)
        if price and not isinstance(one, int):
            model.cost.append(price * one)
    if block.full == 2 and not block.half and not block.paired:
        for day in sorted(by_day):
            row = [one for at in (day, day + 1) for _, one in by_day.get(at, ())]
            if day + 1 in by_day and _is_open(row):
                near = model.cp.new_bool_var("")
                model.cp.add(sum(row) <= 1 + near)
                model.cost.append(2 * WEIGHTS[Fault.BUNCHED] * len(block.courses) * near)


def _whole_day(model: Model, block: Block, by_day: dict[int, list[tuple[int, Literal]]]) -> None:
    lessons = block.full + block.half
    chosen = {day: model.cp.new_bool_var("") for day in by_day}
    model.cp.add_exactly_one(chosen.values())
    for day, row in by_day.items():
        model.cp.add(sum(one for _, one in row) == lessons * chosen[day])
        for number, one in row:
            far = [other for n, other in row if abs(n - number) >= lessons]
            if far:
                model.cp.add(sum(far) + len(far) * one <= len(far))


def _cliques(problem: Problem, days: Iterable[int]) -> Iterator[tuple[int, frozenset[tuple[int, int]]]]:
    """Give of each weekday the sets of (band, number) that ring at one time."""
    week = problem.week
    bands = sorted({one.band for one in week.classes.values()})
    for day in days:
        spans = {
            (band, number): week.spans_of(band, day, number)
            for band in bands for number in range(1, problem.last + 1)
        }  # fmt: skip
        sets = set()
        for at in range(max(len(row) for row in spans.values())):
            now: dict[tuple[int, int], Span] = {key: row[min(at, len(row) - 1)] for key, row in spans.items()}
            for start, _ in now.values():
                sets.add(frozenset(key for key, (begins, ends) in now.items() if begins <= start < ends))
        for one in sorted((one for one in sets if not any(one < other for other in sets)), key=sorted):
            yield day, one


def _hint(model: Model, plan: Plan) -> None:
    for block, spots in model.at.items():
        standing = set(plan.get(block, ()))
        if standing:
            for spot, one in spots.items():
                if not isinstance(one, int):
                    model.cp.add_hint(one, spot in standing)
