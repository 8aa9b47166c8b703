"""On which new devices accounts of the staff were opened lately, for those who answer for the school's records."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from parta.audit.models import Event
from parta.installation.enums import Act
from parta.people.access_persons import staff_persons
from parta.people.models import Person

LATELY = 7
"""For how many days a new device is told of on the first page."""
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class NewDevice:
    """An account of somebody of the staff was opened on a device where it never was."""

    at: datetime
    person_id: int
    name: str
    post: str
    device: str


@dataclass(frozen=True, slots=True)
class NewDevicesPage:
    """A page of them, the newest first."""

    rows: tuple[NewDevice, ...]
    page: int
    pages: int


def new_devices_count(now: datetime) -> int:
    """Count them over the last days (one query)."""
    return int(_events(now, LATELY).count())


def new_devices(*, now: datetime, days: int, page: int, per_page: int = PER_PAGE) -> NewDevicesPage:
    """List them over so many days (three queries). Families' devices are told to their owners alone."""
    events = _events(now, days)
    pages = max(1, -(-events.count() // per_page))
    page = min(max(1, page), pages)
    rows = list(events.order_by("-at", "-pk")[(page - 1) * per_page : page * per_page])
    people = Person.objects.select_related("employee").in_bulk({row.person_id or 0 for row in rows})
    found = [(row, people[row.person_id]) for row in rows if row.person_id is not None]
    lines = (
        NewDevice(row.at.astimezone(now.tzinfo), who.pk, who.full_name, _post(who), row.device) for row, who in found
    )
    return NewDevicesPage(tuple(lines), page, pages)


def _post(person: Person) -> str:
    employee = getattr(person, "employee", None)
    return str(employee.post) if employee else ""


def _events(now: datetime, days: int) -> QuerySet[Event]:
    staff = staff_persons(now.date()).order_by().values("pk")
    return Event.objects.filter(act=Act.NEW_DEVICE, at__gte=now - timedelta(days=days), person_id__in=staff)
