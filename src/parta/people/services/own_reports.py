"""«Что о нас хранится»: everything that the school's lists of people say of one person, taken out with a trace."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.people.access_persons import visible_persons
from parta.people.enums import Act
from parta.people.models import Appointment, Consent, Employee, Enrolment, Guardianship, Movement, Person, Pupil
from parta.people.rules.personal_data import EMPLOYEE, PERSON, PUPIL
from parta.people.services.persons import CHAIN

Line = tuple[str, str, Any]
"""A section's code, a field's code or a name, and the value."""


@transaction.atomic
def take_report(*, actor: Actor, person_id: int, now: datetime) -> list[Line]:
    """Give what is kept of a person, and write down who took it. Raises `NotVisible`."""
    person = visible_persons(actor).filter(pk=person_id).first()
    if person is None:
        raise NotVisible
    lines = list(_lines(person))
    entry = Entry(Act.REPORT_TAKEN, {"kind": "person", "id": person.pk}, None, {"lines": len(lines)})
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return lines


def _lines(person: Person) -> Iterator[Line]:
    cards = ((person, PERSON), (Pupil.objects.filter(pk=person.pk).first(), PUPIL))
    for row, names in (*cards, (Employee.objects.filter(pk=person.pk).first(), EMPLOYEE)):
        yield from (("card", name, value) for name in names if row and (value := getattr(row, name)))
    for name in person.former_names.all():
        yield "former", name.full_name, (None, name.until)
    for place in Enrolment.objects.filter(pupil_id=person.pk).select_related("school_class").order_by("starts_on"):
        yield "places", place.school_class.name, (place.starts_on, place.ends_on)
    for move in Movement.objects.filter(pupil_id=person.pk).order_by("date", "pk"):
        yield "orders", move.order_no, move.date
    ties = Guardianship.objects.select_related("guardian", "pupil__person").order_by("starts_on", "pk")
    for tie in ties.filter(pupil_id=person.pk):
        yield "guardians", tie.guardian.full_name, (tie.starts_on, tie.ends_on)
    for tie in ties.filter(guardian_id=person.pk):
        yield "wards", tie.pupil.person.full_name, (tie.starts_on, tie.ends_on)
    for post in Appointment.objects.filter(employee_id=person.pk).order_by("starts_on", "pk"):
        yield "roles", post.role, (post.starts_on, post.ends_on)
    for consent in Consent.objects.filter(person_id=person.pk).order_by("kind"):
        yield "consents", consent.kind, (consent.given_on, consent.withdrawn_on)
