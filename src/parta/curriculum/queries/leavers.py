"""Journals of those who were dismissed: what somebody else has to take over."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from parta.curriculum.models import Course, TeachingLoad


def journals_left(last_days: Mapping[int, date]) -> dict[int, list[Course]]:
    """Give the journals whose load goes on after an employee's last day, by employee (one query)."""
    loads = TeachingLoad.objects.filter(employee_id__in=last_days).select_related(
        "course__subject", "course__school_class", "course__study_group"
    )
    going_on = Q(ends_on__isnull=True) | Q(ends_on__gt=min(last_days.values(), default=date.max))
    found: dict[int, list[Course]] = {}
    for load in loads.filter(going_on, course__year__ends_on__gte=min(last_days.values(), default=date.max)).order_by(
        "course__school_class__sort_key", "course_id"
    ):
        if load.ends_on is None or load.ends_on > last_days[load.employee_id]:
            found.setdefault(load.employee_id, []).append(load.course)
    return found
