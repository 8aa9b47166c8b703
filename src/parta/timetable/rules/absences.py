"""May a teacher's absence be written down as it is said?"""

from dataclasses import dataclass
from datetime import date

from parta.kernel.decisions import ALLOWED, Decision
from parta.timetable.enums import ArrangingRefusal

SHORTEST_REASON, LONGEST_TEXT, LONGEST_DAYS = 3, 200, 366


@dataclass(frozen=True, slots=True)
class AbsenceWords:
    """What was said: from which day to which, why, by which order (may be empty).

    `after`: on the first day the teacher gives the lessons up to this one, and leaves.
    """

    start: date
    end: date
    reason: str
    ground: str = ""
    after: int | None = None


def is_given(day: date, number: int | None, *, start: date, after: int | None) -> bool:
    """Tell whether a lesson of an absence's days is given before the teacher leaves; one without a number is not."""
    return day == start and after is not None and number is not None and number <= after


def decide_absence(said: AbsenceWords, *, covered: date | None = None) -> Decision:
    """Tell whether the words of an absence will do.

    `covered`: a day that the absence leaves out while lessons of it are given by others. Gives the codes `absence_…`.
    """
    if said.end < said.start:
        return Decision(False, ArrangingRefusal.ABSENCE_BACKWARDS, {"start": said.start, "end": said.end})
    if (said.end - said.start).days >= LONGEST_DAYS:
        return Decision(False, ArrangingRefusal.ABSENCE_TOO_LONG, {"days": LONGEST_DAYS})
    if len(said.reason) < SHORTEST_REASON:
        return Decision(False, ArrangingRefusal.ABSENCE_WITHOUT_REASON)
    if covered is not None:
        return Decision(False, ArrangingRefusal.ABSENCE_IS_COVERED, {"day": covered})
    return ALLOWED
