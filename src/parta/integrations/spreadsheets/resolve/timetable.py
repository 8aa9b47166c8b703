"""The weekly timetable linked to courses and teachers; who or what is in two places at once."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from ..dataset import Dataset, TimetableEntry
from ..dataset.year import told_by_bells
from ..problems import Problems
from ..values.classes import Scope, class_key
from ..values.people import name_key
from .classes import Classes
from .courses import Courses
from .links import ActivityLink, CourseKey, DatedLink, LessonLink, PracticeLink, SingleLink
from .people import Pupils, Staff
from .standing import NOTHING, Standing
from .subjects import Subjects

Slot = tuple[dt.date, dt.date, dt.time, dt.time]
_ALWAYS = (dt.date.min, dt.date.max)


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything that links are made with."""

    ds: Dataset
    classes: Classes
    staff: Staff
    pupils: Pupils
    subjects: Subjects
    courses: Courses
    problems: Problems
    standing: Standing = NOTHING


def lessons(tools: Tools) -> tuple[LessonLink, ...]:
    """Link every entry of the timetable, and report clashes and hours that differ."""
    found: list[LessonLink] = []
    entries: list[tuple[TimetableEntry, LessonLink]] = []
    if tools.ds.timetable and not tools.ds.load and not tools.standing.courses:
        tools.problems.add("load_absent", tools.ds.timetable[0].source)
    for entry in tools.ds.timetable:
        name = tools.classes.known(entry.class_name, entry.source)
        subject = tools.subjects.find(entry.subject, name, entry.source) if name else None
        if name is None or subject is None:
            continue
        course = tools.courses.of_lesson(
            name, subject, entry.source, index=entry.index, subgroup=entry.subgroup, teacher=entry.teacher
        )
        if course is None:
            continue
        link = LessonLink(
            course.key,
            name,
            entry.weekday,
            entry.number,
            entry.parity,
            _teacher(tools, entry, course.key),
            entry.room,
            entry.valid_from,
            entry.source,
        )
        found.append(link)
        entries.append((entry, link))
    bells = Bells(tools.ds)
    _clashes(tools, found, bells)
    _hours(tools, found, bells)
    _rooms(tools)
    return tuple(found)


def _teacher(tools: Tools, entry: TimetableEntry, key: CourseKey) -> str | None:
    course = tools.courses.by_key[key]
    where = f"{course.subject}, {course.class_name}"
    if not entry.teacher:
        if len(course.teachers) == 1:
            return course.teachers[0]
        if len(course.teachers) > 1:
            tools.problems.add(
                "teacher_ambiguous",
                entry.source,
                words="",
                names=[tools.staff.name(one) for one in course.teachers],
                where=where,
            )
        return None
    said = tools.staff.find(entry.teacher, entry.source, course.teachers, where=where)
    if said and course.teachers and said not in course.teachers and course.kind == "lesson":
        tools.problems.add(
            "teacher_differs_from_load",
            entry.source,
            where=where,
            said=tools.staff.name(said),
            load=[tools.staff.name(one) for one in course.teachers],
        )
    return said


class Bells:
    """When a lesson of a class is, by number and weekday; several spans of dates are possible."""

    def __init__(self, ds: Dataset) -> None:
        self._bells = ds.bells
        self._cache: dict[tuple[str, int, int], tuple[Slot, ...]] = {}
        self.pair = any(one.unit == "pair" for one in ds.bells)

    def slots(self, class_name: str, weekday: int, number: int) -> tuple[Slot, ...]:
        """Give (first date, last date, start, end) of the lesson."""
        key = (class_name, weekday, number)
        if key not in self._cache:
            shift, _ = told_by_bells(self._bells, class_name)
            named = [
                one
                for one in self._bells
                if one.scope.covers(class_name)
                and (not one.weekdays or weekday in one.weekdays)
                and one.shift in (None, shift or 1)
            ]
            # Bells that name a weekday or a class are stronger than general ones.
            exact = (
                [one for one in named if one.weekdays and not one.scope.everybody]
                or [one for one in named if not one.scope.everybody]
                or [one for one in named if one.weekdays]
                or named
            )
            self._cache[key] = tuple(
                (one.starts or _ALWAYS[0], one.ends or _ALWAYS[1], period.starts, period.ends)
                for one in exact
                for period in one.periods
                if period.number == number
            )
        return self._cache[key]

    def at_once(self, one: LessonLink, other: LessonLink) -> bool:
        """Tell whether two lessons of a week are at one time: by the bells, by number where there are none."""
        if (
            one.weekday != other.weekday
            or one.valid_from != other.valid_from
            or (one.parity and other.parity and one.parity != other.parity)
        ):
            return False
        mine, theirs = (
            self.slots(one.class_name, one.weekday, one.number),
            self.slots(other.class_name, other.weekday, other.number),
        )
        if not mine or not theirs:
            return one.number == other.number
        return any(a[0] <= b[1] and b[0] <= a[1] and a[2] < b[3] and b[2] < a[3] for a in mine for b in theirs)


def _clashes(tools: Tools, found: list[LessonLink], bells: Bells) -> None:
    by_teacher: dict[tuple[str, int], list[LessonLink]] = defaultdict(list)
    by_room: dict[tuple[str, int], list[LessonLink]] = defaultdict(list)
    by_class: dict[tuple[str, int], list[LessonLink]] = defaultdict(list)
    without: set[tuple[int, int]] = set()
    for link in found:
        if link.teacher:
            by_teacher[link.teacher, link.weekday].append(link)
        if link.room:
            by_room[name_key(link.room), link.weekday].append(link)
        by_class[link.class_name, link.weekday].append(link)
        if tools.ds.bells and not bells.slots(link.class_name, link.weekday, link.number):
            grade = link.class_name
            if (link.weekday, link.number) not in without:
                without.add((link.weekday, link.number))
                tools.problems.add(
                    "bells_missing", link.source, weekday=link.weekday, number=link.number, class_name=grade
                )
    joined: set[frozenset[object]] = set()
    for (teacher, _), own in by_teacher.items():
        for one, other in _pairs(own, bells):
            same_room, same_subject = name_key(one.room) == name_key(other.room), one.course[2] == other.course[2]
            params = _both(tools, one, other)
            if same_room and same_subject and one.class_name != other.class_name:
                joined.add(frozenset((one.source, other.source)))
                tools.problems.add("joined_lesson", other.source, name=tools.staff.name(teacher), **params)
            elif _class_set(tools, one, other):
                tools.problems.add("class_set", other.source, name=tools.staff.name(teacher), **params)
            elif one.course != other.course or not same_room:
                tools.problems.add("teacher_in_two_rooms", other.source, name=tools.staff.name(teacher), **params)
    for own in by_room.values():
        for one, other in _pairs(own, bells):
            if one.teacher != other.teacher or one.teacher is None:
                tools.problems.add("room_twice", other.source, room=other.room, **_both(tools, one, other))
    for own in by_class.values():
        for one, other in _pairs(own, bells):
            if one.course[3] == other.course[3] and one.source != other.source:
                tools.problems.add("two_subjects_of_class", other.source, **_both(tools, one, other))


def _class_set(tools: Tools, one: LessonLink, other: LessonLink) -> bool:
    """Tell whether two classes are taught together: in one room, or under one homeroom teacher and no room named."""
    if one.class_name == other.class_name:
        return False
    if one.room or other.room:
        return name_key(one.room) == name_key(other.room)
    heads = {link.name: link.homeroom for link in tools.classes.links}
    mine, theirs = heads.get(one.class_name), heads.get(other.class_name)
    return mine is not None and mine == theirs == one.teacher


def _pairs(own: list[LessonLink], bells: Bells) -> list[tuple[LessonLink, LessonLink]]:
    return [(one, other) for at, one in enumerate(own) for other in own[at + 1 :] if bells.at_once(one, other)]


def _both(tools: Tools, one: LessonLink, other: LessonLink) -> dict[str, object]:
    return {
        "weekday": other.weekday,
        "number": other.number,
        "one": _lesson_words(tools, one),
        "other": _lesson_words(tools, other),
        "cell": one.source.cell,
        "sheet": one.source.sheet,
        "number_one": one.number,
    }


def _lesson_words(tools: Tools, link: LessonLink) -> str:
    course = tools.courses.by_key[link.course]
    return ", ".join(
        part
        for part in (link.class_name, course.subject, course.subgroup, f"каб. {link.room}" if link.room else "")
        if part
    )


def _hours(tools: Tools, found: list[LessonLink], bells: Bells) -> None:
    versions = {link.valid_from for link in found}
    last = max(versions, key=lambda day: day or dt.date.min) if versions else None
    hours: dict[CourseKey, float] = defaultdict(float)
    for link in found:
        if link.valid_from == last or link.valid_from is None:
            hours[link.course] += (0.5 if link.parity else 1.0) * (2 if bells.pair else 1)
    scheduled = {link.class_name for link in found}
    for key, course in tools.courses.by_key.items():
        if course.weekly is None or course.class_name not in scheduled:
            continue
        if course.standing is not None and not tools.ds.bells:  # whether a lesson is a pair is not said
            continue
        if key not in hours:
            tools.problems.add(
                "load_without_lessons",
                course.source,
                subject=course.subject,
                class_name=course.class_name,
                subgroup=course.subgroup,
                load=course.weekly,
            )
        elif abs(hours[key] - course.weekly) > 0.01:
            tools.problems.add(
                "timetable_differs_from_load",
                course.source,
                subject=course.subject,
                class_name=course.class_name,
                subgroup=course.subgroup,
                timetable=hours[key],
                load=course.weekly,
            )


def _rooms(tools: Tools) -> None:
    known = {room.key for room in tools.ds.rooms} | tools.standing.rooms
    if not known:
        return
    told = set()
    for entry in tools.ds.timetable:
        key = name_key(entry.room)
        if entry.room and key not in known and key not in told:
            told.add(key)
            tools.problems.add("room_unknown", entry.source, room=entry.room)


def dated(tools: Tools) -> tuple[DatedLink, ...]:
    """Link the lessons given by date."""
    found = []
    for one in tools.ds.dated_lessons:
        name = tools.classes.known(one.class_name, one.source)
        subject = tools.subjects.find(one.subject, name, one.source) if name else None
        if name is None or subject is None:
            continue
        course = tools.courses.of_lesson(
            name, subject, one.source, index=one.index, subgroup=one.subgroup, teacher=one.teacher
        )
        if course:
            said = tools.staff.find(one.teacher, one.source, course.teachers, where=f"{subject}, {name}")
            if said and course.teachers and said not in course.teachers:
                tools.problems.add(
                    "teacher_differs_from_load",
                    one.source,
                    where=f"{subject}, {name}",
                    said=tools.staff.name(said),
                    load=[tools.staff.name(key) for key in course.teachers],
                )
            found.append(
                DatedLink(
                    one,
                    course.key,
                    said or (course.teachers[0] if len(course.teachers) == 1 and not one.teacher else None),
                )
            )
    return tuple(found)


def singles(tools: Tools) -> tuple[SingleLink, ...]:
    """Name the teachers of lessons on days of their own."""
    return tuple(
        SingleLink(one, tools.staff.find(one.teacher, one.source, where=f"{one.subject}, {one.class_name}"))
        for one in tools.ds.single_lessons
    )


def activities(tools: Tools) -> tuple[ActivityLink, ...]:
    """Link the activities by time."""
    found = []
    for one in tools.ds.activities:
        teacher = tools.staff.find(one.teacher, one.source, where=one.name)
        where = one.scope.classes[0] if one.scope.classes else ""
        pupil = tools.pupils.find(one.pupil, where, one.source, where=one.name)[0] if one.pupil and where else None
        found.append(ActivityLink(one, teacher, _classes(tools, one.scope), pupil))
    return tuple(found)


def _classes(tools: Tools, scope: Scope) -> tuple[str, ...]:
    return () if scope.everybody else tools.classes.of_scope(scope.grades, scope.classes)


def practices(tools: Tools) -> tuple[PracticeLink, ...]:
    """Link the blocks of practice."""
    found = []
    for one in tools.ds.practices:
        name = tools.classes.known(one.group, one.source)
        if name:
            found.append(PracticeLink(one, name, tools.staff.find(one.leader, one.source, where=f"{one.name}, {name}")))
    return tuple(found)


__all__ = ["Bells", "Tools", "activities", "class_key", "dated", "lessons", "practices", "singles"]
