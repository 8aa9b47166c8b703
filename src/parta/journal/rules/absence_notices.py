"""May a family announce that a child will not be there?"""

from datetime import date, timedelta

from parta.journal.enums import RefusalCode
from parta.kernel.decisions import ALLOWED, Decision

MOST_DAYS = 60
TEXT_LENGTH = 300
_BACK = timedelta(days=7)
"""How late a family may tell of days that have passed."""


def decide_notice(*, start: date, end: date, today: date) -> Decision:
    """Tell whether days may be announced: in order, not long past, not for half a year."""
    if end < start:
        return Decision(False, RefusalCode.NOTICE_BACKWARDS, {"start": start, "end": end})
    if end < today - _BACK:
        return Decision(False, RefusalCode.NOTICE_IN_PAST, {"day": end})
    if (end - start).days >= MOST_DAYS or start > today + timedelta(days=MOST_DAYS):
        return Decision(False, RefusalCode.NOTICE_TOO_LONG, {"days": MOST_DAYS})
    return ALLOWED
