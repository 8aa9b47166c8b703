"""What a teacher owes besides today: overdue of the last days, due soon, marks of periods; five queries."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from parta.journal.queries.owed import Owed, owed_by
from parta.journal.queries.unput import Unput, unput_by
from parta.regulation.queries import versions

LAST_DAYS = 30
"""How far back a teacher is reminded of what is not there."""


@dataclass(frozen=True, slots=True)
class BehindPage:
    """The page «Сроки»: `behind` by day, the oldest first; `ahead` what is still in time, the nearest first.

    `results` are marks of periods that are asked for now, period by period, the nearest moment first.
    """

    now: datetime
    behind: dict[date, list[Owed]]
    ahead: list[Owed]
    results: list[list[Unput]]


def behind_page(*, person_id: int, now: datetime) -> BehindPage:
    """Give what lessons of the last days, given by the timetable or as a substitute, and periods lack of a person."""
    today, rules = now.date(), versions()
    owed = owed_by(
        person_id=person_id,
        start=today - timedelta(days=LAST_DAYS),
        end=today - timedelta(days=1),
        before=datetime.combine(today, time(), now.tzinfo),
        rules=rules,
        now=now,
    )
    behind: dict[date, list[Owed]] = {}
    for row in owed:
        if row.is_over(now):
            behind.setdefault(row.day, []).append(row)
    ahead = sorted((row for row in owed if not row.is_over(now)), key=lambda row: row.due)
    unput = unput_by(person_id=person_id, rules=rules, now=now)
    results = [list(rows) for _, rows in groupby(unput, key=lambda row: (row.due, row.kind, row.number))]
    return BehindPage(now, behind, ahead, results)
