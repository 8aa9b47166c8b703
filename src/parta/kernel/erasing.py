"""Rows that an act of destruction takes with something: counted by whose they are, and deleted, part by part."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Model

Contents = dict[int, Counter[str]]
"""How much of each part there is, by the owner's id."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table's rows that are destroyed with their owner: by which field they are the owner's, and which alone."""

    code: str
    model: type[Model]
    of: str
    only: Mapping[str, Any] = field(default_factory=dict)


def count_parts(parts: Iterable[Part], ids: Collection[int]) -> Contents:
    """Count the rows of each owner (a query a part)."""
    found: Contents = {one: Counter() for one in ids}
    for part in parts:
        rows = part.model._default_manager.filter(**{f"{part.of}__in": ids}, **part.only).order_by()
        for one, count in rows.values_list(part.of).annotate(Count("pk")):
            found[one][part.code] += count
    return found


def delete_parts(parts: Iterable[Part], owner: int) -> None:
    """Delete the rows of an owner. That they may go, the caller has decided, and holds the locks."""
    for part in parts:
        part.model._default_manager.filter(**{part.of: owner}, **part.only).delete()
