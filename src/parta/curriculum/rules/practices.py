"""May a group have these blocks of practice?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from parta.curriculum.enums import TeachingRefusal
from parta.kernel.decisions import ALLOWED, Decision

MOST_HOURS = 2000


@dataclass(frozen=True, slots=True)
class PracticeChange:
    """A block of practice as it will be; `id` is None for a new one, `teacher` for a leader who is not of the staff."""

    id: int | None
    subject: int
    first: date
    last: date
    hours: int | None
    place: str
    leader: str
    teacher: int | None


def decide_practices(
    blocks: Sequence[PracticeChange],
    *,
    stood: Mapping[int, PracticeChange],
    year: tuple[date, date],
    today: date,
) -> Decision:
    """Tell whether a group's blocks may stand so: in the year, one at a time of a discipline, the past as it was.

    A block that is over keeps its days and hours, one that goes on its first day; place and leader may be corrected
    always. Refuses `practice_backwards`, `practice_outside_year`, `practice_hours`, `practice_overlaps`,
    `practice_past`.
    """
    for one in blocks:
        if one.first > one.last:
            return Decision(False, TeachingRefusal.PRACTICE_BACKWARDS, {"day": one.first})
        if not (year[0] <= one.first and one.last <= year[1]):
            return Decision(False, TeachingRefusal.PRACTICE_OUTSIDE_YEAR, {"start": year[0], "end": year[1]})
        if one.hours is not None and not 0 < one.hours <= MOST_HOURS:
            return Decision(False, TeachingRefusal.PRACTICE_HOURS, {"most": MOST_HOURS})
    for one, following in pairwise(sorted(blocks, key=lambda block: (block.subject, block.first))):
        if one.subject == following.subject and following.first <= one.last:
            return Decision(False, TeachingRefusal.PRACTICE_OVERLAPS, {"day": following.first})
    stays: dict[int | None, PracticeChange] = {one.id: one for one in blocks if one.id is not None}
    begun = [was for was in stood.values() if was.first <= today]
    for was in begun:
        now = stays.get(was.id)
        if now is None or now.last < min(was.last, today) or _days(now) != _days(was, now if was.last > today else was):
            return Decision(False, TeachingRefusal.PRACTICE_PAST, {"day": was.first})
    fresh = [one.first for one in blocks if one.first <= today and (one.id is None or stood[one.id].first > today)]
    if fresh:
        return Decision(False, TeachingRefusal.PRACTICE_PAST, {"day": min(fresh)})
    return ALLOWED


def _days(one: PracticeChange, ends: PracticeChange | None = None) -> tuple[object, ...]:
    """Give what of a block may not change when it has begun; its end and hours are those of `ends`."""
    ends = ends or one
    return (one.subject, one.first, ends.last, ends.hours)
