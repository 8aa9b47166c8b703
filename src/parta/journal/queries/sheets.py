"""The schedule of attestation with its sheets, the registry of sheets, and one sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from parta.curriculum.enums import ControlForm
from parta.curriculum.models import Course, StudyGroupMember, TeachingLoad
from parta.curriculum.queries.control import Control, controls_of
from parta.curriculum.queries.individual import released_on
from parta.journal.access_sheets import attested_courses
from parta.journal.enums import ResultKind
from parta.journal.models import AttestationSheet, CourseProject, SheetSeat, TermResult
from parta.journal.rules.sheets import values_for
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible
from parta.people.models import Enrolment
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.regulation.queries import versions
from parta.school.models import SchoolClass, Term
from parta.school.queries.years import running_year

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A semester of a course with its lecturers and the sheet, where one was made."""

    control: Control
    teachers: str
    sheet: AttestationSheet | None


@dataclass(frozen=True, slots=True)
class SchedulePage:
    """The schedule of one group in one semester, or in both."""

    groups: list[SchoolClass]
    chosen: SchoolClass | None
    number: int | None
    rows: list[ScheduleRow]

    @property
    def periods(self) -> list[Term]:
        """Give the terms of the schedule whose attestation has days in the calendar."""
        found = {row.control.term.pk: row.control.term for row in self.rows if row.control.term.attested_from}
        return sorted(found.values(), key=lambda one: one.starts_on)

    @property
    def crowded(self) -> list[tuple[date, list[str]]]:
        """Give the days with more than one exam of the group, with their disciplines."""
        found: dict[date, dict[int, str]] = {}
        for row in self.rows:
            one = row.control
            if one.day is not None and one.form in (ControlForm.EXAM, ControlForm.QUALIFYING_EXAM):
                found.setdefault(one.day, {})[one.course.subject_id] = one.course.name
        return [(day, [*names.values()]) for day, names in sorted(found.items()) if len(names) > 1]


def schedule_page(*, actor: Actor, class_id: int | None, number: int | None) -> SchedulePage:
    """Read the schedule of a group of the running year, by default the first that the actor may see."""
    courses = attested_courses(actor)
    assert actor.today is not None
    year = running_year(actor.today)
    groups = list(SchoolClass.objects.filter(year=year, pk__in=courses.values("school_class")).order_by("sort_key"))
    chosen = next((one for one in groups if one.pk == class_id), next(iter(groups), None))
    found = controls_of(courses.filter(school_class=chosen)) if chosen else []
    wanted = [one for one in found if number in (None, one.term.number)]
    ids = {one.course.pk for one in wanted}
    sheets = {(one.course_id, one.term_id): one for one in AttestationSheet.objects.filter(course__in=ids)}
    teachers = teachers_by_course(ids, actor.today)
    rows = [
        ScheduleRow(one, ", ".join(teachers.get(one.course.pk, ())), sheets.get((one.course.pk, one.term.pk)))
        for one in wanted
    ]
    return SchedulePage(groups, chosen, number, rows)


def teachers_by_course(courses: set[int], today: date | None) -> dict[int, list[str]]:
    """Name who teaches the courses today, or who did last (one query)."""
    found: dict[int, dict[str, None]] = {}
    loads = TeachingLoad.objects.filter(course__in=courses).select_related("employee__person").order_by("starts_on")
    for load in loads:
        name = load.employee.person.initials_name
        if load.ends_on is not None and today is not None and load.ends_on < today and found.get(load.course_id):
            continue
        found.setdefault(load.course_id, {})[name] = None
    return {course: list(names) for course, names in found.items()}


@dataclass(frozen=True, slots=True)
class SheetsWanted:
    """Which sheets: of a group, of a form, open or closed ones."""

    class_id: int | None = None
    form: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A line of the registry."""

    sheet: AttestationSheet
    students: int
    teachers: str


@dataclass(frozen=True, slots=True)
class SheetsPage:
    """The registry of sheets of the newest year; `rows` are of one page."""

    groups: list[tuple[int, str]]
    rows: list[SheetRow]
    page: int
    pages: int


def sheets_page(*, actor: Actor, wanted: SheetsWanted, page: int, per_page: int = PER_PAGE) -> SheetsPage:
    """List the sheets that the actor may see, the newest first, in six queries."""
    assert actor.today is not None
    every = visible_sheets(actor).filter(year=running_year(actor.today))
    groups = every.order_by("course__school_class__sort_key")
    named = groups.values_list("course__school_class", "course__school_class__name").distinct()
    found = every
    if wanted.class_id is not None:
        found = found.filter(course__school_class=wanted.class_id)
    if wanted.form:
        found = found.filter(form=wanted.form)
    if wanted.state:
        found = found.filter(closed_at__isnull=wanted.state == "open")
    pages = max(1, -(-found.count() // per_page))
    page = min(max(page, 1), pages)
    places = ("course__subject", "course__school_class", "course__study_group", "term")
    rows = found.select_related(*places).annotate(students=Count("seats")).order_by("-number")
    shown = list(rows[(page - 1) * per_page : page * per_page])
    teachers = teachers_by_course({one.course_id for one in shown}, actor.today)
    lines = [SheetRow(one, one.students, ", ".join(teachers.get(one.course_id, ()))) for one in shown]
    return SheetsPage([(pk, name) for pk, name in named if pk is not None], lines, page, pages)


def visible_sheets(actor: Actor, action: Action = Action.VIEW) -> QuerySet[AttestationSheet]:
    """Give the sheets of the courses whose attestation is the actor's matter."""
    return AttestationSheet.objects.filter(course__in=attested_courses(actor, action))


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A student of a sheet: what the journal says now, its version, and what was kept when the sheet was closed.

    `theme`: of the course project with who leads it, where the sheet is of projects.
    """

    pupil_id: int
    name: str
    book_no: str
    journal: str
    version: int
    kept: str
    closed: bool
    theme: str = ""

    @property
    def value(self) -> str:
        """The result as the sheet says it."""
        return self.kept if self.closed else self.journal


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One sheet with its students and the results that its form of control may end with."""

    sheet: AttestationSheet
    teachers: Sequence[str]
    rows: list[SeatRow]
    values: tuple[str, ...]
    may_fill: bool
    may_close: bool
    may_remake: bool


def sheet_page(*, actor: Actor, sheet_id: int) -> SheetPage:
    """Read a sheet; raises `NotVisible`."""
    places = ("year", "term", "course__subject", "course__school_class", "course__study_group", "closed_by")
    sheet = visible_sheets(actor).select_related(*places).filter(pk=sheet_id).first()
    if sheet is None:
        raise NotVisible
    seats = SheetSeat.objects.filter(sheet=sheet).select_related("pupil__person").order_by("pupil__person__sort_key")
    given = results_of(sheet)
    themes = _themes(sheet) if sheet.form == ControlForm.COURSE_PROJECT else {}
    rows = []
    for seat in seats:
        value, version = given.get(seat.pupil_id, ("", 0))
        rows.append(
            SeatRow(
                seat.pupil_id,
                seat.pupil.person.full_name,
                seat.pupil.personal_file_no or "",
                value,
                version,
                seat.value,
                sheet.closed_at is not None,
                themes.get(seat.pupil_id, ""),
            )
        )
    scale = versions().on(sheet.term.ends_on).results.marks_allowed_period.value
    may_close = attested_courses(actor, Action.CLOSE).filter(pk=sheet.course_id).exists()
    teachers = teachers_by_course({sheet.course_id}, actor.today).get(sheet.course_id, [])
    open_yet = sheet.closed_at is None
    fills = open_yet and may_do(actor, Resource.JOURNAL, Action.TERM_RESULT, Relation.OWN)
    mine = TeachingLoad.objects.filter(in_force(actor.today), course=sheet.course_id, employee_id=actor.person_id)
    return SheetPage(
        sheet=sheet,
        teachers=teachers,
        rows=rows,
        values=values_for(ControlForm(sheet.form), scale),
        may_fill=fills and mine.exists(),
        may_close=open_yet and may_close,
        may_remake=open_yet and may_do(actor, Resource.ATTESTATION, Action.EDIT, Relation.SAME_SCHOOL),
    )


def _themes(sheet: AttestationSheet) -> dict[int, str]:
    found = CourseProject.objects.filter(course=sheet.course_id, term=sheet.term_id)
    return {
        one.pupil_id: f"{one.theme} ({one.supervisor.person.initials_name})" if one.supervisor else one.theme
        for one in found.select_related("supervisor__person")
    }


def results_of(sheet: AttestationSheet) -> dict[int, tuple[str, int]]:
    """Give the results of the sheet's semester in the journal with their versions, by student (one query)."""
    found = TermResult.objects.filter(course_id=sheet.course_id, kind=ResultKind.TERM, term_id=sheet.term_id)
    return {pupil: (value, version) for pupil, value, version in found.values_list("pupil_id", "value", "version")}


def students_on(course: Course, day: date) -> list[int]:
    """Give who is taught a course on a day, without those whose individual plan leaves it out (two queries)."""
    here = Enrolment.objects.filter(in_force(day)).exclude(pupil__in=released_on(course.pk, day))
    if course.study_group_id is None:
        placed = here.filter(school_class=course.school_class_id, individual=False)
        return list(placed.values_list("pupil_id", flat=True).distinct())
    members = StudyGroupMember.objects.filter(in_force(day), group=course.study_group_id)
    return list(members.filter(pupil__in=here.values("pupil")).values_list("pupil_id", flat=True).distinct())
