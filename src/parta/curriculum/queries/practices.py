"""Blocks of practice of one journal."""

from dataclasses import dataclass
from datetime import date

from parta.curriculum.models import Practice


@dataclass(frozen=True, slots=True)
class PracticeBlock:
    """A block of practice; `is_staff` tells whether its leader is one of the staff and so may keep the journal."""

    start: date
    end: date
    hours: int | None
    place: str
    leader: str
    is_staff: bool


def practice_blocks(course_id: int) -> list[PracticeBlock]:
    """Give the blocks of practice of a journal, in order of days (1 query)."""
    blocks = Practice.objects.filter(school_class__courses=course_id, subject__courses=course_id).order_by("starts_on")
    return [
        PracticeBlock(one.starts_on, one.ends_on, one.hours, one.place, one.leader, one.teacher_id is not None)
        for one in blocks
    ]
