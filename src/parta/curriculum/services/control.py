"""Setting how semesters of a college's courses end, and on which day."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, record
from parta.curriculum.enums import CHAIN, Act, AssessmentDayKind, ControlForm, TeachingRefusal
from parta.curriculum.models import AssessmentDay, Course, CourseControl
from parta.curriculum.queries.control import Control, controls_of
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.school.models import AcademicYear


def may_set_controls(actor: Actor) -> bool:
    """Tell whether the actor draws up the schedule of attestation and its sheets."""
    return may_do(actor, Resource.ATTESTATION, Action.EDIT, Relation.SAME_SCHOOL)


Ending = tuple[ControlForm, date | None]
"""The form of control of a semester and its day."""


@transaction.atomic
def set_controls(
    *,
    actor: Actor,
    seen: Mapping[tuple[int, int], Ending],
    wanted: Mapping[tuple[int, int], Ending],
    now: datetime,
) -> int:
    """Set forms of control and days by course and semester; give how many changed. All or nothing (S4-11).

    What is wanted as it was seen is left alone. A form that is the programme's own takes away what was set by hand.
    Raises `Forbidden`; `NotVisible` for a course or a semester that is not there. Refuses `control_changed` where
    somebody has set a semester since it was seen, `assessment_day_outside_year`.
    """
    require(may_set_controls(actor))
    courses = {course for course, _ in wanted}
    list(Course.objects.select_for_update(no_key=True).filter(pk__in=courses).order_by("pk"))
    stands = {(one.course.pk, one.term.pk): one for one in controls_of(Course.objects.filter(pk__in=courses))}
    if not wanted.keys() <= stands.keys():
        raise NotVisible
    years = AcademicYear.objects.in_bulk({one.course.year_id for one in stands.values()})
    entries = []
    for place, (form, day) in wanted.items():
        one = stands[place]
        year = years[one.course.year_id]
        if (form, day) in (seen.get(place), (one.form, one.day)):
            continue
        if seen.get(place) != (one.form, one.day):
            raise refusal(TeachingRefusal.CONTROL_CHANGED, course=one.course.name)
        if day is not None and not year.starts_on <= day <= date(year.ends_on.year, 8, 31):
            raise refusal(TeachingRefusal.DAY_OUTSIDE_YEAR, day=day, course=one.course.name)
        if form is not one.form:
            _set_form(one, form)
        if day != one.day:
            _set_day(one, day)
        before, after = _told(one.form, one.day), _told(form, day)
        entries.append(Entry(Act.CONTROL_SET, {"course": place[0], "term": place[1]}, before, after))
    if entries:
        record(chain=CHAIN, actor=actor, entries=entries, now=now)
    return len(entries)


def _set_form(one: Control, form: ControlForm) -> None:
    if form is one.planned:
        CourseControl.objects.filter(course=one.course, term=one.term).delete()
    else:
        CourseControl.objects.update_or_create(course=one.course, term=one.term, defaults={"form": form})


def _set_day(one: Control, day: date | None) -> None:
    place: dict[str, Any] = {"course": one.course, "kind": AssessmentDayKind.ATTESTATION, "term": one.term}
    if day is None:
        AssessmentDay.objects.filter(**place).delete()
    else:
        AssessmentDay.objects.update_or_create(**place, defaults={"day": day})


def _told(form: ControlForm, day: date | None) -> dict[str, str | None]:
    return {"form": str(form), "day": day.isoformat() if day else None}
