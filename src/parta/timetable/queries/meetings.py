"""Who and what a lesson would meet at another time: the same teacher, room or pupils."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from parta.curriculum.models import StudyGroupMember
from parta.kernel.database import in_force
from parta.timetable.enums import ClashKind, LessonStatus, SubstitutionKind
from parta.timetable.models import Lesson, TeacherAbsence, TimetableSlot
from parta.timetable.rules.clashes import Audience, TimedLesson, find_clashes


@dataclass(frozen=True, slots=True)
class Meeting:
    """A lesson that stands in the way, and by whom or what."""

    kind: ClashKind
    number: int | None
    course: str
    teacher: str
    room: str


def meetings_of(
    lesson: Lesson, *, day: date, start: time, end: time, room_id: int | None, zone: ZoneInfo
) -> list[Meeting]:
    """Tell what a lesson would meet on a day at a time in a room (four queries).

    A room that the weekly timetable gives to several journals at one hour (a gym) holds several lessons.
    """
    begins, ends = datetime.combine(day, start, zone), datetime.combine(day, end, zone)
    rows = (
        Lesson.objects.filter(starts_at__lt=ends, ends_at__gt=begins)
        .exclude(status=LessonStatus.CANCELLED)
        .exclude(pk=lesson.pk)
        .select_related("course__subject", "course__school_class", "course__study_group", "employee__person", "room")
    )
    others = {row.pk: row for row in rows.select_related("substitution__substitute__person")}
    groups = {row.course.study_group_id for row in (lesson, *others.values()) if row.course.study_group_id}
    members: dict[int, set[int]] = {}
    found = StudyGroupMember.objects.filter(in_force(day), group__in=groups)
    for group, pupil in found.values_list("group_id", "pupil_id"):
        members.setdefault(group, set()).add(pupil)
    mine = replace(_timed(lesson, members, zone), day=day, start=start, end=end, room_id=room_id)
    clashes = find_clashes([mine, *(_timed(row, members, zone) for row in others.values())], shared_rooms=_shared())
    met = [
        (one.kind, others[({one.first_id, one.second_id} - {lesson.pk}).pop()])
        for one in clashes
        if lesson.pk in (one.first_id, one.second_id)
    ]
    own = [(ClashKind.PUPILS, row) for row in others.values() if row.course_id == lesson.course_id]
    return [_meeting(kind, row) for kind, row in dict.fromkeys([*met, *own])]


def teacher_away(lesson: Lesson, day: date) -> tuple[str, date, date] | None:
    """Tell whether who gives the lesson is absent on a day: the name, the first and the last day (two queries)."""
    found = TeacherAbsence.objects.filter(in_force(day), employee=_teacher(lesson)).select_related("employee__person")
    return next(((row.employee.person.full_name, row.starts_on, row.ends_on) for row in found), None)


def _timed(lesson: Lesson, members: dict[int, set[int]], zone: ZoneInfo) -> TimedLesson:
    course = lesson.course
    group = course.study_group_id
    audiences = (Audience(course.school_class_id, str(group) if group else None),) if course.school_class_id else ()
    return TimedLesson(
        lesson.pk,
        lesson.date,
        lesson.starts_at.astimezone(zone).time(),
        lesson.ends_at.astimezone(zone).time(),
        _teacher(lesson),
        lesson.room_id,
        audiences,
        frozenset(members.get(group or 0, ())),
    )


def _teacher(lesson: Lesson) -> int | None:
    given = getattr(lesson, "substitution", None)
    if given is None or given.kind == SubstitutionKind.JOINED:
        return lesson.employee_id
    return int(given.substitute_id) if given.substitute_id else None


def _shared() -> frozenset[int]:
    slots = TimetableSlot.objects.filter(Q(timetable__ends_on=None), room__isnull=False, number__isnull=False)
    crowded = slots.values("room_id", "weekday", "number", "parity").annotate(n=Count("pk")).filter(n__gt=1)
    return frozenset(crowded.order_by().values_list("room_id", flat=True))


def _meeting(kind: ClashKind, lesson: Lesson) -> Meeting:
    course = lesson.course
    named = ", ".join(str(part) for part in (course.school_class, course.study_group, course.name) if part)
    given = getattr(lesson, "substitution", None)
    teacher = given.substitute if given is not None and given.substitute else lesson.employee
    return Meeting(
        kind,
        lesson.number,
        named,
        teacher.person.full_name if teacher else "",
        lesson.room.number if lesson.room else "",
    )
