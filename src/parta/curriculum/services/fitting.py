"""A journal's own plan: copied from the library at the first correction, corrected with a reason."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from parta.audit.services import Entry, record
from parta.curriculum.enums import CHAIN, Act, CorrectionKind, PlanState
from parta.curriculum.models import Course, LessonPlan, PlanCorrection, PlanMaterial
from parta.curriculum.queries.plans import plan_lines
from parta.curriculum.rules.fitting import REASON_LENGTH, corrected
from parta.curriculum.rules.plans import Line, Lines
from parta.curriculum.services.materials import copy_materials
from parta.curriculum.services.plans import follow_plan, put_lines
from parta.kernel.actor import Actor


@transaction.atomic
def own_plan(*, course: Course, actor: Actor, now: datetime) -> None:
    """Give a journal a copy of the plan that it follows, unless it has its own.

    Duties are asked by `journal.services.plans`, which knows what lessons have taken.
    """
    assert course.plan_id is not None
    stands = LessonPlan.objects.select_for_update().get(pk=course.plan_id)
    if stands.state == PlanState.FITTED:
        return
    lines = plan_lines(stands.pk)
    own = LessonPlan.objects.create(
        year_id=stands.year_id,
        subject_id=stands.subject_id,
        grade_level=stands.grade_level,
        title=stands.title,
        programme_code=stands.programme_code,
        edition=stands.edition,
        state=PlanState.FITTED,
        author_id=stands.author_id,
        based_on=stands,
        course=course,
    )
    put_lines(own.pk, [Line(*(getattr(line, name) for name in _COPIED)) for line in lines])
    copy_materials(stands.pk, own.pk)
    follow_plan([course], own, actor=actor, now=now)
    course.plan = own


@transaction.atomic
def correct_line(
    *, plan: LessonPlan, kind: CorrectionKind, lines: Lines, place: int, reason: str, actor: Actor, now: datetime
) -> PlanCorrection:
    """Correct a line of a journal's own plan and put it on the correction sheet (norm S4-39)."""
    after = corrected(kind, lines, place)
    if kind is CorrectionKind.JOIN:
        PlanMaterial.objects.filter(line=lines[place + 1].id).update(line=lines[place].id)
    wide = {CorrectionKind.JOIN: (2, 1), CorrectionKind.SPLIT: (1, 2)}.get(kind, (1, 1))
    put_lines(plan.pk, after)
    LessonPlan.objects.filter(pk=plan.pk).update(version=F("version") + 1)
    correction = PlanCorrection.objects.create(
        plan=plan,
        kind=kind,
        before=_told(lines, place, wide[0]),
        after=_told(after, place, wide[1]),
        reason=reason.strip()[:REASON_LENGTH],
        employee_id=actor.person_id,
        at=now,
    )
    subject = {"kind": "lesson_plan", "id": plan.pk, "course": plan.course_id}
    said = {"lines": correction.after, "reason": correction.reason}
    entry = Entry(Act.PLAN_CORRECTED, subject, {"lines": correction.before}, said)
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return correction


_COPIED = ("topic", "hours", "section", "lesson_kind", "control_kind", "homework", "resources")


def _told(lines: Sequence[Line], place: int, many: int) -> list[list[Any]]:
    return [[number, line.topic, line.hours] for number, line in enumerate(lines, 1)][place : place + many]
