"""May a part-time group have these sessions?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from parta.kernel.decisions import ALLOWED, Decision, refusal
from parta.school.enums import CalendarRefusal, SessionKind

MOST_DAYS = 62
_FIRST_YEARS, _EARLY, _LATER = 2, 30, 40


@dataclass(frozen=True, slots=True)
class SessionChange:
    """A session as it will be; `id` is None for a new one."""

    id: int | None
    kind: SessionKind
    first: date
    last: date


def decide_sessions(spans: Sequence[SessionChange], *, year: tuple[date, date]) -> Decision:
    """Tell whether sessions may stand so: each within the year and not too long, none over another.

    Refuses `calendar_days_backwards`, `calendar_outside_year`, `calendar_too_many_days`, `sessions_overlap`.
    """
    for one in spans:
        if one.first > one.last:
            return refusal(CalendarRefusal.DAYS_BACKWARDS).decision
        if not (year[0] <= one.first and one.last <= year[1]):
            return refusal(CalendarRefusal.OUTSIDE_YEAR, start=year[0], end=year[1]).decision
        if (one.last - one.first).days >= MOST_DAYS:
            return refusal(CalendarRefusal.TOO_MANY_DAYS, most=MOST_DAYS).decision
    for one, following in pairwise(sorted(spans, key=lambda span: span.first)):
        if following.first <= one.last:
            return refusal(CalendarRefusal.SESSIONS_OVERLAP, day=following.first).decision
    return ALLOWED


def paid_days(study_year: int) -> int:
    """Give the days of sessions a year for which an employer keeps the wages (Labour Code, article 174)."""
    return _EARLY if study_year <= _FIRST_YEARS else _LATER
