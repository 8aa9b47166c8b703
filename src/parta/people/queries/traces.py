"""What paper of a past period says of people: the names of those days, and the orders by which somebody left."""

from datetime import date

from parta.people.enums import MoveKind
from parta.people.models import FormerName, Movement
from parta.people.rules.movement import DEPARTURES


def names_on(day: date) -> dict[int, str]:
    """Give surname and name of those who carried another name on the day (one query)."""
    found: dict[int, str] = {}
    for row in FormerName.objects.filter(until__gte=day).order_by("until", "pk"):
        found.setdefault(row.person_id, " ".join(filter(None, (row.last_name, row.first_name))))
    return found


def leavings(start: date, end: date) -> dict[int, Movement]:
    """Give the order by which each pupil left a class or the school in a span of days, the last of several (one query)."""
    kinds = (*DEPARTURES, MoveKind.TRANSFERRED)
    rows = Movement.objects.filter(kind__in=kinds, date__range=(start, end)).select_related("into")
    return {row.pupil_id: row for row in rows.order_by("date", "pk")}
