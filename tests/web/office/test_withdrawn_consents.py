"""A consent taken back shuts the way in where the act lets nobody in without one, and a new one opens it."""

from datetime import date

from django.test import Client

from parta.audit.models import Event
from parta.installation.models import InvitationCode, Membership, School, Session
from parta.installation.schools import enter_public, inside
from parta.people.models import Consent, Guardianship
from parta.regulation.models import RegulationVersion

PASSWORD = "слова подряд и 4"
SAID = "согласие на обработку персональных данных отозвано"


def consent(world, browser, human, **more):
    form = {"kind": "personal_data", "day": "2026-11-20", "signer": "Антонова Ирина Львовна", **more}
    return browser.post(f"/alpha/office/people/{human.pk}/consents/", form)


def at_the_door(account):
    return Client().post("/doors/login/", {"login": account.username, "password": PASSWORD}, follow=True)


def with_password(world, human):
    account = world.accounts[human.pk]
    account.set_password(PASSWORD)
    account.save()
    return account


def test_a_withdrawal_shuts_the_family_out_and_a_new_paper_lets_it_back(world, browser_of, frozen, quick_passwords):
    pupil, mother = world.pupils[0], world.mother
    account = with_password(world, mother)
    with inside(world.school):
        Consent.objects.filter(person_id=mother.pk).delete()
    admin, family = browser_of(world.admin), Client()
    assert consent(world, admin, pupil).status_code == 302
    assert admin.post(f"/alpha/office/people/{mother.pk}/code/").status_code == 200
    family.post("/doors/login/", {"login": account.username, "password": PASSWORD})
    assert family.get("/alpha/diary/").status_code == 200
    assert consent(world, admin, pupil, do="withdraw").status_code == 302
    assert family.get("/alpha/diary/").status_code == 302
    enter_public()
    assert not Session.objects.filter(account_id=account.pk).exists()
    assert not InvitationCode.objects.filter(person_id=mother.pk, withdrawn_at__isnull=True).exists()
    said = at_the_door(account)
    assert said.status_code == 403 and SAID in said.text
    assert admin.post(f"/alpha/office/people/{mother.pk}/code/").status_code == 422
    assert consent(world, admin, pupil).status_code == 302
    assert at_the_door(account).status_code == 200
    with inside(world.school):
        told = Event.objects.filter(act="accounts.membership_changed", subject={"person": mother.pk}).order_by("seq")
        assert [one.after for one in told] == [
            {"active": False, "ground": "consent_withdrawn"},
            {"active": True, "ground": "consent_withdrawn"},
        ]


def test_another_paper_that_covers_a_parent_keeps_the_parent_in(world, browser_of, frozen):
    with inside(world.school):
        Consent.objects.get_or_create(person_id=world.mother.pk, kind="personal_data", defaults={"given": True})
    admin = browser_of(world.admin)
    consent(world, admin, world.pupils[0])
    consent(world, admin, world.pupils[0], do="withdraw")
    assert browser_of(world.mother).get("/alpha/diary/").status_code == 200
    refused = browser_of(world.pupils[0]).get("/alpha/diary/")
    assert refused.status_code == 403 and SAID in refused.text


def test_an_account_of_two_schools_comes_into_the_other_one(world, browser_of, frozen, quick_passwords):
    account = with_password(world, world.pupils[0])
    Membership.objects.create(account=account, school=School.objects.get(slug="beta"), person_id=5)
    admin = browser_of(world.admin)
    consent(world, admin, world.pupils[0])
    consent(world, admin, world.pupils[0], do="withdraw")
    browser = Client()
    assert browser.post("/doors/login/", {"login": account.username, "password": PASSWORD}).url == "/"
    shut = browser.get("/alpha/diary/")
    assert shut.status_code == 403 and SAID in shut.text


def test_other_acts_and_other_papers_shut_nobody_out(world, browser_of, frozen):
    admin = browser_of(world.admin)
    consent(world, admin, world.pupils[0], kind="photo")
    consent(world, admin, world.pupils[0], kind="photo", do="withdraw")
    with inside(world.school):
        RegulationVersion.objects.update(preset="lyceum_68")
    consent(world, admin, world.pupils[0])
    consent(world, admin, world.pupils[0], do="withdraw")
    assert browser_of(world.pupils[0]).get("/alpha/diary/").status_code == 200


def test_the_closed_door_says_only_what_it_knows(client, db):
    for why in ("", "login_taken", "<b>"):
        page = client.get("/doors/closed/", {"why": why})
        assert page.status_code == 403 and SAID not in page.text


def test_a_withdrawn_photo_shuts_nobody_out_though_no_other_paper_is_on_file(world, browser_of, frozen):
    with inside(world.school):
        Consent.objects.all().delete()
    admin = browser_of(world.admin)
    consent(world, admin, world.pupils[0], kind="photo")
    consent(world, admin, world.pupils[0], kind="photo", do="withdraw")
    assert browser_of(world.pupils[0]).get("/alpha/diary/").status_code == 200


def test_a_parent_who_works_in_the_school_stays(world, browser_of, frozen):
    with inside(world.school):
        Consent.objects.all().delete()
        Guardianship.objects.create(
            guardian=world.teacher, pupil_id=world.pupils[0].pk, relation="other", starts_on=date(2026, 9, 1)
        )
    admin = browser_of(world.admin)
    consent(world, admin, world.pupils[0])
    consent(world, admin, world.pupils[0], do="withdraw")
    assert browser_of(world.teacher).get("/alpha/day/").status_code == 200
    assert browser_of(world.pupils[0]).get("/alpha/diary/").status_code == 403
