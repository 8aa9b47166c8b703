"""Signing in through a portal of the region: a real server of OpenID Connect, its users known by SNILS or by a code."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from parta.audit.models import Event
from parta.installation.enums import Audience, BoundBy, MailedFor, PortalKind
from parta.installation.models import Account, MailedCode, Membership, Portal, PortalLink, School
from parta.installation.queries.accounts import database_now
from parta.installation.rules.codes import code_hash
from parta.installation.schools import inside
from parta.installation.services.codes import issue_codes, use_code
from parta.installation.services.memberships import freeze
from parta.installation.services.portals import NewPortal, bind, set_up_portal, shut_portal
from parta.installation.services.recovery import propose_email, recover
from parta.installation.services.second_factors import add_app
from parta.installation.sessions import PROVEN
from parta.kernel.actor import operator
from parta.kernel.decisions import Refused
from parta.people.models import Person
from parta.web.doors.portals import HELD
from tests.factories.small_school import person
from tests.web.doors.portal_server import portal_server, query_of
from tests.web.doors.test_acts_at_doors import act_says, left_alone

PASSWORD = "длинный пароль 7"
SNILS = "11223344595"
DIARY, NEW = "/alpha/diary/", "/doors/portal/new/"
BOTH = ["regional_portal", "password"]
# the server was written for an older authlib, and says so in its own thread
pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config", "ignore:.*authlib.*")


@pytest.fixture(scope="module")
def server():
    with portal_server() as found:
        yield found


@pytest.fixture
def portal(server, world, quick_passwords):
    """The portal of families, named by the act; the mother's card has a SNILS."""
    server.be_honest()
    server.asked.clear()
    server.knows("mother", snils="112-233-445 95", name="Антонова И. Л.")
    act_says(world, auth_methods=BOTH)
    card(world, world.mother, SNILS)
    found = families_portal(server)
    yield found
    cache.clear()


def families_portal(server, **more):
    about = {"kind": PortalKind.REGIONAL_PORTAL, "title": "портал края", "issuer": server.url, "client_id": "parta"}
    about |= {"scope": "profile", "audience": {Audience.PARENTS, Audience.PUPILS}, "snils_claim": "snils"}
    return set_up_portal(told=NewPortal(**(about | more)), secret="of-the-client-7")


def sent(browser, portal, where=DIARY):
    answer = browser.get(f"/doors/portal/{portal.pk}/", {"next": where})
    assert answer.status_code == 302, answer.text
    return answer.url


def through(browser, portal, server, subject="mother", where=DIARY):
    return browser.get(server.signed_in(sent(browser, portal, where), subject))


def card(world, human, snils):
    with inside(world.school):
        Person.objects.filter(pk=human.pk).update(snils=snils)


def with_password(world, human):
    account = world.accounts[human.pk]
    account.set_password(PASSWORD)
    account.save()
    return account


def bound(world, portal, human, subject):
    about = {"subject": subject, "by": BoundBy.OWNER, "bound_at": database_now()}
    PortalLink.objects.create(portal=portal, account=world.accounts[human.pk], **about)


def events(world):
    with inside(world.school):
        rows = Event.objects.filter(act__startswith="accounts.portal").order_by("pk")
        return [(row.act, row.subject["person"], row.after) for row in rows]


def test_a_snils_that_the_portal_vouches_for_opens_the_diary_and_is_bound_once(portal, server, world):
    browser = Client()
    assert (
        f'href="/doors/portal/{portal.pk}/?next=%2Falpha%2Fdiary%2F"'
        in browser.get("/doors/login/?next=/alpha/diary/").text
    )
    address = sent(browser, portal)
    asked = query_of(address)
    assert asked["code_challenge_method"] == "S256" and asked["nonce"] and asked["state"] and asked["prompt"] == "login"
    assert asked["scope"] == "openid profile" and "secret" not in address
    back = server.signed_in(address, "mother")
    answer = browser.get(back)
    assert answer.status_code == 302, answer.text[-900:]
    assert answer.url == DIARY
    assert browser.get(DIARY).status_code == 200
    assert events(world) == [("accounts.portal_bound", world.mother.pk, {"portal": portal.pk, "by": "snils"})]
    replayed = browser.get(back)
    assert replayed.status_code == 422 and "уже закончилась" in replayed.text
    card(world, world.mother, None)  # the bond holds from now on
    again = Client()
    assert through(again, portal, server).url == DIARY
    assert len(events(world)) == 1
    assert server.asked.count("/.well-known/openid-configuration") == 1  # asked once, then remembered


def test_nobody_is_known_by_name_and_a_code_binds(portal, server, world):
    server.knows("pupil", name="Антонов Пётр", email="elkina@example.org")
    browser = Client()
    assert through(browser, portal, server, "pupil").url == NEW
    page = browser.get(NEW)
    assert "Кто вы в школе?" in page.text and "Антонов Пётр" in page.text
    assert browser.get(DIARY).status_code == 302  # not in
    pupil = world.pupils[1]
    with inside(world.school):
        held = {"actor": operator("alpha"), "school": world.school, "person_ids": [pupil.pk]}
        (code,) = issue_codes(**held, now=database_now())
    assert browser.post("/doors/code/", {"code": code.code}).url == "/doors/code/account/"
    chosen = {"login": "ezhikova", "password": PASSWORD, "again": PASSWORD}
    assert browser.post("/doors/code/account/", chosen).url == NEW
    assert not PortalLink.objects.exists()  # the person says it
    assert "Привязать вход через портал?" in browser.get(NEW).text
    assert browser.post(NEW).url == DIARY
    link = PortalLink.objects.get()
    assert (link.subject, link.account) == ("pupil", Membership.objects.get(person_id=pupil.pk).account)
    assert events(world) == [("accounts.portal_bound", pupil.pk, {"portal": portal.pk, "by": "owner"})]
    assert through(Client(), portal, server, "pupil").url == DIARY
    foreign = Client()
    foreign.force_login(world.accounts[world.mother.pk])
    assert [foreign.post("/doors/account/portals/", {"link": one}).status_code for one in (link.pk, "x", "9" * 30)] == [
        404
    ] * 3
    unbound = browser.post("/doors/account/portals/", {"link": link.pk})
    assert unbound.url == "/doors/account/" and events(world)[-1][0] == "accounts.portal_unbound"
    assert through(Client(), portal, server, "pupil").url == NEW


def test_sessions_end_with_the_bond_and_the_bond_with_a_new_password(portal, server, world):
    mother, by_portal, browser = world.accounts[world.mother.pk], Client(), Client()
    through(by_portal, portal, server)
    browser.force_login(mother)
    browser.post("/doors/account/portals/", {"link": PortalLink.objects.get().pk})
    assert by_portal.get("/doors/account/").status_code == 302
    assert browser.get("/doors/account/").status_code == 200
    bound(world, portal, world.mother, "mother")
    with inside(world.school):
        held = {"actor": operator("alpha"), "school": world.school, "person_ids": [world.mother.pk]}
        (code,) = issue_codes(**held, now=database_now())
    use_code(hashed=code_hash(code.code), password=PASSWORD, now=database_now())
    assert not PortalLink.objects.exists() and Account.objects.get(pk=mother.pk).check_password(PASSWORD)
    bound(world, portal, world.mother, "mother")
    mailed = propose_email(account=mother, email="mama@example.org", now=database_now())
    MailedCode.objects.update(purpose=MailedFor.RECOVERY)
    recover(hashed=code_hash(mailed.code), password=PASSWORD, now=database_now(), device="")
    assert not PortalLink.objects.exists()
    assert [one[0] for one in events(world)] == ["accounts.portal_bound"] + ["accounts.portal_unbound"] * 3


def test_a_password_once_binds_and_from_an_open_session_it_is_asked_again(portal, server, world):
    account = with_password(world, world.pupils[0])
    server.knows("one")
    browser = Client()
    through(browser, portal, server, "one")
    form = {"login": account.username, "password": PASSWORD, "next": NEW}
    assert browser.post("/doors/login/", form).url == NEW
    assert browser.post(NEW, {"no": "1"}).url == DIARY
    assert not PortalLink.objects.exists()
    # whoever finds the browser open does not bind a portal of their own
    assert through(browser, portal, server, "one").url == NEW
    assert browser.post(NEW).status_code == 422
    assert browser.post(NEW, {"current": "нет"}).status_code == 422
    assert browser.post(NEW, {"current": PASSWORD}).url == DIARY
    assert PortalLink.objects.get().account == account
    server.knows("two")
    through(browser, portal, server, "two")
    assert "уже привязан другой" in browser.post(NEW, {"current": PASSWORD}).text
    session = browser.session
    session[HELD] = {
        **session.get(HELD, {"portal": portal.pk, "subject": "x", "name": "", "back": "", "fresh": True}),
        "at": 0,
    }
    session.save()
    assert browser.post(NEW).url == "/doors/account/"  # too long ago


def test_a_visit_left_unfinished_is_not_offered_to_who_signs_in_next(portal, server, world):
    account = with_password(world, world.pupils[0])
    server.knows("other")
    browser = Client()
    assert through(browser, portal, server, "other").url == NEW
    assert browser.post("/doors/login/", {"login": account.username, "password": PASSWORD, "next": DIARY}).url == DIARY
    assert browser.post(NEW).url == "/doors/account/"
    assert not PortalLink.objects.exists()


@pytest.mark.parametrize("case", ["two accounts", "another school is silent", "staff", "wrong digits", "not proven"])
def test_where_a_snils_does_not_say_whose_account_it_is_a_code_is_asked(portal, server, world, case):
    beta = School.objects.get(slug="beta")
    account, claims = world.accounts[world.mother.pk], {"snils": SNILS}
    match case:
        case "two accounts":
            with inside(beta):
                other = person("Антонова", "Ирина", snils=SNILS)
            Membership.objects.create(account=Account.objects.create(username="x"), school=beta, person_id=other.pk)
        case "another school is silent":
            with inside(beta):
                other = person("Антонова", "Ирина")
            Membership.objects.create(account=account, school=beta, person_id=other.pk)
        case "staff":
            card(world, world.mother, None)
            card(world, world.teacher, SNILS)
            portal = families_portal(server, audience=set(Audience))
        case "wrong digits":
            card(world, world.mother, "11223344596")
            claims = {"snils": "11223344596"}
        case "not proven":
            portal = families_portal(server, proof_claim="trusted")
            claims = {"snils": SNILS, "trusted": False}
    server.knows(case.replace(" ", "-"), **claims)
    assert through(Client(), portal, server, case.replace(" ", "-")).url == NEW
    assert not PortalLink.objects.exists()


def other(name, value):
    return lambda claims: {**claims, name: value}


@pytest.mark.parametrize(
    ("bend", "own_key", "algorithm"),
    [
        (dict, False, "RS256"),  # signed by a key that is not the portal's
        (dict, False, "none"),
        (other("nonce", "another"), True, "RS256"),
        (other("iss", "https://evil.example"), True, "RS256"),
        (lambda claims: {**claims, "aud": "another-client", "azp": "parta"}, True, "RS256"),
        (other("exp", 1), True, "RS256"),
        (lambda claims: {name: value for name, value in claims.items() if name != "nonce"}, True, "RS256"),
        (other("sub", ""), True, "RS256"),
        (other("sub", 5), True, "RS256"),
    ],
)
def test_what_is_not_signed_by_the_portal_for_this_sign_in_opens_nothing(
    portal, server, world, bend, own_key, algorithm
):
    server.bend, server.own_key, server.algorithm = bend, own_key, algorithm
    browser = Client()
    answer = through(browser, portal, server)
    assert answer.status_code == 422 and "не прошёл проверку" in answer.text
    assert "_auth_user_id" not in browser.session and not PortalLink.objects.exists()


def test_keys_of_a_portal_may_change_and_a_wrong_one_is_not_kept(portal, server):
    for server.bend, server.own_key, status in ((None, False, 302), (dict, False, 422), (dict, True, 302)):
        assert through(Client(), portal, server).status_code == status


def test_a_foreign_state_and_a_no_of_the_portal_open_nothing(portal, server, world):
    stranger, browser = Client(), Client()
    back = server.signed_in(sent(stranger, portal), "mother")
    assert browser.get(back).status_code == 422  # the stranger's code in another browser
    assert browser.get(f"/doors/portal/{portal.pk}/back/").status_code == 422
    asked = query_of(sent(browser, portal))
    no = browser.get(f"/doors/portal/{portal.pk}/back/", {"error": "access_denied", "state": asked["state"]})
    assert no.status_code == 422 and "не подтвердил" in no.text
    for hostile in ({"code": "я" * 3000, "state": asked["state"]}, {"state[]": "1"}, {"state": "_" * 5000}):
        assert browser.get(f"/doors/portal/{portal.pk}/back/", hostile).status_code == 422
    assert not PortalLink.objects.exists()


@pytest.mark.parametrize("where", ["https://evil.example/", "/\\evil.example"])
def test_only_a_page_of_ours_is_gone_on_to(portal, server, where):
    assert through(Client(), portal, server, where=where).url == "/"


def test_a_silent_portal_is_one_sentence_and_is_left_alone_for_a_while(portal, server, caplog):
    browser = Client()
    back = server.signed_in(sent(browser, portal), "mother")
    server.broken = 502
    answer = browser.get(back)
    assert answer.status_code == 503 and "сейчас не отвечает" in answer.text
    assert browser.get(f"/doors/portal/{portal.pk}/").status_code == 302  # one question may have been a bad one
    cache.clear()
    Portal.objects.update(issuer="http://localhost:9")  # nobody listens there
    assert browser.get(f"/doors/portal/{portal.pk}/").status_code == 503
    Portal.objects.update(issuer=server.url + "/")  # not what it calls itself
    server.be_honest()
    assert browser.get(f"/doors/portal/{portal.pk}/").status_code == 503
    cache.clear()
    assert browser.get(f"/doors/portal/{portal.pk}/").status_code == 422
    assert "issuer or endpoints" in caplog.text and "does not answer" in caplog.text


def test_a_portal_that_is_off_or_that_no_act_names_has_no_button_and_opens_nothing(portal, server, world):
    browser = Client()
    back = server.signed_in(sent(browser, portal), "mother")
    act_says(world, auth_methods=["password"])
    assert "портал края" not in browser.get("/doors/login/?next=/alpha/diary/").text
    assert browser.get(back).status_code == 422 and not PortalLink.objects.exists()
    bound(world, portal, world.mother, "mother")
    refused = through(browser, portal, server)
    assert refused.status_code == 422 and "не пускает вас через этот портал" in refused.text
    act_says(world, auth_methods=BOTH)
    back = server.signed_in(sent(browser, portal), "mother")
    shut_portal(portal_id=portal.pk)
    assert browser.get(back).status_code == 403
    assert browser.get(f"/doors/portal/{portal.pk}/").status_code == 403
    assert "портал края" not in browser.get("/doors/login/").text
    assert "_auth_user_id" not in browser.session


def test_a_frozen_account_is_shut_to_its_portal_until_a_code_gives_it_back(portal, server, world):
    through(Client(), portal, server)
    with inside(world.school):
        told = {"actor": operator("alpha"), "school": world.school, "person_id": world.mother.pk}
        freeze(**told, steps_too=True, now=database_now())
    assert not PortalLink.objects.exists()
    assert events(world)[-1][:2] == ("accounts.portal_unbound", world.mother.pk)
    assert through(Client(), portal, server).url == NEW  # neither by its bond nor by SNILS
    about = {"portal": portal, "subject": "mother", "by": BoundBy.OWNER, "now": database_now(), "device": ""}
    with pytest.raises(Refused, match="account_frozen"):  # a request that was under way
        bind(account=world.accounts[world.mother.pk], **about)
    bound(world, portal, world.mother, "mother")
    shut = through(Client(), portal, server)
    assert shut.url == "/doors/closed/?why=compromised"


def test_staff_come_by_what_the_act_lets_them_and_show_their_second_step(portal, server, world):
    account = with_password(world, world.teacher)
    bound(world, portal, world.teacher, "teacher")
    assert through(Client(), portal, server, "teacher").status_code == 422  # the families' portal
    portal = families_portal(server, audience=set(Audience))
    spare = add_app(account=account, secret="A" * 32, now=database_now(), device="")
    browser = Client()
    assert through(browser, portal, server, "teacher", "/alpha/day/").url == "/doors/second/"
    assert browser.get("/alpha/day/").url.startswith("/doors/login/")
    assert browser.post("/doors/second/", {"code": spare[0]}).url == "/alpha/day/"
    assert browser.session[PROVEN] == [portal.pk]
    Authenticator.objects.all().delete()
    assert through(Client(), portal, server, "teacher", "/alpha/day/").url == "/alpha/day/"
    PortalLink.objects.update(by=BoundBy.SNILS)  # as a parent, before they were hired: now they are asked once
    browser = Client()
    assert through(browser, portal, server, "teacher", "/alpha/day/").url == NEW
    browser.post("/doors/login/", {"login": account.username, "password": PASSWORD, "next": NEW})
    assert browser.post(NEW).url == "/alpha/day/"
    assert through(Client(), portal, server, "teacher", "/alpha/day/").url == "/alpha/day/"


def test_where_the_act_names_portals_alone_a_password_opens_no_page_of_the_school(portal, server, world):
    account = with_password(world, world.mother)
    act_says(world, auth_methods=["regional_portal"])
    browser = Client()
    assert browser.post("/doors/login/", {"login": account.username, "password": PASSWORD, "next": DIARY}).url == DIARY
    answer = browser.get(DIARY)
    assert answer.url == "/doors/other-way/?next=%2Falpha%2Fdiary%2F"
    assert browser.get(DIARY, headers={"Accept": "application/json"}).status_code == 401
    page = browser.get(answer.url)
    assert page.status_code == 403 and "портал края" in page.text
    assert through(browser, portal, server).url == DIARY
    assert browser.get(DIARY).status_code == 200
    teacher = with_password(world, world.teacher)  # no portal is meant for staff: the password opens
    browser = Client()
    browser.post("/doors/login/", {"login": teacher.username, "password": PASSWORD})
    assert browser.get("/alpha/day/").status_code == 200
    # a portal that is shut opens nothing any more, a minute later at most
    browser = Client()
    through(browser, portal, server)
    assert browser.get(DIARY).status_code == 200
    shut_portal(portal_id=portal.pk)
    left_alone(browser, 2)
    assert browser.get(DIARY).url.startswith("/doors/other-way/")


def test_a_claim_may_stand_in_the_portal_s_own_page_and_the_secret_nowhere(portal, server, world, capsys, caplog):
    server.bend, server.own_key = lambda claims: {name: claims[name] for name in claims if name != "snils"}, True
    assert through(Client(), portal, server).url == DIARY
    assert "/userinfo" in server.asked
    with inside(world.school):
        said = str(list(Event.objects.values())) + caplog.text + "".join(capsys.readouterr())
    assert "of-the-client" not in said and SNILS not in said
