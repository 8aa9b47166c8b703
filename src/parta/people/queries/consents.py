"""Whose consent to the processing of personal data is on file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from parta.kernel.actor import Actor
from parta.kernel.database import in_force as in_force_on
from parta.people.access_persons import listed_persons, staff_persons
from parta.people.enums import ConsentHolders
from parta.people.models import Consent, Enrolment, Guardianship, PastConsent, Person
from parta.people.rules.ages import is_adult
from parta.people.rules.consents import AGREEMENTS, PARENTS_READ, ends_soon, in_force
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.school.models import SchoolClass

PERSONAL_DATA = "personal_data"


def adults_who_agreed(births: Mapping[int, date | None], *, today: date) -> set[int]:
    """Give those pupils who, being of age, agreed that the parents read, and whose word holds today (one query)."""
    rows = Consent.objects.filter(person_id__in=births, kind=PARENTS_READ, given_on__isnull=False)
    return {
        row.person_id
        for row in rows
        if in_force(given=row.given, given_on=row.given_on, withdrawn_on=row.withdrawn_on, today=today)
        and row.given_on is not None
        and is_adult(births[row.person_id], row.given_on)
    }


def kept_out_by_adults(person_ids: Collection[int], *, today: date) -> set[int]:
    """Give those parents who stand only for pupils of age that have not agreed to their reading (two queries)."""
    ties = Guardianship.objects.filter(in_force_on(today), guardian_id__in=person_ids)
    wards = list(ties.values_list("guardian_id", "pupil_id", "pupil__person__birth_date"))
    births = {pupil: birth for _, pupil, birth in wards if is_adult(birth, today)}
    silent = set(births) - adults_who_agreed(births, today=today) if births else set()
    opened = {guardian for guardian, pupil, _ in wards if pupil not in silent}
    return {guardian for guardian, _, _ in wards} - opened


def covered_by_consent(person_ids: Collection[int], *, today: date) -> set[int]:
    """Give those of the persons for whom a consent holds today (two queries).

    A parent is covered by the own one and by a child's: a family signs one paper for the child and for itself.
    """
    wards: dict[int, set[int]] = {}
    for guardian, pupil in Guardianship.objects.filter(in_force_on(today), guardian_id__in=person_ids).values_list(
        "guardian_id", "pupil_id"
    ):
        wards.setdefault(guardian, set()).add(pupil)
    asked = {*person_ids, *(pupil for pupils in wards.values() for pupil in pupils)}
    holders = {
        row.person_id
        for row in Consent.objects.filter(person_id__in=asked, kind=PERSONAL_DATA)
        if in_force(given=row.given, given_on=row.given_on, withdrawn_on=row.withdrawn_on, today=today)
    }
    return {one for one in person_ids if one in holders or wards.get(one, set()) & holders}


def shut_by_withdrawal(person_id: int, *, today: date) -> bool:
    """Tell whether a consent that covered a person was withdrawn, and none covers the person now (four queries)."""
    wards = Guardianship.objects.filter(in_force_on(today), guardian_id=person_id).values("pupil")
    papers = Consent.objects.filter(Q(person_id=person_id) | Q(person__in=wards), kind=PERSONAL_DATA)
    withdrawn = papers.filter(withdrawn_on__lte=today).exists()
    return withdrawn and not covered_by_consent({person_id}, today=today)


def consents_of(person_id: int) -> QuerySet[Consent]:
    """Give the consents on a person's card (one query)."""
    return Consent.objects.filter(person_id=person_id).order_by("kind")


def past_consents_of(person_id: int) -> QuerySet[PastConsent]:
    """Give the papers that later ones took the place of, the latest first (one query)."""
    return PastConsent.objects.filter(person_id=person_id)


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """Somebody from whom a paper is gathered, the class or the post, the paper on file and whether it holds today.

    `soon`: an agreement that ends within a month.
    """

    person: Person
    place: str
    paper: Consent | None
    holds: bool
    soon: bool = False


@dataclass(frozen=True, slots=True)
class ConsentList:
    """A page of the papers of one kind, how many are found of how many, and the classes that may be chosen."""

    lines: tuple[ConsentLine, ...]
    found: int
    total: int
    page: int
    pages: int
    classes: tuple[SchoolClass, ...]
    sees_staff: bool


def consent_list(
    *,
    actor: Actor,
    holders: ConsentHolders,
    kind: str,
    class_id: int | None,
    missing: bool,
    today: date,
    page: int = 1,
    per_page: int,
) -> ConsentList:
    """List who has given a paper of the kind and who has not (S1: 3.5.7; S3: П6-8, П6-14), in three queries.

    A parent signs for the child and for itself. A homeroom teacher sees the own class; the staff is listed for those to whom lists show everybody.
    """
    seen = listed_persons(actor)
    placed = Enrolment.objects.filter(in_force_on(today), pupil__in=seen.values("pk"))
    classes = tuple(SchoolClass.objects.filter(pk__in=placed.values("school_class")).order_by("sort_key", "pk"))
    sees_staff = may_do(actor, Resource.PEOPLE_LIST, Action.VIEW, Relation.SAME_SCHOOL)
    found: list[tuple[Person, str]]
    if holders is ConsentHolders.STAFF or kind in AGREEMENTS:
        staff = staff_persons(today) if sees_staff else Person.objects.none()
        found = [(one, one.employee.post) for one in staff.select_related("employee").order_by("sort_key", "pk")]
    else:
        if class_id is not None:
            placed = placed.filter(school_class=class_id)
        rows = placed.select_related("pupil__person", "school_class")
        ordered = rows.order_by("school_class__sort_key", "school_class_id", "pupil__person__sort_key", "pk")
        found = [(row.pupil.person, row.school_class.name) for row in ordered]
    papers = {
        row.person_id: row for row in Consent.objects.filter(kind=kind, person_id__in=[one.pk for one, _ in found])
    }
    lines = [_line(person, place, papers.get(person.pk), today) for person, place in found]
    wanted = [line for line in lines if not (missing and line.holds and not line.soon)]
    pages = max(1, -(-len(wanted) // per_page))
    page = min(max(page, 1), pages)
    shown = tuple(wanted[(page - 1) * per_page : page * per_page])
    return ConsentList(shown, len(wanted), len(lines), page, pages, classes, sees_staff=sees_staff)


def _line(person: Person, place: str, paper: Consent | None, today: date) -> ConsentLine:
    holds = paper is not None and in_force(
        given=paper.given, given_on=paper.given_on, withdrawn_on=paper.withdrawn_on, today=today, until=paper.until
    )
    soon = holds and paper is not None and ends_soon(paper.until, today=today)
    return ConsentLine(person, place, paper, holds, soon)


def agreements_due(actor: Actor, *, today: date) -> int:
    """Count who of the staff lacks an agreement that the school gathers, or has one that ends within a month.

    None for who does not see the staff; a school that has none on file gathers none (three queries).
    """
    if not may_do(actor, Resource.PEOPLE_LIST, Action.VIEW, Relation.SAME_SCHOOL):
        return 0
    rows = list(Consent.objects.filter(kind__in=AGREEMENTS))
    staff = set(staff_persons(today).values_list("pk", flat=True)) if rows else set()
    due: set[int] = set()
    for kind in {row.kind for row in rows}:
        due |= staff - {
            row.person_id
            for row in rows
            if row.kind == kind
            and in_force(
                given=row.given, given_on=row.given_on, withdrawn_on=row.withdrawn_on, today=today, until=row.until
            )
            and not ends_soon(row.until, today=today)
        }
    return len(due)
