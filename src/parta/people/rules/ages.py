"""Full years, and the age of majority."""

from datetime import date

ADULT = 18
"""Civil code, article 21."""


def age_on(birth_date: date, day: date) -> int:
    """Give full years; somebody born on 29 February is a year older on 1 March."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def is_adult(birth_date: date | None, day: date) -> bool:
    """Tell whether somebody is of age on a day; nobody is whose birth date is not known."""
    return birth_date is not None and age_on(birth_date, day) >= ADULT
