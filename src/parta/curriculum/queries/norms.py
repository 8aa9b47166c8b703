"""The norms of the weekly load: in force on a day, and set last."""

from datetime import date

from parta.curriculum.models import LoadNorm
from parta.kernel.database import in_force


def load_norms(day: date) -> dict[int, LoadNorm]:
    """Give the norms of a day by parallel (one query)."""
    return {one.grade_level: one for one in LoadNorm.objects.filter(in_force(day))}


def last_norms() -> dict[int, LoadNorm]:
    """Give the norms of each parallel that begin last, in force by now or not yet (one query)."""
    return {one.grade_level: one for one in LoadNorm.objects.order_by("starts_on")}
