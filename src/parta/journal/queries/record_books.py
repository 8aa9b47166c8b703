"""The student's record book: what every semester of every year ended with, practices, course projects, debts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from parta.curriculum.enums import ControlForm
from parta.curriculum.models import Course, CurriculumLine, Practice, StudyGroupMember, TeachingLoad
from parta.curriculum.queries.control import Control, controls_of
from parta.curriculum.queries.individual import releases_of
from parta.journal.enums import Outcome, ResultKind
from parta.journal.models import AcademicDebt, CourseProject, TermResult
from parta.journal.queries.debts import DebtRow, debt_row
from parta.journal.rules.sheets import outcome_of
from parta.people.models import Enrolment
from parta.school.models import AcademicYear

Span = tuple[date, date | None]
_PLACES = ("course__subject", "course__school_class", "course__study_group", "term")


@dataclass(frozen=True, slots=True)
class RecordLine:
    """What one discipline of a semester ended with; `value` is the result that counts, empty until there is one.

    Of a course project also the `theme`; `teacher` is its supervisor then, where one is named.
    """

    name: str
    hours: int | None
    form: ControlForm
    value: str
    day: date | None
    teacher: str
    theme: str = ""


@dataclass(frozen=True, slots=True)
class RecordPractice:
    """A practice of a semester: where and when, who led it, what it ended with."""

    name: str
    place: str
    start: date
    end: date
    hours: int | None
    leader: str
    value: str


@dataclass(slots=True)
class RecordSemester:
    """A semester as programmes number it, in its year."""

    number: int
    year: str
    lines: list[RecordLine] = field(default_factory=list)
    projects: list[RecordLine] = field(default_factory=list)
    practices: list[RecordPractice] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RecordBook:
    """A student's semesters in order with what was passed, and the debts with when they were cleared."""

    semesters: list[RecordSemester]
    debts: list[DebtRow]


class _Facts:
    """What record books of some students are made of: one reading for all of them (sixteen queries)."""

    def __init__(self, pupils: Sequence[int]) -> None:
        self.places: dict[int, list[tuple[int, Span]]] = {}
        for placed in Enrolment.objects.filter(pupil__in=pupils, individual=False):
            span = (placed.starts_on, placed.ends_on)
            self.places.setdefault(placed.pupil_id, []).append((placed.school_class_id, span))
        self.members: dict[tuple[int, int], list[Span]] = {}
        for member in StudyGroupMember.objects.filter(pupil__in=pupils):
            span = (member.starts_on, member.ends_on)
            self.members.setdefault((member.pupil_id, member.group_id), []).append(span)
        self.released = releases_of(pupils=pupils)
        groups = {group for found in self.places.values() for group, _ in found}
        self.controls = controls_of(Course.objects.filter(school_class__in=groups))
        self.years = {one.pk: one.title for one in AcademicYear.objects.all()}
        self.given: dict[tuple[int, int, int], str] = {}
        results = TermResult.objects.filter(pupil__in=pupils, kind=ResultKind.TERM).exclude(value="")
        for pupil, course, term, value in results.values_list("pupil_id", "course_id", "term_id", "value"):
            self.given[pupil, course, term or 0] = value
        self.projects = {
            (one.pupil_id, one.course_id, one.term_id): one
            for one in CourseProject.objects.filter(pupil__in=pupils).select_related("supervisor__person")
        }
        self.debts: dict[int, list[AcademicDebt]] = {}
        debts = AcademicDebt.objects.filter(pupil__in=pupils).select_related(*_PLACES)
        for debt in debts.prefetch_related("pauses", "attempts").order_by("raised_on", "course__sort_key"):
            self.debts.setdefault(debt.pupil_id, []).append(debt)
        self.practices: dict[tuple[int | None, int], list[Practice]] = {}
        for one in Practice.objects.filter(school_class__in=groups).order_by("starts_on"):
            self.practices.setdefault((one.school_class_id, one.subject_id), []).append(one)
        self.loads: dict[int, list[tuple[Span, str]]] = {}
        loads = TeachingLoad.objects.filter(course__in={one.course.pk for one in self.controls})
        for load in loads.select_related("employee__person").order_by("starts_on"):
            span = (load.starts_on, load.ends_on)
            self.loads.setdefault(load.course_id, []).append((span, load.employee.person.initials_name))
        subjects = {one.course.subject_id for one in self.controls}
        self.hours: dict[tuple[int, int], list[tuple[str, dict[str, int]]]] = {}
        for line in CurriculumLine.objects.filter(subject__in=subjects).exclude(semesters={}):
            place = (line.year_id, line.subject_id)
            self.hours.setdefault(place, []).append((line.programme_code, line.semesters))

    def hours_of(self, one: Control) -> int | None:
        """Give the hours that the programme has for a semester of a course; none for a group without a programme."""
        code = one.course.school_class.programme_code if one.course.school_class else ""
        if not code:
            return None
        found = self.hours.get((one.course.year_id, one.course.subject_id), ())
        said = (semesters.get(str(one.semester)) for programme, semesters in found if programme.startswith(code))
        return next((hours for hours in said if hours), None)

    def teacher_of(self, one: Control) -> str:
        """Name who taught a course on the day of its attestation, or who did last."""
        loads, day = self.loads.get(one.course.pk, ()), one.day or one.term.ends_on
        there = [name for span, name in loads if _holds(span, day)]
        return ", ".join(dict.fromkeys(there or [name for _, name in loads[-1:]]))

    def concerns(self, pupil: int, one: Control) -> bool:
        """Tell whether a student has the semester of a course: is taught it on its day, or has its result."""
        if (pupil, one.course.pk, one.term.pk) in self.given:
            return True
        day = one.day or one.term.ends_on
        if any(_holds(span, day) for span in self.released.get((pupil, one.course.pk), ())):
            return False
        spans = [span for group, span in self.places.get(pupil, ()) if group == one.course.school_class_id]
        group = one.course.study_group_id
        own = group is None or any(_holds(span, day) for span in self.members.get((pupil, group), ()))
        return own and any(_holds(span, day) for span in spans)


def record_books(pupils: Sequence[int], *, today: date) -> dict[int, RecordBook]:
    """Read the record books of students whom the actor has been found to see, in a fixed number of queries."""
    facts = _Facts(pupils)
    return {pupil: _book(pupil, facts, today) for pupil in pupils}


def _book(pupil: int, facts: _Facts, today: date) -> RecordBook:
    debts = facts.debts.get(pupil, [])
    retaken = {(one.course_id, one.term_id): one for one in debts if one.cleared_on is not None}
    semesters: dict[int, RecordSemester] = {}
    for one in facts.controls:
        if one.form is ControlForm.NONE or one.term.starts_on > today or not facts.concerns(pupil, one):
            continue
        value, day = facts.given.get((pupil, one.course.pk, one.term.pk), ""), one.day
        debt = retaken.get((one.course.pk, one.term.pk))
        if debt is not None and debt.value == value:
            value, day = (
                next((it.value for it in debt.attempts.all() if it.day == debt.cleared_on), value),
                debt.cleared_on,
            )
        if outcome_of(value) is not Outcome.PASSED:
            value = ""
        year = facts.years[one.course.year_id]
        semester = semesters.setdefault(one.semester, RecordSemester(one.semester, year))
        name = f"{one.course.subject.index} {one.course.name}".strip()
        blocks = facts.practices.get((one.course.school_class_id, one.course.subject_id), ())
        practices = _practices(blocks, one, name, value)
        semester.practices += practices
        if practices:
            continue
        line = RecordLine(name, facts.hours_of(one), one.form, value, day, facts.teacher_of(one))
        project = facts.projects.get((pupil, one.course.pk, one.term.pk))
        if one.form is ControlForm.COURSE_PROJECT:
            led = project.supervisor.person.initials_name if project and project.supervisor else line.teacher
            semester.projects.append(replace(line, theme=project.theme if project else "", teacher=led))
            continue
        semester.lines.append(line)
        if project is not None:
            semester.projects.append(_beside(project, line))
    ordered = [semesters[number] for number in sorted(semesters)]
    return RecordBook(ordered, [debt_row(one, today) for one in debts])


def _beside(project: CourseProject, line: RecordLine) -> RecordLine:
    """Give the line of a project of a semester that ends with something else."""
    passed = outcome_of(project.value) is Outcome.PASSED
    led = project.supervisor.person.initials_name if project.supervisor else line.teacher
    value, day = (project.value, project.valued_on) if passed else ("", None)
    return RecordLine(line.name, None, ControlForm.COURSE_PROJECT, value, day, led, project.theme)


def _practices(blocks: Iterable[Practice], control: Control, name: str, value: str) -> list[RecordPractice]:
    return [
        RecordPractice(name, one.place, one.starts_on, one.ends_on, one.hours, one.leader, value)
        for one in blocks
        if control.term.starts_on <= one.starts_on <= control.term.ends_on
    ]


def _holds(span: Span, day: date) -> bool:
    return span[0] <= day and (span[1] is None or day <= span[1])
