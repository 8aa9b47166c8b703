"""A passkey: made by a browser with an authenticator of its own, and asked for at the next sign-in."""

import pytest
from playwright.sync_api import expect

from tests.e2e.small_town import PASSWORD

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_added_and_opens_the_door(school, visitor):
    teacher = visitor()
    page = teacher.page
    place = school.town.address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    device = teacher.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto(f"{place}/doors/login/")
    teacher.type_into_the_door(f"{school.slug}-teacher", PASSWORD)
    page.wait_for_url(f"{place}/{school.slug}/**")
    page.goto(f"{place}/doors/account/second/passkey/")
    page.get_by_label("Как назвать ключ").fill("Ноутбук")
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Добавить ключ").click()
    expect(page.get_by_role("heading", name="Запасные коды")).to_be_visible()

    teacher.context.clear_cookies()
    page.goto(f"{place}/doors/login/")
    teacher.type_into_the_door(f"{school.slug}-teacher", PASSWORD)
    page.get_by_role("button", name="Войти с ключом этого устройства").click()
    page.wait_for_url(f"{place}/{school.slug}/**")
    assert teacher.problems == []
