"""Checks of the data of a class: what the act in force asks for."""

from datetime import date

from django.http import HttpRequest

from parta.people.access_persons import led_classes
from parta.people.queries.checks import checks_of
from parta.people.rules.checks import BEFORE, CheckRule, Duty, duties
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.regulation.enums import Cycle
from parta.regulation.rules.tree import Regulation
from parta.regulation.rules.values import MonthDay
from parta.school.models import SchoolClass
from parta.web.acts import act_today
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


def late_classes(request: HttpRequest) -> list[int]:
    """Give the classes whose checks are late by the act of today: leaders all, others their own (two queries)."""
    actor, rule = request.actor, check_rule(act_today(request))
    if rule == CheckRule() or actor.today is None:
        return []
    if may_do(actor, Resource.CLASS_LIFE, Action.CHECK, Relation.SAME_SCHOOL):
        classes = SchoolClass.objects.all()
    elif may_do(actor, Resource.CLASS_PAGE, Action.CHECK, Relation.OWN):
        classes = led_classes(actor)
    else:
        return []
    here = classes.filter(year__starts_on__lte=actor.today + BEFORE, year__ends_on__gte=actor.today)
    years = {one: (starts, ends) for one, starts, ends in here.values_list("pk", "year__starts_on", "year__ends_on")}
    made = checks_of(list(years))
    return [
        one
        for one, year in years.items()
        if any(duty.late for duty in duties(rule, year=year, checks=made.get(one, []), today=actor.today))
    ]
