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


def lessons_with_content(lesson_ids: Collection[int]) -> set[int]:
    """Tell which of the lessons have a topic, homework, a work, an absence or a note, or homework due at them."""
    return {pk for (pk,) in sql(_CONTENT, (sorted(lesson_ids),))}
