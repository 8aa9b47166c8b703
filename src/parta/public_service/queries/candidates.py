"""Who of the register a request may be about: pupils and parents of the same surname, with what does not match."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from parta.installation.models import School
from parta.installation.queries.accounts import WayIn, ways_in
from parta.kernel.database import in_force
from parta.kernel.text import normal
from parta.people.models import Enrolment, Guardianship, Person
from parta.people.queries.consents import covered_by_consent
from parta.public_service.enums import Mismatch
from parta.public_service.models import AccessRequest
from parta.public_service.rules.matching import Named, child_differs, parent_differs

MOST = 20


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


def candidates(*, row: AccessRequest, school: School, now: datetime) -> Candidates:
    """Look a request up in the register of pupils and parents (a fixed number of queries)."""
    today = now.date()
    kin = Person.objects.filter(sort_key__startswith=f"{normal(row.child_last_name)} ", pupil__isnull=False)
    pupils = list(kin.order_by("sort_key", "pk")[:MOST])
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
    paper = Named(row.child_first_name, row.child_patronymic, row.child_birth_date)
    found = [
        FoundPupil(
            one,
            places.get(one.pk, ""),
            tuple(held.get(one.pk, ())),
            child_differs(
                paper,
                Named(one.first_name, one.patronymic, one.birth_date),
                paper_class=row.child_class,
                known_class=places.get(one.pk, ""),
            ),
        )
        for one in pupils
    ]
    found.sort(key=lambda one: (len(one.differs), one.person.sort_key))
    return Candidates(tuple(found), _parents(row, found, school, now))


def _parents(row: AccessRequest, pupils: list[FoundPupil], school: School, now: datetime) -> tuple[FoundParent, ...]:
    today = now.date()
    ties = [guardian for pupil in pupils for guardian in pupil.guardians]
    named = Q(sort_key__startswith=f"{normal(f'{row.last_name} {row.first_name}')}")
    if row.phone:
        named |= Q(phone=row.phone)
    named |= Q(pk__in=[tie.person_id for tie in ties], sort_key__startswith=f"{normal(row.last_name)} ")
    persons = list(Person.objects.filter(named).order_by("sort_key", "pk")[:MOST])
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
    paper = Named(row.first_name, row.patronymic, phone=row.phone)
    found = []
    for one in persons:
        own = [tie for tie in nearest if tie.person_id == one.pk]
        standing = any(tie.since <= today and (tie.until is None or tie.until >= today) for tie in own)
        known = Named(one.first_name, one.patronymic, phone=one.phone)
        differs = parent_differs(paper, known, held=standing, ended=bool(own))
        found.append(FoundParent(one, tuple(wards.get(one.pk, ())), differs, ways[one.pk], one.pk in signed))
    return tuple(sorted(found, key=lambda one: (len(one.differs), one.person.sort_key)))
