"""Making sheets of attestation and closing them; results are written by the journal's own operations."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from parta.audit.services import Entry, lock_chain, record
from parta.curriculum.models import Course
from parta.curriculum.queries.control import Control, controls_of
from parta.curriculum.services.control import may_set_controls
from parta.journal.enums import Act, SheetRefusal
from parta.journal.models import AttestationSheet, SheetSeat
from parta.journal.queries.sheets import results_of, students_on, visible_sheets
from parta.journal.rules.sheets import decide_closing_sheet, decide_sheet
from parta.journal.services.debts import raise_of_sheet
from parta.journal.services.records.ledger import chain_of
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.rules.permissions import Action
from parta.school.models import AcademicYear


@transaction.atomic
def make_sheet(*, actor: Actor, course_id: int, term_id: int, now: datetime) -> AttestationSheet:
    """Make a sheet of a course and a semester from those who are taught on its day; the next number of the year.

    Raises `Forbidden`, `NotVisible`; refuses as `decide_sheet`.
    """
    require(may_set_controls(actor))
    assert actor.person_id is not None
    control = _control(course_id, term_id)
    year = AcademicYear.objects.select_for_update().get(pk=control.course.year_id)
    standing = AttestationSheet.objects.filter(course=control.course, term=control.term).first()
    students = students_on(control.course, control.day) if control.day else []
    number = standing.number if standing else None
    refuse_if(decide_sheet(control.form, day=control.day, standing=number, students=len(students)))
    assert control.day is not None
    last = AttestationSheet.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    sheet = AttestationSheet.objects.create(
        year=year,
        number=last + 1,
        course=control.course,
        term=control.term,
        form=control.form,
        day=control.day,
        made_by_id=actor.person_id,
        made_at=now,
    )
    SheetSeat.objects.bulk_create(SheetSeat(sheet=sheet, pupil_id=pupil) for pupil in students)
    _record(actor, sheet, Act.SHEET_MADE, None, _told(sheet, students), now)
    return sheet


@transaction.atomic
def remake_sheet(*, actor: Actor, sheet_id: int, ground: str, now: datetime) -> AttestationSheet:
    """Make an open sheet anew under its number: the form, the day and the students are what they are now.

    Raises `NotVisible`, `Forbidden`; refuses `sheet_closed`, `sheet_no_ground`, and as `decide_sheet`.
    """
    sheet = visible_sheets(actor).select_for_update(of=("self",)).filter(pk=sheet_id).first()
    if sheet is None:
        raise NotVisible
    require(may_set_controls(actor))
    if sheet.closed_at is not None:
        raise refusal(SheetRefusal.CLOSED)
    if not ground.strip():
        raise refusal(SheetRefusal.NO_GROUND)
    control = _control(sheet.course_id, sheet.term_id)
    students = students_on(control.course, control.day) if control.day else []
    refuse_if(decide_sheet(control.form, day=control.day, standing=None, students=len(students)))
    assert control.day is not None
    before = _told(sheet, sheet.seats.values_list("pupil", flat=True))
    sheet.form, sheet.day = control.form, control.day
    sheet.save(update_fields=["form", "day"])
    sheet.seats.exclude(pupil__in=students).delete()
    SheetSeat.objects.bulk_create((SheetSeat(sheet=sheet, pupil_id=one) for one in students), ignore_conflicts=True)
    _record(actor, sheet, Act.SHEET_REMADE, before, {**_told(sheet, students), "ground": ground.strip()}, now)
    return sheet


@transaction.atomic
def close_sheet(*, actor: Actor, sheet_id: int, now: datetime) -> AttestationSheet:
    """Close a sheet: what the journal says of each student now is what the sheet keeps; who did not pass has a debt.

    Raises `NotVisible`, `Forbidden`; refuses as `decide_closing_sheet`.
    """
    sheet = visible_sheets(actor).select_for_update(of=("self",)).filter(pk=sheet_id).first()
    if sheet is None:
        raise NotVisible
    require(actor.person_id is not None and visible_sheets(actor, Action.CLOSE).filter(pk=sheet.pk).exists())
    lock_chain(chain_of(sheet.course_id))
    seats, given = list(sheet.seats.all()), results_of(sheet)
    for seat in seats:
        seat.value, _ = given.get(seat.pupil_id, ("", 0))
    values = [seat.value for seat in seats]
    closed = sheet.closed_at is not None
    refuse_if(decide_closing_sheet(day=sheet.day, today=now.date(), closed=closed, values=values))
    SheetSeat.objects.bulk_update(seats, ["value"])
    sheet.closed_at, sheet.closed_by_id = now, actor.person_id
    sheet.save(update_fields=["closed_at", "closed_by"])
    told = {"results": {str(one.pupil_id): one.value for one in seats}}
    _record(actor, sheet, Act.SHEET_CLOSED, None, told, now)
    raise_of_sheet(actor=actor, sheet=sheet, now=now)
    return sheet


def _control(course_id: int, term_id: int) -> Control:
    found = controls_of(Course.objects.filter(pk=course_id), terms=[term_id])
    if not found:
        raise NotVisible
    return found[0]


def _told(sheet: AttestationSheet, students: Iterable[int]) -> dict[str, Any]:
    return {"number": sheet.number, "form": sheet.form, "day": sheet.day.isoformat(), "students": sorted(students)}


def _record(actor: Actor, sheet: AttestationSheet, act: Act, before: Any, after: Any, now: datetime) -> None:
    entry = Entry(act, {"course": sheet.course_id, "term": sheet.term_id, "sheet": sheet.pk}, before, after)
    record(chain=chain_of(sheet.course_id), actor=actor, entries=[entry], now=now)
