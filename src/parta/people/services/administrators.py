"""The first administrator of a school, made by the operator of the installation."""

import re
from datetime import datetime

from django.db import transaction

from parta.audit.bulk import plain
from parta.audit.services import Entry, record
from parta.installation.enums import Act as AccountAct
from parta.installation.models import Account, Membership, School
from parta.installation.schools import inside
from parta.installation.services.accounts import CHAIN as ACCOUNTS
from parta.installation.services.passwords import require_good_password
from parta.kernel.actor import operator
from parta.kernel.decisions import refusal
from parta.kernel.text import normal
from parta.people.enums import Act
from parta.people.models import Appointment, Employee, Person
from parta.people.services.persons import CHAIN

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
        account = Account.objects.create_user(username, password, display_name=full_name, password_given=True)
        appoint_administrator(school=school, account=account, full_name=full_name, now=now)
    return account


def appoint_administrator(*, school: School, account: Account, full_name: str, now: datetime) -> None:
    """Make the holder of an account an administrator of one more school: an employee of that name, found or made.

    The operator does it, and the school's audit says so. Refuses `person_name_empty`, `person_has_account`.
    """
    names = full_name.split(maxsplit=2)
    if len(names) < 2:
        raise refusal("person_name_empty")
    with inside(school), transaction.atomic():
        person, entries = _employee_named(names)
        if Membership.objects.filter(school=school, person_id=person.pk).exists():
            raise refusal("person_has_account", name=person.full_name)
        held = Appointment.objects.filter(employee_id=person.pk, role=ADMINISTRATOR, ends_on__isnull=True)
        if not held.exists():
            post = {"employee_id": person.pk, "role": ADMINISTRATOR, "starts_on": now.date()}
            row = Appointment.objects.create(**post)
            entries.append(Entry(Act.APPOINTMENT_CHANGED, {"kind": "appointment", "id": row.pk}, None, plain(post)))
        Membership.objects.create(account=account, school=school, person_id=person.pk)
        if entries:
            record(chain=CHAIN, actor=operator(school.slug), entries=entries, now=now)
        connected = Entry(AccountAct.MEMBERSHIP_CHANGED, {"person": person.pk}, None, {"account": account.pk})
        record(chain=ACCOUNTS, actor=operator(school.slug), entries=[connected], now=now)


def _employee_named(names: list[str]) -> tuple[Person, list[Entry]]:
    """Find the only employee of that name, or make one, with the event of it."""
    key = normal(" ".join(names))
    found = list(Person.objects.filter(sort_key=key, employee__isnull=False)[:2])
    if len(found) == 1:
        return found[0], []
    last, first, *rest = names
    named = {"last_name": last, "first_name": first, "patronymic": rest[0] if rest else ""}
    person = Person.objects.create(**named, sort_key=key)
    Employee.objects.create(person=person)
    return person, [Entry(Act.EMPLOYEE_CHANGED, {"kind": "employee", "id": person.pk}, None, named)]
