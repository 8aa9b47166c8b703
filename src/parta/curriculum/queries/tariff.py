"""The tariff list: every teacher with the category, the journals, the hours and the part of a rate they make."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parta.curriculum.access import may_see_load
from parta.curriculum.queries.loads import LoadRow, load_page
from parta.curriculum.rules.loads import Hours, tariff_of
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import require
from parta.people.models import Employee, HomeroomTeacher


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
    require(may_see_load(actor))
    page = load_page(actor=actor, day=day, class_id=None, teacher_id=None, subject_id=None, vacant=False)
    own: dict[int, list[LoadRow]] = {}
    for row in page.rows:
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
