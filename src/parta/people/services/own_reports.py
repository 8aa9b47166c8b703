"""«Что о нас хранится»: everything that the school's lists of people say of one person, taken out with a trace."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.people.access import visible_children
from parta.people.access_care import may_assign, may_open_section
from parta.people.access_persons import visible_persons
from parta.people.enums import Act, CareSection, Role
from parta.people.models import (
    Achievement,
    Appointment,
    Attestation,
    CareNote,
    CareWard,
    ClassMember,
    CommitteePlace,
    Consent,
    Employee,
    Enrolment,
    Guardianship,
    Movement,
    PaperChoice,
    PastConsent,
    Person,
    Pupil,
    PupilCheck,
    Scan,
    StaffOrder,
    Training,
    TrustedPerson,
)
from parta.people.queries.looks import looks_at
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.people.rules.personal_data import EMPLOYEE, PERSON, PUPIL
from parta.people.services.persons import CHAIN
from parta.people.services.scans import paper_of
from parta.people.services.staff_orders import may_see_staff_orders

Line = tuple[str, str, Any]
"""A section's code, a field's code or a name, and the value."""


@transaction.atomic
def take_report(*, actor: Actor, person_id: int, now: datetime) -> list[Line]:
    """Give what is kept of a person, and write down who took it.

    Orders about the work, that closed sections hold something, and who looked, are told to the person and the
    family, and to the staff whose work it is (152-ФЗ, art. 14). Raises `NotVisible`.
    """
    person = visible_persons(actor).filter(pk=person_id).first()
    if person is None:
        raise NotVisible
    own = person.pk == actor.person_id or visible_children(actor).filter(pk=person.pk).exists()
    lines = list(_lines(person, now))
    if own or may_see_staff_orders(actor):
        orders = StaffOrder.objects.filter(employee_id=person.pk)
        lines += [("staff_orders", order.order_no, order.day) for order in orders]
    wards = CareWard.objects.filter(pupil_id=person.pk).select_related("keeper").order_by("starts_on", "pk")
    lines += [
        ("assigned", row.keeper.full_name, (row.starts_on, row.ends_on))
        for row in wards
        if own or may_assign(actor, CareSection(row.section))
    ]
    lines += [line for line in _closed(person) if own or may_open_section(actor, CareSection(line[1]), person.pk)]
    if own or may_do(actor, Resource.LOOK, Action.VIEW, Relation.SAME_SCHOOL):
        lines += [
            ("looks", look.act, (look.author, look.at, look.by_operator)) for look in looks_at(person.pk, now=now)
        ]
    entry = Entry(Act.REPORT_TAKEN, {"kind": "person", "id": person.pk}, None, {"lines": len(lines)})
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return lines


def _lines(person: Person, now: datetime) -> Iterator[Line]:
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
    for one in TrustedPerson.objects.filter(pupil_id=person.pk):
        yield "trusted", one.full_name, (one.starts_on, one.ends_on)
    for one in TrustedPerson.objects.filter(person_id=person.pk).select_related("pupil__person"):
        yield "entrusted", one.pupil.person.full_name, (one.starts_on, one.ends_on)
    for won in Achievement.objects.filter(pupil_id=person.pk).exclude(accepted=False):
        yield "achievements", won.title, won.day
    for choice in PaperChoice.objects.filter(pupil_id=person.pk):
        yield "papers", choice.document, (choice.starts_on, choice.ends_on)
    for check in PupilCheck.objects.filter(pupil_id=person.pk).select_related("checked_by").order_by("day"):
        yield "checks", check.checked_by.full_name, check.day
    for attested in Attestation.objects.filter(employee_id=person.pk):
        yield "attestations", f"{attested.category}, {attested.document}", attested.day
    for duty in ClassMember.objects.filter(person_id=person.pk).select_related("school_class"):
        yield "council", duty.school_class.name, (duty.starts_on, duty.ends_on)
    for course in Training.objects.filter(employee_id=person.pk).exclude(accepted=False):
        yield "trainings", course.programme, (course.starts_on, course.ends_on)
    for post in Appointment.objects.filter(employee_id=person.pk).order_by("starts_on", "pk"):
        yield "roles", post.role, (post.starts_on, post.ends_on)
    for seat in CommitteePlace.objects.filter(person_id=person.pk).order_by("starts_on", "pk"):
        ended = seat.ended_at.astimezone(now.tzinfo).date() if seat.ended_at else seat.ends_on
        yield "roles", Role.PARENTS_COMMITTEE, (seat.starts_on, ended)
    for consent in Consent.objects.filter(person_id=person.pk).order_by("kind"):
        yield "consents", consent.kind, (consent.given_on, consent.withdrawn_on or consent.until)
    for past in PastConsent.objects.filter(person_id=person.pk).order_by("kind", "replaced_at"):
        yield "consents", past.kind, (past.given_on, past.withdrawn_on or past.until)
    for scan in Scan.objects.filter(person_id=person.pk, removed_at=None).defer("content"):
        yield "scans", paper_of(scan), scan.uploaded_at.astimezone(now.tzinfo).date()


def _closed(person: Person) -> list[Line]:
    notes = CareNote.objects.filter(pupil_id=person.pk, withdrawn_at__isnull=True).values_list("section")
    return [("care", section, count) for section, count in notes.annotate(count=Count("pk")).order_by("section")]
