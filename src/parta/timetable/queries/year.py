"""The year on a page: a calendar drawn by months with its terms and days that differ, the bells."""

from dataclasses import dataclass

from django.db.models import Min

from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, require
from parta.school.models import (
    AcademicYear,
    BellSchedule,
    Calendar,
    ClassDay,
    SchoolClass,
    SpecialDay,
    Term,
    Vacation,
)
from parta.school.queries.calendars import calendar_facts
from parta.school.queries.years import running_year
from parta.school.rules.months import Month, months_of
from parta.timetable.access import may_see_timetable


@dataclass(frozen=True, slots=True)
class YearPage:
    """A calendar of a year, and the others that may be chosen; `lesson_days` by term."""

    year: AcademicYear | None
    calendars: tuple[Calendar, ...]
    chosen: Calendar | None
    months: tuple[Month, ...]
    terms: tuple[tuple[Term, int], ...]
    vacations: tuple[Vacation, ...]
    special_days: tuple[SpecialDay, ...]
    class_days: tuple[ClassDay, ...]
    classes: tuple[str, ...]
    bells: tuple[BellSchedule, ...]


def year_page(*, actor: Actor, calendar_id: int | None) -> YearPage:
    """Read a calendar, of the running year where none is asked for, and the bells of its year, in thirteen queries.

    Raises `Forbidden`, `NotVisible`.
    """
    require(may_see_timetable(actor))
    assert actor.today is not None
    asked = AcademicYear.objects.filter(calendars=calendar_id or 0).first() if calendar_id else None
    year = asked or running_year(actor.today)
    found = Calendar.objects.filter(year=year).annotate(lowest=Min("classes__grade_level")).order_by("lowest", "title")
    found = found.prefetch_related("terms", "vacations", "special_days")
    calendars = tuple(found) if year else ()
    chosen = next((one for one in calendars if calendar_id in (None, one.pk)), None)
    if calendar_id is not None and chosen is None:
        raise NotVisible
    if year is None or chosen is None:
        return YearPage(year, calendars, None, (), (), (), (), (), (), ())
    facts = calendar_facts(year.pk)[chosen.pk]
    terms = tuple((one, sum(1 for _ in facts.school_days(one.starts_on, one.ends_on))) for one in chosen.terms.all())
    classes = tuple(SchoolClass.objects.filter(calendar=chosen).order_by("sort_key").values_list("name", flat=True))
    bells = tuple(BellSchedule.objects.filter(year=year).prefetch_related("bells").order_by("pk"))
    return YearPage(
        year,
        calendars,
        chosen,
        tuple(months_of(facts)),
        terms,
        tuple(chosen.vacations.all()),
        tuple(chosen.special_days.all()),
        tuple(ClassDay.objects.filter(school_class__calendar=chosen).select_related("school_class")),
        classes,
        bells,
    )
