"""Whose consent to the processing of personal data is on file."""

from collections.abc import Collection
from datetime import date

from parta.kernel.database import in_force as in_force_on
from parta.people.models import Consent, Guardianship
from parta.people.rules.consents import in_force

PERSONAL_DATA = "personal_data"


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


def consents_of(person_id: int) -> list[Consent]:
    """Give the consents on a person's card (one query)."""
    return list(Consent.objects.filter(person_id=person_id).order_by("kind"))
