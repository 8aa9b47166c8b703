"""Which journals a weekly timetable has as one lesson: streams of classes, and classes taught together."""

from parta.kernel.sql import sql

_TOGETHER = """
SELECT DISTINCT a.course_id, b.course_id
FROM timetable_timetableslot a JOIN timetable_timetableslot b ON b.timetable_id = a.timetable_id
    AND b.course_id > a.course_id AND b.employee_id = a.employee_id AND b.weekday = a.weekday AND b.number = a.number
    AND (b.parity = a.parity OR 'any' IN (a.parity, b.parity))
JOIN curriculum_course one ON one.id = a.course_id JOIN curriculum_course other ON other.id = b.course_id
WHERE a.timetable_id = %(version)s AND one.school_class_id <> other.school_class_id
    AND (a.room_id = b.room_id OR a.room_id IS NULL AND b.room_id IS NULL AND 2 = (
        SELECT count(DISTINCT h.school_class_id) FROM people_homeroomteacher h
        WHERE h.employee_id = a.employee_id AND h.ends_on IS NULL
          AND h.school_class_id IN (one.school_class_id, other.school_class_id)))
ORDER BY 1, 2
"""


def given_together(version_id: int) -> dict[int, int]:
    """Give the journals that a teacher has at once in one room with other classes: each with the first of its set."""
    first: dict[int, int] = {}
    for one, other in sql(_TOGETHER, {"version": version_id}):
        mine, theirs = first.setdefault(one, one), first.setdefault(other, other)
        for course, leads in first.items():
            if leads == max(mine, theirs):
                first[course] = min(mine, theirs)
    return first
