"""From when and by when marks of a period and of the year are asked of a teacher."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from parta.journal.enums import ResultKind
from parta.journal.rules.decide import opening_of
from parta.journal.rules.duties import Duty, due_moment
from parta.journal.rules.facts import TermFacts
from parta.kernel.decisions import Clause
from parta.regulation.rules.tree import Regulation

AHEAD = timedelta(days=7)
"""How long before its end a term is spoken of where the act names no day from which these marks are put."""
DUTIES = {ResultKind.TERM: Duty.PERIOD_MARK, ResultKind.YEAR: Duty.YEAR_MARK}


@dataclass(frozen=True, slots=True)
class ResultTerm:
    """Marks of a period are asked for from `since` on; `due` is the first moment when it is too late, by `clause`.

    `order_no` is the order that names the days, where one does.
    """

    since: datetime
    due: datetime
    clause: Clause
    order_no: str = ""

    def is_asked(self, now: datetime) -> bool:
        """Tell whether a teacher is reminded already."""
        return now >= self.since

    def is_over(self, now: datetime) -> bool:
        """Tell whether they should have been there by now."""
        return now >= self.due


def result_term(kind: ResultKind, regulation: Regulation, term: TermFacts) -> ResultTerm | None:
    """Give the term of marks of a period or of the year; None where the act sets none, or nothing may be put any more.

    Norms S0-21, S1-51, S2-56, S3-35.
    """
    due = due_moment(DUTIES[kind], regulation, term)
    if due is None or term.term_closed or term.year_closed:
        return None
    opens, _, _ = opening_of(regulation, term)
    return ResultTerm(opens or due.moment - AHEAD, due.moment, due.clause, due.order_no)
