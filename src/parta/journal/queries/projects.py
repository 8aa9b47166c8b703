"""Course projects of a semester of a journal: students with themes, supervisors and results."""

from collections.abc import Mapping
from dataclasses import dataclass

from parta.curriculum.enums import ControlForm
from parta.curriculum.models import Course
from parta.curriculum.queries.control import Control, controls_of
from parta.curriculum.services.control import may_set_controls
from parta.journal.access_sheets import attested_courses
from parta.journal.enums import ResultKind
from parta.journal.models import CourseProject, TermResult
from parta.journal.queries.sheets import students_on
from parta.journal.rules.sheets import values_for
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.people.models import Person
from parta.people.rules.permissions import Action
from parta.regulation.queries import versions


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A student with the project, where one stands; `value` is the journal's where the semester ends with it."""

    pupil_id: int
    name: str
    project: CourseProject | None
    value: str


@dataclass(frozen=True, slots=True)
class ProjectsPage:
    """The projects of one semester; `beside`: it ends with something else, `values`: the results to choose from."""

    control: Control
    rows: list[ProjectRow]
    beside: bool
    values: tuple[str, ...]
    may_keep: bool


def may_keep_projects(actor: Actor, course_id: int) -> bool:
    """Tell whether the actor keeps projects: who draws up the schedule, who teaches the course today (a query)."""
    return may_set_controls(actor) or attested_courses(actor, Action.CLOSE).filter(pk=course_id).exists()


def project_control(course_id: int, term_id: int) -> Control:
    """Give the semester of a course; raises `NotVisible`."""
    found = controls_of(Course.objects.filter(pk=course_id), terms=[term_id])
    if not found:
        raise NotVisible
    return found[0]


def project_values(control: Control) -> tuple[str, ...]:
    """Give the results that a project may end with by the act in force at the end of the semester."""
    scale = versions().on(control.term.ends_on).results.marks_allowed_period.value
    return values_for(ControlForm.COURSE_PROJECT, scale)


def projects_page(*, actor: Actor, course_id: int, term_id: int) -> ProjectsPage:
    """Read the projects of a semester; raises `NotVisible`."""
    if not attested_courses(actor).filter(pk=course_id).exists():
        raise NotVisible
    control = project_control(course_id, term_id)
    beside = control.form is not ControlForm.COURSE_PROJECT
    places = {"course": course_id, "term": term_id}
    stands = {one.pupil_id: one for one in CourseProject.objects.filter(**places).select_related("supervisor__person")}
    given: Mapping[int, str] = {}
    if not beside:
        results = TermResult.objects.filter(**places, kind=ResultKind.TERM)
        given = dict(results.values_list("pupil_id", "value"))
    pupils = {*students_on(control.course, control.day or control.term.ends_on), *stands}
    rows = []
    for person in Person.objects.filter(pk__in=pupils).order_by("sort_key", "pk"):
        project = stands.get(person.pk)
        value = (project.value if project else "") if beside else given.get(person.pk, "")
        rows.append(ProjectRow(person.pk, person.full_name, project, value))
    return ProjectsPage(control, rows, beside, project_values(control), may_keep_projects(actor, course_id))
