"""The weekly timetable on a grid, to be changed by hand: of a class, a teacher or a room; its tray; what may go where."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import ClashKind, Fault, Parity
from parta.timetable.models import TimetableDraft
from parta.timetable.queries.making import draft_cells, draft_changes, moved_lessons
from parta.timetable.queries.quality import QualityPage, quality_of
from parta.timetable.queries.weekly import Standing, standing_on
from parta.timetable.rules.carrying import carry
from parta.timetable.rules.placing import Rest, beside_its_part, free_rooms, put, room_for, tray, with_parts
from parta.timetable.rules.quality import Overlap, new_differing
from parta.timetable.rules.room_faults import room_faults
from parta.timetable.rules.week import Cell, Place, Week


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
    """A lesson on the grid; `moved`: what is in force has it at another place (another room is none).

    `doubts`: what is wrong with its room there.
    """

    picked: Picked
    title: str
    group: str
    classes: str
    teacher: str
    room: str
    moved: bool
    doubts: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """A lesson that somebody takes from the tray: in which weeks it is to stand, and in which room if one is chosen."""

    course: int
    parity: Parity | None = None
    room: int | None = None


@dataclass(frozen=True, slots=True)
class TrayCourse:
    """What lies in the tray of one course, as `Rest` counts it; `parities`: in which weeks a lesson may be placed."""

    course: int
    title: str
    group: str
    classes: str
    teacher: str
    halves: int | None
    parities: tuple[Parity, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A place for the lesson in hand: `clash` forbids it; `swaps` are what would come to where it stood.

    `room`: the one that a lesson of the tray would get; `doubts`: what is wrong with a room then.
    """

    clash: Clash | None
    swaps: tuple[str, ...] = ()
    room: str = ""
    doubts: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class RoomChoice:
    """A room for the lesson in hand; `free` while it stands where it stands."""

    id: int
    name: str
    free: bool


@dataclass(frozen=True)
class WallPage:
    """The grid of one side; without a draft it is what is in force and nothing can be carried.

    `left`: how many lessons a week lie in the tray, by side and whom; `all_left` of everybody. `differing`: the courses
    whose hours differ from the load, unlike in force. `gone`: cells of the draft whose journal is no more.
    """

    day: date
    draft: TimetableDraft | None
    drafts: Sequence[TimetableDraft]
    side: str
    place_id: int
    name: str
    choices: Mapping[str, Sequence[tuple[int, str]]]
    days: int
    numbers: int
    lessons: Mapping[Place, Sequence[WallLesson]]
    own_times: int
    tray: Sequence[TrayCourse]
    left: Mapping[str, Mapping[int, float]]
    all_left: float
    hand: WallLesson | None
    taken: TrayCourse | None
    parity: Parity | None
    room: int | None
    rooms: Sequence[RoomChoice]
    targets: Mapping[Place, Target]
    before: QualityPage
    after: QualityPage | None
    moved: int
    differing: Sequence[str]
    gone: int


def wall_page(
    *,
    actor: Actor,
    day: date,
    draft: TimetableDraft | None,
    side: str,
    place_id: int | None,
    hold: Picked | Taken | None,
) -> WallPage:
    """Read the grid of a class, a teacher or a room, in a fixed number of queries; raises `Forbidden`, `NotVisible`.

    With a draft the day is the one that it begins on. A lesson in hand has its `targets`: every place where its classes
    learn; one that is not there any more, in the grid or in the tray, is not in hand.
    """
    require(may_make_timetable(actor))
    day = draft.starts_on if draft else day
    standing = standing_on(day)
    cells = draft_cells(draft, standing) if draft else standing.cells
    choices = _choices(standing)
    named = dict(choices[side])
    place_id = next(iter(named), 0) if place_id is None else place_id
    if place_id and place_id not in named:
        raise NotVisible
    week = standing.week
    rests = {one.course: one for one in tray(week, cells)} if draft else {}
    hand = find_picked(cells, hold) if draft and isinstance(hold, Picked) else None
    taken = hold if isinstance(hold, Taken) and hold.course in rests and rests[hold.course].parities else None
    parity = _parity(taken, rests[taken.course]) if taken else None
    bare = Cell(taken.course, 0, 0, parity, taken.room) if taken and parity else None
    held = hand or bare
    here = [one for one in cells if _is_of(standing, one, side, place_id)]
    stood = {_picked(one) for one in standing.cells}
    lessons: dict[Place, list[WallLesson]] = defaultdict(list)
    for cell in here:
        if cell.span is None:
            lessons[cell.place].append(_lesson(standing, cell, stood))
    classes = week.classes.values()
    before = quality_of(standing, day)
    after = quality_of(standing, day, cells) if draft else None
    differing = new_differing(before.quality, after.quality) if after else ()
    left = _left(standing, rests.values())
    return WallPage(
        day,
        draft,
        tuple(TimetableDraft.objects.defer("cells", "steps").order_by("-made_at", "-pk")),
        side,
        place_id,
        named.get(place_id, ""),
        choices,
        max((max(one.days) for one in classes), default=5),
        max((week.last_of(one) for one in classes), default=6),
        lessons,
        sum(one.span is not None for one in here),
        sorted(
            (_of_tray(standing, one) for one in rests.values() if _is_in(standing, one.course, side, place_id)),
            key=lambda one: (one.halves is None, (one.halves or 0) < 0, one.title, one.classes, one.group),
        ),
        left,
        sum(max(one.halves or 0, 0) for one in rests.values()) / 2,
        _lesson(standing, hand, stood) if hand else None,
        _of_tray(standing, rests[taken.course]) if taken else None,
        parity,
        taken.room if taken else None,
        _rooms(week, cells, held) if held else (),
        _targets(standing, cells, hand) if hand else _open_places(standing, cells, bare) if bare else {},
        before,
        after,
        moved_lessons(draft_changes(standing, cells)) if draft else 0,
        sorted({_course_title(standing, one) for one in differing}),
        sum(row[0] not in week.courses for row in draft.cells) if draft else 0,
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
    for place in _places(standing, hand.course):
        carried = carry(week, cells, hand, place)
        if place == hand.place or carried.outside:
            continue
        coming = [after for _, after in carried.moves]
        clash = clash_of(standing, carried.clashes[0], coming) if carried.clashes else None
        swaps = [_title(standing, before) for before, _ in carried.moves if before.place == place]
        found[place] = Target(clash, tuple(swaps), doubts=_then(week, coming))
    return found


def _then(week: Week, coming: Iterable[Cell]) -> tuple[Fault, ...]:
    """Give what is wrong with the rooms of lessons that come at their new places only."""
    found = (one for cell in coming for one in room_faults(week, cell))
    return tuple(dict.fromkeys(one for one in found if one in (Fault.ROOM_SHUT, Fault.ROOM_UNWANTED)))


def _open_places(standing: Standing, cells: Sequence[Cell], bare: Cell) -> dict[Place, Target]:
    """Give the places for a lesson of the tray, with the room that it would get there."""
    week, found = standing.week, {}
    for place in _places(standing, bare.course):
        cell = beside_its_part(week, cells, replace(bare, weekday=place[0], number=place[1]))
        coming = with_parts(week, cells, cell)
        asked = put(week, cells, coming)
        if asked.outside:
            continue
        if asked.clashes:
            found[place] = Target(clash_of(standing, asked.clashes[0], coming))
        else:
            room = week.rooms.get((cell.room or room_for(week, cells, cell)) or 0)
            settled = replace(cell, room=room.id if room else None)
            found[place] = Target(None, room=room.name if room else "", doubts=_then(week, [settled]))
    return found


def _places(standing: Standing, course: int) -> set[Place]:
    classes = [standing.week.classes[one] for one in standing.week.courses[course].classes]
    return {(day, at) for one in classes for day in one.days for at in range(one.first, standing.week.last_of(one) + 1)}


def _is_of(standing: Standing, cell: Cell, side: str, place_id: int) -> bool:
    return cell.room == place_id if side == "room" else _is_in(standing, cell.course, side, place_id)


def _is_in(standing: Standing, course_id: int, side: str, place_id: int) -> bool:
    course = standing.week.courses[course_id]
    return course.teacher == place_id if side == "teacher" else side == "class" and place_id in course.classes


def _parity(taken: Taken, rest: Rest) -> Parity:
    return taken.parity if taken.parity in rest.parities else rest.parities[0]


def _left(standing: Standing, rests: Iterable[Rest]) -> dict[str, dict[int, float]]:
    found: dict[str, dict[int, float]] = {"class": defaultdict(float), "teacher": defaultdict(float), "room": {}}
    for one in rests:
        course, lessons = standing.week.courses[one.course], max(one.halves or 0, 0) / 2
        for class_id in course.classes if lessons else ():
            found["class"][class_id] += lessons
        if lessons and course.teacher is not None:
            found["teacher"][course.teacher] += lessons
    return {side: dict(of_side) for side, of_side in found.items()}


def _of_tray(standing: Standing, rest: Rest) -> TrayCourse:
    course = standing.week.courses[rest.course]
    return TrayCourse(
        rest.course, standing.subjects.get(rest.course, course.subject), course.group, _where(standing, rest.course),
        standing.week.teachers.get(course.teacher or 0, ""), rest.halves, rest.parities,
    )  # fmt: skip


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
        room_faults(week, cell),
    )


def _rooms(week: Week, cells: Sequence[Cell], cell: Cell) -> tuple[RoomChoice, ...]:
    """Give the rooms, those that are free where the lesson stands first; a lesson of the tray has all of them free."""
    free = free_rooms(week, cells, cell)
    known = {one.id for one in week.rooms.values() if not one.out or one.id == cell.room}
    rest = sorted(known.difference(free), key=lambda one: week.rooms[one].name)
    return tuple(RoomChoice(one, week.rooms[one].name, one in free) for one in (*free, *rest))


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


def _course_title(standing: Standing, course_id: int) -> str:
    return f"{_title(standing, Cell(course_id, 0, 0))}, {_where(standing, course_id)}"


def _classes(standing: Standing, cell: Cell) -> str:
    return _where(standing, cell.course)


def _where(standing: Standing, course_id: int) -> str:
    week = standing.week
    return ", ".join(week.classes[one].name for one in week.courses[course_id].classes if one in week.classes)
