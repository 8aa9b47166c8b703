"""Who gave the lesson of an absent teacher, and which lessons were cancelled."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from parta.audit.bulk import ChangedRow, NewRow, write_rows
from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.people.access import may_bring_in
from parta.timetable.access import may_cancel_lessons
from parta.timetable.enums import Act, LessonStatus, SubstitutionKind
from parta.timetable.models import Lesson, Substitution
from parta.timetable.services.clashes import clashes_refused

CHAIN = "timetable"


def record_substitutions(
    *, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime
) -> list[int]:
    """Write down substitutions and cancellations; a planned lesson that was not given becomes cancelled."""
    require(may_bring_in(actor))
    act = Act.SUBSTITUTION_RECORDED
    ids = write_rows(
        Substitution, kind="substitution", new=new, changes=changes, chain=CHAIN, act=act, actor=actor, now=now
    )
    touched = [*ids, *(row.id for row in changes)]
    given = Substitution.objects.filter(pk__in=touched)
    _turn(given.filter(kind="cancelled"), LessonStatus.PLANNED, LessonStatus.CANCELLED, actor, now)
    _turn(given.exclude(kind="cancelled"), LessonStatus.CANCELLED, LessonStatus.PLANNED, actor, now)
    return ids


def _turn(found: object, was: LessonStatus, becomes: LessonStatus, actor: Actor, now: datetime) -> None:
    lessons = Lesson.objects.filter(substitution__in=found, status=was)  # type: ignore[misc]
    ids = sorted(lessons.values_list("pk", flat=True))
    if not ids:
        return
    Lesson.objects.filter(pk__in=ids).update(status=becomes)
    entries = [
        Entry(Act.LESSON_CANCELLED, {"kind": "lesson", "id": pk}, {"status": str(was)}, {"status": str(becomes)})
        for pk in ids
    ]
    record(chain=CHAIN, actor=actor, entries=entries, now=now)


def cancel_lesson(*, lesson: Lesson, reason: str, actor: Actor, now: datetime) -> None:
    """Mark one lesson as cancelled, with the reason; a substitute is taken off. Raises `Forbidden`."""
    require(may_cancel_lessons(actor))
    _set_status(lesson, LessonStatus.CANCELLED, reason, _told(lesson), actor, now)
    Substitution.objects.filter(lesson=lesson).delete()
    Substitution.objects.create(
        lesson=lesson, kind=SubstitutionKind.CANCELLED, absent_id=lesson.employee_id, reason=reason
    )


def restore_lesson(*, lesson: Lesson, actor: Actor, now: datetime) -> None:
    """Give a cancelled lesson back to its teacher. Raises `Forbidden`; refuses where another one stands there."""
    require(may_cancel_lessons(actor))
    before = _told(lesson)
    with clashes_refused():
        # First, or the database takes the lesson for one that nobody gives and looks for no clash of its teacher.
        Substitution.objects.filter(lesson=lesson, kind=SubstitutionKind.CANCELLED).delete()
        _set_status(lesson, LessonStatus.PLANNED, "", before, actor, now)


def _told(lesson: Lesson) -> dict[str, Any]:
    told: dict[str, Any] = {"status": str(lesson.status)}
    given = Substitution.objects.filter(lesson=lesson).first()
    if given is not None:
        told |= {"given": given.kind, "substitute": given.substitute_id, "ground": given.reason}
    return told


def _set_status(
    lesson: Lesson, status: LessonStatus, reason: str, before: dict[str, Any], actor: Actor, now: datetime
) -> None:
    lesson.status = status
    lesson.version += 1
    lesson.save(update_fields=["status", "version"])
    act = Act.LESSON_CANCELLED if status is LessonStatus.CANCELLED else Act.LESSON_RESTORED
    after = {"status": str(status), "ground": reason}
    record(chain=CHAIN, actor=actor, entries=[Entry(act, {"kind": "lesson", "id": lesson.pk}, before, after)], now=now)
