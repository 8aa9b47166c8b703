"""Working days that terms of the service are counted by."""

from datetime import date

from parta.school.models import AcademicYear
from parta.school.queries.calendars import calendar_facts
from parta.school.rules.calendar import CalendarFacts, SpecialDay
from parta.school.rules.working_days import WorkingDays, working_days

OFFICE_WEEK = 5
"""Requests are taken from Monday to Friday, whatever the week of the classes (S3: П3-3.4.1)."""


def office_days(first: date, last: date | None = None) -> WorkingDays:
    """Give the working days of the school's office on these days: without days off that stand in every calendar.

    A fixed number of queries for a year.
    """
    special: list[SpecialDay] = []
    for year in AcademicYear.objects.filter(starts_on__lte=last or first, ends_on__gte=first).order_by("starts_on"):
        facts = list(calendar_facts(year.pk).values())
        special += set(facts[0].special_days).intersection(*(one.special_days for one in facts)) if facts else ()
    special.sort(key=lambda one: (one.start, one.end, str(one.kind)))
    return working_days(CalendarFacts(weekdays=OFFICE_WEEK, terms=(), special_days=tuple(special)))
