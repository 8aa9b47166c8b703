"""Checks of the data of a class: what the act in force asks for."""

from datetime import date

from parta.people.queries.checks import checks_of
from parta.people.rules.checks import CheckRule, Duty, duties
from parta.regulation.enums import Cycle
from parta.regulation.rules.tree import Regulation
from parta.regulation.rules.values import MonthDay
from parta.school.models import SchoolClass
from parta.wording.checks import CHECKS


def check_rule(act: Regulation) -> CheckRule:
    """Give what an act asks for."""
    people = act.people
    return CheckRule(
        people.personal_data_check_cycle.value is Cycle.MONTH,
        _pair(people.personal_data_full_check_date.value),
        _pair(people.group_check_deadline.value),
    )


def _pair(day: MonthDay | None) -> tuple[int, int] | None:
    return (day.month, day.day) if day else None


def class_duties(school_class: SchoolClass, *, act: Regulation, today: date) -> list[tuple[str, Duty]]:
    """Give the checks that an act asks for of one class, with their names."""
    year = school_class.year.starts_on, school_class.year.ends_on
    found = duties(
        check_rule(act), year=year, checks=checks_of([school_class.pk]).get(school_class.pk, []), today=today
    )
    return [(CHECKS[duty.kind], duty) for duty in found]
