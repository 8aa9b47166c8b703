"""The semester of a college's groups: hours of the programme beside the load that is given."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Prefetch, Q

from parta.curriculum.enums import CourseKind
from parta.curriculum.models import Course, CurriculumLine, Practice, Subject, TeachingLoad
from parta.curriculum.rules.control import semester_of
from parta.curriculum.rules.curriculum import differs, hours_of_semester
from parta.kernel.database import in_force
from parta.school.enums import StudyForm
from parta.school.models import AcademicYear, SchoolClass, Term

_KINDS = (CourseKind.LESSON, CourseKind.PRACTICE, CourseKind.SESSION)


@dataclass(frozen=True, slots=True)
class SemesterCourse:
    """A journal with the hours of the semester by its load (None: not said) and who teaches it on the day."""

    id: int
    learners: str
    hours: Decimal | None
    teachers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SemesterRow:
    """A discipline of a group in one semester: hours of the programme (None: it has none then), journals."""

    subject: Subject
    planned: int | None
    given: tuple[SemesterCourse, ...]

    @property
    def differs(self) -> bool:
        """Whether students are given other hours than the programme says; journals without hours say nothing."""
        if any(one.hours is None for one in self.given):
            return False
        planned = {"": Decimal(self.planned or 0)}
        return differs(planned, [(one.learners, one.hours or Decimal()) for one in self.given])

    @property
    def vacant(self) -> bool:
        """Whether a journal of it has no teacher."""
        return any(not one.teachers for one in self.given)


@dataclass(frozen=True, slots=True)
class SemesterPlan:
    """The semester of a group that goes on, or comes next: its number in the programme, its disciplines."""

    number: int
    term: Term
    rows: tuple[SemesterRow, ...]

    @property
    def weeks(self) -> int:
        """How many weeks the semester has, the last one as a whole."""
        return _weeks(self.term)

    @property
    def planned(self) -> int:
        """Hours of the programme."""
        return sum(row.planned or 0 for row in self.rows)

    @property
    def given(self) -> Decimal:
        """Teachers' hours of all journals."""
        return sum((one.hours or Decimal() for row in self.rows for one in row.given), Decimal())

    @property
    def differing(self) -> int:
        """How many disciplines are given otherwise than the programme says."""
        return sum(row.differs for row in self.rows)

    @property
    def vacant(self) -> int:
        """How many journals nobody teaches."""
        return sum(not one.teachers for row in self.rows for one in row.given)


def semester_plans(year: AcademicYear, groups: Sequence[SchoolClass], day: date) -> dict[int, SemesterPlan]:
    """Give the semester of a day for every group with a programme, in five queries."""
    groups = [one for one in groups if one.programme_code]
    if not groups:
        return {}
    terms: dict[int, list[Term]] = defaultdict(list)
    for term in Term.objects.filter(calendar__in={one.calendar_id for one in groups}).order_by("starts_on"):
        terms[term.calendar_id].append(term)
    lines = list(
        CurriculumLine.objects.filter(year=year, school_class=None).exclude(programme_code="").select_related("subject")
    )
    courses: dict[int | None, list[Course]] = defaultdict(list)
    held = TeachingLoad.objects.filter(in_force(day)).select_related("employee__person").order_by("pk")
    found = Course.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), school_class__in=groups, kind__in=_KINDS)
    for course in found.select_related("subject", "study_group").prefetch_related(
        Prefetch("loads", held, to_attr="held")
    ):
        courses[course.school_class_id].append(course)
    blocks: dict[int, list[Practice]] = defaultdict(list)
    for block in Practice.objects.filter(school_class__in=groups):
        blocks[block.school_class_id].append(block)
    plans = {}
    for group in groups:
        own = terms[group.calendar_id]
        current = next((one for one in own if one.ends_on >= day), own[-1] if own else None)
        if current is not None:
            plans[group.pk] = _plan(group, current, lines, courses[group.pk], blocks[group.pk])
    return plans


def _plan(
    group: SchoolClass, term: Term, lines: list[CurriculumLine], courses: list[Course], blocks: list[Practice]
) -> SemesterPlan:
    number = semester_of(group.grade_level, term.number)
    planned = _planned(group, number, lines)
    weeks = _weeks(term)
    of_blocks: dict[int, int] = defaultdict(int)
    for block in blocks:
        if term.starts_on <= block.starts_on <= term.ends_on:
            of_blocks[block.subject_id] += block.hours or 0
    subjects = {pk: subject for pk, (subject, _) in planned.items()}
    given: dict[int, list[SemesterCourse]] = defaultdict(list)
    for course in courses:
        if course.kind == CourseKind.PRACTICE and course.subject_id not in {*planned, *of_blocks}:
            continue  # of another semester
        subjects.setdefault(course.subject_id, course.subject)
        loads: list[TeachingLoad] = course.held  # type: ignore[attr-defined]
        hours = hours_of_semester(
            [(one.hours_per_week, one.hours_total) for one in loads], course.hours_per_week, weeks=weeks
        )
        if course.kind == CourseKind.PRACTICE and of_blocks:
            hours = Decimal(of_blocks[course.subject_id])
        learners = course.study_group.name if course.study_group else ""
        names = tuple(one.employee.person.full_name for one in loads)
        given[course.subject_id].append(SemesterCourse(course.pk, learners, hours, names))
    rows = [
        SemesterRow(subject, planned[pk][1] if pk in planned else None, tuple(given[pk]))
        for pk, subject in subjects.items()
    ]
    return SemesterPlan(number, term, tuple(sorted(rows, key=lambda row: (row.subject.index, row.subject.name_key))))


def _weeks(term: Term) -> int:
    return -(-((term.ends_on - term.starts_on) + timedelta(days=1)) // timedelta(days=7))


def _planned(group: SchoolClass, number: int, lines: list[CurriculumLine]) -> Mapping[int, tuple[Subject, int]]:
    """Give the disciplines of the semester: a part-time group's plan says hours without semesters."""
    part_time = group.study_form == StudyForm.PART_TIME
    found: dict[int, tuple[Subject, int]] = {}
    for line in lines:
        if not line.programme_code.startswith(group.programme_code) or bool(line.semesters) == part_time:
            continue
        hours = line.hours_total if part_time else line.semesters.get(str(number))
        if hours:
            found[line.subject_id] = (line.subject, int(hours))
    return found
