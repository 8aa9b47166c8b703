"""The rooms: what stands in them, when they take no lessons, which subjects are taught where."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet

from parta.curriculum.models import Course, Subject
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.school.models import AcademicYear, Bell, Calendar, Room
from parta.school.rules.rooms import is_out
from parta.timetable.access import may_make_timetable, may_move_lessons, may_see_timetable
from parta.timetable.enums import LessonStatus
from parta.timetable.models import Lesson, RoomHour, SubjectRoom
from parta.timetable.rules.week import Place

PER_PAGE = 100


def rooms_page(*, actor: Actor) -> list[Room]:
    """Give the rooms with how many cells of the weekly timetable they hold (`used`), in one query; raises `Forbidden`.

    `standing`: some lesson ahead stands in it while it is out of use.
    """
    require(may_see_timetable(actor))
    in_force = Q(slots__timetable__ends_on__isnull=True) | Q(slots__timetable__ends_on__gte=actor.today)
    until = Q(room__out_to__isnull=True) | Q(date__lte=OuterRef("out_to"))
    standing = _ahead(actor).filter(until, room=OuterRef("pk"), date__gte=OuterRef("out_from"))
    rooms = Room.objects.annotate(used=Count("slots", filter=in_force), standing=Exists(standing))
    return sorted(rooms, key=lambda room: (not room.number[:1].isdigit(), len(room.number), room.number_key))


@dataclass(frozen=True, slots=True)
class RoomToEmpty:
    """A room with lessons ahead on its days out of use: how many, and on which day the first."""

    id: int
    name: str
    lessons: int
    first: date


def rooms_to_empty(actor: Actor) -> list[RoomToEmpty]:
    """Give the rooms from which lessons are to be moved, for who moves lessons alone, in one query."""
    if not may_move_lessons(actor):
        return []
    until = Q(room__out_to__isnull=True) | Q(date__lte=F("room__out_to"))
    found = _ahead(actor).filter(until, date__gte=F("room__out_from")).order_by("room__number_key", "room")
    rows = found.values_list("room", "room__number").annotate(lessons=Count("pk"), first=Min("date"))
    return [RoomToEmpty(*row) for row in rows]


@dataclass(frozen=True)
class RoomLessons:
    """Lessons ahead in a room: those of its days out of use where it has any ahead, else all of them."""

    room: Room
    out: bool
    lessons: tuple[Lesson, ...]
    count: int
    page: int
    pages: int


def room_lessons(*, actor: Actor, room_id: int, page: int, most: int = PER_PAGE) -> RoomLessons:
    """Read a page of what stands in a room from today on, in three queries; raises `Forbidden`, `NotVisible`."""
    require(may_see_timetable(actor))
    room = Room.objects.filter(pk=room_id).first()
    if room is None:
        raise NotVisible
    found = _ahead(actor).filter(room=room)
    out = room.out_from is not None and (room.out_to is None or actor.today is None or room.out_to >= actor.today)
    if out:
        found = found.filter(date__gte=room.out_from)
        found = found.filter(date__lte=room.out_to) if room.out_to else found
    count = found.count()
    pages = max(1, -(-count // most))
    page = min(max(page, 1), pages)
    rows = found.select_related(
        "course__subject", "course__school_class", "course__study_group", "employee__person"
    ).order_by("date", "starts_at", "pk")
    return RoomLessons(room, out, tuple(rows[(page - 1) * most : page * most]), count, page, pages)


@dataclass(frozen=True)
class RoomHours:
    """At which places of the week a room takes no lessons (true) or better none; the week is the classes' longest."""

    room: Room
    days: int
    numbers: int
    hours: Mapping[Place, bool]


def room_hours(*, actor: Actor, room_id: int) -> RoomHours:
    """Read when a room takes no lessons, in four queries; raises `Forbidden`, `NotVisible`."""
    require(may_make_timetable(actor))
    room = Room.objects.filter(pk=room_id).first()
    if room is None:
        raise NotVisible
    days = Calendar.objects.aggregate(days=Max("week_days"))["days"] or 5
    numbers = Bell.objects.aggregate(last=Max("number"))["last"] or 8
    hours = {(one.weekday, one.number): one.never for one in RoomHour.objects.filter(room=room)}
    most = max((number for _, number in hours), default=0)
    return RoomHours(room, max([days, *(day for day, _ in hours)]), max(numbers, most), hours)


@dataclass(frozen=True, slots=True)
class SubjectRooms:
    """A subject that is taught, with the rooms that the school names for it: only those, or better those."""

    id: int
    name: str
    rooms: tuple[str, ...]
    ids: frozenset[int]
    only: bool


def subject_rooms(*, actor: Actor) -> list[SubjectRooms]:
    """Give the subjects of the newest year's journals with their rooms, in three queries; raises `Forbidden`."""
    require(may_make_timetable(actor))
    said: dict[int, list[SubjectRoom]] = defaultdict(list)
    for one in SubjectRoom.objects.select_related("room").order_by("room__number_key"):
        said[one.subject_id].append(one)
    year = AcademicYear.objects.order_by("-starts_on")[:1]
    taught = Exists(Course.objects.filter(subject=OuterRef("pk"), year__in=year))
    found = Subject.objects.filter(taught | Q(pk__in=list(said))).order_by("name", "pk")
    return [
        SubjectRooms(
            pk, name, tuple(one.room.number for one in said[pk]), frozenset(one.room_id for one in said[pk]),
            any(one.only for one in said[pk]),
        )
        for pk, name in found.values_list("pk", "name")
    ]  # fmt: skip


def all_room_hours(*, actor: Actor) -> list[RoomHour]:
    """Give when rooms take no lessons, of all of them, in one query; raises `Forbidden`."""
    require(may_make_timetable(actor))
    return list(RoomHour.objects.select_related("room").order_by("room__number_key", "weekday", "number"))


def rooms_on(day: date) -> list[Room]:
    """Give the rooms that may be chosen for lessons from a day on, in one query."""
    rooms = Room.objects.order_by("number_key")
    return [one for one in rooms if not is_out(day, first=one.out_from, last=one.out_to)]


def _ahead(actor: Actor) -> QuerySet[Lesson]:
    return Lesson.objects.filter(date__gte=actor.today).exclude(status=LessonStatus.CANCELLED)
