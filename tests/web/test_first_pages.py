"""Everybody with a role lands on a page of work, whose bar leads on; nobody with a role is left at the account."""

import re
from datetime import date

import pytest

from parta.installation.schools import inside
from parta.people.enums import APPOINTED, Role
from parta.people.models import CommitteePlace, Guardianship, TrustedPerson
from tests.factories.small_school import TODAY, YEAR_START, account_for, at, employee, person

LANDS = {
    Role.TEACHER: "/alpha/day/",
    Role.HOMEROOM_TEACHER: "/alpha/day/",
    Role.PUPIL: "/alpha/diary/",
    Role.PARENT: "/alpha/diary/",
    Role.TRUSTED_PERSON: "/alpha/diary/",
    Role.PARENTS_COMMITTEE: "/alpha/diary/",
}
OFFICE = "/alpha/office/"


def who_is(world, role):
    with inside(world.school):
        if role in APPOINTED:
            human = employee("Новикова", "Зоя", "Ильинична", role)
            account_for(human, world.school)
            return human
        if role is Role.TRUSTED_PERSON:
            human = person("Новикова", "Зоя", "Ильинична")
            TrustedPerson.objects.create(
                pupil_id=world.pupils[0].pk, full_name=human.full_name, powers="дневник", document="доверенность",
                starts_on=YEAR_START, ends_on=date(2027, 5, 31), person=human, opens="diary",
            )  # fmt: skip
            account_for(human, world.school)
            return human
        if role is Role.PARENTS_COMMITTEE:
            CommitteePlace.objects.create(
                person=world.mother,
                school_class=world.school_class,
                starts_on=YEAR_START,
                ends_on=date(2027, 5, 31),
                given_by=world.director,
                given_at=at(YEAR_START, "10:00"),
            )
    return {
        Role.HOMEROOM_TEACHER: world.homeroom,
        Role.PUPIL: world.pupils[0],
        Role.PARENT: world.other_mother,
        Role.PARENTS_COMMITTEE: world.mother,
    }[role]


def links_of(answer):
    found = re.search(r'<nav[^>]*class="[^"]*nav[^"]*".*?</nav>', answer.text, re.DOTALL)
    return re.findall(r'<a[^>]* href="([^"]+)"', found.group()) if found else []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_each_role_lands_on_a_page_of_work_whose_bar_leads_on(world, browser_of, frozen, role):
    browser = browser_of(who_is(world, role))
    for address in ("/", "/alpha/"):
        answer = browser.get(address, follow=True)
        assert answer.status_code == 200 and answer.redirect_chain[-1][0] == LANDS.get(role, OFFICE)
    links = links_of(answer)
    assert links
    for link in links:
        led = browser.get(link, follow=True)
        assert led.status_code == 200 and led.wsgi_request.path.startswith("/alpha/"), link
    if role in APPOINTED and role is not Role.TEACHER:
        assert OFFICE in links


@pytest.mark.parametrize("role", [Role.NURSE, Role.LIBRARIAN, Role.ADDITIONAL_EDUCATION])
def test_who_works_here_and_is_a_parent_has_both_in_the_bar(world, browser_of, frozen, role):
    human = who_is(world, role)
    with inside(world.school):
        Guardianship.objects.create(guardian=human, pupil_id=world.stranger.pk, relation="mother", starts_on=TODAY)
    answer = browser_of(human).get("/alpha/", follow=True)
    assert answer.redirect_chain[-1][0] == OFFICE
    assert {OFFICE, "/alpha/diary/"} <= {link.partition("?")[0] for link in links_of(answer)}


def test_who_has_no_role_yet_is_at_the_account(world, browser_of, frozen):
    with inside(world.school):
        human = person("Новикова", "Зоя")
        account_for(human, world.school)
    assert browser_of(human).get("/alpha/").url == "/doors/account/"
