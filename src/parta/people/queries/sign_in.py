"""Who of those who may write signs in by two steps."""

from dataclasses import dataclass
from datetime import date

from parta.installation.models import School
from parta.installation.queries.second_factors import with_second_factor
from parta.people.access_persons import staff_persons
from parta.people.models import Person


@dataclass(frozen=True, slots=True)
class StaffSignIn:
    """The staff by how it comes in: with both steps, with a password alone, not at all yet."""

    secured: int
    plain: tuple[Person, ...]
    without_account: int


def staff_sign_in(*, school: School, today: date) -> StaffSignIn:
    """Count the staff that has two steps, and name those who have one (three queries)."""
    persons = list(staff_persons(today).order_by("sort_key", "pk"))
    known = with_second_factor(school=school, person_ids=[one.pk for one in persons])
    plain = tuple(one for one in persons if known.get(one.pk) is False)
    return StaffSignIn(sum(known.values()), plain, len(persons) - len(known))
