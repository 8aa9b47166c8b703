"""A pupil goes over to another school of the installation: the file and the current marks travel by a code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Q

from parta.audit.services import Entry, lock_chain, record
from parta.installation.models import School
from parta.installation.services.codes import IssuedCode
from parta.installation.services.transfers import (
    issue_transfer_code,
    note_file_opened,
    opened_file,
    use_transfer_code,
)
from parta.journal.enums import Act
from parta.journal.models import BroughtMarks
from parta.journal.queries.transfers import absences_to_take, marks_to_take
from parta.journal.services.movement import move_by_order
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, require
from parta.kernel.text import normal
from parta.people.access import may_move
from parta.people.enums import MoveKind
from parta.people.enums import RefusalCode as PeopleRefusal
from parta.people.models import Achievement, Enrolment, FormerName, Guardianship, Movement, Person, Pupil
from parta.people.queries.doubles import doubles_of
from parta.people.rules.movement import LEAVINGS, Order
from parta.people.rules.personal_data import FAMILY_KNOWS, PERSON
from parta.people.services.brought import bring_along, fill_card
from parta.people.services.guardians import register_parent, stand_for_child
from parta.people.services.movement import register_pupil
from parta.people.services.persons import CHAIN

_HERE_ALONE = ("meals", "transport")
STUDY = (*(name for name in FAMILY_KNOWS if name not in _HERE_ALONE), "study_form", "programme", "programme_words")
"""Fields of a pupil's card that go along; the personal file's number, meals and the bus are each school's own."""
_NAME = ("last_name", "first_name", "patronymic")
_ACHIEVED = ("day", "title", "level", "result", "document")


@dataclass(frozen=True, slots=True)
class Parent:
    """A legal representative in a file; the paper of the right was seen in the school that was left."""

    card: Mapping[str, Any]
    relation: str
    document: str
    ends_on: date | None

    @property
    def name(self) -> str:
        """The full name."""
        return " ".join(self.card[name] for name in _NAME if self.card[name])


@dataclass(frozen=True, slots=True)
class PupilFile:
    """What travels: the card with former names and achievements, the parents, the marks, absences, and from where."""

    school: str
    school_class: str
    left_on: date
    card: Mapping[str, Any]
    parents: tuple[Parent, ...]
    subjects: list[dict[str, Any]]
    absences: dict[str, Any]
    former: tuple[Mapping[str, Any], ...]
    achievements: tuple[Mapping[str, Any], ...]


def open_file_to_another_school(*, actor: Actor, school: School, pupil_id: int, now: datetime) -> IssuedCode:
    """Give the code by which the next school takes the file of a pupil who has left by an order.

    Raises `Forbidden`, `NotVisible`. Refuses `TRANSFER_STILL_HERE` for one who studies here.
    """
    require(may_move(actor))
    if not Pupil.objects.filter(pk=pupil_id).exists():
        raise NotVisible
    if _leaving(pupil_id, now.date()) is None:
        raise refusal(PeopleRefusal.TRANSFER_STILL_HERE)
    return issue_transfer_code(actor=actor, school=school, person_id=pupil_id, now=now)


@transaction.atomic
def look_into_file(*, actor: Actor, school: School, code: str, now: datetime) -> PupilFile:
    """Read the file that a code opens; the school that it comes from is told who looked.

    Raises `Forbidden`; refuses as `opened_file`, `TRANSFER_OWN_SCHOOL`, `TRANSFER_STILL_HERE`.
    """
    require(may_move(actor))
    with opened_file(code=code, now=now) as row:
        found = _read(row.school, school, row.person_id, now)
        note_file_opened(actor=actor, row=row, school=school, now=now)
    return found


@transaction.atomic
def take_file(
    *,
    actor: Actor,
    school: School,
    code: str,
    target: int,
    order: Order,
    card: int | None,
    confirmed: bool,
    now: datetime,
) -> int:
    """Enrol a pupil of another school by its code and this school's order; give the id of the card.

    Who was here before comes back to the own `card`, one of `cards_of`. Consents do not travel: each was given to
    another operator. Raises `Forbidden`, `NotVisible` for an unknown class and for another's card; refuses as
    `look_into_file`, `register_pupil` and `move_by_order`.
    """
    require(may_move(actor))
    with opened_file(code=code, now=now, lock=True) as row:
        found = _read(row.school, school, row.person_id, now)
        use_transfer_code(actor=actor, row=row, school=school, now=now)
    lock_chain(CHAIN)  # before the rows
    if card is None:
        pupil_id = register_pupil(actor=actor, values=found.card, confirmed=confirmed, now=now)
    elif card in cards_of(found):
        pupil_id = card
        fill_card(actor=actor, pupil_id=card, values=found.card, now=now)
    else:
        raise NotVisible
    bring_along(actor=actor, pupil_id=pupil_id, former=found.former, achievements=found.achievements, now=now)
    for parent in found.parents:
        stand_for_child(
            actor=actor,
            guardian_id=_known(parent, pupil_id) or register_parent(actor=actor, fields=parent.card, now=now),
            pupil_id=pupil_id,
            relation=parent.relation,
            document=parent.document,
            ends_on=parent.ends_on,
            now=now,
        )
    BroughtMarks.objects.create(
        pupil_id=pupil_id,
        school=found.school,
        school_class=found.school_class,
        left_on=found.left_on,
        subjects=found.subjects,
        absences=found.absences,
        brought_at=now,
    )
    told = {"school": found.school, "left_on": found.left_on.isoformat(), "subjects": len(found.subjects)}
    record(chain=CHAIN, actor=actor, entries=[Entry(Act.MARKS_BROUGHT, {"pupil": pupil_id}, None, told)], now=now)
    order = order if order.place else Order(order.number, order.dated, order.day, found.school, order.ground)
    move_by_order(
        actor=actor,
        school=school,
        kind=MoveKind.RETURNED if Enrolment.objects.filter(pupil=pupil_id).exists() else MoveKind.ARRIVED,
        pupil_ids=[pupil_id],
        target=target,
        order=order,
        now=now,
    )
    return pupil_id


def has_left(pupil_id: int, *, today: date) -> bool:
    """Tell whether the latest order about a pupil is that of leaving or graduation, and its last day has come."""
    return _leaving(pupil_id, today) is not None


def _leaving(pupil_id: int, today: date) -> Movement | None:
    """Give the order by which the pupil has left, if its day has come and nothing came after it."""
    last = Movement.objects.filter(pupil=pupil_id).select_related("school_class").order_by("date", "pk").last()
    return last if last is not None and last.kind in LEAVINGS and last.date <= today else None


def cards_of(file: PupilFile) -> list[int]:
    """Give the cards of pupils here that may be the same child: by SNILS, or by name and birth date."""
    same = {person.pk for person in doubles_of(file.card)}
    if file.card["snils"]:
        same |= set(Person.objects.filter(snils=file.card["snils"]).values_list("pk", flat=True))
    return list(Pupil.objects.filter(pk__in=same).values_list("pk", flat=True))


def _known(parent: Parent, pupil_id: int) -> int | None:
    """Find the parent by the number that is one person's, or by the name among those who stood for this child here."""
    stood = Guardianship.objects.filter(pupil=pupil_id, guardian__sort_key=normal(parent.name)).values("guardian")
    same = Q(pk__in=stood)
    if parent.card["snils"]:
        same |= Q(snils=parent.card["snils"])
    return Person.objects.filter(same).order_by("pk").values_list("pk", flat=True).first()


def _read(origin: School, here: School, pupil_id: int, now: datetime) -> PupilFile:
    if origin.pk == here.pk:
        raise refusal(PeopleRefusal.TRANSFER_OWN_SCHOOL)
    left = _leaving(pupil_id, now.date())
    if left is None:
        raise refusal(PeopleRefusal.TRANSFER_STILL_HERE)
    pupil = Pupil.objects.select_related("person").get(pk=pupil_id)
    person = pupil.person
    held = Guardianship.objects.filter(in_force(now.date()), pupil_id=pupil_id).select_related("guardian")
    evening = datetime.combine(left.date, time(23, 59), tzinfo=now.tzinfo)
    return PupilFile(
        school=origin.name,
        school_class=left.school_class.name,
        left_on=left.date,
        card={**_card(person), **{name: getattr(pupil, name) for name in STUDY}},
        parents=tuple(
            Parent(_card(tie.guardian), tie.relation, tie.document, tie.ends_on)
            for tie in held.order_by("guardian__sort_key")
        ),
        subjects=marks_to_take(person=person, school_class=left.school_class, now=evening),
        absences=absences_to_take(person=person, school_class=left.school_class, now=evening),
        former=tuple(FormerName.objects.filter(person=person).values(*_NAME, "until", "document")),
        achievements=tuple(Achievement.objects.filter(pupil=pupil, accepted=True).values(*_ACHIEVED)),
    )


def _card(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in PERSON}
