"""Lessons of absent teachers on some days, and for each who could give it: three queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.kernel.sql import sql
from parta.timetable.access import may_arrange
from parta.timetable.enums import LessonStatus, SubstitutionKind
from parta.timetable.rules.absences import is_given
from parta.timetable.rules.substitutes import Candidate, Hour, TeacherDay, rank_substitutes

MOST_DAYS = 7
_AHEAD = 30
_LESSONS = (Path(__file__).parent / "cover.sql").read_text()
_ABSENCES = """
SELECT a.id, a.employee_id, concat_ws(' ', p.last_name, p.first_name, p.patronymic), a.starts_on, a.ends_on, a.reason,
    a.ground, a.version, a.after_lesson
FROM timetable_teacherabsence a JOIN people_person p ON p.id = a.employee_id
WHERE a.ends_on >= %(first)s::date AND a.starts_on <= %(ahead)s::date
ORDER BY a.starts_on, p.sort_key, a.id
"""
_TEACHERS = """
SELECT p.id, p.last_name || COALESCE(' ' || LEFT(NULLIF(p.first_name, ''), 1) || '.', '')
        || COALESCE(' ' || LEFT(NULLIF(p.patronymic, ''), 1) || '.', ''),
    concat_ws(' ', p.last_name, p.first_name, p.patronymic),
    EXISTS (SELECT 1 FROM people_appointment a WHERE a.employee_id = p.id AND a.role = 'teacher'
            AND a.starts_on <= %(last)s::date AND (a.ends_on IS NULL OR a.ends_on >= %(first)s::date)),
    COALESCE((SELECT json_agg(json_build_array(c.id, c.subject_id, COALESCE(c.school_class_id, 0),
                    COALESCE(g.name_key, ''), COALESCE(NULLIF(c.title, ''), s.name), t.starts_on, t.ends_on)
                    ORDER BY c.sort_key, c.id)
        FROM curriculum_teachingload t JOIN curriculum_course c ON c.id = t.course_id
        JOIN curriculum_subject s ON s.id = c.subject_id LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
        WHERE t.employee_id = p.id AND t.starts_on <= %(last)s::date
            AND (t.ends_on IS NULL OR t.ends_on >= %(first)s::date)), '[]'::json)
FROM people_employee e JOIN people_person p ON p.id = e.person_id
ORDER BY p.sort_key, p.id
"""


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """A teacher who is away, and why."""

    id: int
    employee_id: int
    name: str
    start: date
    end: date
    reason: str
    ground: str
    version: int
    after: int | None

    def covers(self, day: date) -> bool:
        """Tell whether the teacher is away on a day, or on a part of it."""
        return self.start <= day <= self.end

    def takes(self, lesson: "DatedLesson") -> bool:
        """Tell whether the teacher is away at a lesson."""
        given = is_given(lesson.date, lesson.number, start=self.start, after=self.after)
        return self.covers(lesson.date) and not given


@dataclass(frozen=True, slots=True)
class DatedLesson:
    """A lesson of the school on one of the days."""

    id: int
    date: date
    number: int | None
    start: datetime
    end: datetime
    status: str
    course_id: int
    subject_id: int
    title: str
    classes: tuple[int, ...]
    class_name: str
    group: str
    group_key: str
    room: str
    teacher_id: int | None
    kind: str
    substitute_id: int | None
    given_id: int | None
    other_subject: str
    reason: str
    arranged_id: int
    stands_for: bool
    joint_id: int
    room_out: bool

    def is_part_of(self, other: "DatedLesson") -> bool:
        """Tell whether two lessons are parts of a joint one."""
        same = self.joint_id != 0 and self.joint_id == other.joint_id and self.course_id != other.course_id
        return same and self.overlaps(other) and self.room == other.room

    @property
    def giver_id(self) -> int | None:
        """Whose time the lesson takes; nobody's where it is cancelled."""
        if self.status == LessonStatus.CANCELLED or self.kind == SubstitutionKind.CANCELLED:
            return None
        return self.substitute_id if self.kind else self.teacher_id

    def overlaps(self, other: "DatedLesson") -> bool:
        """Tell whether two lessons are at one time."""
        return self.start < other.end and self.end > other.start


@dataclass(frozen=True, slots=True)
class TaughtCourse:
    """A course that a teacher has in the load; `class_id` is 0 for groups of several classes."""

    id: int
    subject_id: int
    class_id: int
    group_key: str
    title: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Teacher:
    """Somebody of the staff who teaches."""

    id: int
    name: str
    full_name: str
    works: bool
    courses: tuple[TaughtCourse, ...]


@dataclass(frozen=True, slots=True)
class Joining:
    """A group of the same class, at the same time, whose teacher may take both."""

    lesson_id: int
    teacher: str
    title: str
    group: str


@dataclass(frozen=True, slots=True)
class OtherCourse:
    """A course of the same pupils, whose teacher is free and gives it instead."""

    course_id: int
    teacher_id: int
    teacher: str
    title: str


@dataclass(frozen=True, slots=True)
class ToCover:
    """A lesson of an absent teacher with what was arranged, and what can be."""

    lesson: DatedLesson
    teacher: str
    substitute: str
    candidates: tuple[Candidate, ...]
    joinings: tuple[Joining, ...]
    others: tuple[OtherCourse, ...]

    @property
    def open(self) -> bool:
        """Nobody has decided yet."""
        return not self.lesson.kind


@dataclass(frozen=True, slots=True)
class CoverPage:
    """The page of substitutions: who is away, and the lessons of the days by day and absent teacher."""

    first: date
    last: date
    absences: tuple[AbsenceRow, ...]
    teachers: tuple[Teacher, ...]
    lessons: tuple[ToCover, ...]

    @property
    def open(self) -> int:
        """How many lessons wait for a decision."""
        return sum(one.open for one in self.lessons)

    @property
    def groups(self) -> list[tuple[date, str, AbsenceRow | None, list[ToCover]]]:
        """Lessons by day and by whose they are, with the absence that is the ground."""
        found: dict[tuple[date, str, int | None], list[ToCover]] = defaultdict(list)
        for one in self.lessons:
            found[one.lesson.date, one.teacher, one.lesson.teacher_id].append(one)
        away = {(row.employee_id, day): row for row in self.absences for day in self.days if row.covers(day)}
        ordered = sorted(found.items(), key=lambda item: (item[0][0], item[0][1]))
        return [(day, name, away.get((pk or 0, day)), rows) for (day, name, pk), rows in ordered]

    @property
    def days(self) -> list[date]:
        """The days of the page."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


def cover_page(*, actor: Actor, first: date, last: date, zone: ZoneInfo) -> CoverPage:
    """Read the lessons to be given by others on some days, at most `MOST_DAYS` of them; raises `Forbidden`."""
    require(may_arrange(actor))
    last = min(max(first, last), first + timedelta(days=MOST_DAYS - 1))
    span = {"first": first, "last": last}
    absences = tuple(AbsenceRow(*row) for row in sql(_ABSENCES, {"first": first, "ahead": last + timedelta(_AHEAD)}))
    teachers = {one.id: one for one in (_teacher(*row) for row in sql(_TEACHERS, span))}
    by_day: dict[date, list[DatedLesson]] = defaultdict(list)
    for row in sql(_LESSONS, span):
        one = _lesson(row, zone)
        by_day[one.date].append(one)
    found = [one for day, lessons in by_day.items() for one in _of_day(day, lessons, absences, teachers)]
    working = tuple(one for one in teachers.values() if one.works)
    return CoverPage(first, last, absences, working, tuple(found))


def _of_day(
    day: date, lessons: list[DatedLesson], absences: Iterable[AbsenceRow], teachers: dict[int, Teacher]
) -> Iterable[ToCover]:
    absent = [row for row in absences if row.covers(day)]
    wanted = [one for one in lessons if one.kind or (_left(one, absent) and one.status != LessonStatus.CANCELLED)]
    if not wanted:
        return
    working = [one for one in teachers.values() if one.works]
    free_days = {one.id: _day_of(one, day, lessons) for one in working}
    for lesson in wanted:
        away = {row.employee_id for row in absent if row.takes(lesson)}
        here = [one for one in working if one.id not in away]
        hour = Hour(lesson.number, lesson.start, lesson.end, lesson.subject_id, frozenset(lesson.classes))
        parts = [one for one in lessons if one.is_part_of(lesson)]
        days = free_days
        if parts:  # who has one part of a joint lesson takes the others too
            rest = [one for one in lessons if one not in parts]
            days = free_days | {one.id: _day_of(one, day, rest) for one in here}
        others = (days[one.id] for one in here if one.id != lesson.teacher_id)
        candidates = rank_substitutes(hour, others)
        free = {one.id for one in candidates} | {lesson.substitute_id}
        yield ToCover(
            lesson,
            _name(teachers, lesson.teacher_id),
            _name(teachers, lesson.substitute_id),
            candidates,
            tuple(_joinings(lesson, lessons, away, teachers)),
            tuple(_others(lesson, lessons, [one for one in here if one.id in free])),
        )


def _left(lesson: DatedLesson, absent: Iterable[AbsenceRow]) -> bool:
    return any(row.employee_id == lesson.teacher_id and row.takes(lesson) for row in absent)


def _day_of(teacher: Teacher, day: date, lessons: Iterable[DatedLesson]) -> TeacherDay:
    own = [one for one in lessons if one.giver_id == teacher.id]
    courses = [one for one in teacher.courses if _in_force(one, day)]
    return TeacherDay(
        teacher.id,
        teacher.name,
        frozenset(one.subject_id for one in courses),
        frozenset(one.class_id for one in courses),
        tuple({(one.start, one.end) for one in own}),
        frozenset(one.number for one in own if one.number is not None),
    )


def _joinings(
    lesson: DatedLesson, lessons: Iterable[DatedLesson], away: set[int], teachers: dict[int, Teacher]
) -> Iterable[Joining]:
    if not lesson.group:
        return
    beside = [
        one
        for one in lessons
        if one.id != lesson.id and one.group and one.overlaps(lesson) and set(one.classes) & set(lesson.classes)
    ]
    for one in sorted(beside, key=lambda other: other.subject_id != lesson.subject_id):
        if one.giver_id is not None and one.giver_id not in away and one.giver_id != lesson.teacher_id:
            yield Joining(one.id, _name(teachers, one.giver_id), one.title, one.group)


def _others(lesson: DatedLesson, lessons: Iterable[DatedLesson], free: Iterable[Teacher]) -> Iterable[OtherCourse]:
    taken = {one.course_id for one in lessons if one.overlaps(lesson) and one.status != LessonStatus.CANCELLED}
    for teacher in free:
        for course in teacher.courses:
            same = course.class_id in lesson.classes and course.group_key == lesson.group_key
            if same and _in_force(course, lesson.date) and course.id not in taken | {lesson.course_id}:
                yield OtherCourse(course.id, teacher.id, teacher.name, course.title)


def _in_force(course: TaughtCourse, day: date) -> bool:
    return course.start <= day and (course.end is None or day <= course.end)


def _name(teachers: dict[int, Teacher], pk: int | None) -> str:
    found = teachers.get(pk or 0)
    return found.name if found else ""


def _lesson(row: tuple[object, ...], zone: ZoneInfo) -> DatedLesson:
    plain = list(row)
    plain[3], plain[4] = (moment.astimezone(zone) for moment in plain[3:5])  # type: ignore[attr-defined]
    plain[9] = tuple(plain[9])  # type: ignore[arg-type]
    return DatedLesson(*plain)  # type: ignore[arg-type]


def _teacher(
    pk: int, name: str, full: str, works: bool, courses: list[tuple[int, int, int, str, str, str, str | None]]
) -> Teacher:
    taught = tuple(
        TaughtCourse(
            course, subject, of_class, group, title, date.fromisoformat(a), date.fromisoformat(b) if b else None
        )
        for course, subject, of_class, group, title, a, b in courses
    )
    return Teacher(pk, name, full, works, taught)
