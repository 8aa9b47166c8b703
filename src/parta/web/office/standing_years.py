"""Calendars that stand, as patterns of the year take them."""

from parta.school.enums import TermKind, VacationKind
from parta.school.models import Calendar
from parta.school.rules.patterns import DrawnRest, DrawnTerm, DrawnYear


def as_drawn(calendar: Calendar) -> DrawnYear:
    """Give a calendar with its terms and vacations; days that differ belong to their own year."""
    terms = tuple(
        DrawnTerm(
            TermKind(one.kind), one.number, one.starts_on, one.ends_on,
            (one.attested_from, one.attested_to) if one.attested_from and one.attested_to else None,
            one.odd_week_starts_on,
        )
        for one in calendar.terms.all()
    )  # fmt: skip
    rests = tuple(
        DrawnRest(VacationKind.BREAK, one.starts_on, one.ends_on, one.title) for one in calendar.vacations.all()
    )
    return DrawnYear(terms, rests, ())
