"""Portals without a portal: what the operator says of one, whom a bond is refused, whose a SNILS says an account is."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client

from parta.installation.enums import BoundBy, ShutGround
from parta.installation.models import Membership, Portal, School
from parta.installation.queries.accounts import database_now
from parta.installation.schools import inside
from parta.installation.services.portals import bind
from parta.kernel.decisions import Refused
from parta.people.models import Appointment, Employee
from parta.people.queries.portals import account_by_snils, works_somewhere
from tests.web.doors.test_portals import SNILS, card, families_portal

SERVER = SimpleNamespace(url="https://portal.example")


def test_what_the_operator_says_wrongly_is_said(world):
    for wrong in (
        {"issuer": "http://portal.example"},
        {"issuer": "ftp://x"},
        {"title": " "},
        {"client_id": "x" * 201},
        {"client_id": "клиент"},
    ):
        with pytest.raises(Refused, match="portal_"):
            families_portal(SERVER, **wrong)
    assert not Portal.objects.exists()


def test_who_is_to_work_here_is_no_more_known_by_snils(world):
    card(world, world.mother, SNILS)
    mother = world.accounts[world.mother.pk]
    assert account_by_snils(SNILS) == mother and not works_somewhere(mother)
    with inside(world.school):
        Employee.objects.create(person_id=world.mother.pk)
        tomorrow = database_now().date() + timedelta(days=2)
        Appointment.objects.create(employee_id=world.mother.pk, role="teacher", starts_on=tomorrow)
    assert account_by_snils(SNILS) is None and works_somewhere(mother)


def test_another_school_that_has_not_given_the_account_back_is_named(world):
    mother, beta = world.accounts[world.mother.pk], School.objects.get(slug="beta")
    Membership.objects.create(
        account=mother, school=beta, person_id=1, is_active=False, shut_ground=ShutGround.COMPROMISED
    )
    about = {
        "portal": families_portal(SERVER),
        "subject": "x",
        "by": BoundBy.OWNER,
        "now": database_now(),
        "device": "",
    }
    with pytest.raises(Refused) as refused:
        bind(account=mother, **about)
    assert refused.value.decision.code == "account_frozen_elsewhere"
    assert refused.value.decision.params == {"school": beta.name}


def test_a_school_that_is_being_made_shuts_no_door(world):
    families_portal(SERVER)
    School.objects.create(slug="gamma", schema_name="school_gamma", name="Школа, которой ещё нет")
    cache.clear()
    for where in ("", "/gamma/"):
        assert Client().get("/doors/login/", {"next": where}).status_code == 200
    assert account_by_snils(SNILS) is None
    cache.clear()
