"""A planned lesson becomes held."""

from collections.abc import Collection

from parta.kernel.sql import sql

HELD_WITH_HEAD = """
UPDATE timetable_lesson SET status = 'held', version = version + 1 FROM head
WHERE id = ANY(%(held)s::bigint[]) AND status = 'planned'
"""
"""The same as `note_held`, as a part of a statement that appends events (`audit.services.APPEND`)."""
_HELD = f"WITH head AS (SELECT 1) {HELD_WITH_HEAD}"


def note_held(lesson_ids: Collection[int]) -> None:
    """Make planned lessons held: the journal has its first record of them. The journal's event tells of it."""
    if lesson_ids:
        sql(_HELD, {"held": sorted(lesson_ids)})
