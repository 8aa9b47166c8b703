"""Dated lessons follow a change of the calendar or of the bells: cancelled, moved, newly made."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from parta.audit.services import Entry, lock_chain, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import refusal
from parta.kernel.sql import sql
from parta.school.enums import CalendarRefusal
from parta.school.models import AcademicYear
from parta.school.queries.calendars import school_zone
from parta.timetable.enums import Act, Fate, LessonStatus
from parta.timetable.models import Lesson, Substitution
from parta.timetable.rules.following import Following, follow
from parta.timetable.rules.planning import ExistingLesson, PlannedLesson
from parta.timetable.services.clashes import clashes_told
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
Retimed = tuple[ExistingLesson, PlannedLesson]
LISTED = 12
"""How many lessons with records a refusal names."""

_PUT_OFF = "SET CONSTRAINTS substitute_is_in_one_place, substitute_has_no_lesson DEFERRED"
_CHECK = "SET CONSTRAINTS substitute_is_in_one_place, substitute_has_no_lesson IMMEDIATE"
_BUSY = """
SELECT l.date, l.number, p.last_name || COALESCE(' ' || LEFT(NULLIF(p.first_name, ''), 1) || '.', '')
    || COALESCE(' ' || LEFT(NULLIF(p.patronymic, ''), 1) || '.', '')
FROM timetable_substitution s JOIN timetable_lesson l ON l.id = s.lesson_id
JOIN people_person p ON p.id = s.substitute_id
WHERE l.date = ANY(%(days)s::date[]) AND s.kind IN ('substitute', 'other_subject') AND EXISTS (
    SELECT 1 FROM timetable_lesson o LEFT JOIN timetable_substitution x ON x.lesson_id = o.id
    WHERE o.id <> s.lesson_id AND o.id IS DISTINCT FROM s.given_id AND o.date = l.date
      AND (s.lesson_id = ANY(%(retimed)s)
           OR (o.course_id, o.date) IN (SELECT * FROM unnest(%(courses)s::bigint[], %(days)s::date[])))
      AND o.starts_at < l.ends_at AND o.ends_at > l.starts_at
      AND (x.substitute_id = s.substitute_id AND x.kind IN ('substitute', 'other_subject') AND x.starts_at IS NOT NULL
           OR x.id IS NULL AND o.employee_id = s.substitute_id AND o.status <> 'cancelled'))
ORDER BY l.starts_at, l.id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of one lesson; `day` is where it stood, of a new one where it stands now."""

    fate: Fate
    course_id: int
    day: date
    number: int
    records: bool = False


@clashes_told()
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

    Lessons without anything behind them are taken out; those that homework leads to stay, cancelled. A substitution of
    a lesson that leaves is withdrawn first. Refuses `calendar_has_records` with a list where a lesson would lose its
    place together with what is written in it, `bells_substitute_busy` where a substitute would be in two places.
    The caller has checked the right.
    """
    lock_chain(CHAIN)  # before the lessons, as everyone who writes both
    zone = school_zone()
    local = now.astimezone(zone)
    found = follow(before, after, existing_lessons(year, start, zone), (local.date(), local.time()))
    _refuse_records(found, with_records)
    found.retime = _with_given(found.retime)
    leaving = [one.id for one in found.leave]
    withdrawn = _withdraw(leaving)
    content = with_content(leaving) if leaving else set()
    hours = pair_hours(year)
    Lesson.objects.filter(pk__in=[pk for pk in leaving if pk not in content]).delete()
    Lesson.objects.filter(pk__in=content).update(status=LessonStatus.CANCELLED)
    sql(_PUT_OFF)
    placed = [*found.move, *found.restore]
    rewrite([moved_lesson(one.id, plan, zone, hours) for one, plan in placed])
    rewrite([moved_lesson(one.id, plan, zone, hours, one.status) for one, plan in found.retime], TIMES)
    insert(found.create, zone, hours)
    _refuse_busy(found)
    sql(_CHECK)
    done = _told(found, content, with_records)
    if done:
        counts = {str(fate): sum(one.fate is fate for one in done) for fate in Fate}
        told = {"from": start.isoformat(), "ground": ground, **{key: count for key, count in counts.items() if count}}
        entries = [Entry(Act.LESSONS_PLANNED, {"year": year.pk}, None, told), *withdrawn]
        was, now_is = {"status": str(LessonStatus.PLANNED)}, {"status": str(LessonStatus.CANCELLED), "ground": ground}
        entries += [Entry(Act.LESSON_CANCELLED, {"kind": "lesson", "id": pk}, was, now_is) for pk in sorted(content)]
        record(chain=CHAIN, actor=actor, entries=entries, now=now)
    return done


def _withdraw(lesson_ids: Collection[int]) -> list[Entry]:
    """Take back who gives the lessons; gives the events of it."""
    rows = list(Substitution.objects.select_for_update().filter(lesson__in=lesson_ids).order_by("lesson"))
    Substitution.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return [
        Entry(
            Act.SUBSTITUTION_WITHDRAWN,
            {"kind": "lesson", "id": row.lesson_id},
            {"given": row.kind, "absent": row.absent_id, "substitute": row.substitute_id, "ground": row.reason},
            None,
        )
        for row in rows
    ]


def _with_given(retime: Sequence[Retimed]) -> list[Retimed]:
    """Add the lessons given instead of others: they have the times of those. What is held keeps its own, as both do."""
    rows = Substitution.objects.filter(lesson__in=[one.id for one, _ in retime], given__isnull=False)
    given = {row.lesson_id: row.given for row in rows.select_related("given") if row.given}
    found: list[Retimed] = []
    for one, plan in retime:
        instead = given.get(one.id)
        if instead is None:
            found.append((one, plan))
        elif instead.status != LessonStatus.HELD:
            status = LessonStatus(instead.status)
            found += [(one, plan), (replace(one, id=instead.pk, course_id=instead.course_id, status=status), plan)]
    return found


def _refuse_busy(done: Following) -> None:
    """Look at substitutions that were retimed, and at those that a teacher's own lesson now falls upon."""
    placed = [(one.course_id, plan.day) for one, plan in (*done.retime, *done.move, *done.restore)]
    placed += [(plan.course_id, plan.day) for plan in done.create]
    values = {
        "retimed": [one.id for one, _ in done.retime],
        "courses": [course for course, _ in placed],
        "days": [day for _, day in placed],
    }
    if found := sql(_BUSY, values):
        day, number, name = found[0]
        raise refusal(CalendarRefusal.SUBSTITUTE_BUSY, day=day, number=number, name=name)


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
