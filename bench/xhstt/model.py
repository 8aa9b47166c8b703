"""An XHSTT instance as a model of CP-SAT: a variable for each start of each length of each event.

Carried are all sixteen kinds of constraints, with these bounds: an open role of an event goes to one resource for all
its meets; an event that no required constraint lets split stays whole; a least number of idle times is not asked for.
A solution of the model is a solution of the instance; what it costs, `cost.judge` says.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from bench.xhstt.instance import Constraint, Demand, Instance, Meet

HARD = 10**5
"""What a required constraint weighs beside others."""
Start = tuple[int, int, int]
"""An event, how long, from which time."""


@dataclass
class Model:
    """Where meets start, how many of a length have no time, who fills an open role; what it costs."""

    instance: Instance
    strict: bool
    cp: Any = field(default_factory=cp_model.CpModel)
    starts: dict[Start, Any] = field(default_factory=dict)
    without: dict[tuple[int, int], Any] = field(default_factory=dict)
    given: dict[tuple[int, str, str], Any] = field(default_factory=dict)
    cost: list[Any] = field(default_factory=list)
    hard: list[Any] = field(default_factory=list)

    def meets(self, value: Callable[[Any], int]) -> list[Meet]:
        """Read the meets off a solution."""
        roles: dict[int, dict[str, str]] = defaultdict(dict)
        for (event, role, who), literal in self.given.items():
            if value(literal):
                roles[event][role] = who
        found = [
            Meet(event, length, time, roles[event]) for (event, length, time), one in self.starts.items() if value(one)
        ]
        for (event, length), count in self.without.items():
            found += [Meet(event, length, None, roles[event])] * value(count)
        return found


def draw(instance: Instance, *, strict: bool) -> Model:
    """Draw the model; `strict`: required constraints are never broken, but events may stay without a time."""
    model = Model(instance, strict)
    _Drawing(model).draw()
    return model


class _Drawing:
    def __init__(self, model: Model) -> None:
        self.model, self.instance, self.cp = model, model.instance, model.cp
        self.by_kind: dict[str, list[Constraint]] = defaultdict(list)
        for one in model.instance.constraints:
            self.by_kind[one.kind.removesuffix("Constraint")].append(one)
        self.at: dict[int, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))  # event → time → running
        self.begins: dict[int, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self.shared: dict[str, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))  # resource → time
        self.load: dict[str, list[tuple[Any, int]]] = defaultdict(list)
        self._busy: dict[tuple[str, int], Any] = {}
        self.single = {who for one in self.by_kind["AvoidClashes"] if one.required for who in one.resources}

    def draw(self) -> None:
        closed = self._closed()
        for event in range(len(self.instance.events)):
            self._event(event, closed)
        for event in range(len(self.instance.events)):
            self._demands(event)
        for who in sorted(self.single):
            for row in self.shared[who].values():
                if len(row) > 1:
                    self.cp.add_at_most_one(row)
        for name, own in self.by_kind.items():
            draw_one: Callable[[Constraint], None] = getattr(self, f"_{_snake(name)}")
            for one in own:
                draw_one(one)
        total = self.model.hard + self.model.cost
        if total:
            self.cp.minimize(sum(total))

    def _closed(self) -> dict[str, set[int]]:
        closed: dict[str, set[int]] = defaultdict(set)
        for one in self.by_kind["AvoidUnavailableTimes"]:
            if one.required:
                for who in one.resources:
                    closed[who] |= one.times
        return closed

    def _event(self, at: int, closed: dict[str, set[int]]) -> None:
        event = self.instance.events[at]
        splits = [one for one in self.by_kind["SplitEvents"] if one.required and at in one.events]
        lengths = self._lengths(at, splits)
        shut = set().union(*(closed[one.resource] for one in event.demands if one.resource))
        for length in lengths:
            wanted = [
                one.times for one in self.by_kind["PreferTimes"]
                if one.required and at in one.events and one.duration in (None, length)
            ]  # fmt: skip
            for time in range(len(self.instance.times) - length + 1):
                if event.time is not None and event.time != time:
                    continue
                if event.time is None and (
                    any(time not in times for times in wanted) or not shut.isdisjoint(range(time, time + length))
                ):
                    continue
                one = self.cp.new_bool_var("")
                self.model.starts[at, length, time] = one
                self.begins[at][time].append(one)
                for running in range(time, time + length):
                    self.at[at][running].append(one)
            self.model.without[at, length] = self.cp.new_int_var(0, event.duration // length, "")
        counts = {length: self._count(at, length) for length in lengths}
        self.cp.add(sum(length * count for length, count in counts.items()) == event.duration)
        for one in splits:
            self._between(sum(counts.values()), one.amounts[0], min(one.amounts[1], event.duration))
        for row in self.at[at].values():
            if len(row) > 1:
                self.cp.add_at_most_one(row)

    def _lengths(self, at: int, splits: Sequence[Constraint]) -> list[int]:
        event = self.instance.events[at]
        if event.time is not None or not splits or any(one.amounts[1] == 1 for one in splits):
            return [event.duration]
        low = max(one.durations[0] for one in splits)
        high = min([event.duration, *(one.durations[1] for one in splits)])
        return [*range(low, high + 1)] or [event.duration]

    def _count(self, at: int, length: int) -> Any:
        own = [one for (event, lasting, _), one in self._of(at) if lasting == length]
        return sum(own) + self.model.without[at, length]

    def _of(self, at: int) -> list[tuple[Start, Any]]:
        return [
            ((at, length, time), self.model.starts[at, length, time])
            for (event, length) in self.model.without if event == at
            for time in range(len(self.instance.times)) if (at, length, time) in self.model.starts
        ]  # fmt: skip

    def _demands(self, at: int) -> None:
        for demand in self.instance.events[at].demands:
            if demand.resource is not None:
                for time, row in self.at[at].items():
                    self.shared[demand.resource][time] += row
                self.load[demand.resource].append((1, demand.workload))
            else:
                self._open(at, demand)

    def _open(self, at: int, demand: Demand) -> None:
        """Let an open role go to one resource of its type, or to none."""
        suited = [one for one in self.instance.resources if self.instance.types[one] == demand.type]
        for one in self.by_kind["PreferResources"]:
            if one.required and at in one.events and one.role == demand.role:
                suited = [who for who in suited if who in one.preferred]
        for who in suited:
            chosen = self.cp.new_bool_var("")
            self.model.given[at, demand.role, who] = chosen
            self.load[who].append((chosen, demand.workload))
            for time, row in self.at[at].items():
                both = self.cp.new_bool_var("")
                running = row[0] if len(row) == 1 else sum(row)
                self.cp.add(both >= running + chosen - 1)
                self.cp.add(both <= chosen)
                self.cp.add(both <= running)
                self.shared[who][time].append(both)
        if suited:
            self.cp.add_at_most_one(self.model.given[at, demand.role, who] for who in suited)

    def busy(self, who: str, time: int) -> Any:
        """Give whether a resource is busy at a time."""
        row = self.shared[who].get(time, [])
        if who in self.single or len(row) < 2:
            return sum(row)
        if (who, time) not in self._busy:
            held = self.cp.new_bool_var("")
            self.cp.add_max_equality(held, row)
            self._busy[who, time] = held
        return self._busy[who, time]

    def _between(self, count: Any, low: int, high: int) -> None:
        if not isinstance(count, int):
            self.cp.add_linear_constraint(count, low, high)

    def _beside(self, one: Constraint, count: Any, most: int, low: int, high: int) -> list[Any]:
        """Give how far a count, at most `most`, lies outside its limits; nothing where it may not."""
        if isinstance(count, int):
            return [] if low <= count <= high else [max(low - count, count - high)]
        if low <= 0 and most <= high:
            return []
        if one.required and self.model.strict:
            if low > 0:
                self.cp.add(count >= low)
            if most > high:
                self.cp.add(count <= high)
            return []
        deviation = self.cp.new_int_var(0, max(low, most - high, 0), "")
        if low > 0:
            self.cp.add(deviation >= low - count)
        if most > high:
            self.cp.add(deviation >= count - high)
        return [deviation]

    def _charge(self, one: Constraint, deviations: Sequence[Any], most: int) -> None:
        """Add what the deviations at one point cost together."""
        whole = [part for part in deviations if not (isinstance(part, int) and part == 0)]
        if not whole:
            return
        into = self.model.hard if one.required else self.model.cost
        weight = one.weight * (HARD if one.required else 1)
        if one.curve == "Linear":
            into += [weight * part for part in whole]
            return
        total = self.cp.new_int_var(0, most, "")
        self.cp.add(total >= sum(whole))
        if one.curve == "Step":
            some = self.cp.new_bool_var("")
            self.cp.add(total <= most * some)
            into.append(weight * some)
        else:
            square = self.cp.new_int_var(0, most * most, "")
            self.cp.add_multiplication_equality(square, [total, total])
            into.append(weight * square)

    def _assign_time(self, one: Constraint) -> None:
        for event in one.events:
            lost = [length * count for (at, length), count in self.model.without.items() if at == event]
            self._charge(one, lost, self.instance.events[event].duration)

    def _split_events(self, one: Constraint) -> None:
        if one.required:
            return
        for event in one.events:
            lengths = [length for at, length in self.model.without if at == event]
            counts = {length: self._count(event, length) for length in lengths}
            most = self.instance.events[event].duration
            wrong = [count for length, count in counts.items() if not one.durations[0] <= length <= one.durations[1]]
            self._charge(one, [*wrong, *self._beside(one, sum(counts.values()), most, *one.amounts)], 2 * most)

    def _distribute_split_events(self, one: Constraint) -> None:
        for event in one.events:
            most = self.instance.events[event].duration
            count = self._count(event, one.duration or 0) if (event, one.duration) in self.model.without else 0
            self._charge(one, self._beside(one, count, most, one.low, one.most), most + one.low)

    def _prefer_times(self, one: Constraint) -> None:
        if one.required:
            return
        for event in one.events:
            away = [
                length * start for (_, length, time), start in self._of(event)
                if time not in one.times and one.duration in (None, length)
            ]  # fmt: skip
            self._charge(one, away, self.instance.events[event].duration)

    def _roles(self, one: Constraint, event: int) -> dict[str, Any]:
        return {who: chosen for (at, role, who), chosen in self.model.given.items() if (at, role) == (event, one.role)}

    def _assign_resource(self, one: Constraint) -> None:
        for event in one.events:
            whole = self.instance.events[event]
            if any(each.role == one.role and each.resource is None for each in whole.demands):
                none = 1 - sum(self._roles(one, event).values())
                self._charge(one, [whole.duration * none], whole.duration)

    def _prefer_resources(self, one: Constraint) -> None:
        if one.required:
            return
        for event in one.events:
            lasting = self.instance.events[event].duration
            other = [lasting * each for who, each in self._roles(one, event).items() if who not in one.preferred]
            self._charge(one, other, lasting)

    def _avoid_split_assignments(self, one: Constraint) -> None:
        for group in one.groups:
            chosen: dict[str, list[Any]] = defaultdict(list)
            for event in group:
                for who, each in self._roles(one, event).items():
                    chosen[who].append(each)
            used = []
            for row in chosen.values():
                some = self.cp.new_bool_var("")
                for each in row:
                    self.cp.add(some >= each)
                used.append(some)
            if len(group) > 1:
                self._charge(one, self._beside(one, sum(used), len(used), 0, 1), len(used))

    def _spread_events(self, one: Constraint) -> None:
        for group in one.groups:
            every: list[Any] = []
            most = 0
            for limit in one.limits:
                row = [start for event in group for time in limit.times for start in self.begins[event].get(time, ())]
                every += self._beside(one, sum(row), len(row), limit.low, limit.high)
                most += len(row) + limit.low
            self._charge(one, every, most)

    def _link_events(self, one: Constraint) -> None:
        for group in one.groups:
            apart = []
            for time in range(len(self.instance.times)):
                rows = [sum(self.at[event].get(time, [])) for event in group]
                if one.required and self.model.strict:
                    for row in rows[1:]:
                        if not (isinstance(row, int) and isinstance(rows[0], int)):
                            self.cp.add(row == rows[0])
                    continue
                some, every = self.cp.new_bool_var(""), self.cp.new_bool_var("")
                for row in rows:
                    self.cp.add(some >= row)
                    self.cp.add(every <= row)
                apart.append(some - every)
            self._charge(one, apart, len(self.instance.times))

    def _order_events(self, one: Constraint) -> None:
        whole = len(self.instance.times)
        for pair in one.pairs:
            ends = [(time + length) * start for (_, length, time), start in self._of(pair.first)]
            begins = [whole + (time - whole) * start for (_, _, time), start in self._of(pair.second)]
            end, begin = self.cp.new_int_var(0, whole, ""), self.cp.new_int_var(0, whole, "")
            self.cp.add_max_equality(end, [0, *ends])
            self.cp.add_min_equality(begin, [whole, *begins])
            deviation = self.cp.new_int_var(0, 2 * whole + min(pair.low, whole), "")
            lost = [count for (at, _), count in self.model.without.items() if at in (pair.first, pair.second)]
            free = 3 * whole * sum(lost)
            self.cp.add(deviation >= min(pair.low, whole) - (begin - end) - free)
            self.cp.add(deviation >= (begin - end) - min(pair.high, whole) - free)
            self._charge(one, [deviation], 3 * whole)

    def _avoid_clashes(self, one: Constraint) -> None:
        if one.required:
            return
        for who in one.resources:
            extra = [sum(row) - self.busy(who, time) for time, row in self.shared[who].items() if len(row) > 1]
            self._charge(one, extra, sum(len(row) for row in self.shared[who].values()))

    def _avoid_unavailable_times(self, one: Constraint) -> None:
        for who in one.resources:
            held = [self.busy(who, time) for time in sorted(one.times)]
            if one.required and self.model.strict and not any(self._is_preassigned(who)):
                for each in held:
                    self._between(each, 0, 0)
            else:
                self._charge(one, held, len(held))

    def _is_preassigned(self, who: str) -> Iterable[bool]:
        return (
            event.time is not None and any(one.resource == who for one in event.demands)
            for event in self.instance.events
        )

    def _limit_idle_times(self, one: Constraint) -> None:
        """Count what lies between the first and the last busy time of a group."""
        for who in one.resources:
            idle: list[Any] = []
            for limit in one.limits:
                row = [self.busy(who, time) for time in sorted(limit.times)]
                if sum(not isinstance(each, int) for each in row) < 2:
                    continue
                inside = [self.cp.new_bool_var("") for _ in row]
                starts = [self.cp.new_bool_var("") for _ in row]
                self.cp.add_at_most_one(starts)
                for at, each in enumerate(row):
                    self.cp.add(inside[at] <= (inside[at - 1] if at else 0) + starts[at])
                    self.cp.add(inside[at] >= each)
                idle += [span - each for span, each in zip(inside, row, strict=True)]
            most = sum(len(limit.times) for limit in one.limits)
            self._charge(one, self._beside(one, sum(idle), most, 0, one.most), most)

    def _some(self, who: str, times: Iterable[int]) -> Any:
        """Give whether a resource is busy at any of the times."""
        row = [each for time in times if not isinstance(each := self.busy(who, time), int)]
        if not row:
            return 0
        some = self.cp.new_bool_var("")
        for each in row:
            self.cp.add(some >= each)
        self.cp.add(some <= sum(row))
        return some

    def _cluster_busy_times(self, one: Constraint) -> None:
        for who in one.resources:
            held = sum(self._some(who, limit.times) for limit in one.limits)
            most = len(one.limits)
            self._charge(one, self._beside(one, held, most, one.low, one.most), most + one.low)

    def _limit_busy_times(self, one: Constraint) -> None:
        for who in one.resources:
            every: list[Any] = []
            for limit in one.limits:
                count, some = sum(self.busy(who, time) for time in limit.times), self._some(who, limit.times)
                every += self._beside(one, count, len(limit.times), 0, one.most)
                if one.low > 1 and not isinstance(some, int):
                    every += self._beside(one, one.low * some - count, one.low, 0, 0)
            self._charge(one, every, sum(len(limit.times) + one.low for limit in one.limits))

    def _limit_workload(self, one: Constraint) -> None:
        for who in one.resources:
            whole = sum(load for _, load in self.load[who])
            load = sum(chosen * each for chosen, each in self.load[who])
            self._charge(one, self._beside(one, load, whole, one.low, one.most), whole + one.low)


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def kinds_of(instance: Instance) -> Counter[str]:
    """Count the constraints by kind, those that are not read among them."""
    return Counter([*(one.kind for one in instance.constraints), *instance.unread])
