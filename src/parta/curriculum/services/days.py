"""Setting the days of attestation, examinations and the state's final examination."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, record
from parta.curriculum.enums import CHAIN, Act, AssessmentDayKind, TeachingRefusal
from parta.curriculum.models import AssessmentDay, Course
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.school.models import AcademicYear, Term


@dataclass(frozen=True, slots=True)
class WantedDay:
    """A day of a course as it should stand; None takes it away."""

    course_id: int
    kind: AssessmentDayKind
    term_id: int | None
    day: date | None


def may_set_days(actor: Actor) -> bool:
    """Tell whether the actor sets days of attestation and examinations."""
    return may_do(actor, Resource.SCHOOL_SETTINGS, Action.EDIT, Relation.SAME_SCHOOL)


@transaction.atomic
def set_assessment_days(*, actor: Actor, wanted: Iterable[WantedDay], now: datetime) -> int:
    """Set, move or take away days; give how many changed. All or nothing.

    Raises `Forbidden`; `NotVisible` for a course or a period that is not there, or a period of another calendar.
    Refuses `assessment_day_outside_year`.
    """
    require(may_set_days(actor))
    rows = list(wanted)
    found = Course.objects.filter(pk__in={row.course_id for row in rows})
    courses = {one.pk: one for one in found.select_related("year", "subject")}
    terms = {one.pk: one for one in Term.objects.filter(pk__in=[row.term_id for row in rows if row.term_id])}
    stands = {
        (one.course_id, one.kind, one.term_id): one
        for one in AssessmentDay.objects.select_for_update().filter(course__in=courses)
    }
    entries = []
    for row in rows:
        course, term = courses.get(row.course_id), terms.get(row.term_id or 0)
        fits = term is not None and course is not None and term.calendar_id == course.calendar_id
        if course is None or (row.kind is AssessmentDayKind.ATTESTATION) != (row.term_id is not None):
            raise NotVisible
        if row.term_id is not None and not fits:
            raise NotVisible
        if row.day is not None and not _in_year(course.year, row.day):
            raise refusal(TeachingRefusal.DAY_OUTSIDE_YEAR, day=row.day, course=course.name)
        known = stands.get((row.course_id, str(row.kind), row.term_id))
        before = known.day if known else None
        if before == row.day:
            continue
        place: dict[str, Any] = {"course_id": row.course_id, "kind": row.kind, "term_id": row.term_id}
        if row.day is None:
            AssessmentDay.objects.filter(**place).delete()
        else:
            AssessmentDay.objects.update_or_create(**place, defaults={"day": row.day})
        subject = {"kind": str(row.kind), "course": row.course_id, "term": row.term_id}
        entries.append(Entry(Act.ASSESSMENT_DAY_SET, subject, {"day": _text(before)}, {"day": _text(row.day)}))
    if entries:
        record(chain=CHAIN, actor=actor, entries=entries, now=now)
    return len(entries)


def _in_year(year: AcademicYear, day: date) -> bool:
    """Tell whether a day is of the year or of the summer after it, when results of the state examination come."""
    return year.starts_on <= day <= date(year.ends_on.year, 8, 31)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
