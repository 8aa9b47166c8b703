"""A planned lesson becomes held."""

from collections.abc import Collection

from parta.kernel.sql import sql

_HELD = """
UPDATE timetable_lesson SET status = 'held', version = version + 1
WHERE id = ANY(%s::bigint[]) AND status = 'planned'
"""


def note_held(lesson_ids: Collection[int]) -> None:
    """Make planned lessons held: the journal has its first record of them. The journal's event tells of it."""
    if lesson_ids:
        sql(_HELD, (sorted(lesson_ids),))
