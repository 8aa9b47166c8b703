"""What differs between two weekly timetables for one person: lesson by lesson, in the fewest moves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from parta.timetable.enums import DifferenceKind

Place = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Stand:
    """A lesson of a course in a weekly timetable: when, where, by whom."""

    course_id: int
    title: str
    weekday: int
    number: int
    parity: str
    room: str
    teacher: str

    @property
    def place(self) -> Place:
        """Weekday, number, which weeks."""
        return (self.weekday, self.number, self.parity)


@dataclass(frozen=True, slots=True)
class Difference:
    """A lesson that is moved, added or gone, or whose room or teacher is another one."""

    kind: DifferenceKind
    before: Stand | None
    after: Stand | None

    @property
    def course_id(self) -> int:
        """Whose lesson it is."""
        return (self.after or self.before or _NOTHING).course_id

    @property
    def title(self) -> str:
        """What the lesson is."""
        return (self.after or self.before or _NOTHING).title


_NOTHING = Stand(0, "", 0, 0, "", "", "")


def differences(before: Iterable[Stand], after: Iterable[Stand]) -> tuple[Difference, ...]:
    """Compare two timetables course by course; a lesson that is gone and one that came are a move."""
    was: dict[int, dict[Place, Stand]] = defaultdict(dict)
    becomes: dict[int, dict[Place, Stand]] = defaultdict(dict)
    for rows, into in ((before, was), (after, becomes)):
        for one in rows:
            into[one.course_id][one.place] = one
    found: list[Difference] = []
    for course in dict.fromkeys((*was, *becomes)):
        old, new = was[course], becomes[course]
        left = [old[place] for place in sorted(old.keys() - new.keys())]
        come = [new[place] for place in sorted(new.keys() - old.keys())]
        both = min(len(left), len(come))
        found += [Difference(DifferenceKind.MOVED, one, two) for one, two in zip(left, come, strict=False)]
        found += [Difference(DifferenceKind.GONE, one, None) for one in left[both:]]
        found += [Difference(DifferenceKind.ADDED, None, one) for one in come[both:]]
        for place in sorted(old.keys() & new.keys()):
            one, two = old[place], new[place]
            if one.teacher != two.teacher:
                found.append(Difference(DifferenceKind.TEACHER, one, two))
            elif one.room != two.room:
                found.append(Difference(DifferenceKind.ROOM, one, two))
    return tuple(sorted(found, key=_order))


def _order(one: Difference) -> tuple[str, Place]:
    stands = one.after or one.before or _NOTHING
    return (stands.title, stands.place)
