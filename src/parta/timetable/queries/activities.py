"""Hours of activities beside lessons, by class: what the norm of the extracurricular load is held against."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db.models import Exists, OuterRef, Q

from parta.curriculum.access import may_see_load
from parta.curriculum.enums import CourseKind
from parta.curriculum.models import Course, StudyGroupMember
from parta.kernel.actor import Actor
from parta.kernel.database import in_force
from parta.kernel.decisions import require
from parta.kernel.sql import sql

_ROWS = (Path(__file__).parent / "activities.sql").read_text()


@dataclass(frozen=True, slots=True)
class Activities:
    """Hours a week of activities that a class's pupils attend, and of the pupil who attends most."""

    hours: Decimal
    most: Decimal


def unlisted(*, actor: Actor, year_id: int, day: date) -> set[int]:
    """Give the journals of activities that have no pupils on a day, so that no class counts them (one query).

    Raises `Forbidden`.
    """
    require(may_see_load(actor))
    listed = StudyGroupMember.objects.filter(in_force(day), group=OuterRef("study_group"))
    found = Course.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), year=year_id, kind=CourseKind.EXTRACURRICULAR)
    empty = found.filter(~Exists(listed), study_group__isnull=False)
    return set(empty.values_list("pk", flat=True))


def activities_of(*, actor: Actor, year_id: int, classes: Collection[int], day: date) -> dict[int, Activities]:
    """Count the activities of classes on a day, those of several classes among them (one query); raises `Forbidden`."""
    require(may_see_load(actor))
    rows = sql(_ROWS, {"day": day, "year": year_id, "classes": list(classes)})
    return {pk: Activities(hours, most) for pk, hours, most in rows}
