"""On which days a room is out of use."""

from datetime import date

from parta.kernel.decisions import ALLOWED, Decision, refusal
from parta.school.enums import RoomRefusal


def is_out(day: date, *, first: date | None, last: date | None) -> bool:
    """Tell whether a room is out of use on a day; without a last day it is until further notice."""
    return first is not None and first <= day and (last is None or day <= last)


def decide_out(*, first: date | None, last: date | None) -> Decision:
    """Tell whether a room may be out of use so: a last day needs a first one, not a later one."""
    if last is not None and (first is None or last < first):
        return refusal(RoomRefusal.OUT_BACKWARDS).decision
    return ALLOWED
