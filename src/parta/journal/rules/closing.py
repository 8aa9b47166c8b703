"""May a period or a year be closed, or opened again?"""

from dataclasses import dataclass
from datetime import date

from parta.journal.enums import RefusalCode
from parta.journal.rules.windows import refuse
from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import Role

GROUND_LENGTH, SHORTEST_GROUND = 500, 5


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """A period, or the year: its last day, and what is closed already."""

    last_day: date
    closed: bool = False
    year_closed: bool = False


def decide_closing(*, period: PeriodFacts, today: date) -> Decision:
    """Tell whether the period may be closed: from its last day on, once."""
    if period.year_closed:
        return refuse(RefusalCode.YEAR_CLOSED, who_can_lift=Role.DIRECTOR, day=period.last_day)
    if period.closed:
        return refuse(RefusalCode.TERM_ALREADY_CLOSED)
    if today < period.last_day:
        return refuse(RefusalCode.TERM_NOT_OVER, day=period.last_day)
    return ALLOWED


def decide_reopening(*, period: PeriodFacts, ground: str) -> Decision:
    """Tell whether the period may be opened again: it is closed, its year is not, and a ground is named."""
    if period.year_closed:
        return refuse(RefusalCode.YEAR_CLOSED, who_can_lift=Role.DIRECTOR, day=period.last_day)
    if not period.closed:
        return refuse(RefusalCode.TERM_NOT_CLOSED)
    if len(ground) < SHORTEST_GROUND:
        return refuse(RefusalCode.REOPENING_NEEDS_GROUND)
    return ALLOWED
