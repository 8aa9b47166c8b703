"""Who looked at personal data or took them out: events of the audit that are looks, not changes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value

from parta.audit.models import LOOKS, Event
from parta.kernel.actor import OPERATOR
from parta.kernel.database import in_force
from parta.kernel.text import normal
from parta.people.enums import Act
from parta.people.models import CardLook, Enrolment, Person
from parta.school.models import SchoolClass

PER_PAGE = 50
KINDS = (Act.CARD_OPENED, *LOOKS)
"""Acts that are looks: cards opened by the staff have a table of their own, everything else is in the audit."""
MOST_NAMED = 20
"""Of so many people at most a search names whose data were looked at."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look or export; `about` names one person, or else a class; `count` says how many the file holds."""

    at: datetime
    act: str
    author: str
    author_id: int | None
    about: str
    about_id: int | None
    count: int
    subject: dict[str, Any]
    by_operator: bool


@dataclass(frozen=True, slots=True)
class LooksPage:
    """A page of looks, newest first."""

    rows: tuple[Look, ...]
    page: int
    has_next: bool
    too_many_named: bool = False


def looks_page(
    *,
    who: str,
    whom: str,
    act: str,
    since: date | None,
    until: date | None,
    page: int,
    now: datetime,
    per_page: int = PER_PAGE,
) -> LooksPage:
    """Read looks by names of who looked and whose data they are, by kind and days (a fixed number of queries)."""
    events = Event.objects.filter(act__in=LOOKS)
    cards = CardLook.objects.all()
    if act:
        events = events.filter(act=act)
        cards = cards.exclude(section="") if act == Act.SECTION_OPENED else cards.filter(section="")
        cards = cards if act in (Act.CARD_OPENED, Act.SECTION_OPENED) else cards.none()
    if who.strip():
        named = _named(who).values("pk")
        events, cards = events.filter(person_id__in=named), cards.filter(viewer__in=named)
    if whom.strip():
        ids = list(_named(whom).values_list("pk", flat=True)[: MOST_NAMED + 1])
        if len(ids) > MOST_NAMED:
            return LooksPage((), 1, has_next=False, too_many_named=True)
        events, cards = events.filter(_about(ids) if ids else Q(pk__in=[])), cards.filter(about__in=ids)
    if since is not None:
        first = datetime.combine(since, time(), now.tzinfo)
        events, cards = events.filter(at__gte=first), cards.filter(at__gte=first)
    if until is not None:
        after = datetime.combine(until + timedelta(days=1), time(), now.tzinfo)
        events, cards = events.filter(at__lt=after), cards.filter(at__lt=after)
    page = min(max(1, page), 10_000)
    rows = _looks(events, cards, (page - 1) * per_page, per_page + 1, now)
    return LooksPage(tuple(rows[:per_page]), page, len(rows) > per_page)


def looks_at(person_id: int, *, now: datetime, most: int = 500) -> list[Look]:
    """Give the looks that name a person, newest first (a fixed number of queries).

    Sheets of a whole class or school are known by the class, so here are those of a class in which the person is
    today, too.
    """
    classes = Enrolment.objects.filter(in_force(now.date()), pupil_id=person_id).values_list(
        "school_class_id", flat=True
    )
    named = _about([person_id]) | Q(subject__class__in=list(classes))
    events = Event.objects.filter(named, act__in=LOOKS).exclude(person_id=person_id)
    return _looks(events, CardLook.objects.filter(about=person_id), 0, most, now)


def _about(ids: Collection[int]) -> Q:
    found = Q(subject__person__in=ids) | Q(subject__pupil__in=ids) | Q(subject__kind="person", subject__id__in=ids)
    for one in ids:
        found |= Q(subject__persons__contains=[one]) | Q(subject__pupils__contains=[one])
    return found


def _named(text: str) -> QuerySet[Person]:
    people = Person.objects.all()
    for word in normal(text).split()[:3]:
        people = people.filter(Q(sort_key__startswith=word) | Q(sort_key__contains=f" {word}"))
    return people


def _looks(events: QuerySet[Event], cards: QuerySet[CardLook], start: int, most: int, now: datetime) -> list[Look]:
    both = [
        rows.order_by().values_list("pk", "at", Value(kind, output_field=CharField()))
        for rows, kind in ((events, "event"), (cards, "card"))
    ]
    keys = list(both[0].union(both[1], all=True).order_by("-at", "-pk")[start : start + most])
    of_audit = Event.objects.in_bulk([pk for pk, _, kind in keys if kind == "event"])
    opened = CardLook.objects.in_bulk([pk for pk, _, kind in keys if kind == "card"])
    found = [_seen(of_audit[pk]) if kind == "event" else _opened(opened[pk]) for pk, _, kind in keys]
    ids = {one.viewer for one in found} | {_whose(one.subject) for one in found}
    names = {person.pk: person.full_name for person in Person.objects.filter(pk__in=ids)}
    classes = dict(
        SchoolClass.objects.filter(pk__in={_class_of(one.subject) for one in found}).values_list("pk", "name")
    )
    return [
        Look(
            one.at.astimezone(now.tzinfo),
            one.act,
            names.get(one.viewer, ""),
            one.viewer if one.viewer in names else None,
            names.get(whose := _whose(one.subject), "") or classes.get(_class_of(one.subject), ""),
            whose or None,
            len(one.subject.get("persons") or one.subject.get("pupils") or ()),
            one.subject,
            one.by_operator,
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A look as it is stored, whichever table it stands in."""

    at: datetime
    act: str
    viewer: int
    subject: dict[str, Any]
    by_operator: bool


def _seen(event: Event) -> _Seen:
    return _Seen(event.at, event.act, event.person_id or 0, event.subject, event.device == OPERATOR)


def _opened(look: CardLook) -> _Seen:
    subject = {"person": look.about, **({"section": look.section} if look.section else {})}
    act = Act.SECTION_OPENED if look.section else Act.CARD_OPENED
    return _Seen(look.at, act, look.viewer, subject, by_operator=False)


def _class_of(subject: dict[str, Any]) -> int:
    one = subject.get("class")
    return one if isinstance(one, int) else 0


def _whose(subject: dict[str, Any]) -> int:
    """Give the one person whom a look is about; 0 for none."""
    own = subject.get("id") if subject.get("kind") == "person" else None
    return next((one for one in (subject.get("person"), subject.get("pupil"), own) if isinstance(one, int)), 0)
