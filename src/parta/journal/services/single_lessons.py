"""A lesson on a day of its own: a consultation, an extra lesson, a meeting of a club; put and taken out by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from parta.audit.bulk import ChangedRow, NewRow, write_rows
from parta.audit.services import Entry, lock_chain, record
from parta.curriculum.models import Course
from parta.journal.access import CourseView, course_view
from parta.journal.queries.content import lessons_with_content
from parta.journal.services.records.ledger import chain_of
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import NotVisible, refusal, refuse_if, require
from parta.people.access import may_bring_in
from parta.people.enums import Role
from parta.people.models import Appointment
from parta.school.models import Bell, Room
from parta.school.queries.calendars import bell_schedules, calendar_facts, learners_of, resting_classes, school_zone
from parta.school.rules.bells import lesson_time
from parta.school.rules.rooms import is_out
from parta.timetable.access import may_move_lessons
from parta.timetable.enums import Act, MakingRefusal, SingleRefusal
from parta.timetable.models import Lesson
from parta.timetable.queries.meetings import meetings_of, teacher_away
from parta.timetable.rules.single import SingleFacts, decide_single
from parta.timetable.services.clashes import clashes_refused

TIMETABLE = "timetable"


@dataclass(frozen=True, slots=True)
class SingleLesson:
    """A lesson as it is wanted: by a number of the bells, or from when to when by the clock."""

    day: date
    employee_id: int
    room_id: int | None
    number: int | None = None
    times: tuple[time, time] | None = None


@transaction.atomic
def add_single(*, actor: Actor, course_id: int, wanted: SingleLesson, now: datetime) -> Lesson:
    """Put a lesson of a journal on a day of its own; re-planning leaves it where it is.

    Raises `Forbidden`, `NotVisible` for a journal or a room that there is not; refuses as `decide_single`, and
    `timetable_room_out`.
    """
    require(may_move_lessons(actor))
    if not Course.objects.filter(pk=course_id).exists():
        raise NotVisible
    room = Room.objects.filter(pk=wanted.room_id).first() if wanted.room_id is not None else None
    if wanted.room_id is not None and room is None:
        raise NotVisible
    lock_chain(chain_of(course_id))  # before the timetable, as everyone who writes both
    lock_chain(TIMETABLE)
    view = course_view(actor, course_id)
    course = Course.objects.select_related("subject", "school_class", "study_group").get(pk=course_id)
    zone, day = school_zone(), wanted.day
    weekday = calendar_facts(course.year_id)[view.calendar_id].timetable_weekday(day)
    rests = (view.class_id, day) in resting_classes(course.year_id)
    times = _times(course, view, wanted, weekday)
    lesson = Lesson(
        pk=0, course=course, date=day, number=wanted.number, employee_id=wanted.employee_id, room_id=wanted.room_id,
        single=True,
    )  # fmt: skip
    met: list[Any] = []
    if times is not None and times[0] < times[1]:
        lesson.starts_at, lesson.ends_at = (datetime.combine(day, one, zone) for one in times)
        met = meetings_of(lesson, day=day, start=times[0], end=times[1], room_id=wanted.room_id, zone=zone)
    term = view.term_of(day)
    facts = SingleFacts(
        day=day,
        today=now.date(),
        number=wanted.number,
        times=times,
        span=(view.year_from, min(view.year_to, course.ends_on or view.year_to)),
        study_day=weekday is not None and not rests,
        closed=view.year_closed or (term is not None and term.closed),
        teaches=Appointment.objects.filter(in_force(day), employee=wanted.employee_id, role=Role.TEACHER).exists(),
        away=teacher_away(lesson, day, wanted.number),
        met=met,
    )
    refuse_if(decide_single(facts))
    if room is not None and is_out(day, first=room.out_from, last=room.out_to):
        raise refusal(MakingRefusal.ROOM_OUT, room=room.number, day=day)
    assert times is not None
    bells = Bell.objects.filter(schedule__year=course.year_id, starts_at=times[0], ends_at=times[1])
    lesson.hours = bells.order_by("-hours").values_list("hours", flat=True).first() or 1
    lesson.pk = None
    with clashes_refused():
        lesson.save(force_insert=True)
    entry = Entry(Act.LESSON_ADDED, {"kind": "lesson", "lesson": lesson.pk}, None, _told(lesson, times))
    record(chain=chain_of(course_id), actor=actor, entries=[entry], now=now)
    return lesson


@transaction.atomic
def remove_single(*, actor: Actor, course_id: int, lesson_id: int, now: datetime) -> None:
    """Take out a lesson that was put on its day by hand and holds nothing.

    Raises `Forbidden`, `NotVisible` for any other lesson; refuses `single_period_closed`, `single_has_records`.
    """
    require(may_move_lessons(actor))
    lock_chain(chain_of(course_id))
    lock_chain(TIMETABLE)
    found = Lesson.objects.select_for_update(of=("self",)).filter(pk=lesson_id, course=course_id, single=True)
    lesson = found.first()
    if lesson is None:
        raise NotVisible
    view = course_view(actor, course_id)
    term = view.term_of(lesson.date)
    if view.year_closed or (term is not None and term.closed):
        raise refusal(SingleRefusal.PERIOD_CLOSED, day=lesson.date)
    if lessons_with_content([lesson.pk]):
        raise refusal(SingleRefusal.HAS_RECORDS, day=lesson.date)
    zone = school_zone()
    times = lesson.starts_at.astimezone(zone).time(), lesson.ends_at.astimezone(zone).time()
    subject, before = {"kind": "lesson", "lesson": lesson.pk}, _told(lesson, times)
    lesson.delete()
    entry = Entry(Act.LESSON_REMOVED, subject, before, None)
    record(chain=chain_of(course_id), actor=actor, entries=[entry], now=now)


def bring_singles(*, new: Sequence[NewRow], changes: Sequence[ChangedRow], actor: Actor, now: datetime) -> list[int]:
    """Write lessons on days of their own that a table says; raises `Forbidden`."""
    require(may_bring_in(actor))
    return write_rows(
        Lesson, kind="lesson", new=new, changes=changes, chain=TIMETABLE, act=Act.LESSON_ADDED, actor=actor, now=now
    )


def _times(course: Course, view: CourseView, wanted: SingleLesson, weekday: int | None) -> tuple[time, time] | None:
    if wanted.number is None:
        return wanted.times
    if weekday is None:
        return None
    bells = bell_schedules(course.year_id)
    room = Room.objects.filter(pk=wanted.room_id or 0).first()
    learners = replace(learners_of(course.school_class, room), grade=view.grade_level)
    found = lesson_time(bells, learners=learners, day=wanted.day, weekday=weekday, number=wanted.number)
    return (found.start, found.end) if found else None


def _told(lesson: Lesson, times: tuple[time, time]) -> dict[str, Any]:
    return {
        "date": lesson.date.isoformat(), "number": lesson.number, "starts": f"{times[0]:%H:%M}",
        "ends": f"{times[1]:%H:%M}", "room": lesson.room_id, "employee_id": lesson.employee_id,
    }  # fmt: skip
