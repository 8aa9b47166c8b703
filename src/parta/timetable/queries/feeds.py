"""Calendars by address: whose there may be, which are open, and the lessons of one."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from parta.installation.models import School
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible
from parta.kernel.sql import sql
from parta.people.access import visible_children
from parta.people.enums import STAFF
from parta.people.models import Enrolment
from parta.school.models import Room, SchoolClass
from parta.timetable.access import may_see_timetable
from parta.timetable.enums import FeedKind
from parta.timetable.models import CalendarFeed
from parta.timetable.queries.boards import BoardLesson, dated_lessons
from parta.timetable.rules.feeds import days_held, secret_hash

_FEED = """
SELECT f.kind, f.target_id, m.account_id, f.opened_at FROM timetable_calendarfeed f
JOIN public.installation_membership m ON m.person_id = f.person_id AND m.school_id = %(school)s AND m.is_active
JOIN public.installation_account a ON a.id = m.account_id AND a.is_active
WHERE f.secret_hash = %(hash)s AND f.ended_at IS NULL
"""
_WHOSE = {FeedKind.OWN: "teacher", FeedKind.PUPIL: "pupil", FeedKind.CLASS: "class", FeedKind.ROOM: "room"}


@dataclass(frozen=True, slots=True)
class Followable:
    """A timetable that a person may follow.

    `name` is the class or the room; of a child, the class today. `child` names the pupil on the page of the family.
    """

    kind: FeedKind
    target_id: int
    name: str
    child: str = ""
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenFeed:
    """The calendar behind a secret, and the account whose owner it was given to."""

    kind: FeedKind
    target_id: int
    account_id: int
    opened_at: datetime


def feed_of(*, secret: str, school: School) -> OpenFeed | None:
    """Find the calendar of a secret (one query): none where it has ended, or the owner's way in has."""
    rows = sql(_FEED, {"hash": secret_hash(secret), "school": school.pk})
    return OpenFeed(FeedKind(rows[0][0]), *rows[0][1:]) if rows else None


def followable(actor: Actor, kind: FeedKind, target_id: int) -> Followable:
    """Give what the actor may follow today, in at most two queries; raises `NotVisible` for anything else.

    Families follow themselves and their wards, those who work here their own lessons and any class and room.
    """
    found: list[Followable] = []
    if kind is FeedKind.OWN and target_id == actor.person_id and actor.has(*STAFF):
        found = [Followable(kind, target_id, "")]
    elif kind is FeedKind.PUPIL:
        found = [one for one in _children(actor) if one.target_id == target_id]
    elif kind in (FeedKind.CLASS, FeedKind.ROOM) and may_see_timetable(actor):
        found = _places(kind, [target_id])
    if not found:
        raise NotVisible
    return found[0]


def feeds_page(*, actor: Actor, asked: tuple[FeedKind, int] | None) -> list[Followable]:
    """Give the timetables that the actor may follow, with what is open, in at most five queries.

    Of classes and rooms only the one asked for, and those that are open. Raises `NotVisible` as `followable`.
    """
    if actor.person_id is None:
        return []
    rows = CalendarFeed.objects.filter(person_id=actor.person_id, ended_at=None).order_by("pk")
    opened = {(FeedKind(row.kind), row.target_id): row.opened_at for row in rows}
    found = [Followable(FeedKind.OWN, actor.person_id, "")] if actor.has(*STAFF) else []
    found += _children(actor)
    if asked:
        found.insert(0, followable(actor, *asked))
    if may_see_timetable(actor):
        for kind in (FeedKind.CLASS, FeedKind.ROOM):
            others = [target for one, target in opened if one is kind and (one, target) != asked]
            found += _places(kind, others) if others else []
    return [
        Followable(one.kind, one.target_id, one.name, one.child, opened.get((one.kind, one.target_id))) for one in found
    ]


def feed_lessons(*, kind: FeedKind, target_id: int, today: date, zone: ZoneInfo) -> tuple[BoardLesson, ...]:
    """Give the lessons of a calendar, without the reasons of changes (one query)."""
    first, last = days_held(today)
    return dated_lessons({_WHOSE[kind]: target_id}, first=first, last=last, zone=zone)


def _children(actor: Actor) -> list[Followable]:
    if not actor.has("pupil", "parent"):
        return []
    pupils = list(visible_children(actor).select_related("person").order_by("person__sort_key", "pk"))
    places = Enrolment.objects.filter(in_force(actor.today), pupil__in=pupils).order_by("-starts_on")
    classes = dict(places.values_list("pupil_id", "school_class__name"))
    return [Followable(FeedKind.PUPIL, one.pk, classes.get(one.pk, ""), one.person.list_name) for one in pupils]


def _places(kind: FeedKind, ids: list[int]) -> list[Followable]:
    if kind is FeedKind.CLASS:
        classes = SchoolClass.objects.filter(pk__in=ids).order_by("sort_key", "pk")
        return [Followable(kind, pk, name) for pk, name in classes.values_list("pk", "name")]
    rooms = Room.objects.filter(pk__in=ids).order_by("number_key", "pk")
    return [Followable(kind, pk, name) for pk, name in rooms.values_list("pk", "number")]
