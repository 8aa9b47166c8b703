"""Looking for a timetable: a first one, then better ones part by part, until the time is over or somebody stops it."""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from parta.timetable.rules.quality import Quality, judge
from parta.timetable.rules.week import Cell, Week
from parta.timetable.solver.blocks import Plan, Problem, cells_of, problem_of
from parta.timetable.solver.rooms import place_rooms
from parta.timetable.solver.times import Free, Model, draw

_LONG, _STEP, _LOOK = 10_000.0, 0.5, 0.5
"""Effort of the solver for the first timetable and for a step (its own unit, near a second), and how often to look."""
Tell = Callable[["Found"], bool]
"""Told of the best so far; answers whether to go on."""


@dataclass(frozen=True)
class Limits:
    """How long to look, in seconds of the clock; with how many threads; from which seed."""

    seconds: float = 300
    workers: int = 2
    seed: int = 1
    clock: Callable[[], float] = time.monotonic


@dataclass(frozen=True)
class Found:
    """The best timetable so far (none yet: no cells), its figures, and how long it took."""

    cells: tuple[Cell, ...]
    quality: Quality | None
    seconds: float
    steps: int


class NoTimetable(Exception):
    """There is no timetable that keeps every hard rule (`proved`), or none was found in time."""

    def __init__(self, *, proved: bool) -> None:
        super().__init__()
        self.proved = proved


def make(week: Week, standing: Sequence[Cell], *, limits: Limits, tell: Tell, from_scratch: bool = False) -> Found:
    """Make a timetable; raises `NoTimetable`. `standing` gives fixed lessons, and a start unless `from_scratch`."""
    problem, plan = problem_of(week, standing)
    search = _Search(problem, standing, limits, tell)
    return search.improve(search.first(_fixed(problem, plan) if from_scratch else plan))


def repair(week: Week, standing: Sequence[Cell], *, limits: Limits, tell: Tell) -> Found:
    """Make a standing timetable possible again with the fewest lessons moved; raises `NoTimetable`.

    What changed stands in `week`: other loads, rooms that are gone, teachers who cannot. The rest stays where it is.
    """
    problem, plan = problem_of(week, standing)
    search = _Search(problem, standing, limits, tell)
    return search.housed(search.repaired(plan))


def _fixed(problem: Problem, plan: Plan) -> Plan:
    return {block.id: plan[block.id] for block in problem.blocks if block.fixed and block.id in plan}


class _Search:
    def __init__(self, problem: Problem, standing: Sequence[Cell], limits: Limits, tell: Tell) -> None:
        self.problem, self.limits, self.tell, self.began = problem, limits, tell, limits.clock()
        self.used: dict[int, Counter[int]] = defaultdict(Counter)
        for cell in standing:
            if cell.room is not None:
                self.used[cell.course][cell.room] += 1
        self.random = random.Random(limits.seed)  # noqa: S311 - the choice of parts, no secret
        self.steps = 0
        self.go = True

    def left(self) -> float:
        return self.began + self.limits.seconds - self.limits.clock()

    def first(self, plan: Plan) -> Plan:
        """Find any timetable that keeps the hard rules."""
        model = draw(self.problem, plan, self._everything(), weighed=False)
        return self._plan(model, plan)

    def _plan(self, model: Model, plan: Plan) -> Plan:
        solver = self._solver(_LONG)
        status = self._run(solver, model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise NoTimetable(proved=status == cp_model.INFEASIBLE)
        return model.plan(solver, plan)

    def _everything(self) -> Free:
        every = frozenset(day for one in self.problem.week.classes.values() for day in one.days)
        return {block.id: every for block in self.problem.blocks if not block.fixed}

    def _run(self, solver: cp_model.CpSolver, model: Model) -> Any:
        """Solve beside this thread, which goes on telling how it goes and looks at the clock."""
        with ThreadPoolExecutor(1) as beside:
            running = beside.submit(solver.solve, model.cp)
            try:
                while self.go and self.left() > 0 and not wait([running], timeout=_LOOK).done:
                    self.go = self.tell(self._found(()))
            finally:
                while not wait([running], timeout=0).done:
                    solver.stop_search()  # until it has heard: a search that has not begun yet does not
                    wait([running], timeout=_LOOK)
            return running.result()

    def repaired(self, plan: Plan) -> Plan:
        """Find the timetable nearest to a plan."""
        nearest = self._plan(draw(self.problem, plan, self._everything(), weighed=False, moves=plan), plan)
        gone = sum(len({*spots} - {*nearest.get(block, ())}) for block, spots in plan.items())
        model = draw(self.problem, nearest, self._everything(), weighed=True, moves=plan, most=gone)
        solver = self._solver(4 * _STEP)
        status = self._run(solver, model)
        return model.plan(solver, nearest) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else nearest

    def improve(self, plan: Plan) -> Found:
        """Make a timetable better part by part."""
        cells = cells_of(self.problem, plan)
        best = judge(self.problem.week, cells)
        self.go = self.tell(self._found(cells, best))
        while self.go and self.left() > 0 and best.cost > 0:
            solved = self._solve(plan, self._part(best))
            self.steps += 1
            if solved is None:
                continue
            cells = cells_of(self.problem, solved)
            quality = judge(self.problem.week, cells)
            if quality.cost <= best.cost:
                better = quality.cost < best.cost
                plan, best = solved, quality
                if better:
                    self.go = self.tell(self._found(cells, best))
        return self.housed(plan)

    def housed(self, plan: Plan) -> Found:
        """Give a plan its rooms."""
        rooms = place_rooms(self.problem, plan, workers=self.limits.workers, used=self.used)
        cells = cells_of(self.problem, plan, rooms)
        return self._found(cells, judge(self.problem.week, cells))

    def _found(self, cells: Sequence[Cell], quality: Quality | None = None) -> Found:
        return Found(tuple(cells), quality, self.limits.clock() - self.began, self.steps)

    def _solver(self, effort: float) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.max_deterministic_time = effort
        solver.parameters.num_workers = self.limits.workers
        solver.parameters.random_seed = self.limits.seed + self.steps
        return solver

    def _solve(self, plan: Plan, free: Free) -> Plan | None:
        model = draw(self.problem, plan, free, weighed=True)
        solver = self._solver(_STEP)
        status = self._run(solver, model)
        return model.plan(solver, plan) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None

    def _part(self, quality: Quality) -> Free:
        """Choose what is free: a day of everybody, two days of many classes, or some classes whole."""
        every = self._everything()
        days = sorted({day for some in every.values() for day in some})
        kind = self.random.choice(("day", "days", "classes", "classes"))
        if kind == "day":
            return dict.fromkeys(every, frozenset(self.random.sample(days, 1)))
        size = self.random.randint(2, 6) * (2 if kind == "days" else 1)
        chosen = frozenset(self.random.sample(days, min(2, len(days)))) if kind == "days" else frozenset(days)
        classes = self._classes(quality, size)
        return {block.id: chosen for block in self.problem.blocks if block.id in every and classes & {*block.classes}}

    def _classes(self, quality: Quality, size: int) -> set[int]:
        """Choose classes that a teacher with many windows goes to, and others beside them."""
        classes = sorted(self.problem.week.classes)
        windows = [(teacher, count) for teacher, count in sorted(quality.windows.items()) if count]
        chosen: list[int] = []
        while windows and len(chosen) < size and self.random.random() < 0.9:
            teacher = self.random.choices([one for one, _ in windows], [count for _, count in windows])[0]
            own = sorted({one for block in self.problem.blocks if teacher in block.teachers for one in block.classes})
            self.random.shuffle(own)
            chosen += [one for one in own if one not in chosen]
        others = [one for one in classes if one not in chosen]
        self.random.shuffle(others)
        return set((chosen + others)[:size])
