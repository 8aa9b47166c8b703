"""Is a newcomer known already: somebody of the same name and birth date."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from parta.kernel.text import normal
from parta.people.models import Person


def doubles_of(values: Mapping[str, Any]) -> list[Person]:
    """Give those who may be the same human: surname and name are the same, and no birth date says otherwise.

    A patronymic that is written on both sides tells people apart; a twin has another name (one query).
    """
    name = normal(f"{values.get('last_name') or ''} {values.get('first_name') or ''}")
    full = normal(f"{name} {values.get('patronymic') or ''}")
    named = Q(sort_key=name) | Q(sort_key=full)
    if full == name:
        named |= Q(sort_key__startswith=f"{name} ")
    born: date | None = values.get("birth_date")
    if born is not None:
        named &= Q(birth_date=born) | Q(birth_date__isnull=True)
    return list(Person.objects.filter(named).order_by("sort_key", "pk")[:10])
