"""The curriculum of classes beside the load that is given: planned, given, vacant; activities and home schooling."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q

from parta.curriculum.access import may_see_load
from parta.curriculum.enums import ALONE, JOINT, CourseKind
from parta.curriculum.models import Course, CurriculumLine, LoadNorm, Subject, TeachingLoad
from parta.curriculum.queries.norms import load_norms
from parta.curriculum.queries.semesters import SemesterPlan, semester_plans
from parta.curriculum.rules.curriculum import differs, totals
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, require
from parta.school.models import AcademicYear, SchoolClass

_BESIDE = (*JOINT, *ALONE)


@dataclass(frozen=True, slots=True)
class GivenCourse:
    """A journal with its hours a week (None: not said) and who teaches it on the day; nobody: a vacancy."""

    id: int
    title: str
    kind: str
    learners: str
    hours: Decimal | None
    teachers: tuple[str, ...]

    @property
    def vacant(self) -> Decimal:
        """Hours that nobody teaches."""
        return Decimal() if self.teachers else self.hours or Decimal()


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A subject of a class: its lines of the curriculum and the journals of it."""

    id: int
    name: str
    lines: tuple[CurriculumLine, ...]
    given: tuple[GivenCourse, ...]

    @property
    def hours_given(self) -> Decimal:
        """Teachers' hours of all journals."""
        return sum((one.hours or Decimal() for one in self.given), Decimal())

    @property
    def vacant(self) -> Decimal:
        """Hours of journals without a teacher."""
        return sum((one.vacant for one in self.given), Decimal())

    @property
    def differs(self) -> bool:
        """Whether pupils are given other hours than planned; journals without hours say nothing."""
        if any(one.hours is None for one in self.given):
            return False
        planned = {line.profile: line.hours_per_week or Decimal() for line in self.lines}
        return differs(planned, [(one.learners, one.hours or Decimal()) for one in self.given])


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """The curriculum of one class: hours by profile, the most that the norm allows, what is given beside lessons."""

    school_class: SchoolClass
    rows: tuple[SubjectRow, ...]
    totals: dict[str, Decimal]
    beside: tuple[GivenCourse, ...]
    norm: LoadNorm | None
    semester: SemesterPlan | None = None

    @property
    def planned(self) -> Decimal:
        """Hours a week of the profile that has the most."""
        return max(self.totals.values(), default=Decimal())

    @property
    def given(self) -> Decimal:
        """Teachers' hours of all journals."""
        return sum((row.hours_given for row in self.rows), Decimal())

    @property
    def vacant(self) -> Decimal:
        """Hours of journals without a teacher."""
        return sum((row.vacant for row in self.rows), Decimal())

    @property
    def differing(self) -> int:
        """How many subjects are given otherwise than planned."""
        return sum(row.differs for row in self.rows)

    @property
    def most(self) -> int | None:
        """The most hours of lessons by the norm."""
        return self.norm.most(self.school_class.calendar.week_days) if self.norm else None

    @property
    def over(self) -> Decimal:
        """Hours above the norm."""
        return max(Decimal(), self.planned - self.most) if self.most is not None else Decimal()


@dataclass(frozen=True, slots=True)
class CurriculumPage:
    """The classes of the year on a day, and the activities of pupils of several classes."""

    year: AcademicYear | None
    classes: tuple[ClassPlan, ...]
    joint: tuple[GivenCourse, ...]


def curriculum_page(*, actor: Actor, day: date, school: bool, class_id: int | None = None) -> CurriculumPage:
    """Read the curriculum of all classes, or of one, in six queries; raises `Forbidden`, `NotVisible`.

    `school`: the norms of a school hold; in a college, the hours of the programme's semester instead, in five more.
    """
    require(may_see_load(actor))
    years = AcademicYear.objects.order_by("-starts_on")
    if class_id is not None:
        year = years.filter(classes=class_id).first()
        if year is None:
            raise NotVisible
    else:
        year = years.filter(starts_on__lte=day, ends_on__gte=day).first() or years.first()
    if year is None:
        return CurriculumPage(None, (), ())
    day = min(max(day, year.starts_on), year.ends_on)
    wanted = Q() if class_id is None else Q(pk=class_id)
    classes = list(SchoolClass.objects.filter(wanted, year=year).select_related("calendar").order_by("sort_key"))
    lines: dict[int | None, list[CurriculumLine]] = defaultdict(list)
    found = CurriculumLine.objects.filter(year=year, school_class__in=classes).select_related("subject")
    for line in found.order_by("subject__name_key", "profile", "pk"):
        lines[line.school_class_id].append(line)
    courses: dict[int | None, list[Course]] = defaultdict(list)
    for course in _courses(year, day, classes if class_id is not None else None):
        courses[course.school_class_id].append(course)
    norms = load_norms(day) if school else {}
    semesters = {} if school else semester_plans(year, classes, day)
    return CurriculumPage(
        year,
        tuple(
            _plan(one, lines[one.pk], courses[one.pk], norms.get(one.grade_level), semesters.get(one.pk))
            for one in classes
        ),
        tuple(_given(one) for one in courses[None] if one.kind in _BESIDE),
    )


def models_for(school_class: SchoolClass) -> list[SchoolClass]:
    """Give the other classes of a parallel, of this and of former years, that have a curriculum (one query)."""
    found = SchoolClass.objects.filter(grade_level=school_class.grade_level, curriculum_lines__isnull=False)
    others = found.exclude(pk=school_class.pk).select_related("year").distinct()
    return list(others.order_by("-year__starts_on", "sort_key"))


def _courses(year: AcademicYear, day: date, classes: Sequence[SchoolClass] | None) -> list[Course]:
    kinds = (CourseKind.LESSON, *_BESIDE)
    found = Course.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), year=year, kind__in=kinds)
    found = found.select_related("subject", "study_group")
    if classes is not None:
        found = found.filter(school_class__in=classes)
    held = TeachingLoad.objects.filter(in_force(day)).select_related("employee__person").order_by("pk")
    return list(found.prefetch_related(Prefetch("loads", held, to_attr="held")).order_by("sort_key", "pk"))


def _plan(
    one: SchoolClass,
    lines: list[CurriculumLine],
    courses: list[Course],
    norm: LoadNorm | None,
    semester: SemesterPlan | None,
) -> ClassPlan:
    by_subject: dict[int, tuple[Subject, list[CurriculumLine], list[GivenCourse]]] = {}
    for line in lines:
        by_subject.setdefault(line.subject_id, (line.subject, [], []))[1].append(line)
    for course in courses:
        if course.kind == CourseKind.LESSON:
            by_subject.setdefault(course.subject_id, (course.subject, [], []))[2].append(_given(course))
    rows = [SubjectRow(pk, subject.name, tuple(own), tuple(given)) for pk, (subject, own, given) in by_subject.items()]
    said = totals((line.subject_id, line.profile, line.hours_per_week or Decimal()) for line in lines)
    beside = tuple(_given(course) for course in courses if course.kind in _BESIDE)
    return ClassPlan(one, tuple(sorted(rows, key=lambda row: row.name.casefold())), said, beside, norm, semester)


def _given(course: Course) -> GivenCourse:
    held: list[TeachingLoad] = course.held  # type: ignore[attr-defined]
    said = [load.hours_per_week for load in held if load.hours_per_week is not None]
    hours = course.hours_per_week if course.hours_per_week is not None else sum(said, Decimal()) if said else None
    names = tuple(load.employee.person.full_name for load in held)
    learners = course.study_group.name if course.study_group else ""
    return GivenCourse(course.pk, course.name, course.kind, learners, hours, names)
