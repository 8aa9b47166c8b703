"""Qualification of those who teach: categories, the last training, what is due."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from parta.kernel.database import in_force
from parta.people.enums import Role
from parta.people.models import Appointment, Employee, Training
from parta.people.rules.qualification import is_due, next_attestation, next_training

TEACHING = (Role.TEACHER, Role.ADDITIONAL_EDUCATION, Role.PSYCHOLOGIST, Role.SOCIAL_PEDAGOGUE)
"""Roles of pedagogical staff."""


@dataclass(frozen=True, slots=True)
class Qualified:
    """One employee: the category, when attestation and training are due, the last course."""

    employee: Employee
    attestation: date | None
    last: Training | None
    training: date | None
    attestation_due: bool
    training_due: bool


def qualification_of_staff(today: date) -> list[Qualified]:
    """Give those who teach and work today, by name (two queries)."""
    posts = Appointment.objects.filter(in_force(today), role__in=TEACHING)
    working = Q(left_on__isnull=True) | Q(left_on__gte=today)
    staff = list(
        Employee.objects.filter(working, pk__in=posts.values("employee"))
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )
    last: dict[int, Training] = {}
    rows = Training.objects.filter(employee__in=posts.values("employee"), accepted=True)
    for row in rows.order_by("employee_id", "ends_on", "pk"):
        known = last.get(row.employee_id)
        if known is None or row.ends_on is not None or known.ends_on is None:
            last[row.employee_id] = row
    found = []
    for one in staff:
        course = last.get(one.pk)
        attestation, training = next_attestation(one.attested_on), next_training(course.ends_on if course else None)
        due = is_due(attestation, today=today), is_due(training, today=today)
        found.append(Qualified(one, attestation, course, training, *due))
    return found
