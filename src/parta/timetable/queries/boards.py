"""The timetable of a week by class, teacher or room, and of one day of the whole school, as it really is by dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from parta.curriculum.queries.own import MINE
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.kernel.sql import sql
from parta.kernel.text import cyrillic, normal
from parta.timetable.access import may_see_reasons, may_see_timetable
from parta.timetable.enums import SubstitutionKind
from parta.timetable.rules.board import Board, lay_out

_LESSONS = (Path(__file__).parent / "lessons.sql").read_text().replace("{mine}", MINE)
_PLACES = """
WITH year AS (
    SELECT id FROM school_academicyear ORDER BY %(day)s::date BETWEEN starts_on AND ends_on DESC, starts_on DESC LIMIT 1
)
SELECT 'class', k.id, k.name, '', k.calendar_id, 1 AS kind, k.sort_key AS place
FROM school_schoolclass k JOIN year ON year.id = k.year_id
UNION ALL
SELECT 'teacher', p.id, p.last_name || ' ' || p.first_name, p.patronymic, NULL, 2, p.sort_key
FROM people_person p WHERE p.id IN (
    SELECT t.employee_id FROM curriculum_teachingload t JOIN curriculum_course c ON c.id = t.course_id
    JOIN year ON year.id = c.year_id
    UNION ALL SELECT u.substitute_id FROM timetable_substitution u)
UNION ALL
SELECT 'room', r.id, r.number, r.title, NULL, 3, lpad(substring(r.number_key FROM '^[0-9]+'), 6, '0') || r.number_key
FROM school_room r
ORDER BY kind, place NULLS LAST, id
"""
_RESTS = """
SELECT v.calendar_id, v.starts_on, v.ends_on, 'vacation', v.title, NULL, NULL::bigint FROM school_vacation v
WHERE v.starts_on <= %(last)s::date AND v.ends_on >= %(first)s::date
UNION ALL
SELECT d.calendar_id, d.date, d.date, d.kind, d.note,
    COALESCE(d.follows_weekday, extract(isodow FROM d.follows_date)::smallint), NULL
FROM school_specialday d WHERE d.date BETWEEN %(first)s::date AND %(last)s::date
UNION ALL
SELECT k.calendar_id, o.date, o.date, o.kind, o.note, NULL, o.school_class_id
FROM school_classday o JOIN school_schoolclass k ON k.id = o.school_class_id
WHERE o.date BETWEEN %(first)s::date AND %(last)s::date
ORDER BY 2, 1
"""
_FREE = ("vacation", "holiday", "day_off")


class Side(StrEnum):
    """From which side a timetable is looked at."""

    CLASS = "class"
    TEACHER = "teacher"
    ROOM = "room"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Place:
    """A class, a teacher or a room whose timetable there is."""

    side: Side
    id: int
    name: str
    more: str
    calendar_id: int | None = None

    @property
    def title(self) -> str:
        """The whole name: «Ёлкина Нина Сергеевна»; of a room, the number with its title."""
        return " ".join(part for part in (self.name, self.more) if part)


@dataclass(frozen=True, slots=True)
class BoardLesson:
    """A dated lesson as the board shows it; clock times are the school's.

    `moved_from`: the weekday of the weekly timetable, with `slot_number`, where the date or the number differs from
    it. `former_room`: the room of the weekly timetable where it is another one. `instead_of`: the subject whose hour
    this lesson took, where it stands for an absent teacher's. `revision` counts the changes of all that since the
    lesson was planned. `single`: it was put on its day by hand.
    """

    id: int
    date: date
    number: int | None
    start: str
    end: str
    course_id: int
    cancelled: bool
    class_ids: tuple[int, ...]
    class_name: str
    group: str
    subject: str
    short: str
    room_id: int | None
    room: str
    teacher_id: int | None
    teacher: str
    substitution: str
    substitute_id: int | None
    substitute: str
    other_subject: str
    reason: str
    moved_from: int | None
    slot_number: int | None
    former_room: str
    instead_of: str
    at_home: bool
    revision: int
    revised_at: datetime | None
    single: bool

    @property
    def substituted(self) -> bool:
        """Somebody else gives the lesson, or it is given together with another one."""
        return not self.cancelled and self.substitution != ""

    @property
    def changed(self) -> bool:
        """The date differs from the weekly timetable."""
        return bool(self.cancelled or self.substituted or self.moved_from or self.former_room or self.single)

    def given_by(self, teacher_id: int) -> bool:
        """Tell whether the lesson takes this teacher's time."""
        if self.cancelled:
            return False
        if self.substituted and self.substitution != SubstitutionKind.JOINED:
            return self.substitute_id == teacher_id
        return teacher_id in (self.teacher_id, self.substitute_id)


@dataclass(frozen=True, slots=True)
class Rest:
    """Why days differ: a vacation, a holiday, a moved day; `follows` is the weekday whose timetable holds.

    `class_id`: the day is that class's own.
    """

    calendar_id: int
    start: date
    end: date
    kind: str
    title: str
    follows: int | None
    class_id: int | None = None

    @property
    def free(self) -> bool:
        """There are no lessons on such days."""
        return self.kind in _FREE


@dataclass(frozen=True, slots=True)
class BoardPage:
    """What the page shows: of one place over a week, or of one day over all classes."""

    side: Side
    place: Place | None
    day: date
    first: date
    last: date
    places: tuple[Place, ...]
    lessons: tuple[BoardLesson, ...]
    rests: tuple[Rest, ...]
    board: Board[date, BoardLesson] | Board[int, BoardLesson]

    @property
    def classes(self) -> list[Place]:
        """The classes of the year."""
        return [place for place in self.places if place.side is Side.CLASS]

    @property
    def changes(self) -> list[BoardLesson]:
        """Lessons that differ from the weekly timetable."""
        return [lesson for lesson in self.lessons if lesson.changed]

    def rest_on(self, day: date, place: Place | None = None) -> Rest | None:
        """Give why a day differs: by the calendar of a class, otherwise when all calendars of the year say the same."""
        own = place or self.place
        class_id = own.id if own and own.side is Side.CLASS else None
        for rest in self.rests:
            if class_id and rest.class_id == class_id and rest.start == day:
                return rest
        calendars = {own.calendar_id} if own and own.side is Side.CLASS else {one.calendar_id for one in self.classes}
        found = [
            rest
            for rest in self.rests
            if not rest.class_id and rest.start <= day <= rest.end and rest.calendar_id in calendars
        ]
        return found[0] if found and {rest.calendar_id for rest in found} == calendars else None


def board_page(*, actor: Actor, side: Side, place_id: int | None, day: date, zone: ZoneInfo) -> BoardPage:
    """Read the timetable of the day's week for a class, a teacher or a room, or of the day for all classes.

    Three queries. Raises `Forbidden`, and `NotVisible` for a place that there is not. The reason of a change is
    given only to those who keep the timetable.
    """
    require(may_see_timetable(actor))
    monday = day - timedelta(days=day.weekday())
    first, last = (day, day) if side is Side.DAY else (monday, monday + timedelta(days=6))
    places = places_of(day)
    place = next((one for one in places if (one.side, one.id) == (side, place_id)), None)
    if place is None and side is not Side.DAY:
        raise NotVisible
    asked = {str(side): place_id} if side is not Side.DAY else {}
    lessons = dated_lessons(asked, first=first, last=last, zone=zone, reasons=may_see_reasons(actor))
    rests = tuple(Rest(*row) for row in sql(_RESTS, {"first": first, "last": last}))
    board: Board[date, BoardLesson] | Board[int, BoardLesson]
    if side is not Side.DAY and not any(lesson.date == last for lesson in lessons):
        last -= timedelta(days=1)
    if side is Side.DAY:
        board = _of_classes(places, lessons)
    else:
        board = lay_out(
            [first + timedelta(days=n) for n in range((last - first).days + 1)],
            lessons,
            rows_of=lambda one: (one.date,),
            number_of=lambda one: one.number,
            is_given=lambda one: one.given_by(place_id or 0) if side is Side.TEACHER else not one.cancelled,
        )
    return BoardPage(side, place, day, first, last, places, lessons, rests, board)


@dataclass(frozen=True, slots=True)
class WholeWeek:
    """The days of a week of all classes, and who has no lessons in it at all, though not every day is free."""

    first: date
    last: date
    days: tuple[BoardPage, ...]
    without: tuple[Place, ...]

    @property
    def changes(self) -> int:
        """How many lessons differ from the weekly timetable."""
        return sum(len(day.changes) for day in self.days)


def whole_week(*, actor: Actor, day: date, zone: ZoneInfo) -> WholeWeek:
    """Read the timetable of all classes for the day's week, day by day, in three queries; raises `Forbidden`."""
    require(may_see_timetable(actor))
    first = day - timedelta(days=day.weekday())
    last = first + timedelta(days=6)
    places = places_of(first)
    lessons = dated_lessons({}, first=first, last=last, zone=zone, reasons=may_see_reasons(actor))
    rests = tuple(Rest(*row) for row in sql(_RESTS, {"first": first, "last": last}))
    days = []
    for at in (first + timedelta(days=n) for n in range(7)):
        own = tuple(lesson for lesson in lessons if lesson.date == at)
        if own or at.isoweekday() < 6:
            days.append(BoardPage(Side.DAY, None, at, at, at, places, own, rests, _of_classes(places, own)))
    held = {pk for lesson in lessons if not lesson.cancelled for pk in lesson.class_ids}
    without = tuple(
        one for one in places
        if one.side is Side.CLASS and one.id not in held
        and not all((rest := page.rest_on(page.day, one)) and rest.free for page in days)
    )  # fmt: skip
    return WholeWeek(first, days[-1].day, tuple(days), without)


def _of_classes(places: tuple[Place, ...], lessons: tuple[BoardLesson, ...]) -> Board[int, BoardLesson]:
    return lay_out(
        [one.id for one in places if one.side is Side.CLASS],
        lessons,
        rows_of=lambda one: one.class_ids,
        number_of=lambda one: one.number,
        is_given=lambda one: not one.cancelled,
    )


def dated_lessons(
    whose: Mapping[str, int | None], *, first: date, last: date, zone: ZoneInfo, reasons: bool = False
) -> tuple[BoardLesson, ...]:
    """Give the lessons of some days in one query: of a `class`, `teacher`, `room` or `pupil`, else of the school."""
    asked = {name: whose.get(name) for name in ("class", "teacher", "room", "pupil")}
    rows = sql(_LESSONS, {"first": first, "last": last, "zone": str(zone), **asked})
    return tuple(_lesson(row, reasons) for row in rows)


def places_of(day: date) -> tuple[Place, ...]:
    """Give the classes and the teachers of the day's year, and the rooms, in one query."""
    return tuple(
        Place(Side(side), pk, name, more, calendar) for side, pk, name, more, calendar, *_ in sql(_PLACES, {"day": day})
    )


def found_places(places: tuple[Place, ...], text: str) -> list[Place]:
    """Give the places whose words begin with the words typed; one with exactly this name is alone."""
    words = normal(cyrillic(text)).split()
    if not words:
        return []
    names = [(place, normal(cyrillic(place.title)).split()) for place in places]
    exact = [place for place, own in names if own == words or normal(cyrillic(place.name)).split() == words]
    if len(exact) == 1:
        return exact
    return [place for place, own in names if all(any(one.startswith(word) for one in own) for word in words)]


def _lesson(row: tuple[object, ...], reasons: bool) -> BoardLesson:
    lesson = list(row)
    lesson[7] = tuple(lesson[7])  # type: ignore[arg-type]
    lesson[20] = lesson[20] if reasons else ""
    return BoardLesson(*lesson)  # type: ignore[arg-type]
