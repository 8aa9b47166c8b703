"""Who gives one lesson of an absent teacher, written into the tables; the journal asks, as it knows the records."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.kernel.sql import sql
from parta.school.rules.rooms import is_out
from parta.timetable.access import may_arrange
from parta.timetable.enums import Act, ArrangingRefusal, LessonStatus, SubstitutionKind
from parta.timetable.models import Lesson, Substitution
from parta.timetable.services.clashes import clashes_refused, taken
from parta.timetable.services.substitutions import CHAIN

_IN_TWO_PLACES = ("substitute_is_in_one_place", "substitute_has_no_lesson", "lesson_teacher_in_one_place")
_WHAT_STANDS_THERE = """
SELECT COALESCE(k.name, g.name, ''), COALESCE(NULLIF(c.title, ''), s.name)
FROM timetable_lesson o JOIN curriculum_course c ON c.id = o.course_id JOIN curriculum_subject s ON s.id = c.subject_id
LEFT JOIN school_schoolclass k ON k.id = c.school_class_id LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
LEFT JOIN timetable_substitution x ON x.lesson_id = o.id
WHERE o.starts_at < %(end)s AND o.ends_at > %(start)s AND o.id <> %(lesson)s AND o.status <> 'cancelled'
    AND (o.employee_id = %(person)s AND x.id IS NULL OR x.substitute_id = %(person)s)
ORDER BY o.starts_at LIMIT 1
"""
_NAME = """
SELECT last_name || COALESCE(' ' || LEFT(NULLIF(first_name, ''), 1) || '.', '')
    || COALESCE(' ' || LEFT(NULLIF(patronymic, ''), 1) || '.', '') FROM people_person WHERE id = %(person)s
"""


@dataclass(frozen=True, slots=True)
class Appointed:
    """Who gives the lesson, in which way; `course_id` is the course given instead of the lesson's own."""

    kind: SubstitutionKind
    substitute_id: int
    reason: str
    course_id: int | None = None
    subject_id: int | None = None


def appoint(*, lesson: Lesson, wanted: Appointed, actor: Actor, now: datetime) -> Substitution:
    """Write who gives a lesson; with another course, its lesson takes the hour and this one is cancelled.

    What was arranged before is withdrawn by the caller. Raises `Forbidden`; refuses with `substitute_busy` where the
    database finds the substitute in two places at once, with `timetable_taken` where it finds the room or pupils so.
    """
    require(may_arrange(actor))
    try:
        with transaction.atomic():
            row = _write(lesson, wanted)
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        if name == "course_has_one_lesson_at_a_time":
            raise refusal(ArrangingRefusal.COURSE_AWAY, day=lesson.date, number=lesson.number) from error
        if name in _IN_TWO_PLACES:
            raise _busy(lesson, wanted.substitute_id) from error
        if (refused := taken(error)) is not None:
            raise refused from error
        raise
    entry = Entry(Act.SUBSTITUTION_ARRANGED, _subject(lesson), None, _plain(row))
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return row


def withdraw(
    *, lesson: Lesson, with_content: Callable[[Collection[int]], set[int]], actor: Actor, now: datetime
) -> None:
    """Take an arrangement back: the lesson is its teacher's again, and a lesson given instead of it is gone.

    `with_content` tells whether the journal holds anything of that lesson: then it is cancelled and stays. Raises
    `Forbidden`, and `NotVisible` where nothing was arranged; refuses while the lesson given instead is itself arranged.
    """
    require(may_arrange(actor))
    row = Substitution.objects.select_for_update().filter(lesson=lesson).first()
    if row is None:
        raise NotVisible
    entries = [Entry(Act.SUBSTITUTION_WITHDRAWN, _subject(lesson), _plain(row), None)]
    given = row.given
    if given is not None and Substitution.objects.filter(lesson=given).exists():
        raise refusal(ArrangingRefusal.GIVEN_IS_ARRANGED, day=lesson.date, number=lesson.number)
    row.delete()
    if given is not None and not with_content([given.pk]):
        given.delete()
    elif given is not None and given.status != LessonStatus.CANCELLED:
        before = {"status": str(given.status)}
        _turn(given, LessonStatus.CANCELLED)
        entries.append(Entry(Act.LESSON_CANCELLED, _subject(given), before, {"status": str(given.status)}))
    if lesson.status == LessonStatus.CANCELLED:
        with clashes_refused():
            _turn(lesson, LessonStatus.PLANNED)
    record(chain=CHAIN, actor=actor, entries=entries, now=now)


def _write(lesson: Lesson, wanted: Appointed) -> Substitution:
    given = None
    if wanted.course_id is not None:
        _turn(lesson, LessonStatus.CANCELLED)
        given = Lesson.objects.create(
            course_id=wanted.course_id,
            date=lesson.date,
            number=lesson.number,
            starts_at=lesson.starts_at,
            ends_at=lesson.ends_at,
            hours=lesson.hours,
            room_id=_room_in_use(lesson),
            employee_id=wanted.substitute_id,
        )
    return Substitution.objects.create(
        lesson=lesson,
        kind=wanted.kind,
        absent_id=lesson.employee_id,
        substitute_id=wanted.substitute_id,
        subject_id=wanted.subject_id,
        given=given,
        reason=wanted.reason,
    )


def _room_in_use(lesson: Lesson) -> int | None:
    """Give the lesson's room for another one in its place; none where it is out of use on that day."""
    room = lesson.room
    return None if room is None or is_out(lesson.date, first=room.out_from, last=room.out_to) else room.pk


def _turn(lesson: Lesson, status: LessonStatus) -> None:
    lesson.status = status
    lesson.version += 1
    lesson.save(update_fields=["status", "version"])


def _busy(lesson: Lesson, person: int) -> Exception:
    params = {"person": person, "lesson": lesson.pk, "start": lesson.starts_at, "end": lesson.ends_at}
    found = sql(_WHAT_STANDS_THERE, params)
    where, title = found[0] if found else ("", "")
    name = sql(_NAME, {"person": person})[0][0]
    return refusal(
        ArrangingRefusal.SUBSTITUTE_BUSY, name=name, day=lesson.date, number=lesson.number, where=where, title=title
    )


def _subject(lesson: Lesson) -> dict[str, Any]:
    return {"kind": "lesson", "id": lesson.pk}


def _plain(row: Substitution) -> dict[str, Any]:
    return {
        "given": row.kind,
        "absent": row.absent_id,
        "substitute": row.substitute_id,
        "subject": row.subject_id,
        "lesson": row.given_id,
        "ground": row.reason,
    }
