"""Accounts that somebody else used: the list of cases, and the open case of one person."""

from django.db.models import F, QuerySet

from parta.people.models import Compromise


def compromises() -> list[Compromise]:
    """Give the latest cases with whom they are about, the open ones first (one query)."""
    rows = Compromise.objects.select_related("person", "told_by", "returned_by")
    return list(rows.order_by(F("returned_at").desc(nulls_first=True), "-told_at", "-pk")[:200])


def open_compromises(person_id: int) -> QuerySet[Compromise]:
    """Give the case of a person whose account is frozen now, or nothing."""
    return Compromise.objects.filter(person_id=person_id, returned_at=None)
