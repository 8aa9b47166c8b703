"""How families come in: seen by who leads the class, shut on a ground where the act gives that, opened again."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.installation.models import Account, InvitationCode, Membership, Session
from parta.installation.schools import inside
from parta.kernel.actor import Actor
from parta.people.models import Consent, Employee, Guardianship, Suspension
from parta.people.rules.consents import ConsentRule
from parta.people.services.suspensions import reopen_access
from parta.regulation.models import RegulationVersion
from tests.factories.small_school import TODAY, account_for, at, person, pupil

SHUT = "/alpha/office/access/shut/"
PASSWORD = "слова подряд и 4"


@pytest.fixture
def by_lyceum(world):
    """The act by which who leads a class watches over the access of its families."""
    with inside(world.school):
        RegulationVersion.objects.update(preset="lyceum_68")


def page_of(world):
    return f"/alpha/office/classes/{world.school_class.pk}/access/"


def suspend(browser, human, ground="ребёнок пишет с входа матери"):
    return browser.post(f"/alpha/office/people/{human.pk}/suspension/", {"ground": ground})


def test_who_comes_in_and_who_does_not(world, browser_of, frozen):
    with inside(world.school):
        Account.objects.filter(pk=world.accounts[world.mother.pk].pk).update(
            last_login=datetime(2026, 11, 18, 16, 5, tzinfo=UTC)
        )
        Membership.objects.filter(person_id=world.pupils[1].pk).delete()
    leads = browser_of(world.homeroom)
    seen = leads.get(page_of(world)).text
    assert "18.11.2026 21:05" in seen and "мать: Антонов Пётр" in seen
    assert "нет входа: 1" in seen and world.stranger.full_name not in seen
    assert "Закрыть вход" not in seen  # school 2 does not give that
    only = leads.get(page_of(world), {"state": "none"}).text
    assert "Ёжикова" in only and "Яковлев" not in only
    assert leads.get(page_of(world), {"as": "xlsx"}).content.startswith(b"PK")
    with inside(world.school):
        assert Event.objects.get(act="people.list_taken").subject["list"] == "office:class_access"
    other = f"/alpha/office/classes/{world.other_class.pk}/access/"
    assert leads.get(other).status_code in (403, 404)
    for who, status in ((world.teacher, 403), (world.secretary, 403), (world.mother, 403), (world.deputy, 200)):
        assert browser_of(who).get(page_of(world)).status_code == status


def test_a_way_in_is_shut_on_a_ground_told_and_opened_again(world, browser_of, frozen, by_lyceum, quick_passwords):
    account = world.accounts[world.mother.pk]
    account.set_password(PASSWORD)
    account.save()
    mother, leads, admin = browser_of(world.mother), browser_of(world.homeroom), browser_of(world.admin)
    assert mother.get("/alpha/diary/").status_code == 200
    assert suspend(leads, world.mother, "  ").status_code == 422
    assert suspend(leads, world.mother).url == page_of(world)
    assert suspend(leads, world.mother).status_code == 422
    assert not Session.objects.filter(account_id=account.pk).exists()
    said = Client().post("/doors/login/", {"login": account.username, "password": PASSWORD}, follow=True)
    assert said.status_code == 403 and "Вход закрыт школой" in said.text
    assert "20.11.2026 12:00" in leads.get(page_of(world)).text
    # the administrator is told, nobody issues a code around it
    assert "закрытый вход семьи" in admin.get("/alpha/office/").text
    assert "ребёнок пишет с входа матери" in admin.get(SHUT).text
    assert "Вход закрыл классный руководитель" in admin.get(f"/alpha/office/people/{world.mother.pk}/").text
    for who in (admin, leads):
        assert who.post(f"/alpha/office/people/{world.mother.pk}/code/").status_code == 403
    assert not InvitationCode.objects.exists()
    with inside(world.school):
        row = Suspension.objects.get()
        assert "матери" not in str(list(Event.objects.filter(act="people.access_suspended").values()))
    again = f"{SHUT}{row.pk}/reopen/"
    for who in (world.teacher, world.secretary, world.deputy, world.mother):
        assert browser_of(who).post(again).status_code in (302, 403, 404)
    assert Membership.objects.get(account=account).shut_ground == "suspended"
    assert admin.post(again).url == SHUT
    assert admin.post(again).status_code == 422
    assert Membership.objects.get(account=account).is_active
    assert "Снова открытые: 1" in browser_of(world.director).get(SHUT).text
    with inside(world.school):
        row.refresh_from_db()
        assert (row.shut_by_id, row.reopened_by_id) == (world.homeroom.pk, world.admin.pk)


def test_never_staff_never_another_class(world, browser_of, frozen, by_lyceum):
    leads = browser_of(world.homeroom)
    with inside(world.school):
        Guardianship.objects.create(
            guardian=world.english_teacher, pupil_id=world.pupils[0].pk, relation="mother", starts_on="2026-09-01"
        )
    assert suspend(leads, world.english_teacher).status_code == 403
    for human in (world.stranger, world.other_mother, world.teacher, world.director):
        assert suspend(leads, human).status_code in (403, 404)
    for who in (world.admin, world.director, world.deputy, world.teacher, world.mother):
        assert suspend(browser_of(who), world.mother).status_code in (403, 404)
    # shut in another class, it is not this leader's to open
    with inside(world.school):
        said = {"school_class": world.other_class, "ground": "x", "shut_by": world.director}
        foreign = Suspension.objects.create(person=world.stranger, **said, shut_at="2026-11-19T07:00Z")
    assert leads.post(f"{SHUT}{foreign.pk}/reopen/").status_code in (403, 404)
    assert leads.post(f"{SHUT}999999/reopen/").status_code == 404
    with inside(world.school):
        Suspension.objects.all().delete()
    # a parent who has no post yet, but is on the staff list
    with inside(world.school):
        Employee.objects.create(person=world.mother)
    assert suspend(leads, world.mother).status_code == 403
    with inside(world.school):
        assert not Suspension.objects.exists()


@pytest.mark.parametrize("preset", ["school_117", "school_2", "stakhanovskaya", "kudymkar_college", "default"])
def test_under_other_acts_it_is_only_seen(world, browser_of, frozen, preset):
    with inside(world.school):
        RegulationVersion.objects.update(preset=preset)
    leads = browser_of(world.homeroom)
    assert leads.get(page_of(world)).status_code == 200
    assert suspend(leads, world.mother).status_code == 403


def test_what_else_shuts_goes_on_shutting(world, browser_of, frozen, by_lyceum):
    leads, admin = browser_of(world.homeroom), browser_of(world.admin)
    suspend(leads, world.pupils[2])
    form = {"day": "2026-11-02", "clock": "18:00", "noticed_on": "2026-11-18", "words": ""}
    admin.post(f"/alpha/office/people/{world.pupils[2].pk}/compromise/", form)
    with inside(world.school):
        case = f"/alpha/office/people/compromises/{world.pupils[2].compromises.get().pk}/return/"
        row = Suspension.objects.get()
    assert admin.post(case).status_code == 302 and not InvitationCode.objects.exists()
    assert "закрыт и по другой причине" in admin.post(f"{SHUT}{row.pk}/reopen/", follow=True).text
    assert not Membership.objects.get(person_id=world.pupils[2].pk).is_active  # a new code is needed
    assert admin.post(f"/alpha/office/people/{world.pupils[2].pk}/code/").status_code == 200


@pytest.mark.parametrize(
    ("required", "covered", "opened"), [(True, False, False), (True, True, True), (False, False, True)]
)
def test_a_consent_withdrawn_meanwhile_goes_on_shutting(
    world, browser_of, frozen, by_lyceum, required, covered, opened
):
    suspend(browser_of(world.homeroom), world.mother)
    with inside(world.school):
        paper = {"kind": "personal_data", "given": True, "given_on": "2026-09-01"}
        taken_back = {**paper, "withdrawn_on": "2026-11-20"}
        Consent.objects.update_or_create(person=world.pupils[0], kind="personal_data", defaults=taken_back)
        if covered:
            Consent.objects.update_or_create(person=world.mother, kind="personal_data", defaults=paper)
        roles = frozenset({"administrator"})
        admin = Actor(account_id=None, person_id=world.admin.pk, school_slug="alpha", roles=roles, today=TODAY)
        _, said = reopen_access(
            actor=admin,
            school=world.school,
            suspension_id=Suspension.objects.get().pk,
            conditions=(),
            consents=ConsentRule(required),
            now=at(TODAY, "12:00"),
        )
    held = Membership.objects.get(person_id=world.mother.pk, school=world.school)
    assert said is held.is_active is opened
    assert held.shut_ground == ("" if opened else "consent_withdrawn")


def test_one_number_of_queries_for_any_class(world, browser_of, frozen, by_lyceum):
    leads, counts = browser_of(world.homeroom), []
    for more in (0, 4):
        with inside(world.school):
            for number in range(more):
                child = pupil(f"Новиков{number}", "Пётр", world.school_class)
                parent = person(f"Новиков{number}", "Лев")
                Guardianship.objects.create(
                    guardian=parent, pupil_id=child.pk, relation="father", starts_on="2026-09-01"
                )
                account_for(parent, world.school)
        leads.get(page_of(world))
        with CaptureQueriesContext(connection) as asked:
            leads.get(page_of(world))
        counts.append(len(asked))
    assert counts[0] == counts[1]
