"""A family that left long ago, with everything that a school keeps of it, and what the audit says of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from parta.audit.bulk import NewRow, tell
from parta.audit.services import Entry, record
from parta.destruction.enums import Kind
from parta.destruction.models import DestructionAct
from parta.destruction.services.acts import Commission, approve_act, draw_up
from parta.destruction.services.carrying_out import carry_out, finish
from parta.kernel.actor import Actor
from parta.people.enums import Act
from parta.people.models import Achievement, CareNote, Consent, Guardianship, Person, Pupil, TrustedPerson
from parta.school.models import SchoolCard
from tests.factories.small_school import account_for, person, pupil

LEFT = date(2022, 5, 31)
ADDRESS = "454000, г. Энск, ул. Школьная, 1"
THEN = datetime(2021, 9, 1, 9, tzinfo=UTC)


@dataclass
class Gone:
    """A pupil who left in May 2022 and the mother: their cards may go from 1 January 2026."""

    pupil: Person
    mother: Person

    def wanted(self) -> list[str]:
        """Give what the page sends of both."""
        return [f"card-{self.pupil.pk}", f"family-{self.mother.pk}"]


def family_gone(world: Any, left: date = LEFT, last: str = "Белов") -> Gone:
    """Make the family inside the world's school."""
    SchoolCard.objects.update(address=ADDRESS)
    child = pupil(last, "Иван", world.other_class, starts_on=date(2019, 9, 2), ends_on=left)
    mother = person(f"{last}а", "Анна", "Олеговна", phone="+79000000077", email="anna@example.org")
    Person.objects.filter(pk=child.pk).update(phone="+79000000078", address="ул. Лесная, 5", birth_date="2010-03-04")
    Pupil.objects.filter(pk=child.pk).update(
        identity_kind="birth",
        identity_series="I-ИВ",
        identity_number="123456",
        citizenship="РФ",
        personal_file_no=f"{last[0]}-7",
    )
    Guardianship.objects.create(guardian=mother, pupil_id=child.pk, relation="mother", starts_on=date(2019, 9, 2))
    TrustedPerson.objects.create(
        pupil_id=child.pk, full_name=f"{last} Олег", powers="забирать", document="заявление", starts_on=THEN.date(),
        ends_on=left,
    )  # fmt: skip
    Achievement.objects.create(pupil_id=child.pk, day=THEN.date(), title="Олимпиада", level="school", accepted=True)
    CareNote.objects.create(
        pupil_id=child.pk, section="health", kind="health_group", text="вторая", starts_on=THEN.date(),
        written_by=world.secretary, written_at=THEN,
    )  # fmt: skip
    Consent.objects.create(person=child, given=True, given_on=THEN.date(), signer=mother.full_name)
    account_for(child, world.school)
    account_for(mother, world.school)
    actor = Actor(None, world.secretary.pk, world.school.slug)
    with transaction.atomic():
        new = [NewRow({"last_name": last, "phone": "+79000000078"})]
        tell("pupil", ids=[child.pk], new=new, changes=[], chain="people", act=Act.PUPIL_CHANGED, actor=actor, now=THEN)
        new = [NewRow({"last_name": f"{last}а", "phone": "+79000000077"})]
        common: dict[str, Any] = {"changes": [], "chain": "people", "actor": actor, "now": THEN}
        tell("guardian", ids=[mother.pk], new=new, act=Act.PERSON_CHANGED, **common)
        moved = Entry(Act.MOVEMENT_RECORDED, {"kind": "movement", "id": 1, "pupil": child.pk}, None, {"day": "2022"})
        record(chain="people", actor=actor, entries=[moved], now=THEN)
    return Gone(child, mother)


def destroyed(world: Any, gone: Gone) -> DestructionAct:
    """Draw up, approve and carry out an act on the family's cards, on the world's today."""
    at = datetime(2026, 11, 20, 7, tzinfo=UTC)
    common: dict[str, Any] = {"school": world.school, "now": at}
    draws, approves = (
        Actor(1, human.pk, world.school.slug, frozenset({role}), today=at.date())
        for human, role in ((world.secretary, "secretary"), (world.director, "director"))
    )
    commission = Commission((world.deputy.pk, world.secretary.pk, world.teacher.pk), "")
    wanted = [(Kind.CARD, gone.pupil.pk), (Kind.FAMILY, gone.mother.pk)]
    act = draw_up(actor=draws, wanted=wanted, commission=commission, **common)
    approve_act(actor=approves, act_id=act.pk, title="Акт", **common)
    act.refresh_from_db()
    carry_out(actor=approves, act=act, tell=lambda done, total: None, **common)
    finish(actor=approves, act_id=act.pk, now=at)
    return act
