"""Written appeals: the book, and one of them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.public_service.access import may_view_service
from parta.public_service.models import Appeal
from parta.public_service.queries.requests import OpenCount

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class AppealsPage:
    """A page of the book of appeals: the newest first, or those that wait for an answer by their term."""

    appeals: tuple[Appeal, ...]
    total: int
    page: int
    pages: int
    waiting: bool


def appeals_page(*, actor: Actor, waiting: bool, page: int, per_page: int = PER_PAGE) -> AppealsPage:
    """Read a page of the book (a fixed number of queries)."""
    rows = _visible(actor)
    if waiting:
        rows = rows.filter(answer__isnull=True)
    total = rows.count()
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    order = ("due_on", "pk") if waiting else ("-registration__year", "-registration__number")
    ordered = rows.order_by(*order)
    return AppealsPage(tuple(ordered[(page - 1) * per_page : page * per_page]), total, page, pages, waiting)


def one_appeal(*, actor: Actor, appeal_id: int) -> Appeal:
    """Read one appeal (one query); raises `NotVisible`."""
    found = _visible(actor).select_related("registered_by").filter(pk=appeal_id).first()
    if found is None:
        raise NotVisible
    return found


def appeals_open(actor: Actor) -> int:
    """Count appeals that wait for an answer, for those who read the book (one query)."""
    return Appeal.objects.filter(answer__isnull=True).count() if may_view_service(actor) else 0


def appeals_running(actor: Actor, *, today: date) -> OpenCount:
    """Count appeals that wait for an answer, with the clock, for those who read the book (one query)."""
    told = (
        _visible(actor)
        .filter(answer__isnull=True)
        .aggregate(
            count=Count("pk"),
            late=Count("pk", filter=Q(due_on__lt=today)),
            nearest=Min("due_on", filter=Q(due_on__gte=today)),
        )
    )
    return OpenCount(**told)


def _visible(actor: Actor) -> QuerySet[Appeal]:
    rows = Appeal.objects.select_related("registration", "answer__registration")
    return rows if may_view_service(actor) else rows.none()
