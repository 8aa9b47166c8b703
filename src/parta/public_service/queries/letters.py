"""The book of letters, and a parent whose service may end."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from parta.installation.models import School
from parta.installation.queries.accounts import WayIn, ways_in
from parta.jobs.queries import in_queue
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.people.models import Guardianship, Person
from parta.public_service.access import may_view_service
from parta.public_service.models import Delivery, Letter
from parta.public_service.services.post import JOB

PER_PAGE = 50
RECENT = timedelta(days=30)
"""How long a letter that has not gone out is told of: older ones were handed over on paper."""


@dataclass(frozen=True, slots=True)
class LettersPage:
    """A page of the book of letters, the newest first; `on_their_way` are sendings whose job waits or runs."""

    letters: tuple[Letter, ...]
    total: int
    page: int
    pages: int
    kind: str
    on_their_way: frozenset[int]
    unsent: bool = False


def letters_page(
    *, actor: Actor, kind: str, page: int, now: datetime, unsent: bool = False, per_page: int = PER_PAGE
) -> LettersPage:
    """Read a page of the book of letters with their sendings, or of what has not gone out (a fixed number of queries)."""
    on_their_way = frozenset(asked["delivery"] for asked in in_queue(JOB))
    rows = Letter.objects.all() if may_view_service(actor) else Letter.objects.none()
    if kind:
        rows = rows.filter(kind=kind)
    if unsent:
        rows = _unsent(rows, on_their_way, now)
    total = rows.count()
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    posted = Prefetch("deliveries", Delivery.objects.order_by("-pk"))
    shown = rows.select_related("registration", "request").prefetch_related(posted)
    ordered = shown.order_by("-registration__year", "-registration__number")
    shown_now = tuple(ordered[(page - 1) * per_page : page * per_page])
    return LettersPage(shown_now, total, page, pages, kind, on_their_way, unsent)


def letters_unsent(*, actor: Actor, now: datetime) -> int:
    """Count the letters of the last thirty days that have a mailbox and have not reached its server (two queries)."""
    if not may_view_service(actor):
        return 0
    return _unsent(Letter.objects.all(), frozenset(asked["delivery"] for asked in in_queue(JOB)), now).count()


def _unsent(rows: QuerySet[Letter], on_their_way: Collection[int], now: datetime) -> QuerySet[Letter]:
    gone = Delivery.objects.filter(Q(accepted=True) | Q(pk__in=on_their_way), letter=OuterRef("pk"))
    return rows.filter(~Q(email=""), ~Exists(gone), made_at__gte=now - RECENT)


@dataclass(frozen=True, slots=True)
class Served:
    """A parent with the children whose diaries access opens, and the way in."""

    person: Person
    children: tuple[str, ...]
    way: WayIn


def served_parent(*, actor: Actor, school: School, person_id: int, now: datetime) -> Served:
    """Read a parent (a fixed number of queries); raises `NotVisible` for somebody who stands for no child."""
    person = Person.objects.filter(pk=person_id).first() if may_view_service(actor) else None
    ties = list(
        Guardianship.objects.filter(guardian_id=person_id)
        .select_related("pupil__person")
        .order_by("pupil__person__sort_key", "-starts_on")
    )
    if person is None or not ties:
        raise NotVisible
    today = now.date()
    held = [tie for tie in ties if _in_force(tie, today)] or ties
    names = dict.fromkeys(tie.pupil.person.list_name for tie in held)
    way = ways_in(school=school, person_ids=[person_id], now=now)[person_id]
    return Served(person, tuple(names), way)


def _in_force(tie: Guardianship, today: date) -> bool:
    return tie.starts_on <= today and (tie.ends_on is None or tie.ends_on >= today)
