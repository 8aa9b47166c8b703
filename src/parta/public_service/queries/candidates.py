"""Who of the register a request may be about: by surname, telephone or search, with what does not match."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from parta.installation.models import School
from parta.installation.queries.accounts import WayIn, ways_in
from parta.kernel.database import in_force
from parta.kernel.text import normal
from parta.people.models import Enrolment, Guardianship, Person
from parta.people.queries.consents import adults_who_agreed, covered_by_consent
from parta.people.queries.persons import named_like
from parta.people.rules.ages import is_adult
from parta.public_service.enums import Mismatch
from parta.public_service.models import AccessRequest
from parta.public_service.rules.matching import Named, child_differs, parent_differs

MOST = 20
"""How many are shown, the likeliest first."""
POOL = 500
"""How many are looked at."""


@dataclass(frozen=True, slots=True)
class FoundGuardian:
    """Who stands for a found pupil, or has stood."""

    person_id: int
    name: str
    relation: str
    document: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class FoundPupil:
    """A pupil whom the request may be about."""

    person: Person
    school_class: str
    guardians: tuple[FoundGuardian, ...]
    differs: tuple[Mismatch, ...]


@dataclass(frozen=True, slots=True)
class FoundParent:
    """Somebody known who may be the applicant."""

    person: Person
    wards: tuple[str, ...]
    differs: tuple[Mismatch, ...]
    way: WayIn
    consent: bool


@dataclass(frozen=True, slots=True)
class Candidates:
    """What was found, the likeliest first."""

    pupils: tuple[FoundPupil, ...]
    parents: tuple[FoundParent, ...]


def candidates(*, row: AccessRequest, school: School, now: datetime, search: str = "") -> Candidates:
    """Look a request up in the register of pupils and parents (a fixed number of queries).

    `search`: words of names to look for besides what the paper says.
    """
    today = now.date()
    kin = Q(sort_key__startswith=f"{normal(row.child_last_name)} ") | _searched(search)
    pupils = list(Person.objects.filter(kin, pupil__isnull=False).order_by("sort_key", "pk")[:POOL])
    places = {
        place.pupil_id: place.school_class.name
        for place in Enrolment.objects.filter(in_force(today), pupil__in=[one.pk for one in pupils]).select_related(
            "school_class"
        )
    }
    held: dict[int, list[FoundGuardian]] = {}
    for tie in (
        Guardianship.objects.filter(pupil__in=[one.pk for one in pupils])
        .select_related("guardian")
        .order_by("guardian__sort_key", "-starts_on")
    ):
        guardian = FoundGuardian(
            tie.guardian_id, tie.guardian.full_name, tie.relation, tie.document, tie.starts_on, tie.ends_on
        )
        held.setdefault(tie.pupil_id, []).append(guardian)
    paper = Named(row.child_first_name, row.child_patronymic, row.child_birth_date, last_name=row.child_last_name)
    births = {one.pk: one.birth_date for one in pupils if one.birth_date and is_adult(one.birth_date, today)}
    agreed = adults_who_agreed(births, today=today)
    found = [
        FoundPupil(
            one,
            places.get(one.pk, ""),
            tuple(held.get(one.pk, ())),
            child_differs(
                paper,
                Named(one.first_name, one.patronymic, one.birth_date, last_name=one.last_name),
                paper_class=row.child_class,
                known_class=places.get(one.pk, ""),
                silent_adult=one.pk in births and one.pk not in agreed,
            ),
        )
        for one in pupils
    ]
    found.sort(key=lambda one: (len(one.differs), one.person.sort_key))
    shown = found[:MOST]
    return Candidates(tuple(shown), _parents(row, shown, school, now, search))


def _searched(search: str) -> Q:
    """Give the condition of a search; nobody for an empty one."""
    return Q(pk__in=named_like(Person.objects.all(), search).values("pk")) if search.strip() else Q(pk__in=[])


def _parents(
    row: AccessRequest, pupils: list[FoundPupil], school: School, now: datetime, search: str
) -> tuple[FoundParent, ...]:
    today = now.date()
    ties = [guardian for pupil in pupils for guardian in pupil.guardians]
    named = Q(sort_key__startswith=f"{normal(f'{row.last_name} {row.first_name}')}")
    if row.phone:
        named |= Q(phone=row.phone)
    named |= Q(pk__in=[tie.person_id for tie in ties], sort_key__startswith=f"{normal(row.last_name)} ")
    named |= _searched(search)
    persons = list(Person.objects.filter(named).order_by("sort_key", "pk")[:POOL])
    ids = [one.pk for one in persons]
    wards: dict[int, list[str]] = {}
    for tie in (
        Guardianship.objects.filter(in_force(today), guardian__in=ids)
        .select_related("pupil__person")
        .order_by("pupil__person__sort_key")
    ):
        wards.setdefault(tie.guardian_id, []).append(tie.pupil.person.list_name)
    ways = ways_in(school=school, person_ids=ids, now=now)
    signed = covered_by_consent(ids, today=today)
    nearest = [tie for pupil in pupils[:1] for tie in pupil.guardians]
    paper = Named(row.first_name, row.patronymic, phone=row.phone, last_name=row.last_name)
    found = []
    for one in persons:
        own = [tie for tie in nearest if tie.person_id == one.pk]
        standing = any(tie.since <= today and (tie.until is None or tie.until >= today) for tie in own)
        known = Named(one.first_name, one.patronymic, phone=one.phone, last_name=one.last_name)
        differs = parent_differs(paper, known, held=standing, ended=bool(own))
        found.append(FoundParent(one, tuple(wards.get(one.pk, ())), differs, ways[one.pk], one.pk in signed))
    return tuple(sorted(found, key=lambda one: (len(one.differs), one.person.sort_key))[:MOST])
