"""Who leads a class from which day: one at a time, and beside an absent one somebody for the days of the absence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from parta.kernel.decisions import ALLOWED, Decision
from parta.people.enums import RefusalCode


@dataclass(frozen=True, slots=True)
class Leading:
    """Somebody leads a class from the first day to the last; an empty end is open."""

    employee_id: int
    start: date
    end: date | None = None
    acting: bool = False
    ground: str = ""

    def meets(self, other: "Leading") -> bool:
        """Tell whether the days of both overlap."""
        return (self.end is None or other.start <= self.end) and (other.end is None or self.start <= other.end)


def eve_of(asked: Leading, held: Iterable[Leading]) -> Leading | None:
    """Give the one who leads until the eve of what is asked, where somebody is replaced."""
    return next((one for one in held if not one.acting and one.meets(asked) and one.start < asked.start), None)


def decide_leading(
    asked: Leading, *, held: Iterable[Leading], replace: bool, oneself: bool, year: tuple[date, date]
) -> Decision:
    """Tell whether somebody may lead a class for these days (S3: П2-2.8 sets up who leads which class).

    `held` is who leads it on which days; `replace`: whoever led before leads until the eve. Nobody gives rights to
    oneself. Refuses `APPOINT_ONESELF`, `LEADER_DAYS`, `LEADER_ACTING`, `LEADER_SAME`, `LEADER_HELD`.
    """
    first, last = year
    if oneself:
        return Decision(False, RefusalCode.APPOINT_ONESELF)
    if not first <= asked.start <= last or (asked.end is not None and not asked.start <= asked.end <= last):
        return Decision(False, RefusalCode.LEADER_DAYS, {"first": first, "last": last})
    if asked.acting and (asked.end is None or not asked.ground):
        return Decision(False, RefusalCode.LEADER_ACTING)
    before = eve_of(asked, held) if replace and not asked.acting else None
    for one in held:
        if not one.meets(asked):
            continue
        if one.employee_id == asked.employee_id:
            return Decision(False, RefusalCode.LEADER_SAME)
        if one.acting == asked.acting and one is not before:
            params = {"employee": one.employee_id, "start": one.start, "end": one.end}
            return Decision(False, RefusalCode.LEADER_HELD, params)
    return ALLOWED


def decide_leading_end(row: Leading, *, last: date, today: date, oneself: bool) -> Decision:
    """Tell whether who leads a class leads it until `last`, the eve of the first day for a mistake not yet begun.

    Refuses `APPOINT_END_ONESELF`, `LEADER_ENDED`, `APPOINT_LONGER`, `APPOINT_BACKWARDS`.
    """
    if oneself:
        return Decision(False, RefusalCode.APPOINT_END_ONESELF)
    if row.end is not None and row.end < today:
        return Decision(False, RefusalCode.LEADER_ENDED)
    if row.end is not None and last > row.end:
        return Decision(False, RefusalCode.APPOINT_LONGER)
    earliest = row.start - timedelta(days=1) if row.start > today else max(row.start, today - timedelta(days=1))
    if last < earliest:
        return Decision(False, RefusalCode.APPOINT_BACKWARDS)
    return ALLOWED
