"""The curriculum as a family reads it: what the child's class or programme is taught, how much, and what is beside it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q

from parta.curriculum.enums import JOINT, IndividualKind, YearPart
from parta.curriculum.models import (
    Course,
    CurriculumLine,
    IndividualPlan,
    StudyGroupMember,
    TeachingLoad,
    YearApproval,
)
from parta.curriculum.queries.own import MINE
from parta.curriculum.rules.control import semester_of
from parta.curriculum.rules.curriculum import own_profiles, totals
from parta.curriculum.rules.programmes import FORMS
from parta.journal.queries.diary.calendar import DiaryCalendar, diary_calendar
from parta.journal.queries.diary.children import Diary
from parta.kernel.database import in_force
from parta.kernel.sql import sql
from parta.school.enums import StudyForm
from parta.school.models import SchoolClass

_MINE = f"""
WITH {MINE}
SELECT DISTINCT c.id FROM curriculum_course c JOIN mine ON mine.id = c.id
WHERE c.year_id = %(year)s AND c.kind = ANY(%(kinds)s::text[]) AND %(day)s::date BETWEEN mine.starts_on AND mine.ends_on
"""


@dataclass(frozen=True, slots=True)
class TaughtLine:
    """A subject with its hours a week; of a college with hours of the programme and of the semesters of this year.

    `forms`: codes of control by semester, as the programme has them.
    """

    name: str
    index: str
    profile: str
    weekly: Decimal | None
    total: int | None
    semesters: tuple[tuple[int, int], ...]
    forms: tuple[tuple[int, str], ...]

    @property
    def this_year(self) -> bool:
        """Whether a discipline of a programme is taught in this year of study; without semesters it may be any."""
        return bool(self.semesters or self.forms)


@dataclass(frozen=True, slots=True)
class Activity:
    """What the child goes to beside lessons: hours a week (None: not said), who leads it."""

    name: str
    kind: str
    hours: Decimal | None
    teachers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChildCurriculum:
    """The curriculum of a child; `approval` is None, and lines are empty, until the director has approved the year's.

    `own`: the child's individual plan in force, whose journals are shown instead of the class's subjects. `weekly`:
    hours of lessons a week, of the profile that has the most where the child's is not known.
    """

    calendar: DiaryCalendar
    school_class: SchoolClass | None
    approval: YearApproval | None
    own: IndividualKind | None
    weekly: Decimal
    lines: tuple[TaughtLine, ...]
    activities: tuple[Activity, ...]

    @property
    def activity_hours(self) -> Decimal:
        """Hours a week beside lessons."""
        return sum((one.hours or Decimal() for one in self.activities), Decimal())


def child_curriculum(diary: Diary) -> ChildCurriculum:
    """Read the curriculum of the child's class, programme or own plan, and what is beside it (S4-02), in eight queries."""
    child = diary.child
    calendar = diary_calendar(child, diary.today)
    school_class = SchoolClass.objects.select_related("year").filter(pk=child.class_id or 0).first()
    if school_class is None or child.paper_only:
        return ChildCurriculum(calendar, None, None, None, Decimal(), (), ())
    year = school_class.year
    approval = YearApproval.objects.filter(year=year, part=YearPart.CURRICULUM).order_by("approved_on", "pk").last()
    if approval is None:
        return ChildCurriculum(calendar, school_class, None, None, Decimal(), (), ())
    day = min(max(diary.today, year.starts_on), year.ends_on)
    own = (
        IndividualPlan.objects.filter(in_force(day), pupil=child.id, school_class=school_class)
        .prefetch_related("lines__course__subject")
        .first()
    )
    if own:
        lines = _own_lines(own)
        weekly = sum((line.weekly or Decimal() for line in lines), Decimal())
    elif school_class.programme_code:
        lines, weekly = _of_programme(school_class), Decimal()
    else:
        found = _of_class(school_class, child.id, day)
        lines = [_taught(line, ()) for line in found]
        hours = totals((line.subject_id, line.profile, line.hours_per_week or Decimal()) for line in found)
        weekly = max(hours.values(), default=Decimal())
    return ChildCurriculum(
        calendar,
        school_class,
        approval,
        IndividualKind(own.kind) if own else None,
        weekly,
        tuple(lines),
        _activities(child.id, year.pk, day),
    )


def _own_lines(plan: IndividualPlan) -> list[TaughtLine]:
    found = sorted(plan.lines.all(), key=lambda line: (line.course.sort_key, line.pk))
    return [
        TaughtLine(line.course.name, line.course.subject.index, "", line.hours_per_week, None, (), ()) for line in found
    ]


def _of_programme(school_class: SchoolClass) -> list[TaughtLine]:
    """Give the programme of the group's form of study, with the semesters of its year."""
    code, full_time = school_class.programme_code, school_class.study_form == StudyForm.FULL_TIME
    found = CurriculumLine.objects.filter(
        year=school_class.year_id, school_class=None, programme_code__startswith=code
    ).select_related("subject")
    semesters = [semester_of(school_class.grade_level, number) for number in (1, 2)]
    return [_taught(line, semesters) for line in found.order_by("pk") if (line.programme_code == code) == full_time]


def _of_class(school_class: SchoolClass, pupil_id: int, day: date) -> list[CurriculumLine]:
    """Give the common lines and, in place of them, those of the child's profile; of all profiles where it is not known."""
    found = CurriculumLine.objects.filter(year=school_class.year_id, school_class=school_class).select_related(
        "subject"
    )
    lines = list(found.order_by("subject__name_key", "profile", "pk"))
    groups = StudyGroupMember.objects.filter(in_force(day), pupil=pupil_id, group__school_class=school_class)
    names = groups.values_list("group__name", flat=True)
    own = own_profiles(names, {line.profile for line in lines if line.profile})
    if not own:
        return lines
    replaced = {line.subject_id for line in lines if line.profile in own}
    return [line for line in lines if line.profile in own or not (line.profile or line.subject_id in replaced)]


def _taught(line: CurriculumLine, semesters: Any) -> TaughtLine:
    hours = tuple((number, line.semesters[str(number)]) for number in semesters if line.semesters.get(str(number)))
    forms = tuple(
        (number, str(form))
        for form in FORMS
        for number in line.attestation.get(str(form), ())
        if not semesters or number in semesters
    )
    return TaughtLine(
        line.subject.name, line.subject.index, line.profile, line.hours_per_week, line.hours_total, hours,
        tuple(sorted(forms)),
    )  # fmt: skip


def _activities(pupil_id: int, year_id: int, day: date) -> tuple[Activity, ...]:
    values = {"pupil": pupil_id, "year": year_id, "kinds": [*JOINT], "day": day}
    ids = [pk for (pk,) in sql(_MINE, values)]
    held = TeachingLoad.objects.filter(in_force(day)).select_related("employee__person").order_by("pk")
    going_on = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    found = Course.objects.filter(going_on, pk__in=ids).select_related("subject")
    courses = found.prefetch_related(Prefetch("loads", held, to_attr="held")).order_by("kind", "sort_key", "pk")
    return tuple(
        Activity(
            one.name,
            one.kind,
            one.hours_per_week,
            tuple(load.employee.person.full_name for load in one.held),
        )
        for one in courses
    )
