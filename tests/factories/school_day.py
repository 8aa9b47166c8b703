"""Records of a lesson, written straight into the tables, with the audit events that services write beside them."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from parta.audit.services import Entry, record
from parta.journal.models import Attendance, Homework, Mark, PupilNote, TermResult, Work, WorkKind
from parta.kernel.actor import Actor
from parta.timetable.models import Lesson
from tests.factories.small_school import at

NOW = at(date(2026, 11, 20), "12:00")


def work(lesson: Lesson, kind: str = "контрольная работа", **more: Any) -> Work:
    """Add a column."""
    row = WorkKind.objects.get(name=kind)
    return Work.objects.create(lesson=lesson, kind=row, **{"weight": row.weight, **more})


def mark(column: Work, pupil: Any, value: str, attempts: tuple[str, ...] = (), criterion: int = 1) -> Mark:
    """Write a mark."""
    return Mark.objects.create(
        work=column, pupil_id=pupil.pk, value=value, attempts=list(attempts), criterion=criterion
    )


def told(lesson: Lesson, act: str, subject: dict[str, Any], before: Any, after: Any, moment: datetime = NOW) -> None:
    """Write the event of a change, as the journal's services do."""
    actor = Actor(account_id=1, person_id=lesson.employee_id, school_slug="alpha")
    with transaction.atomic():
        entries = [Entry(act, subject, before, after)]
        record(chain=f"course:{lesson.course_id}", actor=actor, entries=entries, now=moment)


def told_mark(
    given: Mark, before: dict[str, Any] | None = None, act: str = "journal.mark_recorded", moment: datetime = NOW
) -> None:
    """Write the event of a mark."""
    lesson = given.work.lesson
    subject = {
        "kind": "mark", "work": str(given.work_id), "lesson": lesson.pk, "pupil": given.pupil_id,
        "criterion": given.criterion,
    }  # fmt: skip
    after = {"value": given.value, "attempts": given.attempts, "version": given.version}
    told(lesson, act, subject, before, after, moment)


def absent(lesson: Lesson, pupil: Any, code: str = "ill", reason: str = "", before: Any = None) -> Attendance:
    """Write an absence with its event."""
    row = Attendance.objects.create(lesson=lesson, pupil_id=pupil.pk, code=code, reason=reason)
    subject = {"kind": "absence", "lesson": lesson.pk, "pupil": pupil.pk}
    told(lesson, "journal.absence_recorded", subject, before, {"value": code, "reason": reason})
    return row


def note(lesson: Lesson, pupil: Any, text: str) -> PupilNote:
    """Write the teacher's words with their event."""
    row = PupilNote.objects.create(lesson=lesson, pupil_id=pupil.pk, text=text)
    subject = {"kind": "note", "lesson": lesson.pk, "pupil": pupil.pk}
    told(lesson, "journal.note_recorded", subject, None, {"value": text})
    return row


def homework(lesson: Lesson, due: Lesson | None, text: str = "№ 12", **more: Any) -> Homework:
    """Set homework."""
    return Homework.objects.create(lesson=lesson, due_lesson=due, text=text, **more)


def term_mark(lesson: Lesson, pupil: Any, term: Any, value: str) -> TermResult:
    """Give a term's mark with its event."""
    row = TermResult.objects.create(course_id=lesson.course_id, pupil_id=pupil.pk, kind="term", term=term, value=value)
    subject = {"kind": "term", "pupil": pupil.pk, "result": "term", "term": term.pk}
    told(lesson, "journal.term_result_recorded", subject, None, {"value": value})
    return row


def first_quarter(world: Any) -> None:
    """Put a lesson of two journals into the first quarter, so that it has marks to put."""
    day = date(2026, 10, 1)
    for lesson, hour in ((world.lessons[0], "08"), (world.english_lessons[0], "09")):
        Lesson.objects.create(
            course_id=lesson.course_id,
            employee_id=lesson.employee_id,
            date=day,
            number=lesson.number,
            starts_at=at(day, f"{hour}:00"),
            ends_at=at(day, f"{hour}:40"),
        )
