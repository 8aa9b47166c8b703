"""A pupil's own curriculum is set and ended with regard to what the journals say already."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from parta.audit.services import lock_chain
from parta.curriculum.enums import CHAIN
from parta.curriculum.models import Course, IndividualPlan
from parta.curriculum.rules.individual import WantedPlan
from parta.curriculum.services.individual import end_individual_plan, set_individual_plan
from parta.journal.models import Attendance, Mark
from parta.kernel.actor import Actor


@transaction.atomic
def put_individual_plan(
    *, actor: Actor, class_id: int, pupil_id: int, wanted: WantedPlan, base: str, now: datetime
) -> None:
    """Set the curriculum of a pupil from a day; refuses as `set_individual_plan`. Raises `Forbidden`, `NotVisible`."""
    lock_chain(CHAIN)  # before what is judged
    courses = Course.objects.filter(school_class=class_id).values_list("pk", flat=True)
    set_individual_plan(
        actor=actor, class_id=class_id, pupil_id=pupil_id, wanted=wanted, base=base,
        records=_record_days(pupil_id, list(courses)), now=now,
    )  # fmt: skip


@transaction.atomic
def close_individual_plan(*, actor: Actor, plan_id: int, last: date, base: int, now: datetime) -> None:
    """End a pupil's curriculum after a day; refuses as `end_individual_plan`. Raises `Forbidden`, `NotVisible`."""
    lock_chain(CHAIN)  # before what is judged
    plan = IndividualPlan.objects.filter(pk=plan_id).first()
    courses = [line.course_id for line in plan.lines.all()] if plan else []
    records = _record_days(plan.pupil_id, courses) if plan else {}
    end_individual_plan(actor=actor, plan_id=plan_id, last=last, base=base, records=records, now=now)


def _record_days(pupil_id: int, courses: Collection[int]) -> dict[int, set[date]]:
    """Give the days of the marks and absences of a pupil in each journal (two queries)."""
    marks = Mark.objects.filter(pupil=pupil_id, work__lesson__course__in=courses).exclude(value="")
    absences = Attendance.objects.filter(pupil=pupil_id, lesson__course__in=courses).exclude(code="")
    found: dict[int, set[date]] = defaultdict(set)
    for rows in (
        marks.values_list("work__lesson__course", "work__lesson__date"),
        absences.values_list("lesson__course", "lesson__date"),
    ):
        for course, day in rows:
            found[course].add(day)
    return found
