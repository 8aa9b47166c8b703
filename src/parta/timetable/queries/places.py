"""Who would substitute in two places at once, among many substitutions at once."""

from collections.abc import Sequence

from parta.kernel.sql import sql

_BUSY = """
WITH asked AS (
    SELECT a.place, a.person, l.id, l.starts_at, l.ends_at FROM unnest(%(lessons)s::bigint[], %(persons)s::bigint[])
        WITH ORDINALITY AS a(lesson, person, place) JOIN timetable_lesson l ON l.id = a.lesson
)
SELECT a.id FROM asked a
WHERE EXISTS (
    SELECT 1 FROM timetable_lesson o LEFT JOIN timetable_substitution s ON s.lesson_id = o.id
    WHERE o.employee_id = a.person AND o.starts_at < a.ends_at AND o.ends_at > a.starts_at AND o.id <> a.id
        AND o.status <> 'cancelled' AND s.id IS NULL AND o.id <> ALL(%(covered)s::bigint[])
) OR EXISTS (
    SELECT 1 FROM asked b
    WHERE b.person = a.person AND b.place < a.place AND b.starts_at < a.ends_at AND b.ends_at > a.starts_at
) OR EXISTS (
    SELECT 1 FROM timetable_substitution x
    WHERE x.substitute_id = a.person AND x.starts_at < a.ends_at AND x.ends_at > a.starts_at
        AND x.kind IN ('substitute', 'other_subject') AND x.lesson_id <> ALL(%(covered)s::bigint[])
)
"""


def in_two_places(asked: Sequence[tuple[int, int | None, str]]) -> set[int]:
    """Give the lessons, of (lesson, substitute, kind), whose substitute has another one then; joined groups may."""
    alone = [(lesson, person) for lesson, person, kind in asked if kind in ("substitute", "other_subject")]
    params = {
        "lessons": [lesson for lesson, _ in alone],
        "persons": [person for _, person in alone],
        "covered": [lesson for lesson, _, _ in asked],
    }
    return {lesson for (lesson,) in sql(_BUSY, params)} if alone else set()
