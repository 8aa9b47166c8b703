"""The practices of a group set by hand: first what becomes of dated lessons is shown, then the same is stored."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F

from parta.audit.services import Entry, lock_chain, record
from parta.curriculum.access import may_keep_load
from parta.curriculum.enums import CHAIN, TeachingRefusal
from parta.curriculum.models import Course, Practice
from parta.curriculum.queries.practices import blocks_stamp, group_of_practices, offered_subjects
from parta.curriculum.rules.practices import PracticeChange, decide_practices
from parta.curriculum.services.practices import put_practices
from parta.journal.services.calendar import Outcome, stored_if_seen
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.models import Employee
from parta.timetable.enums import Act, LessonStatus
from parta.timetable.models import Lesson
from parta.timetable.services.planning import CHAIN as TIMETABLE


def correct_practices(
    *, actor: Actor, class_id: int, stood: str, blocks: Sequence[PracticeChange], seen: str, now: datetime
) -> Outcome:
    """Give a group its list of practices; on their days it has nothing else, their journals have those days (S4-34).

    Stored only where `seen` is the stamp of what would happen now. Raises `Forbidden`, `NotVisible` for what is no
    group, a discipline that is no practice of it, a leader who is not of the staff; refuses as `decide_practices`,
    `practices_changed` where they are not those that `stood`, and where records would be lost or a period is closed.
    """
    require(may_keep_load(actor))
    group = group_of_practices(class_id)
    known = {one.pk: one for one in Practice.objects.filter(school_class=group)}
    subjects = {*offered_subjects(group), *(one.subject_id for one in known.values())}
    teachers = {one.teacher for one in blocks if one.teacher is not None}
    if any(
        one.subject not in subjects or (one.id is not None and one.id not in known) for one in blocks
    ) or Employee.objects.filter(pk__in=teachers).count() != len(teachers):
        raise NotVisible
    was = {
        pk: PracticeChange(
            pk, one.subject_id, one.starts_on, one.ends_on, one.hours, one.place, one.leader, one.teacher_id
        )
        for pk, one in known.items()
    }
    year = (group.year.starts_on, group.year.ends_on)
    refuse_if(decide_practices(blocks, stood=was, year=year, today=now.date()))

    def put() -> bool:
        lock_chain(CHAIN)
        if stood != blocks_stamp(Practice.objects.filter(school_class=group)):
            raise refusal(TeachingRefusal.PRACTICES_CHANGED)
        changed = put_practices(group=group, blocks=blocks, actor=actor, now=now)
        journals = offered_subjects(group)
        for one in blocks:
            stands = was.get(one.id) if one.id is not None else None
            if stands is not None and stands.teacher != one.teacher and one.subject in journals:
                _lead(journals[one.subject], one, stands.teacher, actor, now)
        return changed

    return stored_if_seen(
        put, year=group.year, start=now.date() + timedelta(days=1), ground="", seen=seen, actor=actor, now=now
    )


def _lead(course: Course, one: PracticeChange, before: int | None, actor: Actor, now: datetime) -> None:
    """Give the days ahead of a block whose leader has changed to who leads it now."""
    ahead = Lesson.objects.filter(
        course=course, slot=None, single=False, date__gt=now.date(), status=LessonStatus.PLANNED, substitution=None,
        date__range=(one.first, one.last),
    )  # fmt: skip
    count = ahead.update(employee=one.teacher, version=F("version") + 1)
    if count:
        told = {"from": one.first.isoformat(), "employee_id": one.teacher, "changed": count}
        subject = {"kind": "lessons", "course": course.pk}
        entry = Entry(Act.TIMETABLE_CHANGED, subject, {"employee_id": before}, told)
        record(chain=TIMETABLE, actor=actor, entries=[entry], now=now)
