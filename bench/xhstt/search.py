"""Looking for a good solution: any without broken required constraints, then better ones part by part."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from bench.xhstt.cost import Cost, judge
from bench.xhstt.instance import Instance, Meet
from bench.xhstt.model import Model, draw

_LONG, _WHOLE, _STEP = 1000.0, 3.0, 0.4
"""Effort for a first solution, for the whole model at once and for a step, in the solver's own unit, near a second."""


@dataclass(frozen=True)
class Found:
    """The best solution, its cost by the evaluator, and whether it is proved that there is no better."""

    meets: tuple[Meet, ...]
    cost: Cost
    seconds: float
    steps: int
    proved: bool


def solve(
    instance: Instance,
    *,
    seconds: float,
    workers: int = 2,
    seed: int = 1,
    clock: Callable[[], float] = time.monotonic,
    tell: Callable[[Found], None] = lambda _: None,
) -> Found:
    """Look for a solution for so many seconds of the clock."""
    return _Search(instance, seconds, workers, seed, clock, tell).run()


class _Search:
    def __init__(
        self,
        instance: Instance,
        seconds: float,
        workers: int,
        seed: int,
        clock: Callable[[], float],
        tell: Callable[[Found], None],
    ) -> None:
        self.instance, self.seconds, self.workers, self.clock, self.tell = instance, seconds, workers, clock, tell
        self.random = random.Random(seed)  # noqa: S311 - the choice of parts, no secret
        self.seed, self.began, self.steps, self.size = seed, clock(), 0, 0.3
        self.best: tuple[list[int], Found] | None = None

    def run(self) -> Found:
        model = draw(self.instance, strict=True)
        status = self._try(model, _LONG, first=True)
        if status == cp_model.INFEASIBLE:
            model = draw(self.instance, strict=False)
            self._try(model, _LONG, first=True)
        if self.best is None:
            empty = [Meet(at, one.duration, one.time) for at, one in enumerate(self.instance.events)]
            return Found(tuple(empty), judge(self.instance, empty), self._gone(), 0, proved=False)
        if self._try(model, _WHOLE) == cp_model.OPTIMAL:
            return self._result(proved=True)
        while self._left() > 0 and (self.best[1].cost.hard or self.best[1].cost.soft):
            self.steps += 1
            proved = self._try(model, _STEP, fixed=self._fixed(model)) == cp_model.OPTIMAL
            self.size = min(0.9, self.size * 1.05) if proved else max(0.05, self.size * 0.95)
        return self._result(proved=not (self.best[1].cost.hard or self.best[1].cost.soft))

    def _result(self, *, proved: bool) -> Found:
        assert self.best is not None
        found = self.best[1]
        return Found(found.meets, found.cost, self._gone(), self.steps, proved)

    def _gone(self) -> float:
        return self.clock() - self.began

    def _left(self) -> float:
        return self.seconds - self._gone()

    def _try(self, model: Model, effort: float, *, first: bool = False, fixed: Sequence[Any] | None = None) -> Any:
        """Solve the model, from the best so far and with what is fixed; keep what is no worse."""
        cp = model.cp.clone() if fixed is not None or first else model.cp
        if first and model.hard:
            cp.minimize(sum(model.hard))
        cp.clear_hints()
        if self.best is not None:
            for index, value in enumerate(self.best[0]):
                cp.add_hint(cp.get_int_var_from_proto_index(index), value)
        for index in fixed or ():
            assert self.best is not None
            cp.add(cp.get_int_var_from_proto_index(index) == self.best[0][index])
        solver = cp_model.CpSolver()
        solver.parameters.max_deterministic_time = effort
        solver.parameters.max_time_in_seconds = max(0.1, 10 * self._left())  # the clock may be the process's own
        solver.parameters.num_workers = self.workers
        solver.parameters.random_seed = self.seed + self.steps
        status = solver.solve(cp)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._keep(model, [*solver.response_proto.solution])
        return status

    def _keep(self, model: Model, values: list[int]) -> None:
        meets = model.meets(lambda variable: values[variable.index])
        cost = judge(self.instance, meets)
        before = self.best[1].cost if self.best else None
        if before is None or (cost.hard, cost.soft) <= (before.hard, before.soft):
            found = Found(tuple(meets), cost, self._gone(), self.steps, proved=False)
            self.best = (values, found)
            if before is None or (cost.hard, cost.soft) < (before.hard, before.soft):
                self.tell(found)

    def _fixed(self, model: Model) -> list[int]:
        """Choose what stands still: all but some groups of times, or all but the events of some resources."""
        if self.random.random() < 0.5:
            times = self._days()
            return [one.index for (_, length, time), one in model.starts.items() if time not in times]
        free = self._events()
        return [one.index for (event, _, _), one in model.starts.items() if event not in free]

    def _days(self) -> set[int]:
        groups = [limit.times for one in self.instance.constraints for limit in one.limits if len(limit.times) > 2]
        found: set[int] = set()
        while groups and (not found or len(found) < self.size * len(self.instance.times)):
            found.update(self.random.choice(groups))
        return found or set(range(len(self.instance.times)))

    def _events(self) -> set[int]:
        assert self.best is not None
        wanted, every = self.size * len(self.instance.events), range(len(self.instance.events))
        found = {self.random.choice(every)}
        blamed = sorted(self.best[1].cost.blamed.items())
        if blamed and self.random.random() < 0.8:
            worst = self.random.choices([who for who, _ in blamed], [cost for _, cost in blamed])[0]
            found |= {at for at in every if any(one.resource == worst for one in self.instance.events[at].demands)}
        while len(found) < wanted:
            near = self.instance.events[self.random.choice(sorted(found))]
            who = self.random.choice([one.resource for one in near.demands if one.resource] or [""])
            own = [at for at in every if any(one.resource == who for one in self.instance.events[at].demands)]
            found.update(own if own and self.random.random() < 0.9 else [self.random.choice(every)])
        return found
