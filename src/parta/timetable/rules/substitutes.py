"""Who could give the lesson of an absent teacher, the best first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Hour:
    """A lesson that somebody has to give; `classes` are those whose pupils sit in it."""

    number: int | None
    start: datetime
    end: datetime
    subject_id: int
    classes: frozenset[int]


@dataclass(frozen=True, slots=True)
class TeacherDay:
    """A teacher on one day: what he or she teaches, and the hours already taken, with their numbers."""

    id: int
    name: str
    subjects: frozenset[int] = frozenset()
    classes: frozenset[int] = frozenset()
    taken: tuple[tuple[datetime, datetime], ...] = ()
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A free teacher for one hour: `windows` is how many empty numbers the hour adds to the day, or fills (-1).

    `load` is how many lessons there are that day already; none means that the teacher would come for this one.
    """

    id: int
    name: str
    same_subject: bool
    knows_class: bool
    windows: int
    load: int

    @property
    def comes_for_it(self) -> bool:
        """The teacher has no other lesson that day."""
        return self.load == 0


def rank_substitutes(hour: Hour, teachers: Iterable[TeacherDay]) -> tuple[Candidate, ...]:
    """Give the teachers who are free at the hour, the best first.

    First those of the subject, then those who teach the class, then who is in the school that day anyway, then who
    gets the fewest windows, then who has the fewest lessons that day; equals go by name.
    """
    free = (_candidate(hour, one) for one in teachers if not _clashes(hour, one))
    return tuple(sorted(free, key=_order))


def windows_made(numbers: Collection[int], number: int | None) -> int:
    """Tell how many windows a lesson with this number adds to a day; one that fills a window takes one away."""
    if number is None or not numbers or number in numbers:
        return 0
    return _windows({*numbers, number}) - _windows(numbers)


def _windows(numbers: Collection[int]) -> int:
    return max(numbers) - min(numbers) + 1 - len(numbers)


def _clashes(hour: Hour, teacher: TeacherDay) -> bool:
    return any(start < hour.end and end > hour.start for start, end in teacher.taken)


def _candidate(hour: Hour, teacher: TeacherDay) -> Candidate:
    return Candidate(
        teacher.id,
        teacher.name,
        hour.subject_id in teacher.subjects,
        bool(hour.classes & teacher.classes),
        windows_made(teacher.numbers, hour.number),
        len(teacher.taken),
    )


def _order(one: Candidate) -> tuple[bool, bool, bool, int, int, str, int]:
    return not one.same_subject, not one.knows_class, one.comes_for_it, one.windows, one.load, one.name, one.id
