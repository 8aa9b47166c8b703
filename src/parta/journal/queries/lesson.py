"""What the lesson panel needs besides the grid's rows: where the lesson stands and who was away lately."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from parta.journal.access import CourseView
from parta.kernel.decisions import NotVisible
from parta.kernel.sql import sql
from parta.people.enums import CareKind, Role
from parta.timetable.rules.norms import is_training

_PLACE = """
SELECT l.course_id, l.date, (
    SELECT max(o.ends_at) FROM curriculum_course me JOIN curriculum_course c ON c.school_class_id = me.school_class_id
    CROSS JOIN LATERAL (
        SELECT max(d.ends_at) AS ends_at FROM timetable_lesson d
        WHERE d.course_id = c.id AND d.date = l.date AND d.status <> 'cancelled') o
    WHERE me.id = l.course_id)
FROM timetable_lesson l WHERE l.id = %s
"""
_AWAY = """
SELECT DISTINCT ON (a.pupil_id) a.pupil_id, l.date, a.code
FROM journal_attendance a JOIN timetable_lesson l ON l.id = a.lesson_id, timetable_lesson me
WHERE me.id = %(lesson)s AND a.pupil_id = ANY(%(pupils)s::bigint[]) AND a.code NOT IN ('', 'late', 'distance')
  AND l.starts_at < me.starts_at
  AND l.date >= COALESCE((SELECT max(d.date) FROM timetable_lesson d
                          WHERE d.course_id IN (SELECT s.id FROM curriculum_course s, curriculum_course c
                                                WHERE c.id = me.course_id AND s.school_class_id = c.school_class_id)
                            AND d.date < me.date), me.date)
ORDER BY a.pupil_id, l.starts_at DESC
"""

_PERSONAL = """
SELECT h.pupil_id, concat_ws(' ', p.last_name, p.first_name), h.id, h.text, h.minutes, h.due_lesson_id, d.date, h.version
FROM journal_homework h JOIN people_person p ON p.id = h.pupil_id LEFT JOIN timetable_lesson d ON d.id = h.due_lesson_id
WHERE h.lesson_id = %s ORDER BY p.sort_key, p.id
"""
_PAPERS = """
SELECT n.pupil_id, n.kind FROM people_carenote n JOIN timetable_lesson l ON l.id = %(lesson)s
WHERE n.pupil_id = ANY(%(pupils)s::bigint[]) AND n.section = 'health' AND n.kind = ANY(%(kinds)s)
  AND n.withdrawn_at IS NULL AND l.date BETWEEN n.starts_on AND n.ends_on
"""
_REASON = "SELECT reason FROM timetable_substitution WHERE lesson_id = %s AND kind = 'cancelled'"


@dataclass(frozen=True, slots=True)
class PersonalHomework:
    """What is set at a lesson for one pupil; the text of a cleared one is empty."""

    pupil_id: int
    pupil: str
    id: UUID
    text: str
    minutes: int | None
    due: int | None
    due_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class LessonPlace:
    """Where a lesson stands: its journal, its day, and when the class's last lesson of that day ends."""

    course_id: int
    day: date
    class_last_end: datetime | None


def lesson_place(lesson_id: int) -> LessonPlace:
    """Give the place of a lesson; raise `NotVisible` where there is none."""
    rows = sql(_PLACE, (lesson_id,))
    if not rows:
        raise NotVisible
    return LessonPlace(*rows[0])


def away_lately(lesson_id: int, pupil_ids: list[int]) -> dict[int, tuple[date, str]]:
    """Tell who was absent earlier today or on the class's last day: pupil → date and code."""
    rows = sql(_AWAY, {"lesson": lesson_id, "pupils": pupil_ids})
    return {pupil: (day, code) for pupil, day, code in rows}


def papers_of(view: CourseView, lesson_id: int, pupil_ids: list[int]) -> set[tuple[int, str]]:
    """Tell of the nurse's papers that cover a lesson's day: of illness, at physical training also of exemption.

    The operator's support is told of none.
    """
    if view.actor.has(Role.OPERATOR):
        return set()
    kinds = [CareKind.ILLNESS, *([CareKind.EXEMPTION] if is_training(view.subject) else [])]
    return set(sql(_PAPERS, {"lesson": lesson_id, "pupils": pupil_ids, "kinds": [str(kind) for kind in kinds]}))


def personal_homework(lesson_id: int) -> list[PersonalHomework]:
    """Give what is set at a lesson for single pupils, cleared records among it."""
    return [PersonalHomework(*row) for row in sql(_PERSONAL, (lesson_id,))]


def cancel_reason(lesson_id: int) -> str:
    """Give the words with which a lesson was cancelled; empty where it went with the timetable."""
    rows = sql(_REASON, (lesson_id,))
    return rows[0][0] if rows else ""
