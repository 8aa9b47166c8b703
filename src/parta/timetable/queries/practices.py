"""What leaders of practices have to give elsewhere on the days of a practice."""

from parta.kernel.sql import sql

_BUSY = """
SELECT p.id, count(*) FROM curriculum_practice p
JOIN timetable_lesson d ON d.date BETWEEN p.starts_on AND p.ends_on AND d.employee_id = p.teacher_id
    AND d.status <> 'cancelled'
JOIN curriculum_course dc ON dc.id = d.course_id AND dc.school_class_id = p.school_class_id
    AND dc.subject_id = p.subject_id AND dc.kind = 'practice'
JOIN timetable_lesson o ON o.date = d.date AND o.employee_id = p.teacher_id AND o.id <> d.id
    AND o.status <> 'cancelled' AND o.starts_at < d.ends_at AND d.starts_at < o.ends_at
WHERE p.school_class_id = %s GROUP BY p.id
"""


def busy_leaders(class_id: int) -> dict[int, int]:
    """Count, by block of practice of a group, the lessons that its leader has at the same time (one query)."""
    return dict(sql(_BUSY, (class_id,)))
