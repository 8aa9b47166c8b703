"""Rows of a card that somebody tells of: whether their days can be true."""

from datetime import date, timedelta

from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import RefusalCode

_BACK = timedelta(days=366 * 60)


def decide_row(*, start: date, end: date, today: date) -> Decision:
    """Tell whether what is told of may have been from a day to a day: it is over, and within a working life.

    Refuses `ROW_DAYS`.
    """
    if not today - _BACK <= start <= end <= today:
        return Decision(False, RefusalCode.ROW_DAYS)
    return ALLOWED
