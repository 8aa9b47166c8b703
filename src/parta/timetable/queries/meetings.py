"""Who and what a lesson would meet at another time: the same teacher, room or pupils."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from parta.curriculum.models import StudyGroupMember
from parta.kernel.database import in_force
from parta.kernel.sql import sql
from parta.school.models import Room
from parta.timetable.enums import ClashKind, LessonStatus, SubstitutionKind
from parta.timetable.models import Lesson, TeacherAbsence
from parta.timetable.rules.clashes import Audience, TimedLesson, find_clashes


@dataclass(frozen=True, slots=True)
class Meeting:
    """A lesson that stands in the way, and by whom or what."""

    kind: ClashKind
    number: int | None
    course: str
    teacher: str
    room: str


@dataclass(frozen=True, slots=True)
class PupilsMeeting:
    """Lessons of another journal at the same hours, asked of the same pupils: how many pupils, days, the first of them."""

    course: str
    pupils: int
    days: int
    first: date


_PUPILS = """
SELECT COALESCE(NULLIF(c.title, ''), s.name), count(DISTINCT m.pupil_id), count(DISTINCT l.date), min(l.date)
FROM timetable_lesson l
JOIN curriculum_course own ON own.id = l.course_id
JOIN curriculum_studygroupmember m ON m.group_id = own.study_group_id AND m.starts_on <= l.date
    AND (m.ends_on IS NULL OR m.ends_on >= l.date)
JOIN people_enrolment e ON e.pupil_id = m.pupil_id AND e.starts_on <= l.date AND (e.ends_on IS NULL OR e.ends_on >= l.date)
JOIN timetable_lesson o ON o.date = l.date AND o.course_id <> l.course_id AND o.status <> 'cancelled'
    AND o.starts_at < l.ends_at AND l.starts_at < o.ends_at
JOIN curriculum_course c ON c.id = o.course_id
JOIN curriculum_subject s ON s.id = c.subject_id
WHERE l.course_id = %(course)s AND l.date >= %(day)s AND l.status <> 'cancelled'
    AND (c.study_group_id IS NULL AND c.school_class_id = e.school_class_id AND NOT e.individual
        OR c.study_group_id IN (SELECT g.group_id FROM curriculum_studygroupmember g
            WHERE g.pupil_id = m.pupil_id AND g.starts_on <= l.date AND (g.ends_on IS NULL OR g.ends_on >= l.date)))
    AND NOT EXISTS (SELECT FROM curriculum_release r WHERE r.pupil_id = m.pupil_id AND r.course_id = c.id
        AND r.starts_on <= l.date AND (r.ends_on IS NULL OR r.ends_on >= l.date))
GROUP BY c.id, s.name ORDER BY min(l.date), 1
"""


def pupils_meetings(course_id: int, *, since: date) -> list[PupilsMeeting]:
    """Tell which other lessons the pupils of a journal with times of its own would have at once (one query).

    What an individual plan releases a pupil from is not asked of them.
    """
    return [PupilsMeeting(*row) for row in sql(_PUPILS, {"course": course_id, "day": since})]


def meetings_of(
    lesson: Lesson, *, day: date, start: time, end: time, room_id: int | None, zone: ZoneInfo
) -> list[Meeting]:
    """Tell what a lesson would meet on a day at a time in a room (four queries).

    A room that takes several lessons at once (a gym) is not met.
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


def teacher_away(lesson: Lesson, day: date, number: int | None) -> tuple[str, date, date] | None:
    """Tell whether who gives the lesson is absent on a day at a number: the name, the first and the last day (a query)."""
    found = TeacherAbsence.objects.filter(in_force(day), employee=_teacher(lesson)).select_related("employee__person")
    if number is not None:
        found = found.exclude(starts_on=day, after_lesson__isnull=False, after_lesson__gte=number)
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
    return frozenset(Room.objects.filter(holds__gt=1).values_list("pk", flat=True))


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
