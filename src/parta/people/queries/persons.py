"""Finding a person, and a person's card."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from parta.installation.models import InvitationCode, Membership, School
from parta.installation.queries.accounts import WayIn, ways_in
from parta.kernel.database import in_force
from parta.kernel.text import normal
from parta.people.models import (
    Achievement,
    Appointment,
    Employee,
    Enrolment,
    FormerName,
    Guardianship,
    HomeroomTeacher,
    Movement,
    Person,
    Pupil,
    StaffOrder,
    Training,
    TrustedPerson,
)

PER_PAGE = 50
KINDS = ("pupils", "parents", "staff")


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """One line of the search."""

    id: int
    name: str
    birth_date: date | None
    phone: str
    school_class: str
    class_id: int | None
    post: str
    roles: tuple[str, ...]
    wards: tuple[str, ...]
    left: tuple[str, date] | None = None
    """The class and the last day of a pupil who is here no more."""


@dataclass(frozen=True, slots=True)
class PeopleAsked:
    """What a list of people is narrowed to: a class, a role in force, who left, who has no way in."""

    search: str = ""
    kind: str = ""
    class_id: int | None = None
    role: str = ""
    left: bool = False
    no_way: School | None = None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """A page of the search, with what was asked."""

    found: tuple[FoundPerson, ...]
    total: int
    page: int
    pages: int
    search: str
    kind: str


def people_page(
    *, persons: QuerySet[Person], asked: PeopleAsked, page: int, now: datetime, per_page: int = PER_PAGE
) -> PeoplePage:
    """Search persons by the beginnings of words of their names, ё as е; in pages (a fixed number of queries)."""
    today, search, kind = now.date(), asked.search, asked.kind
    rows = _narrowed(_of_kind(named_like(persons, search), kind, today), asked, now)
    total = rows.count()
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    shown = list(rows.order_by("sort_key", "pk")[(page - 1) * per_page : page * per_page])
    ids = [person.pk for person in shown]
    places = {
        row.pupil_id: row.school_class
        for row in Enrolment.objects.filter(in_force(today), pupil_id__in=ids).select_related("school_class")
    }
    posts = dict(Employee.objects.filter(pk__in=ids).values_list("pk", "post"))
    roles: dict[int, list[str]] = {}
    for person_id, role in Appointment.objects.filter(in_force(today), employee_id__in=ids).values_list(
        "employee_id", "role"
    ):
        roles.setdefault(person_id, []).append(role)
    wards: dict[int, list[str]] = {}
    for row in (
        Guardianship.objects.filter(in_force(today), guardian_id__in=ids)
        .select_related("pupil__person")
        .order_by("pupil__person__sort_key")
    ):
        wards.setdefault(row.guardian_id, []).append(row.pupil.person.list_name)
    gone = Enrolment.objects.filter(pupil_id__in=ids, ends_on__lt=today).order_by("ends_on")
    left = {
        one.pupil_id: (one.school_class.name, one.ends_on) for one in gone.select_related("school_class") if one.ends_on
    }
    found = tuple(
        FoundPerson(
            person.pk,
            person.full_name,
            person.birth_date,
            person.phone,
            places[person.pk].name if person.pk in places else "",
            places[person.pk].pk if person.pk in places else None,
            posts.get(person.pk, ""),
            (*roles.get(person.pk, ()), *(("pupil",) if person.pk in places else ())),
            tuple(wards.get(person.pk, ())),
            None if person.pk in places else left.get(person.pk),
        )
        for person in shown
    )
    return PeoplePage(found, total, page, pages, search, kind)


def named_like(persons: QuerySet[Person], search: str) -> QuerySet[Person]:
    """Keep those whose names, or former names, have words that begin so; ё is as е."""
    rows = persons
    for word in normal(search).split()[:5]:
        former = FormerName.objects.filter(
            Q(sort_key__startswith=word) | Q(sort_key__contains=f" {word}"), person=OuterRef("pk")
        )
        rows = rows.filter(Q(sort_key__startswith=word) | Q(sort_key__contains=f" {word}") | Exists(former))
    return rows


def _of_kind(rows: QuerySet[Person], kind: str, today: date) -> QuerySet[Person]:
    match kind:
        case "pupils":
            return rows.filter(Exists(Enrolment.objects.filter(in_force(today), pupil_id=OuterRef("pk"))))
        case "parents":
            return rows.filter(Exists(Guardianship.objects.filter(in_force(today), guardian_id=OuterRef("pk"))))
        case "staff":
            return rows.filter(Exists(Employee.objects.filter(pk=OuterRef("pk"))))
    return rows


def _narrowed(rows: QuerySet[Person], asked: PeopleAsked, now: datetime) -> QuerySet[Person]:
    today = now.date()
    places = Enrolment.objects.filter(in_force(today))
    posts = Appointment.objects.filter(in_force(today))
    wards = Guardianship.objects.filter(in_force(today), guardian_id=OuterRef("pk"))
    studies, works = Exists(places.filter(pupil_id=OuterRef("pk"))), Exists(posts.filter(employee_id=OuterRef("pk")))
    if asked.class_id is not None:
        here = places.filter(school_class=asked.class_id)
        pupil, parent = here.filter(pupil_id=OuterRef("pk")), wards.filter(pupil__in=here.values("pupil"))
        gone = Enrolment.objects.filter(school_class=asked.class_id, pupil_id=OuterRef("pk"))
        rows = rows.filter(Exists(gone) if asked.left else Exists(pupil) | Exists(parent))
    if asked.role:
        rows = rows.filter(Exists(posts.filter(employee_id=OuterRef("pk"), role=asked.role)))
    if asked.left:
        learned = Enrolment.objects.filter(pupil_id=OuterRef("pk"), ends_on__lt=today)
        worked = Appointment.objects.filter(employee_id=OuterRef("pk"), ends_on__lt=today)
        rows = rows.filter(Exists(learned) | Exists(worked)).exclude(studies).exclude(works)
    if asked.no_way is not None:
        member = Membership.objects.filter(school=asked.no_way, is_active=True, person_id=OuterRef("pk"))
        code = InvitationCode.objects.filter(
            school=asked.no_way, person_id=OuterRef("pk"), used_at=None, withdrawn_at=None, expires_at__gt=now
        )
        rows = rows.exclude(Exists(member)).exclude(Exists(code))
        if not asked.left:
            rows = rows.filter(studies | works | Exists(wards))
    return rows


@dataclass(frozen=True, slots=True)
class Tie:
    """Another person tied to this one: a parent or a ward."""

    id: int
    name: str
    relation: str
    phone: str
    since: date
    until: date | None
    document: str
    row_id: int
    end_ground: str
    workplace: str
    ward: bool


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Everything that the card of a person shows."""

    person: Person
    pupil: Pupil | None
    places: tuple[Enrolment, ...]
    movements: tuple[Movement, ...]
    employee: Employee | None
    appointments: tuple[Appointment, ...]
    homerooms: tuple[HomeroomTeacher, ...]
    parents: tuple[Tie, ...]
    wards: tuple[Tie, ...]
    trusted: tuple[TrustedPerson, ...]
    entrusted: tuple[TrustedPerson, ...]
    achievements: tuple[Achievement, ...]
    trainings: tuple[Training, ...]
    orders: tuple[StaffOrder, ...]
    way: WayIn
    today: date


def person_card(*, person: Person, school: School, sees_orders: bool, now: datetime) -> PersonCard:
    """Read the card of a person, and orders about the work where they are to be seen."""
    employee: Employee | None = getattr(person, "employee", None)
    pupil: Pupil | None = getattr(person, "pupil", None)
    ties = Guardianship.objects.filter(Q(guardian=person) | Q(pupil_id=person.pk))
    ties = ties.select_related("guardian", "pupil__person").order_by("-starts_on", "pk")
    papers = TrustedPerson.objects.filter(Q(pupil_id=person.pk) | Q(person=person)).select_related("pupil__person")
    places = Enrolment.objects.filter(pupil=person.pk) if pupil else Enrolment.objects.none()
    places = places.select_related("school_class").order_by("-starts_on")
    moves = Movement.objects.filter(pupil=person.pk) if pupil else Movement.objects.none()
    moves = moves.select_related("school_class", "into").order_by("-date", "-pk")
    won = Achievement.objects.filter(pupil=person.pk) if pupil else Achievement.objects.none()
    won = won.select_related("told_by")
    posts = Appointment.objects.filter(employee=person.pk) if employee else Appointment.objects.none()
    posts = posts.order_by("-starts_on", "role")
    led = HomeroomTeacher.objects.filter(employee=person.pk) if employee else HomeroomTeacher.objects.none()
    led = led.select_related("school_class").order_by("-starts_on")
    learned = Training.objects.filter(employee=person.pk) if employee else Training.objects.none()
    learned = learned.select_related("told_by")
    orders = StaffOrder.objects.filter(employee=person.pk) if employee and sees_orders else StaffOrder.objects.none()
    return PersonCard(
        person=person,
        pupil=pupil,
        places=tuple(places),
        movements=tuple(moves),
        employee=employee,
        appointments=tuple(posts),
        homerooms=tuple(led),
        parents=tuple(_tie(row, row.guardian, ward=True) for row in ties if row.pupil_id == person.pk),
        wards=tuple(_tie(row, row.pupil.person, ward=False) for row in ties if row.guardian_id == person.pk),
        trusted=tuple(one for one in papers if one.pupil_id == person.pk),
        entrusted=tuple(one for one in papers if one.person_id == person.pk),
        achievements=tuple(won),
        trainings=tuple(learned),
        orders=tuple(orders),
        way=ways_in(school=school, person_ids=[person.pk], now=now)[person.pk],
        today=now.date(),
    )


def _tie(row: Guardianship, other: Person, *, ward: bool) -> Tie:
    return Tie(
        other.pk,
        other.full_name,
        row.relation,
        other.phone,
        row.starts_on,
        row.ends_on,
        row.document,
        row.pk,
        row.end_ground,
        other.workplace,
        ward,
    )


def names_of(person_ids: Collection[int]) -> dict[int, str]:
    """Give full names by id."""
    return {person.pk: person.full_name for person in Person.objects.filter(pk__in=person_ids)}
