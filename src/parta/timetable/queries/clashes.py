"""By name, what stands at a place that the database refuses."""

from datetime import date

from parta.kernel.sql import sql
from parta.timetable.enums import ClashKind

_TEACHER = "SELECT concat_ws(' ', last_name, first_name, patronymic) FROM people_person WHERE id = %(whose)s"
_ROOM = "SELECT number FROM school_room WHERE id = %(whose)s"
_CLASS = "SELECT name FROM school_schoolclass WHERE id = %(whose)s"
_WHO = {ClashKind.TEACHER: _TEACHER, ClashKind.ROOM: _ROOM, ClashKind.PUPILS: _CLASS}
_OTHER = """
SELECT COALESCE(NULLIF(c.title, ''), s.name), concat_ws(', ', k.name, g.name), {day}, o.number
FROM {table} o JOIN curriculum_course c ON c.id = o.course_id JOIN curriculum_subject s ON s.id = c.subject_id
LEFT JOIN school_schoolclass k ON k.id = c.school_class_id LEFT JOIN curriculum_studygroup g ON g.id = c.study_group_id
WHERE o.id = %(other)s
"""
_STANDS = {
    "lesson": _OTHER.format(day="o.date", table="timetable_lesson"),
    "slot": _OTHER.format(day="o.weekday", table="timetable_timetableslot"),
}


def what_stands(
    table: str, kind: ClashKind, *, whose: int, other: int
) -> tuple[str, str, str, tuple[date | int | None, int | None]]:
    """Name who or what is taken, by which lesson of which class, and when that is: the date or weekday, the number.

    What was taken back meanwhile has no name any more.
    """
    who = sql(_WHO[kind], {"whose": whose})
    found = sql(_STANDS[table], {"other": other})
    title, where, day, number = found[0] if found else ("", "", None, None)
    return who[0][0] if who else "", title, where, (day, number)
