"""One dated lesson goes to another day, number or room, with everything that is prepared for it."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from parta.audit.services import Entry, lock_chain, record
from parta.journal.access import course_view
from parta.journal.models import Attendance, Mark, PupilNote, RollCall
from parta.journal.services.records.ledger import chain_of
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refuse_if, require
from parta.school.models import Room
from parta.school.queries.calendars import bell_schedules, calendar_facts, learners_of, resting_classes, school_zone
from parta.school.rules.bells import lesson_time
from parta.school.rules.rooms import is_out
from parta.timetable.access import may_move_lessons
from parta.timetable.enums import Act, LessonStatus, SubstitutionKind
from parta.timetable.models import Lesson, Substitution
from parta.timetable.queries.meetings import meetings_of, teacher_away
from parta.timetable.rules.moving import REASON_LENGTH, Move, decide_moving
from parta.timetable.services.clashes import clashes_refused


@transaction.atomic
def move_lesson(
    *, actor: Actor, lesson_id: int, day: date, number: int, room_id: int | None, ground: str, now: datetime
) -> Lesson:
    """Move a lesson to a day, a number of the bells and a room.

    Raises `NotVisible`, `Forbidden`; refuses as `decide_moving`.

    Re-planning leaves it where it was put: the place that the timetable had for it is remembered. What was given
    already (a roll call, an absence, a mark, a note) is not moved; a topic, homework and works prepared ahead are.
    """
    course_id = Lesson.objects.filter(pk=lesson_id).values_list("course_id", flat=True).first()
    room = Room.objects.filter(pk=room_id).first() if room_id is not None else None
    if course_id is None or (room_id is not None and room is None):
        raise NotVisible
    lock_chain(chain_of(course_id))  # records are written under it: none comes in between
    view = course_view(actor, course_id)
    require(may_move_lessons(actor))
    ground = ground.strip()[:REASON_LENGTH]
    lesson = (
        Lesson.objects.select_for_update(of=("self",))
        .select_related("course__study_group", "course__school_class")
        .get(pk=lesson_id)
    )
    zone = school_zone()
    facts = calendar_facts(lesson.course.year_id)[view.calendar_id]
    weekday = facts.timetable_weekday(day)
    rests = (view.class_id, day) in resting_classes(lesson.course.year_id)
    times = None
    if weekday is not None:
        bells = bell_schedules(lesson.course.year_id)
        room = Room.objects.filter(pk=room_id or 0).first()
        learners = replace(learners_of(lesson.course.school_class, room), grade=view.grade_level)
        times = lesson_time(bells, learners=learners, day=day, weekday=weekday, number=number)
    met = meetings_of(lesson, day=day, start=times.start, end=times.end, room_id=room_id, zone=zone) if times else []
    terms = [view.term_of(one) for one in (lesson.date, day)]
    shut = [one for one, term in zip((lesson.date, day), terms, strict=True) if term is not None and term.closed]
    before = {"date": lesson.date.isoformat(), "number": lesson.number, "room": lesson.room_id}
    after = {"date": day.isoformat(), "number": number, "room": room_id}
    refuse_if(
        decide_moving(
            Move(
                day=lesson.date,
                status=LessonStatus(lesson.status),
                happened=_happened(lesson),
                to_day=day,
                number=number,
                study_day=weekday is not None and not rests,
                begins=datetime.combine(day, times.start, zone) if times else None,
                same=before == after,
                closed=lesson.date if view.year_closed else next(iter(shut), None),
                ground=ground,
                other_subject=Substitution.objects.filter(
                    Q(lesson=lesson, kind=SubstitutionKind.OTHER_SUBJECT) | Q(given=lesson)
                ).exists(),
                away=teacher_away(lesson, day, number),
                room_out=(room.number, room.out_from, room.out_to, room.out_reason)
                if room is not None and room.out_from and is_out(day, first=room.out_from, last=room.out_to)
                else None,
                met=met,
            ),
            now=now,
        )
    )
    assert times is not None
    origin = (lesson.origin_date or lesson.date, lesson.origin_number if lesson.origin_date else lesson.number)
    home = origin == (day, number)
    lesson.origin_date, lesson.origin_number = (None, None) if home else origin
    lesson.date, lesson.number, lesson.room_id = day, number, room_id
    lesson.starts_at = datetime.combine(day, times.start, zone)
    lesson.ends_at = datetime.combine(day, times.end, zone)
    lesson.version += 1
    with clashes_refused():  # somebody may have taken the place at this very moment
        lesson.save(
            update_fields=["date", "number", "room", "starts_at", "ends_at", "origin_date", "origin_number", "version"]
        )
    entry = Entry(Act.LESSON_MOVED, {"kind": "lesson", "lesson": lesson.pk}, before, {**after, "ground": ground})
    record(chain=chain_of(course_id), actor=actor, entries=[entry], now=now)
    return lesson


def _happened(lesson: Lesson) -> bool:
    return (
        RollCall.objects.filter(lesson=lesson).exists()
        or Attendance.objects.filter(lesson=lesson).exclude(code="").exists()
        or PupilNote.objects.filter(lesson=lesson).exclude(text="").exists()
        or Mark.objects.filter(work__lesson=lesson, work__deleted=False).exclude(value="").exists()
    )
