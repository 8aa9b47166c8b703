"""Classes with their pupils: the list, and the page of one class."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from parta.installation.models import Membership, School
from parta.installation.queries.accounts import WayIn, ways_in
from parta.kernel.database import in_force
from parta.people.models import Enrolment, Guardianship, HomeroomTeacher, Person
from parta.school.models import AcademicYear, SchoolClass


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class of the list."""

    id: int
    name: str
    grade_level: int
    pupils: int
    with_account: int
    homeroom: str
    calendar_id: int
    shift: int | None = None
    building: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person on the page of a class; the way in and contacts are empty where the reader has no right to them."""

    id: int
    name: str
    relation: str
    phone: str
    way: WayIn


@dataclass(frozen=True, slots=True)
class PupilRow:
    """A pupil on the page of a class."""

    number: int
    id: int
    name: str
    birth_date: date | None
    personal_file_no: str
    notes: str
    paper_only: bool
    since: date
    way: WayIn
    parents: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class ClassPage:
    """The page of a class for one reader."""

    id: int
    name: str
    kind: str
    programme: str
    homeroom: str
    homeroom_id: int | None
    pupils: tuple[PupilRow, ...]
    cards: bool
    acting: str = ""
    acting_until: date | None = None

    @property
    def without_account(self) -> list[PupilRow]:
        """Pupils who cannot get in yet."""
        return [pupil for pupil in self.pupils if not pupil.way.login]

    @property
    def parents(self) -> list[PersonRow]:
        """Parents of the class, each once, by name."""
        each = {parent.id: parent for pupil in self.pupils for parent in pupil.parents}
        return sorted(each.values(), key=lambda parent: (parent.name, parent.id))


def class_rows(
    *, classes: QuerySet[SchoolClass], school: School, today: date, year: AcademicYear | None = None
) -> list[ClassRow]:
    """List classes of a year, by default the one that holds `today`, as they are then (one query).

    Of a year to come, as they will be on its first day.
    """
    in_year = Q(year=year) if year else Q(year__starts_on__lte=today, year__ends_on__gte=today)
    today = min(max(today, year.starts_on), year.ends_on) if year else today
    member = Membership.objects.filter(school=school, is_active=True, person_id=OuterRef("pupil"))
    placed = Enrolment.objects.filter(in_force(today), school_class=OuterRef("pk")).order_by()
    leader = HomeroomTeacher.objects.filter(in_force(today), school_class=OuterRef("pk")).order_by("acting")
    rows = (
        classes.filter(in_year)
        .annotate(
            pupils=_counted(placed),
            with_account=_counted(placed.filter(Exists(member))),
            leader_last=Subquery(leader.values("employee__person__last_name")[:1]),
            leader_first=Subquery(leader.values("employee__person__first_name")[:1]),
            leader_patronymic=Subquery(leader.values("employee__person__patronymic")[:1]),
        )
        .order_by("sort_key", "pk")
    )
    return [
        ClassRow(
            row.pk,
            row.name,
            row.grade_level,
            row.pupils,
            row.with_account,
            " ".join(part for part in (row.leader_last, row.leader_first, row.leader_patronymic) if part),
            row.calendar_id,
            row.shift,
            row.building,
        )
        for row in rows
    ]


def _counted(rows: QuerySet[Enrolment]) -> Coalesce:
    counted = rows.values("school_class").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def class_page(*, school_class: SchoolClass, school: School, cards: bool, now: datetime) -> ClassPage:
    """Read the page of a class on the day of `now`; `cards`: the reader may see birth dates, parents, contacts."""
    today = now.date()
    leaders = {
        row.acting: row
        for row in HomeroomTeacher.objects.filter(in_force(today), school_class=school_class).select_related(
            "employee__person"
        )
    }
    leader, acting = leaders.get(False), leaders.get(True)
    placed = list(
        Enrolment.objects.filter(in_force(today), school_class=school_class)
        .select_related("pupil__person")
        .order_by("pupil__person__sort_key", "pk")
    )
    parents: dict[int, list[Guardianship]] = {}
    ways: dict[int, WayIn] = {}
    if cards:
        ids = [row.pupil_id for row in placed]
        for row in (
            Guardianship.objects.filter(in_force(today), pupil_id__in=ids)
            .select_related("guardian")
            .order_by(F("relation").desc(), "guardian__sort_key")
        ):
            parents.setdefault(row.pupil_id, []).append(row)
        people = {*ids, *(row.guardian_id for rows in parents.values() for row in rows)}
        ways = ways_in(school=school, person_ids=people, now=now)
    rows = tuple(
        PupilRow(
            number=number,
            id=row.pupil_id,
            name=row.pupil.person.list_name if not cards else row.pupil.person.full_name,
            birth_date=row.pupil.person.birth_date if cards else None,
            personal_file_no=(row.pupil.personal_file_no or "") if cards else "",
            notes=row.pupil.notes,
            paper_only=bool(row.pupil.paper_only),
            since=row.starts_on,
            way=ways.get(row.pupil_id, WayIn()),
            parents=tuple(_parent(one, ways) for one in parents.get(row.pupil_id, ())),
        )
        for number, row in enumerate(placed, 1)
    )
    return ClassPage(
        school_class.pk,
        school_class.name,
        school_class.kind,
        " ".join(part for part in (school_class.programme_code, school_class.programme_title) if part),
        leader.employee.person.full_name if leader else "",
        leader.employee_id if leader else None,
        rows,
        cards,
        acting.employee.person.full_name if acting else "",
        acting.ends_on if acting else None,
    )


def _parent(row: Guardianship, ways: dict[int, WayIn]) -> PersonRow:
    person: Person = row.guardian
    return PersonRow(person.pk, person.full_name, row.relation, person.phone, ways.get(person.pk, WayIn()))
