"""May a teacher ask for wishes now, and may they be decided on so?"""

from datetime import date

from parta.kernel.decisions import ALLOWED, Decision, refusal
from parta.timetable.enums import WishRefusal, WishState

WORDS_LENGTH, SHORTEST_ANSWER = 300, 3
Window = tuple[date, date]
"""The first and the last day."""


def decide_window(first: date, last: date, *, today: date) -> Decision:
    """Tell whether wishes may be taken on these days: in order, and not all of them past."""
    if last < first or last < today:
        return refusal(WishRefusal.WINDOW_BACKWARDS).decision
    return ALLOWED


def decide_asking(window: Window | None, *, today: date) -> Decision:
    """Tell whether a teacher may ask today; `window` is the latest that was named."""
    if window is None or not window[0] <= today <= window[1]:
        first, last = window or (None, None)
        return refusal(WishRefusal.WINDOW_SHUT, first=first, last=last).decision
    return ALLOWED


def decide_answering(state: WishState, *, accept: bool, answer: str) -> Decision:
    """Tell whether wishes may be accepted or declined: once, and declined only with a reason."""
    if state is not WishState.ASKED:
        return refusal(WishRefusal.DECIDED).decision
    if not accept and len(answer) < SHORTEST_ANSWER:
        return refusal(WishRefusal.NEEDS_ANSWER).decision
    return ALLOWED
