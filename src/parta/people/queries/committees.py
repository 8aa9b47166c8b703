"""The parents' committee of a class: places, and the parents who may be given one."""

from dataclasses import dataclass
from datetime import date

from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.people.access_committees import may_keep_committee
from parta.people.models import CommitteePlace, Enrolment, Guardianship, Person
from parta.school.models import SchoolClass


@dataclass(frozen=True, slots=True)
class Committee:
    """Places of a class, those in force and to come first; parents of its pupils of today."""

    school_class: SchoolClass
    standing: tuple[CommitteePlace, ...]
    past: tuple[CommitteePlace, ...]
    parents: tuple[Person, ...]


def committee_of(*, actor: Actor, class_id: int, today: date) -> Committee | None:
    """Read the committee of a class (a fixed number of queries); None for who does not keep it."""
    found = SchoolClass.objects.select_related("year").filter(pk=class_id).first()
    if found is None or not may_keep_committee(actor, class_id):
        return None
    rows = list(
        CommitteePlace.objects.filter(school_class=found)
        .select_related("person", "given_by", "ended_by")
        .order_by("person__sort_key", "-starts_on")
    )
    standing = tuple(row for row in rows if row.ended_at is None and row.ends_on >= today)
    here = Enrolment.objects.filter(in_force(today), school_class=found).values("pupil")
    cares = Guardianship.objects.filter(in_force(today), pupil__in=here).values("guardian")
    parents = Person.objects.filter(pk__in=cares).order_by("sort_key", "pk")
    past = tuple(row for row in rows if row not in standing)
    return Committee(found, standing, past, tuple(parents))
