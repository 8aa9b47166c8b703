"""What an XHSTT instance and a solution of it are made of: times, resources, events by number, constraints."""

from collections.abc import Mapping
from dataclasses import dataclass, field

KINDS = (
    "AssignResourceConstraint", "AssignTimeConstraint", "SplitEventsConstraint", "DistributeSplitEventsConstraint",
    "PreferResourcesConstraint", "PreferTimesConstraint", "AvoidSplitAssignmentsConstraint", "SpreadEventsConstraint",
    "LinkEventsConstraint", "OrderEventsConstraint", "AvoidClashesConstraint", "AvoidUnavailableTimesConstraint",
    "LimitIdleTimesConstraint", "ClusterBusyTimesConstraint", "LimitBusyTimesConstraint", "LimitWorkloadConstraint",
)  # fmt: skip
CURVES = ("Linear", "Quadratic", "Step")
"""What a deviation costs: itself, its square, one."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A resource that an event needs, named or of a type, in a role."""

    role: str
    resource: str | None
    type: str
    workload: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something of a duration to be given times and resources; may be split into meets."""

    id: str
    duration: int
    time: int | None
    demands: tuple[Demand, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """A group of times in order, and how much of it may be taken."""

    times: tuple[int, ...]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two events, the second after the first."""

    first: int
    second: int
    low: int
    high: int


@dataclass(frozen=True)
class Constraint:
    """A constraint with what it applies to; of the rest only what its kind speaks of is filled."""

    kind: str
    id: str
    required: bool
    weight: int
    curve: str
    events: tuple[int, ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()
    resources: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    times: frozenset[int] = frozenset()
    limits: tuple[Limit, ...] = ()
    low: int = 0
    high: int | None = None
    duration: int | None = None
    role: str = ""
    preferred: frozenset[str] = frozenset()
    durations: tuple[int, int] = (1, 10**6)
    amounts: tuple[int, int] = (1, 10**6)

    @property
    def most(self) -> int:
        """The upper limit; none is a great number."""
        return 10**6 if self.high is None else self.high


@dataclass(frozen=True)
class Instance:
    """One school's week; times, resources and events are in the order of the file."""

    id: str
    name: str
    times: tuple[str, ...]
    resources: tuple[str, ...]
    types: Mapping[str, str]
    events: tuple[Event, ...]
    constraints: tuple[Constraint, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Meet:
    """A part of an event held on end: when, how long, and who fills its open roles."""

    event: int
    duration: int
    time: int | None
    resources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Solution:
    """A solution that a file holds."""

    instance: Instance
    group: str
    contributor: str
    meets: tuple[Meet, ...]
