"""Lessons on days of their own: each beside the weekly timetable, in a journal that there is."""

import datetime as dt
from collections import defaultdict
from typing import Any

from parta.audit.bulk import rows_of
from parta.curriculum.models import Course
from parta.integrations.spreadsheets.dataset import SingleLesson, subgroup_key
from parta.integrations.spreadsheets.resolve.subjects import subject_key
from parta.integrations.spreadsheets.values.classes import class_key
from parta.integrations.spreadsheets.values.people import name_key
from parta.journal.services.single_lessons import bring_singles
from parta.school.models import Bell, Room
from parta.school.queries.calendars import bell_schedules, calendar_facts, learners_of, school_zone
from parta.school.rules.bells import lesson_time
from parta.timetable.models import Lesson

from ..compare import Wanted
from ..desk import Desk
from .frame import room_of

_FIELDS = ("course_id", "date", "number", "starts_at", "ends_at", "hours", "employee_id", "room_id", "single")
Times = tuple[dt.datetime, dt.datetime]


def import_singles(desk: Desk) -> None:
    """Put lessons on days of their own; one that there is at its time is corrected, one that is missed is told of."""
    if not desk.files.singles:
        return
    journals, rings = _journals(desk), _Rings(desk)
    stands = rows_of(Lesson, _FIELDS, single=True, course__year=desk.year_id)
    find = {_key(row["course_id"], row["starts_at"]): pk for pk, row in stands.items()}
    others = _others(desk)
    wanted = []
    for link in desk.files.singles:
        one, name = link.lesson, _name(link.lesson)
        course = journals.get((_learners(one.class_name), subject_key(one.subject), subgroup_key(one.subgroup)))
        room = room_of(desk, one.room)
        times = rings.times(one, course, room) if course else None
        if course is None or times is None:
            code = "single_without_bell" if course else "single_without_journal"
            desk.problems.add(code, one.source, name=name)
            continue
        start, end = times
        if any(begins < end and start < ends for begins, ends in others[course.pk]):
            desk.problems.add("single_meets_another", one.source, name=name)
            continue
        values: dict[str, Any] = {
            "course_id": course.pk, "date": one.date, "number": one.number, "starts_at": start.isoformat(),
            "ends_at": end.isoformat(), "hours": rings.hours(start, end), "room_id": room, "single": True,
            "employee_id": desk.ids["employee"].get(link.teacher) if link.teacher else None,
        }  # fmt: skip
        wanted.append(Wanted(_key(course.pk, start.isoformat()), values, one.source, name))
    desk.put("single_lesson", wanted, write=bring_singles, stands=stands, find=find)


def _key(course: object, start: str) -> str:
    return f"{course}/{start}"


def _name(one: SingleLesson) -> str:
    return ", ".join(part for part in (f"{one.date:%d.%m.%Y}", one.class_name, one.subject, one.subgroup) if part)


def _learners(words: str) -> str:
    return class_key(words) or name_key(words)


def _journals(desk: Desk) -> dict[tuple[str, str, str], Course]:
    """Give the journals by class, subject and subgroup, those of several classes by the words of their group."""
    found: dict[tuple[str, str, str], Course] = {}
    rows = Course.objects.filter(year=desk.year_id).select_related("subject", "school_class", "study_group")
    for one in rows.order_by("pk"):
        group = one.study_group.name if one.study_group else ""
        whose = (one.school_class.name, group) if one.school_class else (group, "")
        found.setdefault((_learners(whose[0]), subject_key(one.subject.name), subgroup_key(whose[1])), one)
    return found


def _others(desk: Desk) -> dict[int, list[Times]]:
    """Give when the journals have their other lessons on the days of the file."""
    days = {link.lesson.date for link in desk.files.singles}
    rows = Lesson.objects.filter(course__year=desk.year_id, date__in=days, single=False).exclude(status="cancelled")
    found: dict[int, list[Times]] = defaultdict(list)
    for course, start, end in rows.values_list("course_id", "starts_at", "ends_at"):
        found[course].append((start, end))
    return found


class _Rings:
    """The bells and the calendars of the year, read once."""

    def __init__(self, desk: Desk) -> None:
        self.zone, self.bells = school_zone(), bell_schedules(desk.year_id)
        self.calendars = calendar_facts(desk.year_id)
        self.rooms = Room.objects.in_bulk()
        spans = Bell.objects.filter(schedule__year=desk.year_id).order_by("hours")
        self.lasting = {(start, end): hours for start, end, hours in spans.values_list("starts_at", "ends_at", "hours")}

    def times(self, one: SingleLesson, course: Course, room: int | None) -> Times | None:
        """Give from when to when it lasts, in UTC; None where no bell says."""
        span = (one.starts, one.ends) if one.starts and one.ends else self._rung(one, course, room)
        if span is None:
            return None
        start, end = (dt.datetime.combine(one.date, at, self.zone).astimezone(dt.UTC) for at in span)
        return start, end

    def hours(self, start: dt.datetime, end: dt.datetime) -> int:
        """Count its academic hours: those of the bell that rings so, else one."""
        span = start.astimezone(self.zone).time(), end.astimezone(self.zone).time()
        return self.lasting.get(span, 1)

    def _rung(self, one: SingleLesson, course: Course, room: int | None) -> tuple[dt.time, dt.time] | None:
        weekday = self.calendars[course.calendar_id].timetable_weekday(one.date)
        if weekday is None or one.number is None:
            return None
        learners = learners_of(course.school_class, self.rooms.get(room or 0))
        found = lesson_time(self.bells, learners=learners, day=one.date, weekday=weekday, number=one.number)
        return (found.start, found.end) if found else None
