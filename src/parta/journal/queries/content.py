"""Which lessons have records in the journal."""

from collections.abc import Collection

from parta.kernel.sql import sql

_CONTENT = """
SELECT l.id FROM unnest(%s::bigint[]) AS l(id)
WHERE EXISTS (SELECT 1 FROM journal_lessonentry x WHERE x.lesson_id = l.id)
   OR EXISTS (SELECT 1 FROM journal_rollcall x WHERE x.lesson_id = l.id)
   OR EXISTS (SELECT 1 FROM journal_homework x WHERE x.lesson_id = l.id OR x.due_lesson_id = l.id)
   OR EXISTS (SELECT 1 FROM journal_work x WHERE x.lesson_id = l.id)
   OR EXISTS (SELECT 1 FROM journal_attendance x WHERE x.lesson_id = l.id)
   OR EXISTS (SELECT 1 FROM journal_pupilnote x WHERE x.lesson_id = l.id)
   OR EXISTS (SELECT 1 FROM journal_editcell x WHERE x.lesson_id = l.id)
   OR EXISTS (SELECT 1 FROM timetable_substitution x WHERE x.lesson_id = l.id)
"""


_RECORDS = """
SELECT l.id FROM unnest(%s::bigint[]) AS l(id)
WHERE EXISTS (SELECT 1 FROM journal_lessonentry x WHERE x.lesson_id = l.id AND x.topic <> '')
   OR EXISTS (SELECT 1 FROM journal_homework x WHERE x.lesson_id = l.id AND (x.text <> '' OR x.none_set))
   OR EXISTS (SELECT 1 FROM journal_rollcall x WHERE x.lesson_id = l.id)
   OR EXISTS (SELECT 1 FROM journal_attendance x WHERE x.lesson_id = l.id AND x.code <> '')
   OR EXISTS (SELECT 1 FROM journal_pupilnote x WHERE x.lesson_id = l.id AND x.text <> '')
   OR EXISTS (SELECT 1 FROM journal_work x WHERE x.lesson_id = l.id AND NOT x.deleted)
"""


def lessons_with_records(lesson_ids: Collection[int]) -> set[int]:
    """Tell in which of the lessons something stands written: a topic, homework, a work, a roll call, an absence, a note."""
    return {pk for (pk,) in sql(_RECORDS, (sorted(lesson_ids),))} if lesson_ids else set()


def lessons_with_content(lesson_ids: Collection[int]) -> set[int]:
    """Tell which of the lessons have a topic, homework, a work, an absence or a note, or homework due at them."""
    return {pk for (pk,) in sql(_CONTENT, (sorted(lesson_ids),))}


_WRITTEN = """
SELECT EXISTS (SELECT 1 FROM journal_termresult x WHERE x.course_id = %(course)s)
    OR EXISTS (SELECT 1 FROM journal_plannedwork x WHERE x.course_id = %(course)s)
    OR EXISTS (SELECT 1 FROM journal_editrequest x WHERE x.course_id = %(course)s)
    OR EXISTS (SELECT 1 FROM timetable_lesson l WHERE l.course_id = %(course)s AND (l.status = 'held'
        OR EXISTS (SELECT 1 FROM journal_lessonentry x WHERE x.lesson_id = l.id)
        OR EXISTS (SELECT 1 FROM journal_rollcall x WHERE x.lesson_id = l.id)
        OR EXISTS (SELECT 1 FROM journal_homework x WHERE x.lesson_id = l.id)
        OR EXISTS (SELECT 1 FROM journal_work x WHERE x.lesson_id = l.id)
        OR EXISTS (SELECT 1 FROM journal_attendance x WHERE x.lesson_id = l.id)
        OR EXISTS (SELECT 1 FROM journal_pupilnote x WHERE x.lesson_id = l.id)
        OR EXISTS (SELECT 1 FROM timetable_substitution x WHERE x.lesson_id = l.id)))
"""


def course_written(course_id: int) -> bool:
    """Tell whether anything was ever written in a journal, or planned by its subject (one query)."""
    ((found,),) = sql(_WRITTEN, {"course": course_id})
    return bool(found)
