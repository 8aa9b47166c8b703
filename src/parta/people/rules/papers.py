"""May a dated row of a card be written so?"""

from datetime import date, timedelta

from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import RefusalCode

_LONG_AGO = timedelta(days=366 * 60)


def decide_attestation(*, day: date, today: date, twice: bool) -> Decision:
    """Tell whether an attestation may be written down; refuses `ROW_DAYS`, `ROW_TWICE`."""
    if not today - _LONG_AGO <= day <= today:
        return Decision(False, RefusalCode.ROW_DAYS)
    if twice:
        return Decision(False, RefusalCode.ROW_TWICE)
    return ALLOWED


def decide_paper(*, since: date, today: date, held: bool, last: date | None) -> Decision:
    """Tell whether a family's refusal of the electronic diary may be written down from a day.

    `held`: there is one; `last`: the last day of the one before. Refuses `ROW_TWICE`, `ROW_DAYS`.
    """
    if held:
        return Decision(False, RefusalCode.ROW_TWICE)
    if not today - _LONG_AGO <= since <= today or (last is not None and since <= last):
        return Decision(False, RefusalCode.ROW_DAYS)
    return ALLOWED


def decide_diary_again(*, since: date, today: date, held: bool, start: date | None) -> Decision:
    """Tell whether a family may take the electronic diary again from a day, today at the latest.

    Refuses `ROW_DECIDED` where it reads the diary, `ROW_DAYS`.
    """
    if not held:
        return Decision(False, RefusalCode.ROW_DECIDED)
    if not today - _LONG_AGO <= since <= today or (start is not None and since <= start):
        return Decision(False, RefusalCode.ROW_DAYS)
    return ALLOWED
