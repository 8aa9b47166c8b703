"""What the federal recommendations say of a schedule of control works: warnings, never a block.

Letter of Минпросвещения and Рособрнадзор of 06.08.2021 № СК-228/03, 01.169/08-01. One schedule holds works of every
level; where two of them meet, the lower one is warned of: its day is the one that may be moved.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, pairwise

from parta.journal.enums import WorkLevel, WorkWarning

LEAST_DAYS = 18
"""Two weeks and a half between works of one subject in a class."""
MOST_SHARE = Decimal("0.1")
"""Of a subject's hours of the year."""
_RANKS = {level: rank for rank, level in enumerate(WorkLevel)}
TITLE_LENGTH, KIND_LENGTH, MOST_AT_ONCE = 300, 200, 200


@dataclass(frozen=True, slots=True)
class WorkPlace:
    """A work of the schedule: whose, of which subject and journal, on which day; `group_id`: of a part of the class."""

    id: int
    class_id: int
    subject_id: int
    course_id: int
    day: date
    level: WorkLevel = WorkLevel.SCHOOL
    group_id: int | None = None

    @property
    def rank(self) -> int:
        """The higher, the less it is the school's to move."""
        return _RANKS[self.level]


@dataclass(frozen=True, slots=True)
class ClassDay:
    """Lessons of a class on a day: the first and the last number, and the numbers of each journal.

    `once`: the journals with no other lesson in the week: they may be written at the edge of a day.
    """

    first: int
    last: int
    numbers: Mapping[int, Sequence[int]]
    once: Collection[int] = ()


def warnings_of(
    works: Sequence[WorkPlace], *, days: Mapping[tuple[int, date], ClassDay], hours: Mapping[int, int]
) -> dict[int, tuple[WorkWarning, ...]]:
    """Give what the recommendations warn of at each work. `hours`: lessons of a journal in the year.

    Subgroups that write one subject on one day write one work.
    """
    found: dict[int, list[WorkWarning]] = defaultdict(list)
    for work_id, warning in (*_a_day(works), *_often(works), *_share(works, hours), *_edges(works, days)):
        found[work_id].append(warning)
    return {pk: tuple(dict.fromkeys(own)) for pk, own in found.items()}


def is_control(kind: str, *, known: Mapping[str, bool]) -> bool:
    """Tell a control work by the words of a plan's line; `known`: names of kinds of work, whole and short."""
    words = kind.casefold()
    named = [name for name in known if name.casefold() in words]
    return bool(named) and known[max(named, key=len)]


def _a_day(works: Sequence[WorkPlace]) -> Iterator[tuple[int, WorkWarning]]:
    by_day: dict[tuple[int, date], list[WorkPlace]] = defaultdict(list)
    for one in works:
        by_day[one.class_id, one.day].append(one)
    for own in by_day.values():
        for one in own:
            if any(other.subject_id != one.subject_id and other.rank >= one.rank for other in own):
                yield one.id, WorkWarning.SECOND_A_DAY


def _often(works: Sequence[WorkPlace]) -> Iterator[tuple[int, WorkWarning]]:
    by_subject: dict[tuple[int, int], list[WorkPlace]] = defaultdict(list)
    for one in sorted(works, key=lambda one: (one.day, one.id)):
        by_subject[one.class_id, one.subject_id].append(one)
    for works_of_all in by_subject.values():
        groups: set[int | None] = {one.group_id for one in works_of_all if one.group_id is not None} or {None}
        written = [[one for one in works_of_all if one.group_id in (None, group)] for group in groups]
        for first, second in chain.from_iterable(map(pairwise, written)):
            if 0 < (second.day - first.day).days < LEAST_DAYS:
                yield (first if first.rank < second.rank else second).id, WorkWarning.TOO_OFTEN


def _share(works: Iterable[WorkPlace], hours: Mapping[int, int]) -> Iterator[tuple[int, WorkWarning]]:
    by_course: dict[int, list[WorkPlace]] = defaultdict(list)
    for one in works:
        by_course[one.course_id].append(one)
    for course, own in by_course.items():
        if hours.get(course) and len(own) > hours[course] * MOST_SHARE:
            lowest = min(one.rank for one in own)
            yield from ((one.id, WorkWarning.TOO_MANY) for one in own if one.rank == lowest)


def _edges(works: Iterable[WorkPlace], days: Mapping[tuple[int, date], ClassDay]) -> Iterator[tuple[int, WorkWarning]]:
    for one in works:
        day = days.get((one.class_id, one.day))
        numbers = day.numbers.get(one.course_id, ()) if day else ()
        if day is None or not numbers:
            yield one.id, WorkWarning.NO_LESSON
            continue
        at_edge = day.first < day.last and all(number in (day.first, day.last) for number in numbers)
        if at_edge and one.course_id not in day.once:
            yield one.id, WorkWarning.FIRST_OR_LAST
