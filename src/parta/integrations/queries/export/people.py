"""People: the staff, the pupils with their representatives, the movement."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from parta.curriculum.models import ContractRate
from parta.integrations.spreadsheets.values.training import TrainingLine
from parta.people.enums import MoveKind
from parta.people.models import Consent, Employee, Enrolment, Guardianship, Movement, Person, Training
from parta.people.rules.movement import ARRIVALS
from parta.school.models import AcademicYear

from .tables import Row, Table, full_name

_PARENTS = {"mother": ("mother",), "father": ("father",)}
_OTHER = ("other",)
_MORE = ("first", "second")
_OF_PUPILS = frozenset({"pupils", "movement", "subgroups", "home_plan", "home_times", "extended_day", "marks"})
_CODED = ("identity_kind", "programme", "meals")
_PLAIN = (
    "citizenship", "identity_series", "identity_number", "identity_by", "identity_on",
    "programme_words", "language", "transport",
)  # fmt: skip


def persons_in(year: AcademicYear, today: dt.date, kinds: Iterable[str]) -> set[int]:
    """Give who stands by name in tables of these kinds: the staff, the pupils of the year, in their list the parents."""
    wanted, found = set(kinds), set[int]()
    if "staff" in wanted:
        working = Employee.objects.filter(Q(left_on=None) | Q(left_on__gte=today))
        found.update(working.values_list("pk", flat=True))
    if wanted & _OF_PUPILS:
        placed = Enrolment.objects.filter(school_class__year=year)
        found.update(placed.values_list("pupil_id", flat=True))
    if "pupils" in wanted:
        ties = Guardianship.objects.filter(ends_on=None, pupil_id__in=found)
        found.update(ties.values_list("guardian_id", flat=True))
    return found


def staff_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Those who work here now."""
    staff = (
        Employee.objects.filter(Q(left_on=None) | Q(left_on__gte=today))
        .select_related("person")
        .order_by("person__sort_key")
    )
    courses: dict[int, list[Training]] = defaultdict(list)
    for row in Training.objects.filter(accepted=True):
        courses[row.employee_id].append(row)
    rates = dict(ContractRate.objects.filter(year=year).values_list("employee_id", "rate"))
    yield Table(
        [
            {
                "tabno": one.staff_no,
                **_person(one.person),
                "position": one.post,
                "subjects": one.subjects,
                "category": one.category,
                "attested": one.attested_on,
                "education": one.education,
                "qualification": one.qualification,
                "courses": "\n".join(_course(row).text for row in reversed(courses[one.pk])),
                "rate": float(rates[one.pk]) if one.pk in rates else None,
                "order_no": one.hired_order_no,
                "order_date": one.hired_on,
            }
            for one in staff
        ]
    )


def _course(row: Training) -> TrainingLine:
    return TrainingLine(row.programme, row.organisation, row.hours, row.starts_on, row.ends_on, row.document)


def _person(one: Person) -> dict[str, Any]:
    return {
        "last": one.last_name, "first": one.first_name, "middle": one.patronymic, "sex": (one.sex,) if one.sex else "",
        "birth": one.birth_date, "snils": one.snils, "phone": one.phone, "email": one.email,
    }  # fmt: skip


def pupils_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Those who are in a class now, with their representatives."""
    places = (
        Enrolment.objects.filter(school_class__year=year, ends_on=None)
        .select_related("pupil__person", "school_class")
        .order_by("school_class__sort_key", "pupil__person__sort_key")
    )
    consents = {
        one.person_id: one for one in Consent.objects.filter(kind="personal_data", withdrawn_on=None).order_by("pk")
    }
    guardians: dict[int, list[Guardianship]] = defaultdict(list)
    for link in Guardianship.objects.filter(ends_on=None).select_related("guardian").order_by("pk"):
        guardians[link.pupil_id].append(link)
    rows: list[Row] = []
    for place in places:
        pupil = place.pupil
        consent = consents.get(pupil.pk)
        rows.append(
            {
                "class": place.school_class.name,
                **_person(pupil.person),
                "file_no": pupil.personal_file_no,
                "address": pupil.person.address,
                **_guardians(guardians[pupil.pk]),
                "consent": consent.given if consent else None,
                "consent_date": consent.given_on if consent else None,
                "enrol_date": place.starts_on if place.starts_on > year.starts_on else None,
                "enrol_order": place.order_no,
                "gpd": pupil.extended_day,
                "refusal": pupil.paper_only,
                "basis": pupil.funding,
                "notes": pupil.notes,
                "registered": pupil.registered_address,
                **{name: getattr(pupil, name) for name in _PLAIN},
                **{name: (value,) if (value := getattr(pupil, name)) else "" for name in _CODED},
            }
        )
    yield Table(rows)


def _guardians(links: Iterable[Guardianship]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for link in links:
        place = next((one for one in (*_PARENTS.get(link.relation, _OTHER), *_MORE) if f"{one}_name" not in row), None)
        if place is None:
            continue
        person = link.guardian
        row |= {f"{place}_name": full_name(person), f"{place}_phone": person.phone, f"{place}_email": person.email}
        if place in _MORE:
            row[f"{place}_relation"] = (link.relation,)
        if place == "other":
            row["other_document"] = link.document
    return row


def movement_tables(year: AcademicYear, today: dt.date) -> Iterable[Table]:
    """Arrivals and departures; a transfer inside the school shows in the lists of classes."""
    moves = (
        Movement.objects.filter(school_class__year=year)
        .exclude(kind=MoveKind.TRANSFERRED)
        .select_related("pupil__person", "school_class")
    )
    yield Table(
        [
            {
                "date": one.date,
                "kind": ("arrived" if one.kind in ARRIVALS else "departed",),
                "class": one.school_class.name,
                "fio": full_name(one.pupil.person),
                "birth": one.pupil.person.birth_date,
                "order": one.order_no,
                "place": one.place,
                "ground": one.ground,
            }
            for one in moves.order_by("date", "pk")
        ]
    )
