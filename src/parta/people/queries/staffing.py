"""Who was hired and can do nothing in the programme yet."""

from datetime import date, timedelta

from django.db.models import QuerySet

from parta.people.access_persons import staff_persons
from parta.people.models import Person

RECENT = timedelta(days=60)
"""How long a hired person is named: later it is plain that no role is wanted."""


def hired_without_role(today: date) -> QuerySet[Person]:
    """Give who was hired by an order in the last sixty days, works, and has no role now or later."""
    hired = Person.objects.filter(employee__hired_on__range=(today - RECENT, today))
    working = hired.exclude(employee__left_on__lt=today)
    return working.exclude(pk__in=staff_persons(today).values("pk")).order_by("sort_key", "pk")
