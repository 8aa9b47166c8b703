"""May a pupil go from one study group of a subject to another from a day?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from parta.curriculum.enums import TeachingRefusal
from parta.kernel.decisions import ALLOWED, Decision


@dataclass(frozen=True, slots=True)
class Membership:
    """A pupil in a study group from one day to another; an empty end is open."""

    group_id: int
    start: date
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether the pupil is in the group on the day."""
        return self.start <= day and (self.end is None or day <= self.end)


def decide_group_move(
    target: int | None,
    *,
    day: date,
    year: tuple[date, date],
    in_class: bool,
    memberships: Iterable[Membership],
    last_record: date | None,
) -> Decision:
    """Tell whether the pupil may go to the group (None: to no group) on the day.

    `memberships` are those in the groups of the subject, `last_record` is the day of the last record of the pupil in
    the journals of the group that is left. Gives the codes `group_…`.
    """
    known = tuple(memberships)
    if not year[0] <= day <= year[1]:
        return Decision(False, TeachingRefusal.GROUP_OUTSIDE_YEAR, {"day": day, "start": year[0], "end": year[1]})
    if not in_class:
        return Decision(False, TeachingRefusal.GROUP_NOT_IN_CLASS, {"day": day})
    later = min((one.start for one in known if one.start > day), default=None)
    if later is not None:
        return Decision(False, TeachingRefusal.GROUP_MOVES_LATER, {"day": later})
    present = next((one.group_id for one in known if one.holds(day)), None)
    if present == target:
        return Decision(False, TeachingRefusal.GROUP_CHANGES_NOTHING)
    if last_record is not None and last_record >= day:
        return Decision(False, TeachingRefusal.GROUP_HAS_RECORDS, {"day": day, "last": last_record})
    return ALLOWED
