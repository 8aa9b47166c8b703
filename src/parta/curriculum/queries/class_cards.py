"""The information card of a class: its people, what it is taught, its groups, bells and vacations."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from parta.curriculum.enums import IndividualKind
from parta.curriculum.models import CurriculumLine, IndividualPlan, StudyGroup
from parta.kernel.database import in_force
from parta.people.queries.class_cards import ClassPeople, class_people
from parta.people.rules.figures import share_shown
from parta.school.models import BellSchedule, SchoolClass, Term, Vacation
from parta.school.queries.calendars import learners_of


@dataclass(frozen=True, slots=True)
class ClassCardPage:
    """Everything that the card of a class shows."""

    school_class: SchoolClass
    people: ClassPeople
    passport: tuple[tuple[str, int | None], ...]
    lines: tuple[CurriculumLine, ...]
    hours: Decimal
    groups: tuple[tuple[StudyGroup, int], ...]
    bells: tuple[BellSchedule, ...]
    terms: tuple[Term, ...]
    vacations: tuple[Vacation, ...]


def class_card(school_class: SchoolClass, today: date) -> ClassCardPage:
    """Read the card of a class on a day (a fixed number of queries)."""
    lines = CurriculumLine.objects.filter(school_class=school_class).select_related("subject")
    listed = tuple(lines.order_by("subject__name_key", "profile", "pk"))
    members = Count("members", filter=in_force(today, "members__"), distinct=True)
    groups = StudyGroup.objects.filter(school_class=school_class).select_related("subject").annotate(many=members)
    people = class_people(school_class, today)
    pupils = [pk for pk, _ in people.every_pupil]
    plans = IndividualPlan.objects.filter(in_force(today), school_class=school_class, pupil_id__in=pupils)
    own = plans.filter(kind=IndividualKind.OWN).count()
    return ClassCardPage(
        school_class,
        people,
        (*people.passport, ("individual_plan", share_shown(own, of=len(pupils)))),
        listed,
        sum((line.hours_per_week for line in listed if line.hours_per_week), Decimal()),
        tuple((group, group.many) for group in groups.order_by("subject__name_key", "name_key", "pk")),
        _bells(school_class, today),
        tuple(Term.objects.filter(calendar_id=school_class.calendar_id)),
        tuple(Vacation.objects.filter(calendar_id=school_class.calendar_id)),
    )


def _bells(school_class: SchoolClass, today: date) -> tuple[BellSchedule, ...]:
    """Give the schedules that hold for the class: its own ones before those of all."""
    learners = learners_of(school_class)
    ours = Q(grades=[]) | Q(grades__contains=[learners.grade])
    ours &= Q(shift=None) | Q(shift=learners.shift)
    ours &= Q(building="") | Q(building__iexact=learners.building)
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=today)
    found = BellSchedule.objects.filter(ours, lasting, year_id=school_class.year_id).prefetch_related("bells")
    rows = list(found.order_by("title", "pk"))
    shifted = [row for row in rows if row.shift] if learners.shift > 1 else []
    rows = shifted or rows
    own = [row for row in rows if row.grades]
    return tuple(own or rows)
