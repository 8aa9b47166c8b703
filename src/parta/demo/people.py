"""Finding, among the people of the spreadsheets, whom the demo opens a door for."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from parta.curriculum.models import TeachingLoad
from parta.kernel.text import normal
from parta.people.enums import Role
from parta.people.models import Appointment, Enrolment, Guardianship, HomeroomTeacher, Person

MOST = 20
Find = Callable[[date], Iterable[Person]]


def in_force(day: date) -> Q:
    """Rows whose dates hold the day."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def with_role(role: Role, post: str = "") -> Find:
    """Persons with a role; first those whose post holds these words."""

    def find(day: date) -> Iterable[Person]:
        held = Appointment.objects.filter(in_force(day), role=role, employee_id=OuterRef("pk"))
        found = Person.objects.filter(Exists(held)).annotate(post=F("employee__post"))
        return [*found.filter(post__icontains=post)[:MOST], *found[:MOST]]

    return find


def leading(name: str) -> Find:
    """The homeroom teacher of a class."""

    def find(day: date) -> Iterable[Person]:
        held = HomeroomTeacher.objects.filter(in_force(day), school_class__name_key=normal(name))
        return Person.objects.filter(pk__in=held.values("employee_id"))

    return find


def teaching(name: str, subject: str = "") -> Find:
    """Teachers of a class: first of the subject, those who lead no class before the others."""

    def find(day: date) -> Iterable[Person]:
        loads = TeachingLoad.objects.filter(in_force(day), course__school_class__name_key=normal(name))
        leads = HomeroomTeacher.objects.filter(in_force(day)).values("employee_id")
        of_subject = loads.filter(course__subject__name_key__startswith=normal(subject))
        for chosen in (of_subject.exclude(employee_id__in=leads), of_subject, loads):
            yield from Person.objects.filter(pk__in=chosen.values("employee_id"))[:MOST]

    return find


def studying(name: str) -> Find:
    """Pupils of a class, first those whom two representatives look after."""

    def find(day: date) -> Iterable[Person]:
        pupils = _pupils_of([name], day)
        cared = pupils.annotate(adults=Count("pupil__guardianships", filter=Q(pupil__guardianships__ends_on=None)))
        return [*cared.filter(adults__gte=2)[:MOST], *pupils[:MOST]]

    return find


def caring_for(names: Iterable[str], children: int) -> Find:
    """Representatives of exactly so many pupils, one of them in each of these classes."""

    def find(day: date) -> Iterable[Person]:
        people = Person.objects.filter(employee__isnull=True, pupil__isnull=True)
        for name in names:
            ward = Guardianship.objects.filter(
                in_force(day), guardian_id=OuterRef("pk"), pupil_id__in=_pupils_of([name], day).values("pk")
            )
            people = people.filter(Exists(ward))
        counted = people.annotate(children=Count("wards", filter=Q(wards__ends_on=None)))
        return [*counted.filter(children=children)[:MOST], *counted.filter(children__gte=children)[:MOST]]

    return find


def _pupils_of(names: Iterable[str], day: date) -> QuerySet[Person]:
    keys = [normal(name) for name in names]
    placed = Enrolment.objects.filter(in_force(day), school_class__name_key__in=keys)
    return Person.objects.filter(pk__in=placed.values("pupil_id"))
