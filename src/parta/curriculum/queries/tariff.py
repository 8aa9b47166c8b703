"""The tariff list: teachers with category, journals, hours and the part of a rate they make, against the contract."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from parta.curriculum.enums import LoadStand
from parta.curriculum.models import ContractRate
from parta.curriculum.queries.loads import LoadRow, load_page
from parta.curriculum.rules.loads import Hours, stand_of, tariff_of
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.people.enums import Role
from parta.people.models import Appointment, Employee, HomeroomTeacher
from parta.school.models import AcademicYear


@dataclass(frozen=True, slots=True)
class TariffRow:
    """One teacher of the list."""

    employee: Employee
    courses: tuple[LoadRow, ...]
    homeroom: str
    hours: Hours
    rate: Decimal


def tariff_of_employee(*, actor: Actor, employee_id: int, day: date, college: bool) -> TariffRow | None:
    """Read the line of one employee of the tariff list, for the card; None without a load. Raises `Forbidden`."""
    page = load_page(actor=actor, day=day, class_id=None, teacher_id=employee_id, subject_id=None, vacant=False)
    courses = tuple(row for row in page.rows if row.teacher_id == employee_id)
    if not courses:
        return None
    hours, rate = tariff_of(((row.kind, row.grade, row.hours, row.hours_total) for row in courses), college=college)
    return TariffRow(Employee.objects.get(pk=employee_id), courses, "", hours, rate)


def tariff_list(*, actor: Actor, day: date, college: bool) -> list[TariffRow]:
    """Read the tariff list of a day (S1-66), in three queries; raises `Forbidden`."""
    page = load_page(actor=actor, day=day, class_id=None, teacher_id=None, subject_id=None, vacant=False)
    return _list(page.rows, day, college=college)


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A teacher's load against the contract: `contract` is None for who is no teacher and whose rates nobody said."""

    id: int
    name: str
    post: str
    hours: Hours
    rate: Decimal
    contract: Decimal | None
    said: bool
    unknown: int
    stand: LoadStand

    @property
    def over(self) -> Decimal:
        """By how many rates the load is over the contract; less than nothing: under it."""
        return self.rate - self.contract if self.contract is not None else Decimal()


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Journals of a subject without a teacher, and the part of a rate that they make."""

    subject: str
    classes: tuple[str, ...]
    hours: Hours
    rate: Decimal


@dataclass(frozen=True)
class LoadBalance:
    """Over- and underload of a day: all who are teachers or have a load, and what nobody has."""

    year_id: int | None
    rows: tuple[BalanceRow, ...]
    vacancies: tuple[Vacancy, ...]


def load_balance(*, actor: Actor, day: date, college: bool) -> LoadBalance:
    """Read the load of a day against the contracts, in six queries; raises `Forbidden`."""
    page = load_page(actor=actor, day=day, class_id=None, teacher_id=None, subject_id=None, vacant=False)
    given = {row.employee.pk: row for row in _list(page.rows, day, college=college)}
    year = AcademicYear.objects.filter(starts_on__lte=day).order_by("-starts_on").first()
    said = dict(ContractRate.objects.filter(year=year).values_list("employee_id", "rate"))
    appointed = Exists(Appointment.objects.filter(in_force(day), employee=OuterRef("pk"), role=Role.TEACHER))
    people = Employee.objects.annotate(teaches=appointed).filter(Q(teaches=True) | Q(pk__in=given))
    rows = []
    for one in people.select_related("person").order_by("person__sort_key", "pk"):
        row = given.get(one.pk)
        contract = said.get(one.pk, Decimal(1) if one.teaches else None)
        rate = row.rate if row else Decimal(0)
        rows.append(
            BalanceRow(
                one.pk, one.person.full_name, one.post, row.hours if row else Hours(), rate, contract,
                one.pk in said, sum(c.hours is None and c.hours_total is None for c in row.courses) if row else 0,
                stand_of(rate, contract),
            )
        )  # fmt: skip
    vacant: dict[str, list[LoadRow]] = {}
    for course in page.rows:
        if course.load_id is None:
            vacant.setdefault(course.subject, []).append(course)
    return LoadBalance(
        year.pk if year else None,
        tuple(rows),
        tuple(_vacancy(name, own, college=college) for name, own in sorted(vacant.items())),
    )


def _vacancy(subject: str, rows: list[LoadRow], *, college: bool) -> Vacancy:
    hours, rate = tariff_of(((row.kind, row.grade, row.hours, row.hours_total) for row in rows), college=college)
    return Vacancy(subject, tuple(dict.fromkeys(row.class_name or row.group for row in rows)), hours, rate)


def _list(loads: Sequence[LoadRow], day: date, *, college: bool) -> list[TariffRow]:
    own: dict[int, list[LoadRow]] = {}
    for row in loads:
        if row.teacher_id is not None:
            own.setdefault(row.teacher_id, []).append(row)
    led: dict[int, list[str]] = {}
    homerooms = HomeroomTeacher.objects.filter(in_force(day), employee__in=own).order_by("school_class__sort_key")
    for employee, name in homerooms.values_list("employee_id", "school_class__name"):
        led.setdefault(employee, []).append(name)
    found = Employee.objects.filter(pk__in=own).select_related("person").order_by("person__sort_key", "pk")
    rows = []
    for one in found:
        courses = tuple(own[one.pk])
        hours, rate = tariff_of(((row.kind, row.grade, row.hours, row.hours_total) for row in courses), college=college)
        rows.append(TariffRow(one, courses, ", ".join(led.get(one.pk, ())), hours, rate))
    return rows
