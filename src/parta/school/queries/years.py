"""Academic years: which one is meant on a day, and all of them with their calendars."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min

from parta.school.models import AcademicYear, BellSchedule, Calendar, Room, SchoolClass


def running_year(day: date) -> AcademicYear | None:
    """Give the year of a day: the one that holds it, else the first to come, else the last one (one query).

    A year that is prepared ahead is nobody's present until its first day.
    """
    years = list(AcademicYear.objects.order_by("starts_on"))
    ahead = [one for one in years if one.ends_on >= day]
    return next(iter(ahead), years[-1] if years else None)


def known_buildings() -> list[str]:
    """Give the buildings that rooms, classes and bells name (one query)."""
    rooms, classes, bells = (
        model.objects.exclude(building="").order_by() for model in (Room, SchoolClass, BellSchedule)
    )
    named = rooms.values_list("building").union(classes.values_list("building"), bells.values_list("building"))
    return sorted(row[0] for row in named)


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year with its calendars, each with `many` classes from `lowest` to `highest`, and how many bells it has."""

    year: AcademicYear
    calendars: tuple[Calendar, ...]
    bells: int
    over: bool


def year_rows(today: date) -> list[YearRow]:
    """Give the years, the newest first, in two queries."""
    found: dict[int, list[Calendar]] = {}
    calendars = Calendar.objects.annotate(
        many=Count("classes"), lowest=Min("classes__grade_level"), highest=Max("classes__grade_level")
    )
    for one in calendars.order_by("lowest", "title"):
        found.setdefault(one.year_id, []).append(one)
    years = AcademicYear.objects.annotate(rung=Count("bell_schedules")).order_by("-starts_on")
    return [YearRow(one, tuple(found.get(one.pk, ())), one.rung, one.ends_on < today) for one in years]
