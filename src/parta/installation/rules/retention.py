"""Which backups are kept."""

from collections.abc import Iterable
from datetime import date, datetime


def kept(moments: Iterable[datetime], *, daily: int, weekly: int) -> set[datetime]:
    """Give the moments to keep: the last of each of so many last days, and of so many last weeks; always the newest.

    Days and weeks without a backup do not count: a machine that was off for a month loses nothing.
    """
    ordered = sorted(moments, reverse=True)
    found = set(ordered[:1])
    for count, period in ((daily, _day), (weekly, _week)):
        seen: list[object] = []
        for moment in ordered:
            if period(moment) in seen:
                continue
            seen.append(period(moment))
            if len(seen) > count:
                break
            found.add(moment)
    return found


def _day(moment: datetime) -> date:
    return moment.date()


def _week(moment: datetime) -> tuple[int, int]:
    year, week, _ = moment.isocalendar()
    return year, week
