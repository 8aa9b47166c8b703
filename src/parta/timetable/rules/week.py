"""A weekly timetable as plain values: who is taught what, how often, by whom, in which room, at which place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from parta.timetable.enums import Fault, Parity
from parta.timetable.rules.norms import STANDARD, Norms, Stepped

WEEKS = (Parity.ODD, Parity.EVEN)
"""The two alternating weeks."""
Span = tuple[int, int]
"""Beginning and end in minutes of the day."""
Place = tuple[int, int]
"""ISO weekday and lesson number."""


@dataclass(frozen=True, slots=True)
class WeekClass:
    """A class or a group of a college: on which weekdays it learns, and by which bells (classes with equal `band`).

    `grade` is 0 where the norms of a school do not hold: in a college. `first` and `last` bound the lesson numbers.
    `most`: how many lessons its week may have by the norm, 0 where there is none; `stepped`: the regime of the first
    year on the day of reading.
    """

    id: int
    name: str
    grade: int
    days: tuple[int, ...]
    last: int
    first: int = 1
    band: int = 0
    size: int = 0
    most: int = 0
    stepped: Stepped | None = None
    shift: int = 1


@dataclass(frozen=True, slots=True)
class WeekCourse:
    """What a class, a part of it or several classes are taught, by one teacher.

    `halves` is how many lessons there are in two alternating weeks: 2 for one lesson a week, 1 for one in two weeks;
    `asked`: as many the load asks for, 0 where it asks for no hours a week.
    `rooms` are those that suit it; empty: any, `room` the one it has had; `liked` are better than the others. `size` is
    how many pupils a part of classes has, 0 where that is not known. `fixed`: it stays where it stands.
    `gathers`: an extended-day group, which takes the children of its classes as their lessons end. `joint`: courses
    with the same one are one lesson where they stand together: a stream, classes that one teacher teaches at once.
    """

    id: int
    subject: str
    classes: tuple[int, ...]
    group: str = ""
    teacher: int | None = None
    halves: int = 2
    rooms: frozenset[int] = frozenset()
    fixed: bool = False
    points: int = 0
    gathers: bool = False
    joint: int = 0
    asked: int = 0
    liked: frozenset[int] = frozenset()
    size: int = 0


@dataclass(frozen=True, slots=True)
class WeekRoom:
    """A room; `lessons` may be held in it at once (a gym takes several).

    `out`: of use, it takes no new ones; nor does it at the places that are `shut`, and better not at the `unwanted`.
    """

    id: int
    name: str
    capacity: int | None = None
    lessons: int = 1
    out: bool = False
    shut: frozenset[Place] = frozenset()
    unwanted: frozenset[Place] = frozenset()

    def takes(self, place: Place) -> bool:
        """Tell whether lessons may be put in it at a place of the week."""
        return not self.out and place not in self.shut


@dataclass(frozen=True, slots=True)
class Cell:
    """A course at a weekday and a number, or with times of its own (`span`), in a room."""

    course: int
    weekday: int
    number: int
    parity: Parity = Parity.ANY
    room: int | None = None
    span: Span | None = None

    @property
    def place(self) -> Place:
        """Weekday and number."""
        return (self.weekday, self.number)

    @property
    def order(self) -> tuple[object, ...]:
        """By what cells are sorted."""
        return (self.course, self.weekday, self.number, self.parity, self.room or 0, self.span or (0, 0))


@dataclass(frozen=True, slots=True)
class Wish:
    """A teacher cannot be at a place of the week, or would rather not."""

    teacher: int
    weekday: int
    number: int
    never: bool


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning: of a class or of a teacher, on a weekday; `number`, `course` and `count` where they say more."""

    fault: Fault
    class_id: int | None = None
    teacher: int | None = None
    weekday: int | None = None
    number: int | None = None
    course: int | None = None
    count: int = 1


@dataclass(frozen=True)
class Week:
    """Everything that a weekly timetable is made of and judged by.

    `streams` are, of each class, the sets of courses that some of its pupils attend together: the class must have no
    window for any of them. `bells`: when a lesson of a band is, by weekday and number, in each span of dates.
    """

    classes: Mapping[int, WeekClass]
    courses: Mapping[int, WeekCourse]
    rooms: Mapping[int, WeekRoom] = field(default_factory=dict)
    streams: Mapping[int, tuple[frozenset[int], ...]] = field(default_factory=dict)
    bells: Mapping[tuple[int, int, int], tuple[Span, ...]] = field(default_factory=dict)
    wishes: tuple[Wish, ...] = ()
    teachers: Mapping[int, str] = field(default_factory=dict)
    norms: Norms = STANDARD

    def seats_for(self, course: WeekCourse) -> int:
        """Count the pupils of a course; 0 where a part's are not known."""
        return course.size if course.group else sum(self.classes[one].size for one in course.classes)

    def streams_of(self, class_id: int) -> tuple[frozenset[int], ...]:
        """Give the sets of courses that pupils of the class attend; without rosters, all of its courses as one."""
        found = self.streams.get(class_id)
        if found:
            return found
        return (frozenset(one.id for one in self.courses.values() if class_id in one.classes),)

    def band_of(self, course: WeekCourse) -> int:
        """Give the bells that ring for a course."""
        return self.classes[course.classes[0]].band if course.classes else 0

    def last_of(self, learners: WeekClass) -> int:
        """Give the last number at which a class may have a lesson by hand: in a college as late as its bells ring."""
        if learners.grade:
            return learners.last
        return max([learners.last, *(number for band, _, number in self.bells if band == learners.band)])

    def spans_of(self, band: int, weekday: int, number: int) -> tuple[Span, ...]:
        """Give when a lesson is; without bells a number is a time of its own."""
        return self.bells.get((band, weekday, number)) or ((number * 60, number * 60 + 45),)


def takes_over(one: WeekCourse, other: WeekCourse) -> bool:
    """Tell whether one is an extended-day group of the other's children: it waits for the lesson's end."""
    return (one.gathers != other.gathers) and not {*one.classes}.isdisjoint(other.classes)


def is_one_lesson(week: Week, one: Cell, other: Cell) -> bool:
    """Tell whether two cells are parts of one lesson: given by one teacher in one room at one time."""
    first, second = week.courses[one.course], week.courses[other.course]
    joint = first.joint != 0 and first.joint == second.joint and first.id != second.id
    stand = (one.place, one.span, one.room) == (other.place, other.span, other.room)
    return joint and stand and first.teacher == second.teacher


def in_week(cell: Cell, week: Parity) -> bool:
    """Tell whether a cell holds in the odd or in the even week."""
    return cell.parity in (Parity.ANY, week)


def weeks_of(cells: Iterable[Cell]) -> tuple[Parity, ...]:
    """Give the weeks that differ: both where a cell holds in one of them only, else one stands for both."""
    return WEEKS if any(cell.parity != Parity.ANY for cell in cells) else (Parity.ODD,)


def streams_from(
    courses: Iterable[WeekCourse], rosters: Mapping[int, frozenset[int]], pupils: Mapping[int, Iterable[int]]
) -> dict[int, tuple[frozenset[int], ...]]:
    """Give the sets of courses that pupils of each class attend, without those that others attend wholly and more.

    `rosters` are the pupils of courses taught to a part of a class; `pupils` those of each class.
    """
    by_class: dict[int, list[WeekCourse]] = {}
    for course in courses:
        for class_id in course.classes:
            by_class.setdefault(class_id, []).append(course)
    found = {}
    for class_id, own in by_class.items():
        whole = frozenset(one.id for one in own if one.id not in rosters)
        parts = [(one.id, rosters[one.id]) for one in own if one.id in rosters]
        sets = {
            whole | {course_id for course_id, roster in parts if pupil in roster} for pupil in pupils.get(class_id, ())
        } or {whole}
        found[class_id] = tuple(sorted((one for one in sets if not any(one < other for other in sets)), key=sorted))
    return found
