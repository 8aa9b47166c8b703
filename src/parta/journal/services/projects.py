"""Themes, supervisors and results of course projects are written down, many at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.curriculum.enums import ControlForm
from parta.journal.enums import Act, ProjectRefusal
from parta.journal.models import CourseProject
from parta.journal.queries.projects import may_keep_projects, project_control, project_values
from parta.journal.queries.sheets import students_on
from parta.journal.rules.projects import WantedProject, decide_project
from parta.journal.services.records.ledger import chain_of
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.models import Employee, Person
from parta.school.models import AcademicYear


@transaction.atomic
def set_projects(
    *,
    actor: Actor,
    course_id: int,
    term_id: int,
    wanted: Mapping[int, WantedProject],
    bases: Mapping[int, int],
    now: datetime,
) -> int:
    """Write the projects of students of a semester; give how many changed. All or nothing.

    `bases` are the versions that were seen, 0 for none. Raises `Forbidden`; `NotVisible` for a semester, a student or a
    supervisor who is not there. Refuses `project_changed`, and as `decide_project`.
    """
    require(may_keep_projects(actor, course_id))
    lock_chain(chain_of(course_id))
    control = project_control(course_id, term_id)
    found = CourseProject.objects.filter(course=course_id, term=term_id)
    stands = {one.pupil_id: one for one in found}
    students = {*students_on(control.course, control.day or control.term.ends_on), *stands}
    leaders = {one.supervisor_id for one in wanted.values() if one.supervisor_id is not None}
    if not wanted.keys() <= students or Employee.objects.filter(pk__in=leaders).count() != len(leaders):
        raise NotVisible
    names = {one.pk: one.list_name for one in Person.objects.filter(pk__in=wanted)}
    year = AcademicYear.objects.get(pk=control.course.year_id)
    facts: dict[str, Any] = {
        "today": now.date(), "year": (year.starts_on, year.ends_on), "values": project_values(control),
        "beside": control.form is not ControlForm.COURSE_PROJECT,
    }  # fmt: skip
    entries = []
    for pupil, asked in wanted.items():
        row, one = stands.get(pupil), asked
        refuse_if(decide_project(one, name=names[pupil], **facts))
        if row and one.theme and not facts["beside"]:  # what was kept beside another control stays
            one = replace(one, value=row.value, valued_on=row.valued_on)
        if one == _stand(row):
            continue
        if (row.version if row else 0) != bases.get(pupil, 0):
            raise refusal(ProjectRefusal.CHANGED, name=names[pupil])
        before = _told(row) if row else None
        if not one.theme and row:
            row.delete()
            after = None
        else:
            made = row or CourseProject(course_id=course_id, term_id=term_id, pupil_id=pupil, version=0)
            made.theme, made.supervisor_id, made.approved_on = one.theme, one.supervisor_id, one.approved_on
            made.value, made.valued_on = one.value, one.valued_on
            made.version += 1
            made.save()
            after = _told(made)
        subject = {"kind": "project", "course": course_id, "term": term_id, "pupil": pupil}
        entries.append(Entry(Act.PROJECT_SET, subject, before, after))
    if entries:
        record(chain=chain_of(course_id), actor=actor, entries=entries, now=now)
    return len(entries)


def _stand(row: CourseProject | None) -> WantedProject:
    if row is None:
        return WantedProject("")
    return WantedProject(row.theme, row.supervisor_id, row.approved_on, row.value, row.valued_on)


def _told(row: CourseProject) -> dict[str, Any]:
    return {
        "theme": row.theme, "employee_id": row.supervisor_id, "value": row.value,
        "approved_on": row.approved_on.isoformat() if row.approved_on else None,
        "valued_on": row.valued_on.isoformat() if row.valued_on else None,
    }  # fmt: skip
