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
from parta.installation.enums import ShutGround
from parta.installation.models import Account, InvitationCode, Membership, School, Session
from parta.installation.schools import enter_public, inside
from parta.installation.services.memberships import annul_access
from parta.kernel.actor import Actor
from parta.people.models import Appointment, Compromise, Consent, Employee, Guardianship
from parta.people.rules.compromises import tell_by
from parta.people.services.compromises import Told, report_compromise
from parta.public_service.models import HelpRequest
from parta.public_service.queries.help import passed_on
from parta.regulation.models import RegulationVersion
from parta.regulation.rules.moments import ORDINARY_WEEK
from parta.school.models import SpecialDay
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
    Account.objects.filter(pk=account.pk).update(email="thief@example.org")
    path = f"/alpha/office/people/{world.admin.pk}/compromise/"
    for wrong in ({"day": "2026-11-21"}, {"day": "0001-01-01"}, {"noticed_on": "2025-11-18"}):
        assert director.post(path, {**FORM, **wrong}).status_code == 422
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
            assert (
                ("accounts.second_factor_reset" in acts) == ("accounts.email_changed" in acts) == (told_by is not None)
            )
            assert list(verify_chains()) == []


def test_told_again_from_another_school_the_doubt_begins_no_later_and_words_stay(frozen, world, in_two_schools):
    account, beta = in_two_schools
    held = Membership.objects.get(account=account, school=beta)
    first, now = Told(frozen.now - timedelta(days=9), date(2026, 11, 18), "нашли листок"), frozen.now
    with inside(world.school):
        actor = Actor(account.pk, world.admin.pk, world.school.slug, frozenset({"administrator"}), today=now.date())
        report_compromise(actor=actor, school=world.school, person_id=world.admin.pk, told=first, now=now)
    later = Told(now + timedelta(hours=1), date(2026, 11, 20))
    with inside(beta):
        actor = Actor(account.pk, held.person_id, beta.slug, frozenset({"administrator"}), today=now.date())
        report_compromise(actor=actor, school=beta, person_id=held.person_id, told=later, now=now + timedelta(hours=2))
    for school, words in ((world.school, "нашли листок"), (beta, "")):
        with inside(school):
            case = Compromise.objects.get()
            assert (case.since, case.noticed_on, case.words) == (first.since, later.noticed_on, words)
            told = Event.objects.filter(act="people.compromise_reported").order_by("seq")
            assert [event.after["words"] for event in told] == [words, words]


def test_steps_of_who_is_director_in_another_school_stay(world, browser_of, frozen, in_two_schools):
    account, beta = in_two_schools
    with inside(beta):
        there = Membership.objects.get(account=account, school=beta).person_id
        Employee.objects.create(person_id=there)
        Appointment.objects.create(employee_id=there, role="director", starts_on=date(2026, 9, 1))
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    path = f"/alpha/office/people/{world.admin.pk}/compromise/"
    assert browser_of(world.director).post(path, FORM).status_code == 302
    assert Authenticator.objects.count() == 1


def test_only_a_code_from_who_keeps_accounts_lets_the_owner_in_again(world, browser_of, frozen_door, quick_passwords):
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


@pytest.mark.parametrize(("teller", "left"), [("admin", 1), ("director", 0)])
def test_an_administrator_cannot_come_in_as_the_director_by_freezing_and_returning(
    world, browser_of, frozen_door, quick_passwords, teller, left
):
    account = with_password(world, world.director)
    admin, by = browser_of(world.admin), browser_of(getattr(world, teller))
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "A" * 32})
    assert by.post(f"/alpha/office/people/{world.director.pk}/compromise/", FORM).status_code == 302
    assert Authenticator.objects.count() == left
    with inside(world.school):
        case = Compromise.objects.get()
    slips = admin.post(f"/alpha/office/people/compromises/{case.pk}/return/")
    used, (code,) = Client(), re.findall(r'code-slip-code">([^<]+)<', slips.text)
    used.post("/doors/code/", {"code": code})
    new = {"password": "другие слова подряд 9", "again": "другие слова подряд 9"}
    assert (used.post("/doors/code/account/", new).url == "/doors/second/") == bool(left)


def test_who_is_nobody_here_any_more_shuts_the_own_account_all_the_same(world, browser_of, frozen):
    with inside(world.school):
        Guardianship.objects.filter(guardian=world.mother).delete()
    mother = browser_of(world.mother)
    assert mother.post("/doors/account/compromise/", FORM).status_code == 302
    assert Membership.objects.get(person_id=world.mother.pk).shut_ground == "compromised"


def test_the_end_of_the_service_holds_for_who_was_shut_out_before(world, frozen, quick_passwords):
    account = with_password(world, world.mother)
    Account.objects.filter(pk=account.pk).update(email="mama@example.org")
    Membership.objects.filter(account=account).update(is_active=False, shut_ground="consent_withdrawn")
    actor = Actor(None, world.admin.pk, "alpha")
    ended = {"actor": actor, "school": world.school, "person_id": world.mother.pk, "now": frozen.now}
    with inside(world.school):
        assert annul_access(**ended, ground=ShutGround.SERVICE_ENDED)
        assert not annul_access(**ended, ground=ShutGround.SERVICE_ENDED)
        acts = sorted(Event.objects.values_list("act", flat=True))
    assert acts == ["accounts.email_changed", "accounts.membership_changed", "accounts.password_changed"]
    account.refresh_from_db()
    assert (account.email, account.has_usable_password()) == ("", False)


@pytest.mark.parametrize("frozen_first", [True, False])
def test_returning_an_account_opens_no_service_that_has_ended(world, browser_of, frozen, quick_passwords, frozen_first):
    with_password(world, world.mother)
    admin, card = browser_of(world.admin), f"/alpha/office/people/{world.mother.pk}/"
    end = {"reason": "child_left", "address": "", "email": ""}
    steps = [(admin, "compromise/", FORM), (browser_of(world.director), "access-end/", end)]
    for browser, path, form in steps if frozen_first else steps[::-1]:
        assert browser.post(f"{card}{path}", form).status_code == 302
    with inside(world.school):
        case = Compromise.objects.get()
    answer = admin.post(f"/alpha/office/people/compromises/{case.pk}/return/", follow=True)
    assert "код не выдан" in answer.text and "возвращён" not in answer.text.partition("<main")[0]
    assert admin.post(f"{card}code/").status_code == 403
    assert not InvitationCode.objects.exists()
    assert Membership.objects.get(person_id=world.mother.pk).shut_ground == "service_ended"


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


def test_where_the_act_says_so_the_support_is_told_without_a_name(world, browser_of, frozen):
    path = f"/alpha/office/people/{world.mother.pk}/compromise/"
    assert browser_of(world.admin).post(path, FORM).status_code == 302
    with inside(world.school):
        assert not HelpRequest.objects.exists()  # school 2 names no support
        RegulationVersion.objects.update(preset="stakhanovskaya")
    path = f"/alpha/office/people/{world.other_mother.pk}/compromise/"
    for _ in range(2):
        assert browser_of(world.admin).post(path, FORM).status_code == 302
    with inside(world.school):
        (told,) = passed_on()
        case = Compromise.objects.get(person=world.other_mother)
        assert f"случай № {case.pk}" in told.passed_text and "Жуков" not in told.passed_text
    assert browser_of(world.mother).post("/doors/account/compromise/", FORM).status_code in (302, 403)


def test_the_working_day_is_the_schools_own(world, browser_of, frozen):
    with inside(world.school):
        RegulationVersion.objects.update(preset="stakhanovskaya")
    form = {**FORM, "noticed_on": "2026-11-18"}
    page = browser_of(world.admin).post(f"/alpha/office/people/{world.mother.pk}/compromise/", form).url
    late = browser_of(world.admin).get(page).text
    with inside(world.school):
        SpecialDay.objects.create(calendar=world.calendar, date="2026-11-19", kind="day_off")
    in_time = browser_of(world.admin).get(page).text
    assert "19.11.2026" in late and "19.11.2026" not in in_time
