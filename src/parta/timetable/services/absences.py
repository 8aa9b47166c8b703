"""A teacher is away on some days: said, corrected, taken back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Min, Q

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.models import Employee
from parta.timetable.access import may_arrange
from parta.timetable.enums import Act, ArrangingRefusal
from parta.timetable.models import Substitution, TeacherAbsence
from parta.timetable.rules.absences import AbsenceWords, decide_absence
from parta.timetable.services.substitutions import CHAIN


@transaction.atomic
def declare_absence(*, actor: Actor, employee_id: int, said: AbsenceWords, now: datetime) -> TeacherAbsence:
    """Write down that a teacher is away. Raises `Forbidden`, `NotVisible`; refuses as `decide_absence`, overlaps."""
    require(may_arrange(actor))
    refuse_if(decide_absence(said))
    if not Employee.objects.filter(pk=employee_id).exists():
        raise NotVisible
    lock_chain(CHAIN)
    _refuse_overlap(employee_id, said)
    row = TeacherAbsence.objects.create(employee_id=employee_id, **_fields(said))
    _tell(Act.ABSENCE_DECLARED, row, None, _plain(row), actor, now)
    return row


@transaction.atomic
def change_absence(*, actor: Actor, absence_id: int, base: int, said: AbsenceWords, now: datetime) -> TeacherAbsence:
    """Correct the days or the words of an absence; `base` is the version that was seen.

    Raises `Forbidden`, `NotVisible`; refuses as `decide_absence`, an absence that somebody changed meanwhile, overlaps,
    and days left out whose lessons are given by others.
    """
    require(may_arrange(actor))
    row = _locked(absence_id, base)
    refuse_if(decide_absence(said, covered=_covered(row, said)))
    _refuse_overlap(row.employee_id, said, besides=row.pk)
    before = _plain(row)
    for name, value in _fields(said).items():
        setattr(row, name, value)
    if _plain(row) != before:
        row.version += 1
        row.save()
        _tell(Act.ABSENCE_CHANGED, row, before, _plain(row), actor, now)
    return row


@transaction.atomic
def withdraw_absence(*, actor: Actor, absence_id: int, base: int, now: datetime) -> None:
    """Take an absence back; `base` is the version that was seen.

    Raises `Forbidden`, `NotVisible`; refuses one that was changed meanwhile, or whose lessons are given by others.
    """
    require(may_arrange(actor))
    row = _locked(absence_id, base)
    day = _covered(row, None)
    if day is not None:
        raise refusal(ArrangingRefusal.ABSENCE_IS_COVERED, day=day)
    _tell(Act.ABSENCE_WITHDRAWN, row, _plain(row), None, actor, now)
    row.delete()


def _locked(absence_id: int, base: int) -> TeacherAbsence:
    lock_chain(CHAIN)
    row = TeacherAbsence.objects.select_for_update().filter(pk=absence_id).first()
    if row is None:
        raise NotVisible
    if row.version != base:
        raise refusal(ArrangingRefusal.ABSENCE_STALE)
    return row


def _covered(row: TeacherAbsence, said: AbsenceWords | None) -> date | None:
    arranged = Substitution.objects.filter(
        absent=row.employee_id, lesson__date__range=(row.starts_on, row.ends_on), lesson__employee=row.employee_id
    )
    if row.after_lesson is not None:  # who gave those before is another matter
        arranged = arranged.exclude(lesson__date=row.starts_on, lesson__number__lte=row.after_lesson)
    if said is not None:
        given = Q(lesson__date=said.start, lesson__number__lte=said.after) if said.after is not None else Q(pk=None)
        arranged = arranged.filter(Q(lesson__date__lt=said.start) | Q(lesson__date__gt=said.end) | given)
    found: date | None = arranged.aggregate(day=Min("lesson__date"))["day"]
    return found


def _refuse_overlap(employee_id: int, said: AbsenceWords, besides: int = 0) -> None:
    others = TeacherAbsence.objects.filter(employee=employee_id, starts_on__lte=said.end, ends_on__gte=said.start)
    other = others.exclude(pk=besides).order_by("starts_on").first()
    if other is not None:
        raise refusal(ArrangingRefusal.ABSENCE_OVERLAPS, start=other.starts_on, end=other.ends_on)


def _fields(said: AbsenceWords) -> dict[str, Any]:
    return {
        "starts_on": said.start,
        "ends_on": said.end,
        "reason": said.reason,
        "ground": said.ground,
        "after_lesson": said.after,
    }


def _plain(row: TeacherAbsence) -> dict[str, Any]:
    return {
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "reason": row.reason,
        "order": row.ground,
        **({"after_lesson": row.after_lesson} if row.after_lesson is not None else {}),
    }


def _tell(act: Act, row: TeacherAbsence, before: Any, after: Any, actor: Actor, now: datetime) -> None:
    subject = {"kind": "teacher_absence", "id": row.pk, "person": row.employee_id}
    record(chain=CHAIN, actor=actor, entries=[Entry(act, subject, before, after)], now=now)
