"""Subjects, hours, study groups, courses, loads, lesson plans, practices."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model

from parta.audit.bulk import ChangedRow, NewRow, write_rows
from parta.curriculum.enums import CHAIN, Act
from parta.curriculum.models import (
    Course,
    CurriculumLine,
    LessonPlan,
    PlanLine,
    Practice,
    StudyGroup,
    StudyGroupMember,
    Subject,
    TeachingLoad,
)
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.people.access import may_bring_in

News = Sequence[NewRow]
Changes = Sequence[ChangedRow]


def keep_subjects(*, new: News, changes: Changes, actor: Actor, now: datetime) -> list[int]:
    """Put subjects and disciplines on the list, or correct them."""
    return _keep(Subject, "subject", Act.SUBJECT_CHANGED, new, changes, actor, now)


def keep_curriculum(*, new: News, changes: Changes, actor: Actor, now: datetime) -> list[int]:
    """Set the hours of subjects in classes and programmes."""
    return _keep(CurriculumLine, "curriculum_line", Act.CURRICULUM_CHANGED, new, changes, actor, now)


def keep_practices(*, new: News, changes: Changes, actor: Actor, now: datetime) -> list[int]:
    """Set the blocks of practice of groups."""
    return _keep(Practice, "practice", Act.CURRICULUM_CHANGED, new, changes, actor, now)


def keep_study_groups(*, new: News, changes: Changes, actor: Actor, now: datetime) -> list[int]:
    """Make study groups: parts of a class, pupils of several classes, one pupil."""
    return _keep(StudyGroup, "study_group", Act.GROUP_CHANGED, new, changes, actor, now)


def keep_members(*, new: News, changes: Changes, actor: Actor, now: datetime) -> list[int]:
    """Put pupils into study groups from a day, or set their last day there."""
    return _keep(StudyGroupMember, "member", Act.GROUP_CHANGED, new, changes, actor, now)


def keep_courses(*, new: News, changes: Changes, actor: Actor, now: datetime) -> list[int]:
    """Open journals: a subject taught to a class or to a study group, with its lesson plan."""
    return _keep(Course, "course", Act.COURSE_CHANGED, new, changes, actor, now)


def assign_loads(*, new: News, changes: Changes, actor: Actor, now: datetime) -> list[int]:
    """Say who teaches which course from a day, or set the last day of it."""
    return _keep(TeachingLoad, "load", Act.LOAD_CHANGED, new, changes, actor, now)


def keep_lesson_plans(*, new: News, changes: Changes, actor: Actor, now: datetime) -> list[int]:
    """Bring in calendar-thematic plans."""
    return _keep(LessonPlan, "lesson_plan", Act.PLAN_CHANGED, new, changes, actor, now)


def keep_plan_lines(*, new: News, changes: Changes, actor: Actor, now: datetime) -> list[int]:
    """Set the lines of calendar-thematic plans."""
    return _keep(PlanLine, "plan_line", Act.PLAN_CHANGED, new, changes, actor, now)


def _keep(
    model: type[Model], kind: str, act: Act, new: News, changes: Changes, actor: Actor, now: datetime
) -> list[int]:
    require(may_bring_in(actor))
    return write_rows(model, kind=kind, new=new, changes=changes, chain=CHAIN, act=act, actor=actor, now=now)
