"""Requests for access: the list with filters, and one request."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, QuerySet, Value, When

from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.kernel.text import normal
from parta.public_service.access import may_view_service
from parta.public_service.enums import OPEN, State
from parta.public_service.models import AccessRequest
from parta.public_service.queries.calendar import office_days
from parta.public_service.rules.terms import working_days_left
from parta.school.rules.working_days import WorkingDays

PER_PAGE = 50
LONGEST_NUMBER = 9
FILTERS = ("open", "overdue", *State)


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in the list; `left` is how many working days are left, None where the term runs no more."""

    row: AccessRequest
    left: int | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class RequestsPage:
    """A page of the book of requests, with what was asked."""

    lines: tuple[RequestLine, ...]
    total: int
    page: int
    pages: int
    state: str
    search: str
    year: int | None
    years: tuple[int, ...]


def visible_requests(actor: Actor) -> QuerySet[AccessRequest]:
    """Give the requests that the actor may open: all of the school's, or none."""
    found = AccessRequest.objects.select_related("registration")
    return found if may_view_service(actor) else found.none()


def requests_page(
    *, actor: Actor, state: str, search: str, year: int | None, page: int, today: date, per_page: int = PER_PAGE
) -> RequestsPage:
    """Read a page of the book: what runs first, by its term, then the newest (a fixed number of queries)."""
    rows = _of_state(visible_requests(actor), state, today)
    years = tuple(
        AccessRequest.objects.order_by("-registration__year").values_list("registration__year", flat=True).distinct()
    )
    if year is not None:
        rows = rows.filter(registration__year=year)
    for word in normal(search).split()[:5]:
        found = Q(search_key__startswith=word) | Q(search_key__contains=f" {word}")
        if word.isascii() and word.isdigit() and len(word) < LONGEST_NUMBER:
            found |= Q(registration__number=int(word))
        rows = rows.filter(found)
    total = rows.count()
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    running = Case(When(Q(state__in=OPEN), then=Value(0)), default=Value(1))
    due = Case(When(Q(state__in=OPEN), then="due_on"))
    ordered = rows.order_by(running, due, "-registration__year", "-registration__number")
    shown = ordered[(page - 1) * per_page : page * per_page]
    working = office_days(today)
    lines = tuple(_line(row, today, working) for row in shown)
    return RequestsPage(lines, total, page, pages, state, search, year, years)


def request_line(*, actor: Actor, request_id: int, today: date) -> RequestLine:
    """Read one request (a fixed number of queries); raises `NotVisible` for somebody who may not know of it."""
    rows = visible_requests(actor).select_related(
        "pupil__person", "guardian", "registered_by", "decided_by", "given_by", "letter__registration"
    )
    row = rows.filter(pk=request_id).first()
    if row is None:
        raise NotVisible
    return _line(row, today, office_days(today))


def requests_open(actor: Actor) -> int:
    """Count requests whose term runs, for those who read the book (one query)."""
    return visible_requests(actor).filter(state__in=OPEN).count() if may_view_service(actor) else 0


def _line(row: AccessRequest, today: date, working: WorkingDays) -> RequestLine:
    if row.state not in OPEN:
        return RequestLine(row, None, overdue=False)
    left = working_days_left(row.due_on, today=today, working=working)
    return RequestLine(row, left, overdue=row.due_on < today)


def _of_state(rows: QuerySet[AccessRequest], state: str, today: date) -> QuerySet[AccessRequest]:
    if state == "open":
        return rows.filter(state__in=OPEN)
    if state == "overdue":
        return rows.filter(state__in=OPEN, due_on__lt=today)
    return rows.filter(state=state) if state else rows
