"""Who did what in the school: events of the audit with the names of those in them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from parta.audit.models import Event
from parta.curriculum.models import Course
from parta.journal.enums import Act
from parta.kernel.actor import OPERATOR
from parta.kernel.text import normal
from parta.people.models import Person

PER_PAGE = 50
_ECHOES = (Act.PAGES_SHUT, Act.PAGES_OPENED, Act.LESSON_CANCELLED, Act.LESSON_RESTORED, Act.LESSON_ARRANGED)
"""What another chain tells of already: shown only when asked for."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event with names instead of ids."""

    at: datetime
    act: str
    author: str
    author_id: int | None
    acting_for: str
    by_operator: bool
    subject: dict[str, Any]
    about: str
    course: str
    before: Any
    after: Any
    erased: bool


@dataclass(frozen=True, slots=True)
class EventsPage:
    """A page of events, newest first."""

    rows: tuple[EventRow, ...]
    page: int
    has_next: bool


def events_page(
    *,
    who: str,
    person_id: int | None,
    act: str,
    since: date | None,
    until: date | None,
    page: int,
    now: datetime,
    per_page: int = PER_PAGE,
) -> EventsPage:
    """Read events by author's name or id, act and days of the school's zone (at most four queries)."""
    events = Event.objects.all()
    if person_id is not None:
        events = events.filter(person_id=person_id)
    words = normal(who).split()[:3]
    if words:
        people = Person.objects.all()
        for word in words:
            people = people.filter(Q(sort_key__startswith=word) | Q(sort_key__contains=f" {word}"))
        events = events.filter(person_id__in=list(people.values_list("pk", flat=True)[:500]))
    events = events.filter(act=act) if act else events.exclude(act__in=_ECHOES)
    if since is not None:
        events = events.filter(at__gte=datetime.combine(since, time(), now.tzinfo))
    if until is not None:
        events = events.filter(at__lt=datetime.combine(until + timedelta(days=1), time(), now.tzinfo))
    page = min(max(1, page), 10_000)
    start = (page - 1) * per_page
    found = list(events.order_by("-at", "-pk")[start : start + per_page + 1])
    shown = found[:per_page]
    persons = {one or 0 for event in shown for one in (event.person_id, event.acting_for, _about(event))}
    names = {person.pk: person.full_name for person in Person.objects.filter(pk__in=persons)}
    course_ids = {_course_id(event) for event in shown}
    courses = {
        course.pk: " · ".join(part for part in (course.name, str(course.school_class or "")) if part)
        for course in Course.objects.filter(pk__in=course_ids).select_related("subject", "school_class")
    }
    rows = tuple(
        EventRow(
            at=event.at.astimezone(now.tzinfo),
            act=event.act,
            author=names.get(event.person_id or 0, ""),
            author_id=event.person_id if event.person_id in names else None,
            acting_for=names.get(event.acting_for or 0, ""),
            by_operator=event.device == OPERATOR,
            subject=event.subject,
            about=names.get(_about(event), ""),
            course=courses.get(_course_id(event), ""),
            before=event.before,
            after=event.after,
            erased=event.erased_by is not None,
        )
        for event in shown
    )
    return EventsPage(rows, page, len(found) > per_page)


def _about(event: Event) -> int:
    """Give the id of the person whom an event is about; 0 for none."""
    subject = event.subject if isinstance(event.subject, dict) else {}
    values = (subject.get(key) for key in ("pupil", "person"))
    return next((value for value in values if isinstance(value, int) and not isinstance(value, bool)), 0)


def _course_id(event: Event) -> int:
    """Give the course in whose chain an event stands; 0 for none."""
    kind, _, ident = event.chain.partition(":")
    return int(ident) if kind == "course" and ident.isdigit() else 0
