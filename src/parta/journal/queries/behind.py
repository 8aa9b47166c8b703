"""What a teacher owes besides today: what is overdue of the last days, and what is due soon; three queries."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from parta.journal.queries.owed import Owed, owed_by
from parta.regulation.queries import versions

LAST_DAYS = 30
"""How far back a teacher is reminded of what is not there."""


@dataclass(frozen=True, slots=True)
class BehindPage:
    """The page «Сроки»: `behind` by day, the oldest first; `ahead` what is still in time, the nearest first."""

    today: date
    behind: dict[date, list[Owed]]
    ahead: list[Owed]


def behind_page(*, person_id: int, now: datetime) -> BehindPage:
    """Give what the lessons of the last days lack, of those that a person gave by the timetable or as a substitute."""
    today = now.date()
    owed = owed_by(
        person_id=person_id,
        start=today - timedelta(days=LAST_DAYS),
        end=today - timedelta(days=1),
        before=datetime.combine(today, time(), now.tzinfo),
        rules=versions(),
        now=now,
    )
    behind: dict[date, list[Owed]] = {}
    for row in owed:
        if row.is_over(now):
            behind.setdefault(row.day, []).append(row)
    ahead = sorted((row for row in owed if not row.is_over(now)), key=lambda row: row.due)
    return BehindPage(today, behind, ahead)
