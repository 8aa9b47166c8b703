"""What a pupil's age means for the parents' access: a review, never a silent cut."""

from datetime import date, timedelta

from parta.people.rules.ages import ADULT, age_on
from parta.public_service.enums import AgeState
from parta.public_service.rules.deciding import ServiceRule

SOON = timedelta(days=30)


def age_state(*, rule: ServiceRule, birth_date: date, consent: bool, today: date) -> AgeState | None:
    """Tell what the access of an adult pupil's parents waits for; None while the pupil is younger by over 30 days.

    An act that ends the service at an age (S3: П3-2.11.3) asks no one. Elsewhere an adult's own consent to the
    parents' reading keeps it (152-ФЗ, art. 9): without one, the access stands in the review until somebody decides.
    """
    limit = rule.age or ADULT
    if age_on(birth_date, today) < limit:
        return AgeState.SOON if age_on(birth_date, today + SOON) >= limit else None
    if rule.age is not None:
        return AgeState.ENDS
    return AgeState.KEPT if consent else AgeState.REVIEW


def grown_on(birth_date: date, *, rule: ServiceRule) -> date:
    """Give the day on which the pupil is of age."""
    return _years_on(birth_date, rule.age or ADULT)


def latest_birth(*, rule: ServiceRule, today: date) -> date:
    """Give the birth date of the youngest whom a list of today names."""
    return _years_on(today + SOON, -(rule.age or ADULT))


def _years_on(day: date, years: int) -> date:
    """Come to the same day of another year; 29 February is 1 March of a plain one."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
