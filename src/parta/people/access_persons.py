"""Whose card an actor may open, whom lists show, and for whom a code may be issued."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.people.enums import STAFF
from parta.people.models import Appointment, Compromise, Employee, Enrolment, Guardianship, HomeroomTeacher, Person
from parta.people.rules.permissions import Action, Relation, Resource, allowed
from parta.school.models import SchoolClass


def led_classes(actor: Actor) -> QuerySet[SchoolClass]:
    """Give the classes that the actor leads today."""
    led = HomeroomTeacher.objects.filter(in_force(actor.today), employee_id=actor.person_id)
    return SchoolClass.objects.filter(pk__in=led.values("school_class"))


def visible_persons(actor: Actor) -> QuerySet[Person]:
    """Give the persons whose card the actor may open."""
    return _persons(actor, Resource.PERSON_CARD)


def listed_persons(actor: Actor) -> QuerySet[Person]:
    """Give the persons whom the actor's lists and search show."""
    return _persons(actor, Resource.PEOPLE_LIST)


def persons_to_propose(actor: Actor) -> QuerySet[Person]:
    """Give the persons in whose card the actor may propose a correction."""
    return _persons(actor, Resource.PERSON_CARD, Action.PROPOSE)


def persons_to_edit(actor: Actor) -> QuerySet[Person]:
    """Give the persons whose card it may be the actor's duty to correct; whether it is, the act says.

    Somebody of the staff is corrected by those who keep the whole school's cards.
    """
    found = _persons(actor, Resource.PERSON_CARD, Action.EDIT)
    if allowed(actor.roles, Resource.PERSON_CARD, Action.EDIT, Relation.SAME_SCHOOL):
        return found
    return found.exclude(Exists(Employee.objects.filter(pk=OuterRef("pk"))))


def persons_for_codes(actor: Actor, conditions: Collection[str]) -> QuerySet[Person]:
    """Give the persons for whom the actor may issue one-time codes; `conditions` are the regulation's.

    A code opens everything that its person may do. So nobody but the administrator issues one for somebody of the
    staff: a secretary or a homeroom teacher would otherwise let themselves in as the director. Whose account somebody
    else used gets one only with the account (`services.compromises`).
    """
    frozen = Compromise.objects.filter(person=OuterRef("pk"), returned_at=None)
    found = _persons(actor, Resource.INVITATION_CODE, Action.ISSUE, conditions).exclude(Exists(frozen))
    if actor.has("administrator"):
        return found
    return found.exclude(_of_staff(actor.today))


def may_report_compromise(actor: Actor, person_id: int) -> bool:
    """Tell whether the actor may say that somebody else used a person's account: the own one, or anybody's."""
    relation = Relation.OWN if person_id == actor.person_id else Relation.SAME_SCHOOL
    return allowed(actor.roles, Resource.COMPROMISE, Action.REPORT, relation)


def may_see_compromises(actor: Actor) -> bool:
    """Tell whether the actor may know which accounts somebody else used, and what they did."""
    return allowed(actor.roles, Resource.COMPROMISE, Action.VIEW, Relation.SAME_SCHOOL)


def may_return_accounts(actor: Actor) -> bool:
    """Tell whether the actor may give a frozen account back to its owner."""
    return actor.person_id is not None and allowed(
        actor.roles, Resource.COMPROMISE, Action.RETURN, Relation.SAME_SCHOOL
    )


def staff_among(person_ids: Collection[int], *, today: date | None) -> set[int]:
    """Give those of the persons who have a post in the school or lead a class, now or later."""
    return set(Person.objects.filter(_of_staff(today), pk__in=person_ids).values_list("pk", flat=True))


def staff_persons(today: date | None) -> QuerySet[Person]:
    """Give everybody of the staff today."""
    return Person.objects.filter(_of_staff(today))


def _of_staff(today: date | None) -> Q:
    posts = Appointment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today), employee_id=OuterRef("pk"), role__in=STAFF
    )
    leads = HomeroomTeacher.objects.filter(in_force(today), employee_id=OuterRef("pk"))
    return Q(Exists(posts)) | Q(Exists(leads))


def _persons(
    actor: Actor, resource: Resource, action: Action = Action.VIEW, conditions: Collection[str] = ()
) -> QuerySet[Person]:
    def may(relation: Relation) -> bool:
        return allowed(actor.roles, resource, action, relation, conditions)

    if may(Relation.SAME_SCHOOL):
        return Person.objects.all()
    wanted = Q(pk__in=[])
    if may(Relation.SAME_CLASS):
        placed = Enrolment.objects.filter(in_force(actor.today), school_class__in=led_classes(actor))
        cared = Guardianship.objects.filter(in_force(actor.today), pupil__in=placed.values("pupil"))
        wanted |= Q(pk__in=placed.values("pupil")) | Q(pk__in=cared.values("guardian"))
    if may(Relation.OWN) and action in (Action.VIEW, Action.PROPOSE):
        wanted |= Q(pk=actor.person_id)
        if actor.has("parent"):
            wards = Guardianship.objects.filter(in_force(actor.today), guardian_id=actor.person_id)
            wanted |= Q(pk__in=wards.values("pupil"))
    return Person.objects.filter(wanted)
