"""Days of a practice: its hours over the working days of its block, 6 a day and 36 a week where they fit."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

DAY_HOURS = 6
WEEK_HOURS = 36
MOST_DAY_HOURS = 8


@dataclass(frozen=True, slots=True)
class PracticeDay:
    """A day of a practice with its academic hours."""

    day: date
    hours: int


def practice_days(days: Sequence[date], hours: int | None) -> tuple[PracticeDay, ...]:
    """Spread the hours of a practice over its working days: norm S4-34.

    Evenly where 6 a day are enough. Where they are not, days grow up to 8 hours: first in weeks below 36, then, if
    holidays took days away, in any; hours that do not fit even so stay unplanned. Without hours each day has 6.
    """
    if hours is None:
        return tuple(PracticeDay(day, DAY_HOURS) for day in days)
    if not days or hours <= 0:
        return ()
    whole, over = divmod(min(hours, DAY_HOURS * len(days)), len(days))
    each = {day: whole + (index < over) for index, day in enumerate(days)}
    left = hours - sum(each.values())
    weeks: Counter[tuple[int, int]] = Counter()
    for day, many in each.items():
        weeks[_week(day)] += many
    for cap in (WEEK_HOURS, MOST_DAY_HOURS * 7):
        for _ in range(MOST_DAY_HOURS - DAY_HOURS):
            for day in days:
                if left and each[day] < MOST_DAY_HOURS and weeks[_week(day)] < cap:
                    each[day] += 1
                    weeks[_week(day)] += 1
                    left -= 1
    return tuple(PracticeDay(day, many) for day, many in each.items() if many)


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]
