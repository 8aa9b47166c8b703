"""Rights that end: of a legal representative, of somebody whom the parents trust."""

from datetime import date, timedelta

from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import Kinship, RefusalCode

_LONGEST = timedelta(days=366 * 3)


def decide_end_of_right(*, start: date, end: date | None, last: date) -> Decision:
    """Tell whether a right from `start` (to `end`) may end with the day `last`: never later than it would.

    Refuses `RIGHT_BACKWARDS`, `RIGHT_LONGER`.
    """
    if last < start:
        return Decision(False, RefusalCode.RIGHT_BACKWARDS, {"start": start})
    if end is not None and last > end:
        return Decision(False, RefusalCode.RIGHT_LONGER, {"end": end})
    return ALLOWED


def decide_right(
    *, relation: str, document: str, start: date, end: date | None, born: date | None, today: date
) -> Decision:
    """Tell whether somebody may be written down as standing for a child by such a paper on such days.

    A mother and a father stand for a child by themselves (СК: 64); whoever else, by a paper. Refuses `RIGHT_PAPER`,
    `RIGHT_DAYS`.
    """
    if relation not in (Kinship.MOTHER, Kinship.FATHER) and not document:
        return Decision(False, RefusalCode.RIGHT_PAPER)
    if start > today or (born is not None and start < born) or (end is not None and end < start):
        return Decision(False, RefusalCode.RIGHT_DAYS)
    return ALLOWED


def decide_trust(*, start: date, end: date, today: date) -> Decision:
    """Tell whether somebody may be trusted from a day to a day: three years at most, as a paper of trust (ГК: 186).

    Refuses `TRUST_DAYS`.
    """
    if not start <= end <= start + _LONGEST or not today - _LONGEST <= start <= today + _LONGEST:
        return Decision(False, RefusalCode.TRUST_DAYS)
    return ALLOWED
