"""Parents with a way in who have no child in the school any more (S3: П3-2.8)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from parta.installation.models import Membership, School
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.people.access_persons import staff_persons
from parta.people.enums import MoveKind
from parta.people.models import Employee, Enrolment, Guardianship, Movement, Person
from parta.public_service.access import may_view_service

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class LeftParent:
    """A parent who comes in still: the children with the last day of each, or of the right to stand for one."""

    person: Person
    children: tuple[tuple[str, date | None], ...]


@dataclass(frozen=True, slots=True)
class LeftPage:
    """A page of them, by name."""

    rows: tuple[LeftParent, ...]
    total: int
    page: int
    pages: int


def left_parents(*, actor: Actor, school: School, today: date) -> QuerySet[Person]:
    """Give the parents who can come in and stand for nobody who studies today or later, or is on leave.

    Who also works or studies here is none of them; before the classes of a new year are entered nobody is.
    """
    found = Person.objects.order_by("sort_key", "pk")
    if not may_view_service(actor):
        return found.none()
    studies = Enrolment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    ties = Guardianship.objects.filter(guardian=OuterRef("pk"))
    moves = Movement.objects.filter(pupil=OuterRef("pupil")).order_by("-date", "-pk")
    held = ties.alias(last_move=Subquery(moves.values("kind")[:1])).filter(
        Q(pupil__in=studies.values("pupil")) | Q(last_move=MoveKind.ACADEMIC_LEAVE),
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
    )
    works = Employee.objects.filter(Q(left_on__isnull=True) | Q(left_on__gte=today), pk=OuterRef("pk"))
    ways = Membership.objects.filter(school=school, is_active=True, person_id=OuterRef("pk"))
    return found.filter(
        Exists(ways),
        Exists(ties),
        ~Exists(held),
        ~Exists(works),
        ~Exists(studies.filter(pupil=OuterRef("pk"))),
        Exists(Enrolment.objects.filter(in_force(today))),
    ).exclude(pk__in=staff_persons(today).values("pk"))


def left_page(*, actor: Actor, school: School, today: date, page: int, per_page: int = PER_PAGE) -> LeftPage:
    """Read a page of the parents whose children have left (a fixed number of queries)."""
    found = left_parents(actor=actor, school=school, today=today)
    total = found.count()
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    persons = list(found[(page - 1) * per_page : page * per_page])
    ties = list(Guardianship.objects.filter(guardian__in=persons).select_related("pupil__person").order_by("pk"))
    ends: dict[int, list[date | None]] = {}
    for pupil_id, end in Enrolment.objects.filter(pupil_id__in={tie.pupil_id for tie in ties}).values_list(
        "pupil_id", "ends_on"
    ):
        ends.setdefault(pupil_id, []).append(end)
    children: dict[int, dict[str, date | None]] = {person.pk: {} for person in persons}
    for tie in ties:
        last = max((end for end in ends.get(tie.pupil_id, []) if end is not None), default=None)
        if tie.ends_on is not None and (last is None or tie.ends_on < last or None in ends[tie.pupil_id]):
            last = tie.ends_on
        children[tie.guardian_id][tie.pupil.person.list_name] = last
    return LeftPage(
        tuple(LeftParent(person, tuple(children[person.pk].items())) for person in persons), total, page, pages
    )
