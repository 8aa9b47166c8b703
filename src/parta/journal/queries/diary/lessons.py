"""Dated lessons of one child with everything that the paper diary has on a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from parta.journal.queries.diary.sql import COURSE_NAME, MINE, parsed
from parta.kernel.sql import sql

# Homework stands where it is due; when no lesson was named for it, at the next lesson of its course.
_LESSONS = f"""
WITH {MINE}, days AS ({{days}})
SELECT l.id, l.date, l.number, to_char(l.starts_at AT TIME ZONE %(zone)s, 'HH24:MI'),
    to_char(l.ends_at AT TIME ZONE %(zone)s, 'HH24:MI'), l.starts_at, l.ends_at,
    l.status, c.id, c.kind, {COURSE_NAME}, COALESCE(r.number, ''),
    COALESCE(p.last_name || COALESCE(' ' || LEFT(NULLIF(p.first_name, ''), 1) || '.', '')
        || COALESCE(' ' || LEFT(NULLIF(p.patronymic, ''), 1) || '.', ''), ''),
    sub.kind, COALESCE(other.name, ''), COALESCE(entry.topic, ''),
    (SELECT json_agg(json_build_array(h.id, h.text, h.minutes, h.pupil_id IS NOT NULL,
            EXISTS (SELECT 1 FROM journal_homeworkdone x WHERE x.homework_id = h.id AND x.pupil_id = %(pupil)s))
        ORDER BY h.pupil_id NULLS LAST, h.id)
     FROM journal_homework h WHERE h.text <> '' AND (h.pupil_id IS NULL OR h.pupil_id = %(pupil)s)
        AND (h.due_lesson_id = l.id OR h.due_lesson_id IS NULL AND h.lesson_id = (
            SELECT b.id FROM timetable_lesson b WHERE b.course_id = l.course_id AND b.starts_at < l.starts_at
                AND b.date >= l.date - 60 AND b.status <> 'cancelled' ORDER BY b.starts_at DESC LIMIT 1))),
    CASE WHEN %(records)s THEN (
        SELECT json_agg(json_build_array(w.id, k.name, w.weight::text, w.title, m.value, m.attempts)
            ORDER BY w.position, w.id, m.criterion)
        FROM journal_work w JOIN journal_mark m ON m.work_id = w.id JOIN journal_workkind k ON k.id = w.kind_id
        WHERE w.lesson_id = l.id AND NOT w.deleted AND m.pupil_id = %(pupil)s AND m.value <> '') END,
    CASE WHEN %(records)s THEN COALESCE(a.code, '') ELSE '' END,
    CASE WHEN %(records)s THEN COALESCE(a.reason, '') ELSE '' END,
    CASE WHEN %(records)s THEN COALESCE(n.text, '') ELSE '' END
FROM mine
JOIN timetable_lesson l ON l.course_id = mine.id AND l.date BETWEEN mine.starts_on AND mine.ends_on
    AND l.date IN (SELECT day FROM days)
JOIN curriculum_course c ON c.id = l.course_id
JOIN curriculum_subject s ON s.id = c.subject_id
LEFT JOIN school_room r ON r.id = l.room_id
LEFT JOIN timetable_substitution sub ON sub.lesson_id = l.id
LEFT JOIN curriculum_subject other ON other.id = sub.subject_id
LEFT JOIN people_person p ON p.id = COALESCE(sub.substitute_id, l.employee_id)
LEFT JOIN journal_lessonentry entry ON entry.lesson_id = l.id
LEFT JOIN journal_attendance a ON a.lesson_id = l.id AND a.pupil_id = %(pupil)s
LEFT JOIN journal_pupilnote n ON n.lesson_id = l.id AND n.pupil_id = %(pupil)s
ORDER BY l.date, l.starts_at, l.number, c.sort_key, l.id
"""

_WEEK = "SELECT generate_series(%(first)s::date, %(last)s::date, '1 day')::date AS day"
_NEAREST = """
    SELECT %(today)s::date AS day
    UNION SELECT min(l.date) FROM mine JOIN timetable_lesson l ON l.course_id = mine.id
        AND l.date BETWEEN mine.starts_on AND mine.ends_on
    WHERE l.date > %(today)s AND l.status <> 'cancelled'
"""


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
    """One line of the diary. Clock times are the school's; `status` is `timetable.enums.LessonStatus`."""

    id: int
    date: date
    number: int | None
    start: str
    end: str
    starts_at: datetime
    ends_at: datetime
    status: str
    course_id: int
    course_kind: str
    subject: str
    room: str
    teacher: str
    substitution: str | None
    held_subject: str
    topic: str
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
        """Somebody else gives the lesson."""
        return self.substitution is not None and not self.cancelled


def lessons_of_days(
    *, pupil_id: int, first: date, last: date, zone: ZoneInfo, records: bool
) -> list[DiaryLesson]:
    """Give the child's lessons from one day to another (one query); without `records` no marks nor absences."""
    params = {"pupil": pupil_id, "first": first, "last": last, "zone": str(zone), "records": records}
    return [_lesson(row) for row in sql(_LESSONS.format(days=_WEEK), params)]


def nearest_lessons(*, pupil_id: int, today: date, zone: ZoneInfo, records: bool) -> list[DiaryLesson]:
    """Give the child's lessons of today and of the next school day (one query)."""
    params = {"pupil": pupil_id, "today": today, "zone": str(zone), "records": records}
    return [_lesson(row) for row in sql(_LESSONS.format(days=_NEAREST), params)]


def marks_by_work(found: Sequence[Sequence[object]]) -> tuple[DiaryMark, ...]:
    """Join the criteria of one work into one mark; rows are (work, kind, weight, title, value, attempts)."""
    works: dict[str, list[Sequence[object]]] = {}
    for row in found:
        works.setdefault(str(row[0]), []).append(row)
    return tuple(
        DiaryMark(
            work_id=UUID(work),
            kind=str(own[0][1]),
            weight=Decimal(str(own[0][2])),
            title=str(own[0][3]),
            values=tuple(str(row[4]) for row in own),
            attempts=tuple(tuple(row[5]) for row in own),  # type: ignore[arg-type]
        )
        for work, own in works.items()
    )


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
