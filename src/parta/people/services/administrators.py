"""The first administrator of a school, made by the operator of the installation."""

import re
from datetime import datetime

from django.db import transaction

from parta.installation.models import Account, Membership, School
from parta.installation.schools import inside
from parta.installation.services.passwords import require_good_password
from parta.kernel.decisions import refusal
from parta.kernel.text import normal
from parta.people.models import Appointment, Employee, Person

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}\Z")
ADMINISTRATOR = "administrator"


def begin_administrator(*, school: School, username: str, full_name: str, password: str, now: datetime) -> Account:
    """Make an administrator with an account of their own.

    Refuses `username_malformed`, `account_exists`, `person_name_empty`, `person_has_account`, `password_weak`.
    """
    username = username.strip().lower()
    if not USERNAME.match(username):
        raise refusal("username_malformed", username=username)
    if Account.objects.filter(username=username).exists():
        raise refusal("account_exists", username=username)
    full_name = " ".join(full_name.split())
    require_good_password(password, Account(username=username, display_name=full_name))
    with transaction.atomic():
        account = Account.objects.create_user(username, password, display_name=full_name)
        appoint_administrator(school=school, account=account, full_name=full_name, now=now)
    return account


def appoint_administrator(*, school: School, account: Account, full_name: str, now: datetime) -> None:
    """Make the holder of an account an administrator of one more school: an employee of that name, found or made.

    Refuses `person_name_empty`, `person_has_account`.
    """
    names = full_name.split(maxsplit=2)
    if len(names) < 2:
        raise refusal("person_name_empty")
    with inside(school), transaction.atomic():
        person = _employee_named(names)
        if Membership.objects.filter(school=school, person_id=person.pk).exists():
            raise refusal("person_has_account", name=person.full_name)
        held = Appointment.objects.filter(employee_id=person.pk, role=ADMINISTRATOR, ends_on__isnull=True)
        if not held.exists():
            Appointment.objects.create(employee_id=person.pk, role=ADMINISTRATOR, starts_on=now.date())
        Membership.objects.create(account=account, school=school, person_id=person.pk)


def _employee_named(names: list[str]) -> Person:
    """Find the only employee of that name, or make one."""
    key = normal(" ".join(names))
    found = list(Person.objects.filter(sort_key=key, employee__isnull=False)[:2])
    if len(found) == 1:
        return found[0]
    last, first, *rest = names
    person = Person.objects.create(last_name=last, first_name=first, patronymic=rest[0] if rest else "", sort_key=key)
    Employee.objects.create(person=person)
    return person
