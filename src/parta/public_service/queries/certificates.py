"""What a certificate is about, and the book of certificates."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from parta.kernel.actor import Actor
from parta.people.access import may_see_movement
from parta.people.models import Enrolment, Movement, Person
from parta.people.queries.persons import named_like
from parta.people.rules.movement import ARRIVALS, LEAVINGS
from parta.public_service.models import Certificate
from parta.public_service.rules.certificates import Standing

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Facts:
    """What orders and lists say of a pupil on a day; `since` is the first day of the last stay."""

    person: Person
    place: Enrolment | None
    last_place: Enrolment | None
    arrived: Movement | None
    left: Movement | None
    since: date | None

    @property
    def standing(self) -> Standing:
        """Give where the pupil stands, for the rule."""
        return Standing(
            here=self.place is not None,
            enrolled_by_order=self.arrived is not None,
            left=self.left is not None,
            placed=self.last_place is not None,
        )


def facts_of(person: Person, *, today: date) -> Facts:
    """Read where a pupil stands on a day and by which orders (two queries)."""
    places = list(
        Enrolment.objects.filter(pupil_id=person.pk, starts_on__lte=today)
        .select_related("school_class__year")
        .order_by("starts_on", "pk")
    )
    moves = list(
        Movement.objects.filter(pupil_id=person.pk, date__lte=today)
        .select_related("school_class__year", "into")
        .order_by("date", "pk")
    )
    last = places[-1] if places else None
    here = last if last is not None and (last.ends_on is None or last.ends_on >= today) else None
    arrived = next((row for row in reversed(moves) if row.kind in ARRIVALS and row.order_no), None)
    left = moves[-1] if moves and moves[-1].kind in LEAVINGS else None
    came = next((row.date for row in reversed(moves) if row.kind in ARRIVALS), None)
    since = came or (places[0].starts_on if places else None)
    return Facts(person, here, last, arrived, left, since)


@dataclass(frozen=True, slots=True)
class CertificatesPage:
    """A page of the book of certificates of a year, the newest first."""

    rows: tuple[Certificate, ...]
    total: int
    page: int
    pages: int
    year: int
    years: tuple[int, ...]
    kind: str
    search: str


def certificates_page(
    *, actor: Actor, year: int | None, kind: str, search: str, page: int, today: date, per_page: int = PER_PAGE
) -> CertificatesPage:
    """Read a page of the book of certificates (four queries); nothing to who does not see the movement of pupils."""
    rows = Certificate.objects.all() if may_see_movement(actor) else Certificate.objects.none()
    years = tuple(rows.order_by("-registration__year").values_list("registration__year", flat=True).distinct())
    chosen = year if year in years else (years[0] if years else today.year)
    rows = rows.filter(registration__year=chosen)
    if kind:
        rows = rows.filter(kind=kind)
    if search:
        rows = rows.filter(pupil__person__in=named_like(Person.objects.all(), search))
    total = rows.count()
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    shown = rows.select_related("registration", "pupil__person", "made_by", "annulled_by").order_by(
        "-registration__number"
    )
    found = tuple(shown[(page - 1) * per_page : page * per_page])
    return CertificatesPage(found, total, page, pages, chosen, years, kind, search)


def certificates_of(person_id: int) -> QuerySet[Certificate]:
    """Give the certificates about a pupil, the newest first (one query)."""
    rows = Certificate.objects.filter(pupil_id=person_id).select_related("registration")
    return rows.order_by("-registration__year", "-registration__number")
