"""Academic debts by article 58 of 273-FZ: two retakes within a year, the second with a commission; dates in and out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from parta.journal.enums import DebtRefusal, DebtState, Outcome
from parta.journal.rules.sheets import outcome_of
from parta.kernel.decisions import ALLOWED, Decision

ATTEMPTS = 2
LEAST_COMMISSION = 2
"""The law names no number of members; one person is no commission."""
Pause = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Retake:
    """A retake: its day and what it ended with."""

    day: date
    value: str

    @property
    def passed(self) -> bool:
        """Tell whether it cleared the debt."""
        return outcome_of(self.value) is Outcome.PASSED


@dataclass(frozen=True, slots=True)
class DebtFacts:
    """What rules ask of a debt."""

    raised_on: date
    first_due: date | None = None
    second_due: date | None = None
    commission: int = 0
    pauses: tuple[Pause, ...] = ()
    retakes: tuple[Retake, ...] = ()
    cleared: bool = False
    ordered: date | None = None

    @property
    def last_day(self) -> date:
        """The last day on which the debt may be cleared."""
        return last_day(self.raised_on, self.pauses)

    @property
    def next_due(self) -> date | None:
        """The term of the retake that comes next; None where it is not set or there is none."""
        if self.cleared or len(self.retakes) >= ATTEMPTS:
            return None
        return self.second_due if self.retakes else self.first_due


def last_day(raised_on: date, pauses: Iterable[Pause]) -> date:
    """Give the same day of the next year, moved by every day of illness and leave before it (article 58, part 5)."""
    leap = (raised_on.month, raised_on.day) == (2, 29)
    end = raised_on.replace(year=raised_on.year + 1, day=28 if leap else raised_on.day)
    counted = raised_on
    for start, stop in sorted(pauses):
        start = max(start, counted + timedelta(days=1))
        if stop >= start and start <= end:
            end += stop - start + timedelta(days=1)
            counted = stop
    return end


def state_of(debt: DebtFacts, *, today: date) -> DebtState:
    """Tell how a debt stands: cleared; the year or both retakes gone; the term of the next retake gone; open."""
    if debt.cleared:
        return DebtState.CLEARED
    if len(debt.retakes) >= ATTEMPTS or today > debt.last_day:
        return DebtState.EXPIRED
    due = debt.next_due
    return DebtState.OVERDUE if due is not None and today > due else DebtState.OPEN


def decide_terms(debt: DebtFacts, *, first: date, second: date | None) -> Decision:
    """Tell whether these terms of retakes may be set: in order, within the year.

    Refuses `debt_cleared`, `debt_terms_backwards`, `debt_term_too_late`.
    """
    if debt.cleared:
        return Decision(False, DebtRefusal.CLEARED)
    if first < debt.raised_on or (second is not None and second < first):
        return Decision(False, DebtRefusal.TERMS_BACKWARDS, {"day": debt.raised_on})
    if max(first, second or first) > debt.last_day:
        return Decision(False, DebtRefusal.TERM_TOO_LATE, {"day": debt.last_day})
    return ALLOWED


def decide_commission(debt: DebtFacts, *, names: Sequence[str], order_no: str, ordered: date, today: date) -> Decision:
    """Tell whether an order may name this commission (article 58, part 6); one that sat stays.

    Refuses `debt_cleared`, `debt_commission_sat`, `debt_no_order`, `debt_in_future`, `debt_commission_small`.
    """
    if debt.cleared:
        return Decision(False, DebtRefusal.CLEARED)
    if len(debt.retakes) >= ATTEMPTS:
        return Decision(False, DebtRefusal.COMMISSION_SAT)
    if not order_no:
        return Decision(False, DebtRefusal.NO_ORDER)
    if ordered > today:
        return Decision(False, DebtRefusal.IN_FUTURE, {"day": ordered})
    small = len(set(names)) < LEAST_COMMISSION
    return Decision(False, DebtRefusal.COMMISSION_SMALL, {"least": LEAST_COMMISSION}) if small else ALLOWED


def decide_attempt(debt: DebtFacts, *, day: date, today: date) -> Decision:
    """Tell whether a retake of a day may be written (article 58, parts 5 and 6); no commission sits before its order.

    Refuses `debt_cleared`, `debt_spent`, `debt_in_future`, `debt_attempt_early`, `debt_too_late`,
    `debt_needs_commission`, `debt_before_order`.
    """
    after = max([debt.raised_on, *(one.day for one in debt.retakes)])
    if debt.cleared:
        return Decision(False, DebtRefusal.CLEARED)
    if len(debt.retakes) >= ATTEMPTS:
        return Decision(False, DebtRefusal.SPENT)
    if day > today:
        return Decision(False, DebtRefusal.IN_FUTURE, {"day": day})
    if day <= after:
        return Decision(False, DebtRefusal.ATTEMPT_EARLY, {"day": after})
    if day > debt.last_day:
        return Decision(False, DebtRefusal.TOO_LATE, {"day": debt.last_day})
    if debt.retakes and debt.commission < LEAST_COMMISSION:
        return Decision(False, DebtRefusal.NEEDS_COMMISSION)
    if debt.retakes and debt.ordered is not None and day < debt.ordered:
        return Decision(False, DebtRefusal.BEFORE_ORDER, {"day": debt.ordered})
    return ALLOWED
