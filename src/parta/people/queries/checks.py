"""Checks of the data of classes as pages show them."""

from collections.abc import Collection

from parta.people.enums import CheckKind
from parta.people.models import DataCheck
from parta.people.rules.checks import Check


def checks_of(class_ids: Collection[int]) -> dict[int, list[Check]]:
    """Give the checks of classes, the latest last (one query)."""
    found: dict[int, list[Check]] = {}
    rows = DataCheck.objects.filter(school_class_id__in=class_ids).select_related("checked_by").order_by("day", "pk")
    for row in rows:
        check = Check(CheckKind(row.kind), row.day, row.checked_by.initials_name)
        found.setdefault(row.school_class_id, []).append(check)
    return found
