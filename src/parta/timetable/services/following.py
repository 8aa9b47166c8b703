"""Dated lessons follow a change of the calendar or of the bells: cancelled, moved, newly made."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import refusal
from parta.school.enums import CalendarRefusal
from parta.school.models import AcademicYear
from parta.school.queries.calendars import school_zone
from parta.timetable.enums import Act, Fate, LessonStatus
from parta.timetable.models import Lesson
from parta.timetable.rules.following import Following, follow
from parta.timetable.rules.planning import ExistingLesson, PlannedLesson
from parta.timetable.services.planning import (
    CHAIN,
    TIMES,
    existing_lessons,
    insert,
    moved_lesson,
    pair_hours,
    rewrite,
)

Having = Callable[[Collection[int]], set[int]]
LISTED = 12
"""How many lessons with records a refusal names."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of one lesson; `day` is where it stood, of a new one where it stands now."""

    fate: Fate
    course_id: int
    day: date
    number: int
    records: bool = False


def follow_change(
    *,
    year: AcademicYear,
    before: Sequence[PlannedLesson],
    after: Sequence[PlannedLesson],
    start: date,
    ground: str,
    with_records: Having,
    with_content: Having,
    actor: Actor,
    now: datetime,
) -> list[Followed]:
    """Make dated lessons from `start` on follow what the timetable wants after a change; inside a transaction.

    Lessons without anything behind them are taken out; those that homework or a substitution leads to stay, cancelled.
    Refuses `calendar_has_records` with a list where a lesson would lose its place together with what is written in it.
    The caller has checked the right.
    """
    zone = school_zone()
    local = now.astimezone(zone)
    found = follow(before, after, existing_lessons(year, start, zone), (local.date(), local.time()))
    _refuse_records(found, with_records)
    leaving = [one.id for one in found.leave]
    content = with_content(leaving) if leaving else set()
    hours = pair_hours(year)
    Lesson.objects.filter(pk__in=[pk for pk in leaving if pk not in content]).delete()
    Lesson.objects.filter(pk__in=content).update(status=LessonStatus.CANCELLED)
    placed = [*found.move, *found.restore]
    rewrite([moved_lesson(one.id, plan, zone, hours) for one, plan in placed])
    rewrite([moved_lesson(one.id, plan, zone, hours) for one, plan in found.retime], TIMES)
    insert(found.create, zone, hours)
    done = _told(found, content, with_records)
    if done:
        counts = {str(fate): sum(one.fate is fate for one in done) for fate in Fate}
        told = {"from": start.isoformat(), "ground": ground, **{key: count for key, count in counts.items() if count}}
        entries = [Entry(Act.LESSONS_PLANNED, {"year": year.pk}, None, told)]
        was, now_is = {"status": str(LessonStatus.PLANNED)}, {"status": str(LessonStatus.CANCELLED), "ground": ground}
        entries += [Entry(Act.LESSON_CANCELLED, {"kind": "lesson", "id": pk}, was, now_is) for pk in sorted(content)]
        record(chain=CHAIN, actor=actor, entries=entries, now=now)
    return done


def _refuse_records(found: Following, with_records: Having) -> None:
    written = with_records([one.id for one in (*found.leave, *found.held)])
    kept = [one for one in (*found.held, *found.leave) if one.status == LessonStatus.HELD or one.id in written]
    if not kept:
        return
    kept.sort(key=lambda one: (one.day, one.number, one.id))
    named = {
        lesson.pk: lesson
        for lesson in Lesson.objects.filter(pk__in=[one.id for one in kept[:LISTED]]).select_related(
            "course__subject", "course__school_class", "course__study_group"
        )
    }
    lessons = tuple((one.id, one.day, one.number, lesson_title(named[one.id])) for one in kept[:LISTED])
    raise refusal(CalendarRefusal.HAS_RECORDS, lessons=lessons, count=len(kept))


def lesson_title(lesson: Lesson) -> str:
    """Name a lesson as people look for it: «7А, алгебра», a group that is no class's by its own name."""
    course = lesson.course
    return ", ".join(str(part) for part in (course.school_class or course.study_group, course.name) if part)


def _told(found: Following, content: set[int], with_records: Having) -> list[Followed]:
    moved = with_records([one.id for one, _ in (*found.move, *found.retime)])

    def one(fate: Fate, lesson: ExistingLesson, *, records: bool = False) -> Followed:
        return Followed(fate, lesson.course_id, lesson.day, lesson.number, records)

    return [
        *(one(Fate.CANCELLED, row, records=True) for row in found.leave if row.id in content),
        *(one(Fate.REMOVED, row) for row in found.leave if row.id not in content),
        *(one(Fate.MOVED, row, records=row.id in moved) for row, _ in found.move),
        *(one(Fate.RETIMED, row, records=row.id in moved) for row, _ in found.retime),
        *(one(Fate.RESTORED, row, records=True) for row, _ in found.restore),
        *(Followed(Fate.CREATED, plan.course_id, plan.day, plan.number) for plan in found.create),
        *(one(Fate.STAYS, row) for row in found.stay),
    ]
