"""Requests for access: the list with filters, and one request."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, Min, Q, QuerySet, Value, When

from parta.installation.models import Membership
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible
from parta.kernel.text import normal
from parta.people.models import Enrolment, HomeroomTeacher
from parta.public_service.access import may_view_handed, may_view_service
from parta.public_service.enums import OPEN, State, Way
from parta.public_service.models import AccessRequest
from parta.public_service.queries.calendar import office_days
from parta.public_service.rules.terms import working_days_left
from parta.public_service.rules.way import Moments, Stop, at_hand, way_of
from parta.school.models import SchoolClass
from parta.school.rules.working_days import WorkingDays

PER_PAGE = 50
LONGEST_NUMBER = 9
FILTERS = ("open", "overdue", *State)


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in the list; `left` is how many working days are left, None where the term runs no more.

    `began`: when the service began, with the parent's own way in (S0: 3.2); None while nobody has come in. `stops` are
    its way through the school.
    """

    row: AccessRequest
    left: int | None
    overdue: bool
    began: datetime | None = None
    stops: tuple[Stop, ...] = ()

    @property
    def at(self) -> Stop | None:
        """Where the request is now."""
        return at_hand(self.stops)


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
    shown = list(ordered[(page - 1) * per_page : page * per_page])
    working, came = office_days(today), _came_in(actor, shown)
    lines = tuple(_line(row, today, working, came) for row in shown)
    return RequestsPage(lines, total, page, pages, state, search, year, years)


def request_line(*, actor: Actor, request_id: int, today: date) -> RequestLine:
    """Read one request (a fixed number of queries); raises `NotVisible` for somebody who may not know of it."""
    rows = visible_requests(actor).select_related(
        "pupil__person", "guardian", "registered_by", "decided_by", "given_by", "letter__registration"
    )
    row = rows.filter(pk=request_id).first()
    if row is None:
        raise NotVisible
    return _line(row, today, office_days(today), _came_in(actor, [row]))


def leader_of(pupil_id: int, today: date) -> str:
    """Name who leads the pupil's class today and hands codes out there; empty where nobody does (one query)."""
    placed = Enrolment.objects.filter(in_force(today), pupil_id=pupil_id)
    led = HomeroomTeacher.objects.filter(in_force(today), school_class__in=placed.values("school_class"))
    found = led.select_related("employee__person").order_by("-acting").first()  # who stands in is the one who is there
    return found.employee.person.full_name if found else ""


def handed_to(
    *, actor: Actor, conditions: Collection[str], school_class: SchoolClass, today: date
) -> list[RequestLine]:
    """Give the requests of a class that wait for their code, or for who leads it to hand the code on.

    A fixed number of queries; nothing for whom `may_view_handed` leaves out.
    """
    if not may_view_handed(actor, conditions, school_class.pk):
        return []
    placed = Enrolment.objects.filter(in_force(today), school_class=school_class).values("pupil")
    rows = AccessRequest.objects.select_related("registration").filter(
        Q(state=State.GRANTED) | Q(state=State.GIVEN, way=Way.HOMEROOM), pupil__in=placed
    )
    shown = list(rows.order_by("decided_at", "pk"))
    working, came = office_days(today), _came_in(actor, shown)
    return [line for row in shown if (line := _line(row, today, working, came)).at is not None]


def requests_open(actor: Actor) -> int:
    """Count requests whose term runs, for those who read the book (one query)."""
    return visible_requests(actor).filter(state__in=OPEN).count() if may_view_service(actor) else 0


@dataclass(frozen=True, slots=True)
class OpenCount:
    """How many things run, how many of them are over their term, and the nearest last day."""

    count: int = 0
    late: int = 0
    nearest: date | None = None


def requests_running(actor: Actor, *, today: date) -> OpenCount:
    """Count requests whose term runs, with the clock, for those who read the book (one query)."""
    found = visible_requests(actor).filter(state__in=OPEN)
    told = found.aggregate(
        count=Count("pk"),
        late=Count("pk", filter=Q(due_on__lt=today)),
        nearest=Min("due_on", filter=Q(due_on__gte=today)),
    )
    return OpenCount(**told)


def _came_in(actor: Actor, rows: Iterable[AccessRequest]) -> dict[int, datetime]:
    """Tell when the parents of these requests got their own way in (one query)."""
    persons = [row.guardian_id for row in rows if row.guardian_id and row.given_at]
    found = Membership.objects.filter(school__slug=actor.school_slug, person_id__in=persons)
    return dict(found.values_list("person_id", "created_at"))


def _line(row: AccessRequest, today: date, working: WorkingDays, came: Mapping[int, datetime]) -> RequestLine:
    came_in = came.get(row.guardian_id or 0)
    moments = Moments(row.registered_at, row.decided_at, row.given_at, came_in)
    stops = way_of(State(row.state), Way(row.way), moments)
    if row.state not in OPEN:
        began = max(row.given_at, came_in) if row.given_at and came_in else None
        return RequestLine(row, None, overdue=False, began=began, stops=stops)
    left = working_days_left(row.due_on, today=today, working=working)
    return RequestLine(row, left, overdue=row.due_on < today, stops=stops)


def _of_state(rows: QuerySet[AccessRequest], state: str, today: date) -> QuerySet[AccessRequest]:
    if state == "open":
        return rows.filter(state__in=OPEN)
    if state == "overdue":
        return rows.filter(state__in=OPEN, due_on__lt=today)
    return rows.filter(state=state) if state else rows
