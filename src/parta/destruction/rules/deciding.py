"""From which day data may be destroyed, whether they may today, and who may approve it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from parta.destruction.enums import Hold, Reason, RefusalCode
from parta.destruction.rules.terms import DAYS, OVER, WITHDRAWN, KeepingTerm
from parta.kernel.decisions import ALLOWED, Clause, Decision

COMMISSION = 3
"""How many people at least destroy: the custom of commissions."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of somebody's data: the last day of what they were gathered for, a withdrawal, who needs them."""

    over_on: date | None
    withdrawn_on: date | None = None
    holds: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """From which day data may be destroyed, by which day they are, why and by which clause."""

    first: date
    by: date
    reason: Reason
    clause: Clause


def due(term: KeepingTerm, standing: Standing) -> Due | None:
    """Tell when data are to be destroyed; None while what they serve is not over (152-ФЗ, art. 21 parts 4 and 5).

    Years are counted from 1 January after the year in which it was over. A withdrawn consent ends the keeping at once
    where nothing but the consent allowed it, but never before it is over.
    """
    over = standing.over_on
    if over is None or over.year + term.years + 1 > date.max.year:
        return None
    first = date(over.year + term.years + 1, 1, 1)
    found = Due(first, first + timedelta(days=DAYS), Reason.TERM, term.clause)
    if term.withdrawn and standing.withdrawn_on is not None:
        day = max(over + timedelta(days=1), standing.withdrawn_on)
        if day < first:
            return Due(day, day + timedelta(days=DAYS), Reason.WITHDRAWN, WITHDRAWN)
    return found


def decide_destruction(term: KeepingTerm, standing: Standing, *, today: date) -> Decision:
    """Tell whether data may be destroyed today; refuses `HELD`, `NOT_OVER`, `TERM_RUNS` with the first day."""
    if standing.holds:
        return Decision(False, RefusalCode.HELD, {"hold": str(standing.holds[0])}, OVER)
    found = due(term, standing)
    if found is None:
        return Decision(False, RefusalCode.NOT_OVER, clause=OVER)
    if today < found.first:
        return Decision(False, RefusalCode.TERM_RUNS, {"first": found.first.isoformat()}, found.clause)
    return ALLOWED


def decide_commission(members: Collection[int], *, staff: Collection[int]) -> Decision:
    """Tell whether these people may be the commission: three of the staff at least; refuses `COMMISSION`."""
    if len(set(members)) < COMMISSION or not set(members) <= set(staff):
        return Decision(False, RefusalCode.COMMISSION, {"least": COMMISSION})
    return ALLOWED


def decide_approval(*, drafted_by: int, actor: int, others: Collection[int]) -> Decision:
    """Tell whether somebody may approve an act: not the own one, where another could; refuses `OWN_ACT`."""
    if drafted_by == actor and set(others) - {actor}:
        return Decision(False, RefusalCode.OWN_ACT)
    return ALLOWED
