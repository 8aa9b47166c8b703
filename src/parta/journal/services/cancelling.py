"""Marking a lesson as cancelled where nobody can give it, and giving it back."""

from datetime import datetime

from django.db import transaction

from parta.audit.services import Entry, lock_chain, record
from parta.journal.access import CourseView, course_view
from parta.journal.enums import Act
from parta.journal.rules.cancelling import REASON_LENGTH, CancellingFacts, decide_cancelling, decide_restoring
from parta.journal.services.records.ledger import chain_of
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.kernel.sql import sql
from parta.timetable.access import may_cancel_lessons
from parta.timetable.enums import ArrangingRefusal, LessonStatus
from parta.timetable.models import Lesson, Substitution
from parta.timetable.services import substitutions

_RECORDS = """
SELECT kind, number FROM (VALUES
    ('topic', (SELECT count(*) FROM journal_lessonentry WHERE lesson_id = %(lesson)s AND topic <> '')),
    ('homework', (SELECT count(*) FROM journal_homework WHERE lesson_id = %(lesson)s AND (text <> '' OR none_set))),
    ('roll', (SELECT count(*) FROM journal_rollcall WHERE lesson_id = %(lesson)s)),
    ('absences', (SELECT count(*) FROM journal_attendance WHERE lesson_id = %(lesson)s AND code <> '')),
    ('notes', (SELECT count(*) FROM journal_pupilnote WHERE lesson_id = %(lesson)s AND text <> '')),
    ('works', (SELECT count(*) FROM journal_work WHERE lesson_id = %(lesson)s AND NOT deleted))
) AS found(kind, number) WHERE number > 0
"""


@transaction.atomic
def cancel(*, actor: Actor, lesson_id: int, reason: str, now: datetime) -> Lesson:
    """Mark a lesson as cancelled. Raises `NotVisible`, `Forbidden`, and the refusals of `decide_cancelling`."""
    lesson, view = _lesson(actor, lesson_id)
    reason = reason.strip()[:REASON_LENGTH]
    _tell(Act.LESSON_CANCELLED, lesson, reason, actor, now)
    facts = _facts(lesson, view)
    refuse_if(decide_cancelling(regulation=view.regulation.on(lesson.date), lesson=facts, reason=reason))
    substitutions.cancel_lesson(lesson=lesson, reason=reason, actor=actor, now=now)
    return lesson


@transaction.atomic
def restore(*, actor: Actor, lesson_id: int, now: datetime) -> Lesson:
    """Give a cancelled lesson back. Raises `NotVisible`, `Forbidden`, and the refusals of `decide_restoring`."""
    lesson, view = _lesson(actor, lesson_id)
    _tell(Act.LESSON_RESTORED, lesson, "", actor, now)
    if Substitution.objects.filter(lesson=lesson, given__isnull=False).exists():
        raise refusal(ArrangingRefusal.HOUR_IS_GIVEN, day=lesson.date)
    taken = Lesson.objects.filter(course=lesson.course_id, starts_at__lt=lesson.ends_at, ends_at__gt=lesson.starts_at)
    taken = taken.exclude(pk=lesson.pk).exclude(status=LessonStatus.CANCELLED)
    refuse_if(decide_restoring(lesson=_facts(lesson, view), time_taken=taken.exists()))
    substitutions.restore_lesson(lesson=lesson, actor=actor, now=now)
    return lesson


def _lesson(actor: Actor, lesson_id: int) -> tuple[Lesson, CourseView]:
    course = Lesson.objects.filter(pk=lesson_id).values_list("course_id", flat=True).first()
    if course is None:
        raise NotVisible
    lock_chain(chain_of(course))  # before the lesson, as everyone who writes both
    view = course_view(actor, course)
    require(may_cancel_lessons(actor))
    return Lesson.objects.select_for_update().get(pk=lesson_id), view


def _facts(lesson: Lesson, view: CourseView) -> CancellingFacts:
    term = view.term_of(lesson.date)
    return CancellingFacts(
        day=lesson.date,
        cancelled=lesson.status == LessonStatus.CANCELLED,
        term_closed=term is not None and term.closed,
        year_closed=view.year_closed,
        records=records_of(lesson.pk),
    )


def records_of(lesson_id: int) -> tuple[tuple[str, int], ...]:
    """Count what stands in the journal of a lesson by kinds of records (one query)."""
    return tuple((kind, number) for kind, number in sql(_RECORDS, {"lesson": lesson_id}))


def _tell(act: Act, lesson: Lesson, reason: str, actor: Actor, now: datetime) -> None:
    """Write the act into the journal's chain: its lock keeps a teacher's batch of the same moment out until the end."""
    entry = Entry(act, {"kind": "lesson", "lesson": lesson.pk}, None, {"ground": reason})
    record(chain=chain_of(lesson.course_id), actor=actor, entries=[entry], now=now)
