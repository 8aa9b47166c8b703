"""The topics of a subject's year as a family reads them: of an approved plan, on the days of its lessons."""

from dataclasses import dataclass
from datetime import datetime

from parta.curriculum.enums import MaterialAudience
from parta.curriculum.models import PlanMaterial
from parta.curriculum.queries.materials import Materials, materials_of
from parta.curriculum.queries.own import MINE
from parta.curriculum.rules.fitting import PlanFit, Span
from parta.journal.queries.diary.calendar import DiaryCalendar, diary_calendar
from parta.journal.queries.diary.children import Diary
from parta.journal.queries.diary.sql import COURSE_NAME, PUBLISHED
from parta.journal.queries.plan_fit import laid_plan
from parta.kernel.decisions import NotVisible
from parta.kernel.sql import sql

_COURSE = f"""
WITH {MINE}
SELECT {COURSE_NAME}, plan.id FROM curriculum_course c JOIN curriculum_subject s ON s.id = c.subject_id
LEFT JOIN curriculum_lessonplan plan ON plan.id = c.plan_id AND {PUBLISHED}
WHERE c.id = %(course)s AND c.id IN (SELECT id FROM mine)
"""


@dataclass(frozen=True, slots=True)
class YearTopics:
    """The topics of a subject; `fit` is None while no plan is approved, or where the family chose paper.

    `materials`: files and links that the plan shows to families.
    """

    diary: Diary
    calendar: DiaryCalendar
    course_id: int
    name: str
    fit: PlanFit | None
    materials: Materials


def year_topics(diary: Diary, course_id: int, *, now: datetime) -> YearTopics:
    """Read the topics of a subject's year, how far it has come: S1-17 (5 queries); `NotVisible` if it is not the child's."""
    calendar = diary_calendar(diary.child, diary.today)
    courses = sql(_COURSE, {"pupil": diary.child.id, "course": course_id})
    if not courses:
        raise NotVisible
    name, plan = courses[0]
    fit = None
    materials: Materials = {}
    if plan is not None and not diary.child.paper_only:
        spans = [Span(term.kind, term.number, term.starts_on, term.ends_on) for term in calendar.terms]
        fit = laid_plan(course_id=course_id, plan_id=plan, spans=spans, now=now)
        materials = materials_of(plan, families=True)
    return YearTopics(diary, calendar, course_id, name, fit, materials)


def published_file(diary: Diary, course_id: int, material_id: int) -> PlanMaterial:
    """Give a file of the plan of a child's subject with its bytes (2 queries).

    Raises `NotVisible` where the subject is not the child's, the plan is not approved, the file is for teachers alone or
    the family chose paper.
    """
    courses = sql(_COURSE, {"pupil": diary.child.id, "course": course_id})
    plan = courses[0][1] if courses and not diary.child.paper_only else None
    found = PlanMaterial.objects.select_related("file").filter(
        pk=material_id, plan=plan, audience=MaterialAudience.FAMILIES, file__isnull=False
    )
    material = found.first() if plan is not None else None
    if material is None:
        raise NotVisible
    return material
