"""What the operator does from the command line stands in the school's audit, as done by nobody of the school."""

from datetime import UTC, datetime
from typing import Any

import pytest

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.models import Account, Membership, School
from parta.installation.schools import inside
from parta.installation.services.passwords import set_password
from parta.kernel.actor import OPERATOR
from parta.kernel.decisions import Refused
from parta.people.services.administrators import begin_administrator
from parta.regulation.services.versions import adopt_preset

NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
GOOD = "четыре слова подряд"


def events() -> list[tuple[str, str, Any, Any]]:
    """Give what the audit of the entered school holds: chain, act, subject, after; all of it the operator's."""
    assert list(verify_chains()) == []
    rows = Event.objects.order_by("pk")
    assert {(row.account_id, row.person_id, row.device) for row in rows} <= {(None, None, OPERATOR)}
    return [(row.chain, row.act, row.subject, row.after) for row in rows]


def test_the_first_administrator(alpha: School, quick_passwords: None) -> None:
    account = begin_administrator(
        school=alpha, username="boss", full_name="Иванова Мария Петровна", password=GOOD, now=NOW
    )
    person = Membership.objects.get(account=account).person_id
    with inside(alpha):
        made, appointed, connected = events()
    assert made[:2] == ("people", "people.employee_changed")
    assert made[2] == {"kind": "employee", "id": person}
    assert appointed[1] == "people.appointment_changed"
    assert appointed[3] == {"employee_id": person, "role": "administrator", "starts_on": "2026-11-20"}
    assert connected == ("accounts", "accounts.membership_changed", {"person": person}, {"account": account.pk})


def test_a_password_is_told_to_every_school_of_the_account(alpha: School, quick_passwords: None) -> None:
    account = Account.objects.create(username="two-schools")
    beta = School.objects.get(slug="beta")
    for school, person in ((alpha, 5), (beta, 7)):
        Membership.objects.create(account=account, school=school, person_id=person)
    set_password(account=account, password=GOOD, now=NOW)
    for school, person in ((alpha, 5), (beta, 7)):
        with inside(school):
            assert events() == [("accounts", "accounts.password_changed", {"person": person}, None)]


def test_a_refused_password_is_no_event(alpha: School) -> None:
    account = Account.objects.create(username="weak")
    Membership.objects.create(account=account, school=alpha, person_id=5)
    with pytest.raises(Refused):
        set_password(account=account, password="12345", now=NOW)
    with inside(alpha):
        assert events() == []


def test_the_first_regulation(alpha: School) -> None:
    adopt_preset(school=alpha, preset="school_2", now=NOW)
    with inside(alpha):
        ((chain, act, subject, after),) = events()
    assert (chain, act) == ("regulation", "regulation.preset_chosen")
    assert (subject, after) == ({"effective_from": "2026-09-01"}, {"preset": "school_2", "values": {}})
