"""Small parts of table definitions: choices from closed lists, exclusion constraints without extensions."""

from datetime import date

from django.contrib.postgres.fields import RangeOperators
from django.db.models import F, Func, Q, Value


def choices(enum: type) -> list[tuple[str, str]]:
    """Give the pairs that a model field asks for from a closed list."""
    return [(item.value, item.value) for item in enum]  # type: ignore[attr-defined]


class DateRange(Func):
    """A range of dates from two columns, both ends in."""

    function = "daterange"
    arity = 3


class ScalarRange(Func):
    """A range holding one whole number: equality for an exclusion constraint without btree_gist."""

    function = "int8range"
    arity = 3


def same(column: str) -> tuple[Func, str]:
    """Say «the same value of this column» inside an exclusion constraint."""
    return ScalarRange(F(column), F(column), Value("[]")), RangeOperators.OVERLAPS


def dates_overlap(start: str = "starts_on", end: str = "ends_on") -> tuple[Func, str]:
    """Say «the dates overlap» inside an exclusion constraint; an empty end is open."""
    return DateRange(F(start), F(end), Value("[]")), RangeOperators.OVERLAPS


def in_force(day: date | None, prefix: str = "") -> Q:
    """Say «from one day to another, and this day lies between»; an empty end is open."""
    open_end = Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})
    return Q(**{f"{prefix}starts_on__lte": day}) & open_end
