"""The schedule of attestation: forms of control and days by course and semester, in five queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from parta.curriculum.enums import AssessmentDayKind, ControlForm
from parta.curriculum.models import AssessmentDay, Course, CourseControl, CurriculumLine
from parta.curriculum.rules.control import PlanLine, form_of, semester_of
from parta.school.enums import StudyForm
from parta.school.models import Term


@dataclass(frozen=True, slots=True)
class Control:
    """How one semester of a course ends: `planned` is the programme's form, `day` is None until it is set."""

    course: Course
    term: Term
    semester: int
    form: ControlForm
    planned: ControlForm
    day: date | None

    @property
    def group(self) -> str:
        """The group, and the subgroup where there is one."""
        parts = (self.course.school_class, self.course.study_group)
        return " ".join(part.name for part in parts if part is not None)


def controls_of(courses: QuerySet[Course], *, terms: Collection[int] | None = None) -> list[Control]:
    """Give every semester of the courses, also those that end without control, in the order of groups and courses."""
    found = list(
        courses.filter(marks_given=True, school_class__isnull=False)
        .select_related("subject", "school_class", "study_group")
        .order_by("school_class__sort_key", "sort_key", "pk")
    )
    periods: dict[int, list[Term]] = {}
    for term in Term.objects.filter(calendar__in={one.calendar_id for one in found}).order_by("starts_on"):
        if terms is None or term.pk in terms:
            periods.setdefault(term.calendar_id, []).append(term)
    lines: dict[tuple[int, int], list[tuple[str, PlanLine]]] = {}
    subjects = {one.subject_id for one in found}
    for line in CurriculumLine.objects.filter(year__in={one.year_id for one in found}, subject__in=subjects):
        said = PlanLine(bool(line.semesters), line.attestation)
        lines.setdefault((line.year_id, line.subject_id), []).append((line.programme_code, said))
    by_hand = {
        (one.course_id, one.term_id): ControlForm(one.form)
        for one in CourseControl.objects.filter(course__in=[one.pk for one in found])
    }
    attested = AssessmentDay.objects.filter(course__in=[one.pk for one in found], kind=AssessmentDayKind.ATTESTATION)
    days = {(one.course_id, one.term_id): one.day for one in attested}
    rows = []
    for course in found:
        group = course.school_class
        assert group is not None
        plan = [
            line
            for code, line in lines.get((course.year_id, course.subject_id), ())
            if group.programme_code and code.startswith(group.programme_code)
        ]
        for term in periods.get(course.calendar_id, ()):
            semester = semester_of(group.grade_level, term.number)
            planned = form_of(plan, semester=semester, part_time=group.study_form == StudyForm.PART_TIME)
            place = (course.pk, term.pk)
            rows.append(Control(course, term, semester, by_hand.get(place, planned), planned, days.get(place)))
    return rows
