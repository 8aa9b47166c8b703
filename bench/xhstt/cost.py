"""What a solution costs by the format's own definitions; knows nothing of the model that found it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from bench.xhstt.instance import Constraint, Instance, Meet


@dataclass(frozen=True)
class Cost:
    """What a solution costs: by required constraints, by others; the share of each by its id, and of resources."""

    hard: int
    soft: int
    shares: Mapping[str, int]
    blamed: Mapping[str, int]


def judge(instance: Instance, meets: Sequence[Meet]) -> Cost:
    """Add up the cost at every point of every constraint."""
    week = _Week(instance, meets)
    hard = soft = 0
    shares: Counter[str] = Counter()
    blamed: Counter[str] = Counter()
    for one in instance.constraints:
        costs = [one.weight * curved(one.curve, deviation) for deviation in _DEVIATIONS[one.kind](week, one)]
        cost = sum(costs)
        hard, soft = hard + cost * one.required, soft + cost * (not one.required)
        shares[one.id] += cost
        for who, share in zip(one.resources, costs, strict=False):
            blamed[who] += share
    return Cost(hard, soft, +shares, +blamed)


def curved(curve: str, deviation: int) -> int:
    """Give what a deviation costs by its cost function."""
    return {"Linear": deviation, "Quadratic": deviation**2, "Step": int(deviation > 0)}[curve]


class _Week:
    """A solution as the constraints look at it. What of an event is in no meet counts as one without a time."""

    def __init__(self, instance: Instance, meets: Sequence[Meet]) -> None:
        self.instance = instance
        self.of_event: dict[int, list[Meet]] = defaultdict(list)
        for meet in meets:
            self.of_event[meet.event].append(meet)
        for at, event in enumerate(instance.events):
            left = event.duration - sum(one.duration for one in self.of_event[at])
            if left > 0:
                self.of_event[at].append(Meet(at, left, event.time))
        self.busy: dict[str, Counter[int]] = defaultdict(Counter)
        self.load: dict[str, Fraction] = defaultdict(Fraction)
        for at, event in enumerate(instance.events):
            for meet in self.of_event[at]:
                for demand in event.demands:
                    who = demand.resource or meet.resources.get(demand.role)
                    if who is not None:
                        self.busy[who].update(self.span(meet))
                        self.load[who] += Fraction(demand.workload * meet.duration, event.duration)

    def span(self, meet: Meet) -> range:
        if meet.time is None:
            return range(0)
        return range(meet.time, min(meet.time + meet.duration, len(self.instance.times)))

    def meets(self, events: Iterable[int]) -> Iterator[Meet]:
        for event in events:
            yield from self.of_event[event]

    def open_role(self, event: int, role: str) -> bool:
        return any(one.role == role and one.resource is None for one in self.instance.events[event].demands)


def _beside(count: int, low: int, high: int) -> int:
    return max(0, low - count, count - high)


def _assign_resource(week: _Week, one: Constraint) -> Iterator[int]:
    for event in one.events:
        if week.open_role(event, one.role):
            yield sum(meet.duration for meet in week.of_event[event] if one.role not in meet.resources)


def _assign_time(week: _Week, one: Constraint) -> Iterator[int]:
    for event in one.events:
        yield sum(meet.duration for meet in week.of_event[event] if meet.time is None)


def _split(week: _Week, one: Constraint) -> Iterator[int]:
    for event in one.events:
        lengths = [meet.duration for meet in week.of_event[event]]
        wrong = sum(not one.durations[0] <= length <= one.durations[1] for length in lengths)
        yield wrong + _beside(len(lengths), *one.amounts)


def _distribute(week: _Week, one: Constraint) -> Iterator[int]:
    for event in one.events:
        yield _beside(sum(meet.duration == one.duration for meet in week.of_event[event]), one.low, one.most)


def _prefer_resources(week: _Week, one: Constraint) -> Iterator[int]:
    for event in one.events:
        if week.open_role(event, one.role):
            chosen = ((meet.duration, meet.resources.get(one.role)) for meet in week.of_event[event])
            yield sum(duration for duration, who in chosen if who is not None and who not in one.preferred)


def _prefer_times(week: _Week, one: Constraint) -> Iterator[int]:
    for event in one.events:
        yield sum(
            meet.duration for meet in week.of_event[event]
            if meet.time is not None and meet.time not in one.times and one.duration in (None, meet.duration)
        )  # fmt: skip


def _split_assignments(week: _Week, one: Constraint) -> Iterator[int]:
    for group in one.groups:
        yield max(0, len({meet.resources[one.role] for meet in week.meets(group) if one.role in meet.resources}) - 1)


def _spread(week: _Week, one: Constraint) -> Iterator[int]:
    for group in one.groups:
        starts = Counter(meet.time for meet in week.meets(group) if meet.time is not None)
        yield sum(_beside(sum(starts[time] for time in limit.times), limit.low, limit.high) for limit in one.limits)


def _link(week: _Week, one: Constraint) -> Iterator[int]:
    for group in one.groups:
        running = [{time for meet in week.of_event[event] for time in week.span(meet)} for event in group]
        yield len(set().union(*running)) - len(running[0].intersection(*running[1:])) if running else 0


def _order(week: _Week, one: Constraint) -> Iterator[int]:
    for pair in one.pairs:
        first = [meet.time + meet.duration for meet in week.of_event[pair.first] if meet.time is not None]
        second = [meet.time for meet in week.of_event[pair.second] if meet.time is not None]
        yield _beside(min(second) - max(first), pair.low, pair.high) if first and second else 0


def _clashes(week: _Week, one: Constraint) -> Iterator[int]:
    for who in one.resources:
        yield sum(count - 1 for count in week.busy[who].values() if count > 1)


def _unavailable(week: _Week, one: Constraint) -> Iterator[int]:
    for who in one.resources:
        yield sum(time in one.times for time in week.busy[who])


def _idle(week: _Week, one: Constraint) -> Iterator[int]:
    for who in one.resources:
        idle = 0
        for limit in one.limits:
            held = [at for at, time in enumerate(sorted(limit.times)) if time in week.busy[who]]
            idle += held[-1] - held[0] + 1 - len(held) if held else 0
        yield _beside(idle, one.low, one.most)


def _cluster(week: _Week, one: Constraint) -> Iterator[int]:
    for who in one.resources:
        groups = sum(any(time in week.busy[who] for time in limit.times) for limit in one.limits)
        yield _beside(groups, one.low, one.most)


def _busy(week: _Week, one: Constraint) -> Iterator[int]:
    for who in one.resources:
        counts = (sum(time in week.busy[who] for time in limit.times) for limit in one.limits)
        yield sum(_beside(count, one.low, one.most) for count in counts if count)


def _workload(week: _Week, one: Constraint) -> Iterator[int]:
    for who in one.resources:
        yield ceil(max(Fraction(0), one.low - week.load[who], week.load[who] - one.most))


_DEVIATIONS: dict[str, Callable[[_Week, Constraint], Iterator[int]]] = {
    "AssignResourceConstraint": _assign_resource, "AssignTimeConstraint": _assign_time,
    "SplitEventsConstraint": _split, "DistributeSplitEventsConstraint": _distribute,
    "PreferResourcesConstraint": _prefer_resources, "PreferTimesConstraint": _prefer_times,
    "AvoidSplitAssignmentsConstraint": _split_assignments, "SpreadEventsConstraint": _spread,
    "LinkEventsConstraint": _link, "OrderEventsConstraint": _order, "AvoidClashesConstraint": _clashes,
    "AvoidUnavailableTimesConstraint": _unavailable, "LimitIdleTimesConstraint": _idle,
    "ClusterBusyTimesConstraint": _cluster, "LimitBusyTimesConstraint": _busy, "LimitWorkloadConstraint": _workload,
}  # fmt: skip
