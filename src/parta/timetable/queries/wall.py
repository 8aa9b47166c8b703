"""The weekly timetable on a grid, to be changed by hand: of a class, a teacher or a room; where a picked lesson may go."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import ClashKind, Parity
from parta.timetable.models import TimetableDraft
from parta.timetable.queries.making import draft_cells, draft_changes, moved_lessons
from parta.timetable.queries.quality import QualityPage, quality_of
from parta.timetable.queries.weekly import Standing, standing_on
from parta.timetable.rules.carrying import carry
from parta.timetable.rules.quality import Overlap
from parta.timetable.rules.week import Cell, Place


@dataclass(frozen=True, slots=True)
class Picked:
    """A lesson that somebody takes in hand: a course at a place of the week."""

    course: int
    place: Place
    parity: Parity


@dataclass(frozen=True, slots=True)
class Clash:
    """Who or what would be in two places at once (`who`: a name), with what other lesson, of which classes."""

    kind: ClashKind
    who: str
    what: str
    where: str


@dataclass(frozen=True, slots=True)
class WallLesson:
    """A lesson on the grid; `moved`: what is in force has it at another place (another room is none)."""

    picked: Picked
    title: str
    group: str
    classes: str
    teacher: str
    room: str
    moved: bool


@dataclass(frozen=True, slots=True)
class Target:
    """A place for the picked lesson: `clash` forbids it; `swaps` are what would come to where it stood."""

    clash: Clash | None
    swaps: tuple[str, ...]


@dataclass(frozen=True)
class WallPage:
    """The grid of one side; without a draft it is what is in force and nothing can be carried."""

    day: date
    draft: TimetableDraft | None
    side: str
    place_id: int
    name: str
    choices: Mapping[str, Sequence[tuple[int, str]]]
    days: int
    numbers: int
    lessons: Mapping[Place, Sequence[WallLesson]]
    own_times: int
    hand: WallLesson | None
    rooms: Sequence[tuple[int, str]]
    targets: Mapping[Place, Target]
    before: QualityPage
    after: QualityPage | None
    moved: int


def wall_page(*, actor: Actor, day: date, side: str, place_id: int | None, picked: Picked | None) -> WallPage:
    """Read the grid of a class, a teacher or a room, in a fixed number of queries; raises `Forbidden`, `NotVisible`.

    With a draft the day is the one that it begins on. A picked lesson has its `targets`: every place where its classes
    learn; one that is not there any more is not in hand.
    """
    require(may_make_timetable(actor))
    draft = TimetableDraft.objects.order_by("-starts_on").first()
    day = draft.starts_on if draft else day
    standing = standing_on(day)
    cells = draft_cells(draft, standing) if draft else standing.cells
    choices = _choices(standing)
    named = dict(choices[side])
    place_id = next(iter(named), 0) if place_id is None else place_id
    if place_id and place_id not in named:
        raise NotVisible
    hand = find_picked(cells, picked) if draft and picked else None
    here = [one for one in cells if _is_of(standing, one, side, place_id)]
    stood = {_picked(one) for one in standing.cells}
    lessons: dict[Place, list[WallLesson]] = defaultdict(list)
    for cell in here:
        if cell.span is None:
            lessons[cell.place].append(_lesson(standing, cell, stood))
    classes = standing.week.classes.values()
    return WallPage(
        day,
        draft,
        side,
        place_id,
        named.get(place_id, ""),
        choices,
        max((max(one.days) for one in classes), default=5),
        max((one.last for one in classes), default=6),
        lessons,
        sum(one.span is not None for one in here),
        _lesson(standing, hand, stood) if hand else None,
        _rooms(standing, hand) if hand else (),
        _targets(standing, cells, hand) if hand else {},
        quality_of(standing, day),
        quality_of(standing, day, cells) if draft else None,
        moved_lessons(draft_changes(standing, cells)) if draft else 0,
    )


def find_picked(cells: Iterable[Cell], picked: Picked) -> Cell | None:
    """Find the lesson among the cells that are moved by numbers; None where it is not there."""
    wanted = (picked.course, picked.place, picked.parity)
    return next((one for one in cells if one.span is None and (one.course, one.place, one.parity) == wanted), None)


def clash_of(standing: Standing, overlap: Overlap, coming: Sequence[Cell]) -> Clash:
    """Name what stands in the way of the lessons that come: the other one of the two that overlap."""
    week = standing.week
    other = overlap.second if overlap.first in coming else overlap.first
    names = {
        ClashKind.TEACHER: week.teachers,
        ClashKind.ROOM: {one.id: one.name for one in week.rooms.values()},
        ClashKind.PUPILS: {one.id: one.name for one in week.classes.values()},
    }
    return Clash(
        overlap.kind, names[overlap.kind].get(overlap.whose, ""), _title(standing, other), _classes(standing, other)
    )


def _targets(standing: Standing, cells: Sequence[Cell], hand: Cell) -> dict[Place, Target]:
    week, found = standing.week, {}
    classes = [week.classes[one] for one in week.courses[hand.course].classes]
    for place in {(day, at) for one in classes for day in one.days for at in range(one.first, one.last + 1)}:
        carried = carry(week, cells, hand, place)
        if place == hand.place or carried.outside:
            continue
        coming = [after for _, after in carried.moves]
        clash = clash_of(standing, carried.clashes[0], coming) if carried.clashes else None
        swaps = [_title(standing, before) for before, _ in carried.moves if before.place == place]
        found[place] = Target(clash, tuple(swaps))
    return found


def _is_of(standing: Standing, cell: Cell, side: str, place_id: int) -> bool:
    course = standing.week.courses[cell.course]
    if side == "room":
        return cell.room == place_id
    return course.teacher == place_id if side == "teacher" else place_id in course.classes


def _picked(cell: Cell) -> Picked:
    return Picked(cell.course, cell.place, cell.parity)


def _lesson(standing: Standing, cell: Cell, stood: set[Picked]) -> WallLesson:
    week = standing.week
    course = week.courses[cell.course]
    return WallLesson(
        _picked(cell),
        standing.subjects.get(cell.course, course.subject),
        course.group,
        _classes(standing, cell),
        week.teachers.get(course.teacher or 0, ""),
        next((one.name for one in week.rooms.values() if one.id == cell.room), ""),
        _picked(cell) not in stood,
    )


def _rooms(standing: Standing, hand: Cell) -> tuple[tuple[int, str], ...]:
    suit = standing.week.courses[hand.course].rooms
    rooms = standing.week.rooms.values()
    return tuple((one.id, one.name) for one in sorted(rooms, key=lambda one: (one.id not in suit, one.name)))


def _choices(standing: Standing) -> dict[str, tuple[tuple[int, str], ...]]:
    week = standing.week
    return {
        "class": tuple((one.id, one.name) for one in week.classes.values()),
        "teacher": tuple(sorted(week.teachers.items(), key=lambda one: (one[1], one[0]))),
        "room": tuple(sorted(((one.id, one.name) for one in week.rooms.values()), key=lambda one: (one[1], one[0]))),
    }


def _title(standing: Standing, cell: Cell) -> str:
    course = standing.week.courses[cell.course]
    title = standing.subjects.get(cell.course, course.subject)
    return f"{title} ({course.group})" if course.group else title


def _classes(standing: Standing, cell: Cell) -> str:
    week = standing.week
    return ", ".join(week.classes[one].name for one in week.courses[cell.course].classes if one in week.classes)
