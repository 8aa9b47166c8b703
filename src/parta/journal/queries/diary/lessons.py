"""Dated lessons of one child with everything that the paper diary has on a line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from parta.curriculum.queries.own import MINE
from parta.journal.queries.diary.sql import COURSE_NAME, parsed
from parta.journal.queries.illness import explained
from parta.kernel.sql import sql

# Homework stands where it is due; when no lesson was named for it, at the next lesson of its course.
_LESSONS = f"""
WITH {MINE},
shown AS MATERIALIZED (
    SELECT l.* FROM mine JOIN timetable_lesson l ON l.course_id = mine.id
        AND l.date BETWEEN mine.starts_on AND mine.ends_on AND {{days}}
),
due AS (
    SELECT l.id AS at, h.id FROM shown l JOIN journal_homework h ON h.due_lesson_id = l.id
    UNION ALL
    SELECT l.id, h.id FROM shown l
    JOIN LATERAL (
        SELECT b.id FROM timetable_lesson b WHERE b.course_id = l.course_id AND b.date BETWEEN l.date - 60 AND l.date
            AND b.starts_at < l.starts_at AND b.status <> 'cancelled' ORDER BY b.date DESC, b.starts_at DESC LIMIT 1
    ) before ON true
    JOIN journal_homework h ON h.lesson_id = before.id AND h.due_lesson_id IS NULL
    WHERE l.status <> 'cancelled'
),
tasks AS (
    SELECT due.at, json_agg(json_build_array(h.id, h.text, h.minutes, h.pupil_id IS NOT NULL, x.id IS NOT NULL)
        ORDER BY h.pupil_id NULLS LAST, h.id) AS rows
    FROM due JOIN journal_homework h ON h.id = due.id
    LEFT JOIN journal_homeworkdone x ON x.homework_id = h.id AND x.pupil_id = %(pupil)s
    WHERE h.text <> '' AND (h.pupil_id IS NULL OR h.pupil_id = %(pupil)s)
    GROUP BY due.at
),
marks AS (
    SELECT w.lesson_id, json_agg(json_build_array(w.id, k.name, w.purpose, w.weight::text, w.title, m.value, m.attempts)
        ORDER BY w.position, w.id, m.criterion) AS rows
    FROM shown l JOIN journal_work w ON w.lesson_id = l.id AND NOT w.deleted
    JOIN journal_mark m ON m.work_id = w.id AND m.pupil_id = %(pupil)s AND m.value <> ''
    JOIN journal_workkind k ON k.id = w.kind_id
    WHERE %(records)s
    GROUP BY w.lesson_id
)
SELECT l.id, l.date, l.number, to_char(l.starts_at AT TIME ZONE %(zone)s, 'HH24:MI'),
    to_char(l.ends_at AT TIME ZONE %(zone)s, 'HH24:MI'), l.status, c.id, {COURSE_NAME},
    COALESCE(r.number, ''),
    COALESCE(p.last_name || COALESCE(' ' || LEFT(NULLIF(p.first_name, ''), 1) || '.', '')
        || COALESCE(' ' || LEFT(NULLIF(p.patronymic, ''), 1) || '.', ''), ''),
    sub.kind, COALESCE(other.name, ''), EXISTS (SELECT 1 FROM timetable_substitution x WHERE x.given_id = l.id),
    COALESCE(entry.topic, ''), COALESCE(line.lesson_kind, ''), COALESCE(planned.kind, ''), COALESCE(planned.title, ''),
    tasks.rows, marks.rows, COALESCE({explained("a.code", "a.pupil_id", "l.date")}, ''), COALESCE(a.reason, ''), COALESCE(n.text, '')
FROM shown l
JOIN curriculum_course c ON c.id = l.course_id
JOIN curriculum_subject s ON s.id = c.subject_id
LEFT JOIN school_room r ON r.id = l.room_id
LEFT JOIN journal_lessonentry entry ON entry.lesson_id = l.id
LEFT JOIN curriculum_planline line ON line.id = entry.plan_line_id AND entry.topic <> ''
LEFT JOIN timetable_substitution sub ON sub.lesson_id = l.id
LEFT JOIN curriculum_subject other ON other.id = sub.subject_id
LEFT JOIN people_person p ON p.id = COALESCE(sub.substitute_id, l.employee_id)
LEFT JOIN journal_attendance a ON a.lesson_id = l.id AND a.pupil_id = %(pupil)s AND %(records)s
LEFT JOIN journal_pupilnote n ON n.lesson_id = l.id AND n.pupil_id = %(pupil)s AND %(records)s
LEFT JOIN journal_plannedwork planned ON planned.course_id = l.course_id AND planned.day = l.date AND %(records)s
LEFT JOIN tasks ON tasks.at = l.id
LEFT JOIN marks ON marks.lesson_id = l.id
ORDER BY l.date, l.starts_at, l.number, c.sort_key, l.id
"""

_WEEK = "l.date BETWEEN %(first)s::date AND %(last)s::date"
_NEAREST = """l.date = ANY(ARRAY[%(today)s::date, (
        SELECT min(first.date) FROM mine o CROSS JOIN LATERAL (
            SELECT n.date FROM timetable_lesson n
            WHERE n.course_id = o.id AND n.status <> 'cancelled' AND n.date > GREATEST(%(today)s::date, o.starts_on - 1)
                AND n.date <= LEAST(%(today)s::date + 120, o.ends_on) ORDER BY n.date LIMIT 1) first)])"""
_OF_DAYS = _LESSONS.format(days=_WEEK)
_OF_PUPILS = f"""
SELECT one.pupil, week.* FROM unnest(%(pupils)s::bigint[]) AS one(pupil)
CROSS JOIN LATERAL ({_OF_DAYS.replace("%(pupil)s", "one.pupil")}) week
"""
_OF_NEAREST = _LESSONS.format(days=_NEAREST)


@dataclass(frozen=True, slots=True)
class DiaryHomework:
    """Homework due at a lesson; `personal` is set for this pupil alone."""

    id: UUID
    text: str
    minutes: int | None
    personal: bool
    done: bool


@dataclass(frozen=True, slots=True)
class DiaryMark:
    """Marks for one work: a value a criterion, with earlier attempts («2→3»)."""

    work_id: UUID
    kind: str
    purpose: str
    weight: Decimal
    title: str
    values: tuple[str, ...]
    attempts: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """The mark as the journal writes it: «4», «4/3», «2→3»."""
        pairs = zip(self.values, self.attempts, strict=True)
        return "/".join("→".join((*earlier, value)) for value, earlier in pairs)


@dataclass(frozen=True, slots=True)
class DiaryLesson:
    """One line of the diary. Clock times are the school's; `status` is `timetable.enums.LessonStatus`.

    `control`: what the schedule of control works has for the journal on this day, said at its first lesson.
    """

    id: int
    date: date
    number: int | None
    start: str
    end: str
    status: str
    course_id: int
    subject: str
    room: str
    teacher: str
    substitution: str | None
    held_subject: str
    stands_for: bool
    topic: str
    kind: str
    control: str
    control_title: str
    homework: tuple[DiaryHomework, ...]
    marks: tuple[DiaryMark, ...]
    absence: str
    absence_reason: str
    note: str

    @property
    def cancelled(self) -> bool:
        """The lesson will not be, or was not."""
        return self.status == "cancelled" or self.substitution == "cancelled"

    @property
    def substituted(self) -> bool:
        """Somebody else gives the lesson, or it takes the hour of another one."""
        return (self.substitution is not None or self.stands_for) and not self.cancelled


def lessons_of_days(*, pupil_id: int, first: date, last: date, zone: ZoneInfo, records: bool) -> list[DiaryLesson]:
    """Give the child's lessons from one day to another (one query); without `records` no marks nor absences."""
    params = {"pupil": pupil_id, "first": first, "last": last, "zone": str(zone), "records": records}
    return _said_once(_lesson(row) for row in sql(_OF_DAYS, params))


def lessons_of_pupils(
    *, pupils: Sequence[int], first: date, last: date, zone: ZoneInfo
) -> dict[int, list[DiaryLesson]]:
    """Give the lessons of many pupils with all their records, from one day to another (one query)."""
    params = {"pupils": list(pupils), "first": first, "last": last, "zone": str(zone), "records": True}
    found: dict[int, list[DiaryLesson]] = {pupil: [] for pupil in pupils}
    for pupil, *row in sql(_OF_PUPILS, params):
        found[pupil].append(_lesson(tuple(row)))
    return {pupil: _said_once(lessons) for pupil, lessons in found.items()}


def nearest_lessons(*, pupil_id: int, today: date, zone: ZoneInfo, records: bool) -> list[DiaryLesson]:
    """Give the child's lessons of today and of the next school day (one query)."""
    params = {"pupil": pupil_id, "today": today, "zone": str(zone), "records": records}
    return _said_once(_lesson(row) for row in sql(_OF_NEAREST, params))


def marks_by_work(found: Sequence[Sequence[object]]) -> tuple[DiaryMark, ...]:
    """Join the criteria of one work into one mark; rows are (work, kind, purpose, weight, title, value, attempts)."""
    works: dict[str, list[Sequence[object]]] = {}
    for row in found:
        works.setdefault(str(row[0]), []).append(row)
    return tuple(
        DiaryMark(
            work_id=UUID(work),
            kind=str(own[0][1]),
            purpose=str(own[0][2]),
            weight=Decimal(str(own[0][3])),
            title=str(own[0][4]),
            values=tuple(str(row[5]) for row in own),
            attempts=tuple(tuple(row[6]) for row in own),  # type: ignore[arg-type]
        )
        for work, own in works.items()
    )


def _said_once(lessons: Iterable[DiaryLesson]) -> list[DiaryLesson]:
    """Leave a control work at the first lesson of its journal that day which is given."""
    found, said = [], set()
    for one in lessons:
        if one.control and (one.cancelled or (one.course_id, one.date) in said):
            one = replace(one, control="", control_title="")
        elif one.control:
            said.add((one.course_id, one.date))
        found.append(one)
    return found


def _lesson(row: tuple[object, ...]) -> DiaryLesson:
    *plain, homework, marks, absence, reason, note = row
    return DiaryLesson(  # type: ignore[misc]
        *plain,  # type: ignore[arg-type]
        homework=tuple(
            DiaryHomework(UUID(id_), text, minutes, personal, done)
            for id_, text, minutes, personal, done in parsed(homework) or ()
        ),
        marks=marks_by_work(parsed(marks) or ()),
        absence=absence,  # type: ignore[arg-type]
        absence_reason=reason,  # type: ignore[arg-type]
        note=note,  # type: ignore[arg-type]
    )
