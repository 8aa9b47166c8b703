"""When a teacher's attestation and further training are next due."""

from datetime import date, timedelta

NEAR = timedelta(days=183)
"""What is due within half a year is asked about now: a place on a course is found in advance."""
ATTESTED_FOR = 5
TRAINED_FOR = 3


def next_attestation(attested_on: date | None) -> date | None:
    """Give the day by which the next attestation is due: every five years (273-ФЗ, art. 49 part 2)."""
    return _later(attested_on, ATTESTED_FOR)


def next_training(ended_on: date | None) -> date | None:
    """Give the day by which the next training is due: once in three years (273-ФЗ, art. 47 part 5 item 2)."""
    return _later(ended_on, TRAINED_FOR)


def is_due(day: date | None, *, today: date) -> bool:
    """Tell whether something is due now: it never was, its day is over, or near."""
    return day is None or day <= today + NEAR


def _later(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    if (day.month, day.day) == (2, 29):
        day -= timedelta(days=1)
    return day.replace(year=min(day.year + years, date.max.year))
