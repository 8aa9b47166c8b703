"""Whose card an actor may open, whom lists show, and for whom a code may be issued."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from parta.installation.enums import ShutGround
from parta.installation.models import InvitationCode, Membership
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.people.enums import STAFF
from parta.people.models import (
    Appointment,
    Compromise,
    Employee,
    Enrolment,
    Guardianship,
    HomeroomTeacher,
    Person,
    Suspension,
)
from parta.people.rules.permissions import Action, Relation, Resource, may_do
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
    if may_do(actor, Resource.PERSON_CARD, Action.EDIT, Relation.SAME_SCHOOL):
        return found
    return found.exclude(Exists(Employee.objects.filter(pk=OuterRef("pk"))))


def persons_for_codes(actor: Actor, conditions: Collection[str]) -> QuerySet[Person]:
    """Give the persons for whom the actor may issue one-time codes; `conditions` are the regulation's.

    A code opens everything that its person may do. So nobody but the administrator issues one for somebody of the
    staff: a secretary or a homeroom teacher would otherwise let themselves in as the director. Whose account somebody
    else used gets one only with the account (`services.compromises`), whose way in was shut by who leads the class
    only when it is open again, and for whom the service has ended only after a new decision.
    """
    frozen = Compromise.objects.filter(person=OuterRef("pk"), returned_at=None)
    found = _persons(actor, Resource.INVITATION_CODE, Action.ISSUE, conditions).exclude(Exists(frozen))
    found = found.exclude(Exists(_open_suspensions()))
    found = found.exclude(_without_service(actor))
    if actor.has("administrator"):
        return found
    return found.exclude(_of_staff(actor.today))


def service_ended(actor: Actor, person_id: int) -> bool:
    """Tell whether only a new decision lets a person in again; nobody of the staff is one of those."""
    return Person.objects.filter(_without_service(actor), pk=person_id).exists()


def is_suspended(person_id: int) -> bool:
    """Tell whether who leads the class has shut a person's way in."""
    return Suspension.objects.filter(person_id=person_id, reopened_at=None).exists()


def may_see_family_access(actor: Actor, class_id: int) -> bool:
    """Tell whether the actor sees how the families of a class come in: who leads it today, the heads."""
    if may_do(actor, Resource.FAMILY_ACCESS, Action.VIEW, Relation.SAME_SCHOOL):
        return True
    own = may_do(actor, Resource.FAMILY_ACCESS, Action.VIEW, Relation.SAME_CLASS)
    return own and led_classes(actor).filter(pk=class_id).exists()


def may_see_shut(actor: Actor) -> bool:
    """Tell whether the actor sees whose way in was shut in any class: those who are told of it."""
    return may_do(actor, Resource.FAMILY_ACCESS, Action.REOPEN, Relation.SAME_SCHOOL)


def persons_to_suspend(actor: Actor, conditions: Collection[str]) -> QuerySet[Person]:
    """Give the persons whose way in the actor may shut: families of the class led; never anybody who works here."""
    found = _persons(actor, Resource.FAMILY_ACCESS, Action.CLOSE, conditions).exclude(_of_staff(actor.today))
    works = Employee.objects.filter(Q(left_on__isnull=True) | Q(left_on__gte=actor.today), pk=OuterRef("pk"))
    return found.exclude(Exists(works))


def persons_to_reopen(actor: Actor, conditions: Collection[str]) -> QuerySet[Person]:
    """Give the persons whose shut way in the actor may open again, never the own one."""
    found = _persons(actor, Resource.FAMILY_ACCESS, Action.REOPEN, conditions)
    return found.exclude(pk=actor.person_id) if actor.person_id is not None else found.none()


def may_report_compromise(actor: Actor, person_id: int) -> bool:
    """Tell whether the actor may say that somebody else used a person's account: the own one, or anybody's.

    One's own needs no role: whoever is nobody here any more has an account all the same.
    """
    own = person_id == actor.person_id
    return own or may_do(actor, Resource.COMPROMISE, Action.REPORT, Relation.SAME_SCHOOL)


def may_see_compromises(actor: Actor) -> bool:
    """Tell whether the actor may know which accounts somebody else used, and what they did."""
    return may_do(actor, Resource.COMPROMISE, Action.VIEW, Relation.SAME_SCHOOL)


def may_return_accounts(actor: Actor) -> bool:
    """Tell whether the actor may give a frozen account back to its owner."""
    return actor.person_id is not None and may_do(actor, Resource.COMPROMISE, Action.RETURN, Relation.SAME_SCHOOL)


def staff_among(person_ids: Collection[int], *, today: date | None) -> set[int]:
    """Give those of the persons who have a post in the school or lead a class, now or later."""
    return set(Person.objects.filter(_of_staff(today), pk__in=person_ids).values_list("pk", flat=True))


def staff_persons(today: date | None) -> QuerySet[Person]:
    """Give everybody of the staff today."""
    return Person.objects.filter(_of_staff(today))


def _open_suspensions() -> QuerySet[Suspension]:
    return Suspension.objects.filter(person=OuterRef("pk"), reopened_at=None)


def _without_service(actor: Actor) -> Q:
    """Find whose service has ended: the membership says so, or a code of somebody who never came in."""
    ways = Membership.objects.filter(school__slug=actor.school_slug, person_id=OuterRef("pk"))
    codes = InvitationCode.objects.filter(school__slug=actor.school_slug, person_id=OuterRef("pk"))
    never_in = ~Q(Exists(ways)) & Q(Exists(codes.filter(withdrawn_ground=ShutGround.SERVICE_ENDED)))
    return (Q(Exists(ways.filter(shut_ground=ShutGround.SERVICE_ENDED))) | never_in) & ~_of_staff(actor.today)


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
        return may_do(actor, resource, action, relation, conditions)

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
