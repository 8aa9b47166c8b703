"""Parents who read the diaries of adult pupils, and what their access waits for."""

from dataclasses import dataclass
from datetime import date

from parta.installation.models import Membership, School
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.people.models import Consent, Enrolment, Guardianship
from parta.people.rules.consents import PARENTS_READ
from parta.people.rules.consents import in_force as consent_holds
from parta.public_service.access import may_view_service
from parta.public_service.enums import AgeState
from parta.public_service.rules.ages import age_state, grown_on, latest_birth
from parta.public_service.rules.deciding import ServiceRule


@dataclass(frozen=True, slots=True)
class Reading:
    """A parent with a way in, and an adult pupil; `consent_on` is the day on which the pupil, being of age, agreed."""

    state: AgeState
    pupil_id: int
    pupil: str
    class_name: str
    grown_on: date
    guardian_id: int
    guardian: str
    consent_on: date | None


def adults_read(*, actor: Actor, school: School, rule: ServiceRule, today: date) -> list[Reading]:
    """List who reads diaries of pupils of age, or soon of age, what waits first (four queries); nothing for strangers."""
    if not may_view_service(actor):
        return []
    born = {"pupil__person__birth_date__lte": latest_birth(rule=rule, today=today)}
    classes = dict(Enrolment.objects.filter(in_force(today), **born).values_list("pupil_id", "school_class__name"))
    ties = list(
        Guardianship.objects.filter(in_force(today), pupil_id__in=classes).select_related("guardian", "pupil__person")
    )
    ways = set(
        Membership.objects.filter(
            school=school, is_active=True, person_id__in={tie.guardian_id for tie in ties}
        ).values_list("person_id", flat=True)
    )
    agreed = {
        row.person_id: row.given_on
        for row in Consent.objects.filter(person_id__in=classes, kind=PARENTS_READ)
        if consent_holds(given=row.given, given_on=row.given_on, withdrawn_on=row.withdrawn_on, today=today)
    }
    found = []
    for tie in ties:
        birth = tie.pupil.person.birth_date
        if birth is None or tie.guardian_id not in ways:
            continue
        agreed_on, grown = agreed.get(tie.pupil_id), grown_on(birth, rule=rule)
        consent = agreed_on is not None and agreed_on >= grown
        state = age_state(rule=rule, birth_date=birth, consent=consent, today=today)
        if state is None:
            continue
        found.append(
            Reading(
                state=state,
                pupil_id=tie.pupil_id,
                pupil=tie.pupil.person.list_name,
                class_name=classes[tie.pupil_id],
                grown_on=grown,
                guardian_id=tie.guardian_id,
                guardian=tie.guardian.list_name,
                consent_on=agreed_on if consent else None,
            )
        )
    order = list(AgeState)
    return sorted(found, key=lambda row: (order.index(row.state), row.grown_on, row.pupil, row.guardian))
