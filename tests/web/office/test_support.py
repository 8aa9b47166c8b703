"""The operator's support: let in by the school for a time, looks and nothing else, every page written down."""

from datetime import timedelta

import pytest
from django.test import Client

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.queries.accounts import database_now
from parta.installation.schools import inside
from parta.installation.sessions import SEEN, SUPPORT
from parta.kernel.decisions import NotVisible, Refused
from parta.people.models import CareNote
from parta.public_service.enums import RefusalCode
from parta.public_service.models import SupportGrant
from parta.public_service.rules.support import decide_grant
from parta.public_service.services.support import come_in_as_support, make_support_door
from parta.timetable.models import Lesson
from parta.web.permissions import SCHOOL, Need
from parta.wording.looks import PAGES
from tests.factories.school_day import NOW
from tests.web.doors.test_acts_at_doors import left_alone
from tests.web.test_permissions import SCHOOL_ADDRESSES, filled, sights

PAGE = "/alpha/office/support/"
HOME = "/alpha/office/"


@pytest.fixture
def come_in(world, browser_of):
    """The director lets support in; its browser comes by the one-time address."""

    def enter() -> Client:
        asked = {"hours": 3, "purpose": "не видно отметок"}
        assert browser_of(world.director).post(PAGE, asked).status_code == 302
        with inside(world.school):
            _, secret = make_support_door(school_slug="alpha", now=database_now())
        browser = Client()
        door = f"/alpha/support/{secret}/"
        assert "не видно отметок" in browser.get(door).text
        assert browser.post(door).status_code == 302
        assert Client().get(door).status_code == Client().post(door).status_code == 404  # once
        return browser

    return enter


def test_support_looks_while_the_grant_lasts_and_every_page_is_written_down(world, browser_of, come_in):
    with inside(world.school), pytest.raises(Refused) as refused:
        make_support_door(school_slug="alpha", now=database_now())
    assert refused.value.decision.code == RefusalCode.SUPPORT_NOT_GRANTED
    browser, director = come_in(), browser_of(world.director)
    with inside(world.school):
        lesson = Lesson.objects.filter(course_id=world.algebra.pk).order_by("pk").first()
        for pupil in world.pupils:
            days = {"starts_on": lesson.date, "ends_on": lesson.date}
            said = {"section": "health", "kind": "illness", "written_by_id": world.homeroom.pk, "written_at": NOW}
            CareNote.objects.create(pupil_id=pupil.pk, **days, **said)
    panel = f"/alpha/lessons/{lesson.pk}/"
    assert "по справке" in browser_of(world.teacher).get(panel).text and "по справке" not in browser.get(panel).text
    assert "Вы смотрите школу как поддержка" in browser.get(HOME, follow=True).text
    journal = f"/alpha/journal/{world.algebra.pk}/"
    seen = browser.get(journal)
    assert "Антонов" in seen.text and "Вы смотрите школу как поддержка" in seen.text
    assert not any(browser.get(f"{journal}data").json()["can"].values())
    assert browser.get("/beta/office/").status_code == 302  # no other school
    with inside(world.school):
        looks = list(
            Event.objects.filter(act="service.support_looked").order_by("pk").values_list("subject__page", "person_id")
        )
        assert ("office:home", None) in looks and ("teacher:journal", None) in looks
        for act in ("service.support_door_made", "service.support_entered"):
            assert Event.objects.filter(act=act, device="operator").count() == 1
    told = director.get("/alpha/office/looks/?act=service.support_looked").text
    assert "поддержка открыла страницу" in told and ">поддержка<" in told and f"журнал № {world.algebra.pk}" in told
    assert director.post(PAGE, {"hours": 1, "purpose": "ещё"}).status_code == 422
    with inside(world.school):
        grant = SupportGrant.objects.get()
    assert browser_of(world.deputy).post(f"{PAGE}{grant.pk}/end/").status_code == 403
    assert director.post(f"{PAGE}{grant.pk}/end/").status_code == 302
    assert browser.get(journal).status_code == 403 and browser.get(journal).status_code == 302  # dead at once
    assert director.post(f"{PAGE}{grant.pk}/end/").status_code == 422
    with inside(world.school):
        assert list(verify_chains()) == []


def test_a_grant_is_over_by_time_and_its_address_too(world, come_in):
    browser = come_in()
    with inside(world.school):
        now = database_now()
        _, secret = make_support_door(school_slug="alpha", now=now)
        with pytest.raises(NotVisible):
            come_in_as_support(secret=secret, school_slug="alpha", now=now + timedelta(minutes=11))
        SupportGrant.objects.update(granted_at=now - timedelta(hours=3), until=now)
        with pytest.raises(NotVisible):
            come_in_as_support(secret=secret, school_slug="alpha", now=now)
    assert browser.get(HOME).status_code == 403


def test_support_left_alone_is_signed_out_and_is_over_for_who_signs_in(world, come_in, quick_passwords):
    browser = come_in()
    assert SEEN in browser.session
    left_alone(browser, 29)
    assert browser.get(HOME, follow=True).status_code == 200
    left_alone(browser, 31)
    assert "why=idle" in browser.get(HOME).url
    browser, account = Client(), world.accounts[world.mother.pk]
    session = browser.session
    session[SUPPORT] = ["alpha", 1]
    session.save()
    account.set_password("длинный пароль 7")
    account.save()
    browser.post("/doors/login/", {"login": account.username, "password": "длинный пароль 7"})
    assert browser.session["_auth_user_id"] == str(account.pk) and SUPPORT not in browser.session


def test_support_writes_nothing_prints_nothing_and_opens_no_card(world, come_in):
    browser, sight = come_in(), sights(world)[0]
    operator = frozenset({"operator"})
    opened = set()
    for address in SCHOOL_ADDRESSES:
        need, path = SCHOOL[address.name], filled(address, sight)
        if getattr(need, "anonymous", False) or address.name == "support_leaving":
            continue
        if isinstance(need, Need) and not need.met_by(operator):
            assert browser.get(path, sight.query).status_code == 403, address
            continue
        answer = browser.get(path, sight.query)
        assert answer.status_code < 500, address
        if answer.status_code == 200:
            opened.add(address.name)
            assert "attachment" not in answer.headers.get("Content-Disposition", ""), address
        assert browser.get(path, {"as": "xlsx"}).status_code == browser.post(path, {}).status_code == 403, address
    assert opened >= {"office:home", "office:courses", "teacher:journal", "office:class_page", "office:timetable"}
    closed = (
        "office:people",
        "office:person",
        "office:person_health",
        "office:class_card",
        "office:class_day",
        "office:audit",
        "office:journals_print",
        "help:requests",
    )
    assert not opened.intersection(closed)
    assert set(PAGES) <= {address.name for address in SCHOOL_ADDRESSES}
    assert browser.post("/alpha/support/leaving/").status_code == 302
    assert browser.get(HOME).status_code == 302


@pytest.mark.parametrize(
    ("hours", "purpose", "left", "code"),
    [
        (1, "сбой", None, None),
        (72, "сбой", -1, None),
        (0, "сбой", None, RefusalCode.SUPPORT_HOURS),
        (73, "сбой", None, RefusalCode.SUPPORT_HOURS),
        (5, "", None, RefusalCode.SUPPORT_NEEDS_PURPOSE),
        (5, "сбой", 1, RefusalCode.SUPPORT_STANDS),
    ],
)
def test_for_how_long_and_for_what(hours, purpose, left, code):
    stands = None if left is None else NOW + timedelta(hours=left)
    assert (decide_grant(hours=hours, purpose=purpose, stands_until=stands, now=NOW).code or None) == code
