"""What the card of a person shows beside the lists of people, as querysets: each is read where it is shown."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from parta.audit.models import Event
from parta.curriculum.access import visible_classes
from parta.curriculum.models import IndividualPlan, StudyGroupMember
from parta.curriculum.queries.groups import groups_of_pupil
from parta.curriculum.queries.individual import summed_plans
from parta.journal.models import BroughtMarks
from parta.journal.queries.transfers import brought_marks
from parta.kernel.actor import Actor
from parta.people.access import may_see_movement
from parta.people.access_persons import persons_for_codes, persons_to_propose, visible_persons
from parta.people.models import (
    Attestation,
    CareWard,
    Compromise,
    Consent,
    Correction,
    Enrolment,
    FormerName,
    Guardianship,
    HomeroomTeacher,
    PaperChoice,
    PastConsent,
    Person,
    Scan,
    TrustedPerson,
)
from parta.people.queries.care import wards_of
from parta.people.queries.compromises import open_compromises
from parta.people.queries.consents import consents_of, past_consents_of
from parta.people.queries.corrections import change_events, corrections_of
from parta.people.queries.scans import scans_on
from parta.people.services.corrections import with_hands
from parta.public_service.models import Certificate
from parta.public_service.queries.certificates import certificates_of
from parta.regulation.rules.tree import Regulation
from parta.school.models import SchoolClass
from parta.web.permissions import opens_to


@dataclass(frozen=True, slots=True)
class CardBeside:
    """The querysets of one card; those whose rows are not for this actor, or not of such a person, are empty.

    `rights`: the person once, with what the actor may do with the card.
    """

    rights: QuerySet[Person]
    classes: QuerySet[SchoolClass]
    ties: QuerySet[Person]
    consents: QuerySet[Consent]
    past_consents: QuerySet[PastConsent]
    scans: QuerySet[Scan]
    former: QuerySet[FormerName]
    corrections: QuerySet[Correction]
    changes: QuerySet[Event]
    compromises: QuerySet[Compromise]
    certificates: QuerySet[Certificate]
    wards: QuerySet[CareWard]
    brought: QuerySet[BroughtMarks]
    plans: QuerySet[IndividualPlan]
    groups: QuerySet[StudyGroupMember]
    papers: QuerySet[PaperChoice]
    attestations: QuerySet[Attestation]


def card_beside(actor: Actor, person: Person, act: Regulation, *, assigning: bool, now: datetime) -> CardBeside:
    """Say what is read beside the card; nothing is read yet. `assigning`: who cares for the pupil is shown."""
    pk, today = person.pk, now.date()
    pupil, employee = getattr(person, "pupil", None) is not None, getattr(person, "employee", None) is not None
    return CardBeside(
        rights=_rights(actor, pk, act),
        classes=_classes(actor, pk) if opens_to(actor, "office:class_page") else SchoolClass.objects.none(),
        ties=_ties(actor, pk),
        consents=consents_of(pk),
        past_consents=past_consents_of(pk),
        scans=scans_on(actor, pk),
        former=person.former_names.all(),
        corrections=corrections_of(pk, now=now),
        changes=change_events(pk),
        compromises=open_compromises(pk),
        certificates=certificates_of(pk) if pupil and may_see_movement(actor) else Certificate.objects.none(),
        wards=wards_of(pk, today) if assigning else CareWard.objects.none(),
        brought=brought_marks(actor=actor, pupil_id=pk) if pupil else BroughtMarks.objects.none(),
        plans=summed_plans(pupil_id=pk) if pupil else summed_plans(pupil_id=pk).none(),
        groups=_groups(pk, today, pupil=pupil),
        papers=PaperChoice.objects.filter(pupil_id=pk) if pupil else PaperChoice.objects.none(),
        attestations=Attestation.objects.filter(employee_id=pk) if employee else Attestation.objects.none(),
    )


def _rights(actor: Actor, pk: int, act: Regulation) -> QuerySet[Person]:
    this = {"pk": OuterRef("pk")}
    return with_hands(actor, Person.objects.filter(pk=pk)).annotate(
        coded=Exists(persons_for_codes(actor, act.conditions()).filter(**this)),
        proposed=Exists(persons_to_propose(actor).filter(**this)),
    )


def _classes(actor: Actor, pk: int) -> QuerySet[SchoolClass]:
    learned = Enrolment.objects.filter(pupil_id=pk).values("school_class")
    led = HomeroomTeacher.objects.filter(employee_id=pk).values("school_class")
    return visible_classes(actor).filter(Q(pk__in=learned) | Q(pk__in=led))


def _ties(actor: Actor, pk: int) -> QuerySet[Person]:
    parents = Guardianship.objects.filter(pupil_id=pk).values("guardian")
    wards = Guardianship.objects.filter(guardian_id=pk).values("pupil")
    entrusted = TrustedPerson.objects.filter(person_id=pk).values("pupil")
    return visible_persons(actor).filter(Q(pk__in=parents) | Q(pk__in=wards) | Q(pk__in=entrusted))


def _groups(pk: int, today: date, *, pupil: bool) -> QuerySet[StudyGroupMember]:
    return groups_of_pupil(pk, today) if pupil else StudyGroupMember.objects.none()
