"""Finding, among the people of the spreadsheets, whom the demo opens a door for."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from parta.curriculum.models import TeachingLoad
from parta.kernel.text import normal
from parta.people.enums import Role
from parta.people.models import Appointment, Enrolment, Guardianship, HomeroomTeacher, Person

Find = Callable[[date], Person | None]


def in_force(day: date) -> Q:
    """Rows whose dates hold the day."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def with_role(role: Role, post: str = "") -> Find:
    """The first person with a role; of several, one whose post holds these words."""

    def find(day: date) -> Person | None:
        held = Appointment.objects.filter(in_force(day), role=role, employee_id=OuterRef("pk"))
        found = Person.objects.filter(Exists(held)).annotate(post=F("employee__post"))
        return found.filter(post__icontains=post).first() or found.first()

    return find


def leading(name: str) -> Find:
    """The homeroom teacher of a class."""

    def find(day: date) -> Person | None:
        held = HomeroomTeacher.objects.filter(in_force(day), school_class__name_key=normal(name))
        return Person.objects.filter(pk__in=held.values("employee_id")).first()

    return find


def teaching(name: str, subject: str = "") -> Find:
    """A teacher of a class who leads no class and holds no other post, with the most lessons there."""

    def find(day: date) -> Person | None:
        loads = TeachingLoad.objects.filter(in_force(day), course__school_class__name_key=normal(name))
        special = Appointment.objects.filter(in_force(day)).exclude(role=Role.TEACHER).values("employee_id")
        leads = HomeroomTeacher.objects.filter(in_force(day)).values("employee_id")
        busiest = loads.values("employee_id").annotate(courses=Count("course")).order_by("-courses", "employee_id")
        plain = busiest.exclude(employee_id__in=special).exclude(employee_id__in=leads)
        of_subject = plain.filter(course__subject__name_key__startswith=normal(subject))
        row = (of_subject if subject else plain).first() or busiest.first()
        return Person.objects.filter(pk=row["employee_id"]).first() if row else None

    return find


def studying(name: str) -> Find:
    """A pupil of a class whose family is in the diary: the first by the alphabet with two representatives."""

    def find(day: date) -> Person | None:
        pupils = _pupils_of([name], day)
        cared = pupils.annotate(adults=Count("pupil__guardianships", filter=Q(pupil__guardianships__ends_on=None)))
        return cared.filter(adults__gte=2).first() or pupils.first()

    return find


def caring_for(names: Iterable[str], children: int) -> Find:
    """A representative of exactly so many pupils, one of them in each of these classes."""

    def find(day: date) -> Person | None:
        people = Person.objects.filter(employee__isnull=True, pupil__isnull=True)
        for name in names:
            ward = Guardianship.objects.filter(
                in_force(day), guardian_id=OuterRef("pk"), pupil_id__in=_pupils_of([name], day).values("pk")
            )
            people = people.filter(Exists(ward))
        counted = people.annotate(children=Count("wards", filter=Q(wards__ends_on=None)))
        return counted.filter(children=children).first() or counted.filter(children__gte=children).first()

    return find


def guardians() -> dict[tuple[str, str], int]:
    """Representatives by name and phone, for finding the same human in another school."""
    rows = Person.objects.filter(wards__isnull=False).exclude(phone="").values_list("sort_key", "phone", "pk")
    return {(name, phone): pk for name, phone, pk in rows}


def _pupils_of(names: Iterable[str], day: date) -> QuerySet[Person]:
    keys = [normal(name) for name in names]
    placed = Enrolment.objects.filter(in_force(day), school_class__name_key__in=keys)
    return Person.objects.filter(pk__in=placed.values("pupil_id"))
