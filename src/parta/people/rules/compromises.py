"""An account used by another: what may be told of it, and by when it had to be told."""

from datetime import date, datetime, timedelta

from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import RefusalCode
from parta.school.rules.working_days import WorkingDays

WORDS_LENGTH = 500
LONGEST = timedelta(days=366)


def decide_report(*, since: datetime, noticed_on: date, now: datetime, has_account: bool) -> Decision:
    """Tell whether a report may stand: somebody has an account, and it happened within the last year."""
    if not has_account:
        return Decision(False, RefusalCode.COMPROMISE_WITHOUT_ACCOUNT)
    if since > now or noticed_on > now.date():
        return Decision(False, RefusalCode.COMPROMISE_IN_FUTURE)
    if is_long_ago(since.date(), now) or is_long_ago(noticed_on, now):
        return Decision(False, RefusalCode.COMPROMISE_LONG_AGO)
    return ALLOWED


def is_long_ago(day: date, now: datetime) -> bool:
    """Tell whether a day lies more than a year back: what was done then is not taken back by a report."""
    return day < now.date() - LONGEST


def tell_by(noticed_on: date, days: int | None, working: WorkingDays) -> date | None:
    """Give the last day to tell it, so many working days after it became known (S3: П2-4.3); None without a term."""
    return None if days is None else working.shift(noticed_on, days)
