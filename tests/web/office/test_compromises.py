"""An account that somebody else used: told, frozen everywhere at once, given back with a new code."""

import re
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.models import InvitationCode, Membership, School, Session
from parta.installation.schools import enter_public, inside
from parta.people.models import Compromise, Consent
from parta.people.rules.compromises import tell_by
from parta.regulation.rules.moments import ORDINARY_WEEK
from tests.factories.small_school import person

PASSWORD = "слова подряд и 4"
SAID = "этой учётной записью пользовался другой человек"
FORM = {"day": "2026-11-02", "clock": "18:00", "noticed_on": "2026-11-18", "words": "нашли листок с паролем"}


def at_the_door(account):
    return Client().post("/doors/login/", {"login": account.username, "password": PASSWORD}, follow=True)


def with_password(world, human):
    account = world.accounts[human.pk]
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def in_two_schools(world, quick_passwords):
    """The administrator of alpha is somebody in beta as well."""
    account = with_password(world, world.admin)
    beta = School.objects.get(slug="beta")
    with inside(beta):
        other = person("Шилова", "Марина", "Денисовна")
    Membership.objects.create(account=account, school=beta, person_id=other.pk)
    return account, beta


def test_the_director_freezes_an_account_in_every_school_at_once(world, browser_of, frozen, in_two_schools):
    account, beta = in_two_schools
    thief, director = Client(), browser_of(world.director)
    thief.post("/doors/login/", {"login": account.username, "password": PASSWORD})
    assert thief.get("/alpha/office/people/").status_code == 200
    assert thief.post(f"/alpha/office/people/{world.mother.pk}/code/").status_code == 200
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})  # the thief's own
    path = f"/alpha/office/people/{world.admin.pk}/compromise/"
    assert director.post(path, {**FORM, "day": "2026-11-21"}).status_code == 422
    answer = director.post(path, FORM)
    enter_public()
    assert not Session.objects.filter(account_id=account.pk).exists()
    assert not InvitationCode.objects.filter(withdrawn_at=None).exists() and not Authenticator.objects.exists()
    shut = Membership.objects.filter(account=account).values_list("is_active", "shut_ground")
    assert list(shut) == [(False, "compromised")] * 2
    assert thief.get("/alpha/office/people/").status_code == 302
    said = at_the_door(account)
    assert said.status_code == 403 and SAID in said.text and "администратору" in said.text
    page = director.get(answer.url).text
    assert "02.11.2026" in page and "заморожен" in page and "нашли листок" in page
    for school, told_by in ((world.school, world.director.pk), (beta, None)):
        with inside(school):
            case = Compromise.objects.get()
            assert (case.account_id, case.told_by_id) == (account.pk, told_by)
            acts = set(Event.objects.filter(at=case.told_at).values_list("act", flat=True))
            assert {"people.compromise_reported", "accounts.membership_changed"} <= acts
            assert list(verify_chains()) == []


def test_only_a_code_from_who_keeps_accounts_lets_the_owner_in_again(world, browser_of, frozen, quick_passwords):
    account = with_password(world, world.mother)
    mother, admin, secretary = browser_of(world.mother), browser_of(world.admin), browser_of(world.secretary)
    assert mother.get("/doors/account/compromise/").status_code == 200
    answer = mother.post("/doors/account/compromise/", FORM)
    assert answer.url.endswith("?why=compromised")
    assert SAID in mother.get(answer.url).text
    with inside(world.school):
        Consent.objects.filter(person_id__in=(world.mother.pk, world.pupils[0].pk)).delete()
        case = Compromise.objects.get()
        assert (case.person_id, case.told_by_id) == (world.mother.pk, world.mother.pk)
    card = f"/alpha/office/people/{world.mother.pk}/"
    assert "Вход заморожен" in secretary.get(card).text
    assert secretary.post(f"{card}code/").status_code == 403
    path = f"/alpha/office/people/compromises/{case.pk}/"
    assert secretary.post(f"{path}return/").status_code == 403
    consented = admin.post(f"{path}return/")
    assert consented.status_code == 422 and "согласи" in consented.text.lower()
    paper = {"kind": "personal_data", "day": "2026-11-20", "signer": "Антонова И.Л."}
    assert admin.post(f"/alpha/office/people/{world.pupils[0].pk}/consents/", paper).status_code == 302
    assert SAID in at_the_door(account).text  # a consent is not what it waits for
    slips = admin.post(f"{path}return/")
    assert slips.status_code == 200
    assert admin.post(f"{path}return/").status_code == 422
    assert SAID in at_the_door(account).text
    family, (code,) = Client(), re.findall(r'code-slip-code">([^<]+)<', slips.text)
    family.post("/doors/code/", {"code": code})
    new = {"password": "другие слова подряд 9", "again": "другие слова подряд 9"}
    assert family.post("/doors/code/account/", new).status_code == 302
    assert at_the_door(account).status_code == 422
    assert family.get("/alpha/diary/").status_code == 200


def test_pages_ask_as_much_for_one_case_as_for_three(world, browser_of, frozen):
    admin, people = browser_of(world.admin), (world.teacher, world.mother, world.deputy)
    counts = []
    for human in people:
        with inside(world.school):
            Compromise.objects.create(
                person=human,
                account_id=world.accounts[human.pk].pk,
                since=frozen.now - timedelta(days=1),
                noticed_on=frozen.now.date(),
                told_by=world.director,
                told_at=frozen.now,
            )
        with CaptureQueriesContext(connection) as asked:
            assert human.full_name in admin.get("/alpha/office/people/compromises/").text
        counts.append(len(asked))
    assert counts[1] == counts[2]


@pytest.mark.parametrize(
    ("noticed", "days", "until"),
    [
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-18", 1, "2026-11-19"),
        ("2026-11-03", 1, "2026-11-05"),
        ("2026-11-03", None, None),
    ],
)
def test_it_is_told_within_a_working_day(noticed, days, until):
    found = tell_by(date.fromisoformat(noticed), days, ORDINARY_WEEK)
    assert (found and found.isoformat()) == until
