"""The records that a batch of operations touches, in memory: read at once, changed here, written at once."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from parta.audit.services import Head
from parta.journal.rules.edit_requests import Cell
from parta.journal.rules.facts import WorkFacts
from parta.regulation.rules.moments import ORDINARY_WEEK
from parta.school.rules.working_days import WorkingDays

Row = dict[str, Any]
Key = tuple[Any, ...]


def chain_of(course_id: int) -> str:
    """Name the audit chain of a journal: whoever writes into the journal goes on from its head."""
    return f"course:{course_id}"


@dataclass(slots=True)
class LessonRow:
    """What rules need to know of a lesson.

    `last_end` is the end of the class's last lesson that day, `following` the next lessons of this journal.
    """

    id: int
    date: date
    starts_at: datetime
    ends_at: datetime
    status: str
    number: int
    employee: int | None = None
    substitute: int | None = None
    rolled: bool = False
    next_id: int | None = None
    last_end: datetime | None = None
    following: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: the weight that its works get, and what terms ask of it."""

    weight: Decimal
    facts: WorkFacts


@dataclass(frozen=True, slots=True)
class Opened:
    """A permission to write late that the actor holds now: for one cell, until a moment."""

    id: int
    cell: Cell
    until: datetime


@dataclass(slots=True)
class Ledger:
    """Current states by key, as they stood at the `head` of the journal's chain.

    `changed` names the tables and keys to be written.
    """

    head: Head
    lessons: dict[int, LessonRow] = field(default_factory=dict)
    works: dict[str, Row] = field(default_factory=dict)
    foreign_works: set[str] = field(default_factory=set)
    places: dict[int, list[tuple[date, date | None]]] = field(default_factory=dict)
    marks: dict[Key, Row] = field(default_factory=dict)
    absences: dict[Key, Row] = field(default_factory=dict)
    notes: dict[Key, Row] = field(default_factory=dict)
    topics: dict[Key, Row] = field(default_factory=dict)
    homework: dict[Key, Row] = field(default_factory=dict)
    homework_ids: dict[str, tuple[int, int | None]] = field(default_factory=dict)
    results: dict[Key, Row] = field(default_factory=dict)
    working: WorkingDays = ORDINARY_WEEK
    due: dict[int, LessonRow] = field(default_factory=dict)
    kinds: dict[int, Kind] = field(default_factory=dict)
    plan_lines: set[int] = field(default_factory=set)
    answered: dict[UUID, tuple[int, str, Row]] = field(default_factory=dict)
    opened: list[Opened] = field(default_factory=list)
    entered: set[int] = field(default_factory=set)
    changed: dict[str, dict[Key, None]] = field(default_factory=dict)
    rolled: set[int] = field(default_factory=set)
    unrolled: set[int] = field(default_factory=set)
    held: set[int] = field(default_factory=set)

    def put(self, table: str, key: Key, row: Row) -> None:
        """Give a record its new state, to be written at the end."""
        getattr(self, table)[key if table != "works" else key[0]] = row
        self.changed.setdefault(table, {})[key] = None

    def on_roster(self, pupil: int, day: date) -> bool:
        """Tell whether the pupil stands in the course on the day."""
        return any(start <= day and (end is None or day <= end) for start, end in self.places.get(pupil, ()))

    def opened_for(self, *cells: Cell) -> Opened | None:
        """Give the permission that opens one of the cells, if there is one."""
        return next((row for row in self.opened if any(row.cell.covers(cell) for cell in cells)), None)

    def in_course(self, pupil: int, start: date, end: date) -> bool:
        """Tell whether the pupil stood in the course on at least one day of a span."""
        return any(begin <= end and (until is None or until >= start) for begin, until in self.places.get(pupil, ()))
