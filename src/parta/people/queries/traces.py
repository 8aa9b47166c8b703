"""What paper of a past period says of people: the names of those days, and the orders by which somebody left."""

from dataclasses import dataclass
from datetime import date, timedelta

from parta.people.enums import MoveKind
from parta.people.models import FormerName, Movement
from parta.people.rules.movement import DEPARTURES


@dataclass(frozen=True, slots=True)
class Past:
    """Former names and leavings of a span of days."""

    names: tuple[FormerName, ...]
    leavings: dict[tuple[int, date], Movement]
    """The order by which a pupil left, by the pupil and the last day in the class that was left."""

    def names_on(self, day: date) -> dict[int, str]:
        """Give surname and name of those who carried another name on the day."""
        found: dict[int, str] = {}
        for row in self.names:
            if row.until >= day:
                found.setdefault(row.person_id, " ".join(filter(None, (row.last_name, row.first_name))))
        return found


def past(start: date, end: date) -> Past:
    """Read what a span of days has left of people (two queries)."""
    kinds = (*DEPARTURES, MoveKind.TRANSFERRED)
    rows = Movement.objects.filter(kind__in=kinds, date__range=(start, end + timedelta(days=1))).select_related("into")
    names = FormerName.objects.filter(until__gte=start).order_by("until", "pk")
    return Past(tuple(names), {(row.pupil_id, _last_day(row)): row for row in rows.order_by("date", "pk")})


def _last_day(row: Movement) -> date:
    return row.date - timedelta(days=1) if row.kind == MoveKind.TRANSFERRED else row.date
