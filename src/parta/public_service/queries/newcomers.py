"""Who came in the course of the year, and who of the family cannot come into the diary yet."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef

from parta.installation.models import School
from parta.installation.queries.accounts import ways_in
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.people.access_persons import listed_persons
from parta.people.models import Enrolment, Guardianship, Person
from parta.public_service.queries.calendar import office_days
from parta.public_service.rules.terms import working_days_left
from parta.school.models import SchoolClass


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A pupil whose family waits for codes; `due_on` is the act's last day for them, None where it names none."""

    pupil: Person
    school_class: SchoolClass
    since: date
    waiting: tuple[str, ...]
    due_on: date | None
    left: int
    late: bool


def newcomers(
    *, actor: Actor, school: School, days: int | None, now: datetime, class_id: int | None = None
) -> list[Newcomer]:
    """List those who entered after the year had begun and have neither a code nor an account, or whose parents have none.

    `days` are the act's working days from the day of coming (`newcomer_code_sla`, S3: П2-2.14). Families that chose
    paper are left out. A fixed number of queries; a homeroom teacher sees the own class.
    """
    today = now.date()
    earlier = Enrolment.objects.filter(
        pupil=OuterRef("pupil"), school_class__year=OuterRef("school_class__year"), starts_on__lt=OuterRef("starts_on")
    )
    placed = Enrolment.objects.filter(
        ~Exists(earlier),
        in_force(today),
        pupil__in=listed_persons(actor).values("pk"),
        pupil__paper_only="",
        starts_on__gt=F("school_class__year__starts_on"),
    )
    if class_id is not None:
        placed = placed.filter(school_class=class_id)
    rows = list(placed.select_related("pupil__person", "school_class").order_by("starts_on", "pk"))
    if not rows:
        return []
    families: dict[int, list[Person]] = {row.pupil_id: [row.pupil.person] for row in rows}
    ties = Guardianship.objects.filter(in_force(today), pupil__in=families).select_related("guardian")
    for tie in ties.order_by("guardian__sort_key", "pk"):
        families[tie.pupil_id].append(tie.guardian)
    ways = ways_in(school=school, person_ids={one.pk for family in families.values() for one in family}, now=now)
    working = office_days(today)
    found = []
    for row in rows:
        waiting = [
            one.full_name for one in families[row.pupil_id] if not (ways[one.pk].login or ways[one.pk].code_until)
        ]
        if not waiting:
            continue
        due = working.shift(row.starts_on, days) if days is not None else None
        left = working_days_left(due, today=today, working=working) if due else 0
        late = due is not None and due < today
        found.append(Newcomer(row.pupil.person, row.school_class, row.starts_on, tuple(waiting), due, left, late))
    return found
