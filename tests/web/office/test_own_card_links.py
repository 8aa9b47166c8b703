"""No page leads to one that its reader may not open: the own card, the preparation of the year."""

import re

import pytest

from tests.factories.college import as_college


def links(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return sorted(
        set(re.findall(r'href="(/alpha/office/(?:people|classes)/[^"#?]*|/alpha/plans/[^"#?]*)"', answer.text))
    )


@pytest.mark.parametrize("who", ["pupil", "mother", "teacher", "homeroom", "secretary", "director"])
@pytest.mark.parametrize("college", [False, True])
def test_the_own_card_leads_only_where_its_reader_may_go(world, browser_of, frozen, who, college):
    if college:
        as_college(world)
    human = world.pupils[0] if who == "pupil" else getattr(world, who)
    browser, address = browser_of(human), f"/alpha/office/people/{human.pk}/"
    if browser.get(address).status_code in (403, 404):
        pytest.skip("no card of one's own")
    for link in links(browser, address):
        assert browser.get(link).status_code == 200, link


def test_the_director_still_comes_from_a_card_to_people_and_to_the_class(world, browser_of, frozen):
    found = links(browser_of(world.director), f"/alpha/office/people/{world.pupils[0].pk}/")
    assert "/alpha/office/people/" in found and f"/alpha/office/classes/{world.school_class.pk}/" in found


def test_the_preparation_of_the_year_leads_the_secretary_to_no_plans(world, browser_of, frozen):
    assert 'href="/alpha/plans/"' not in browser_of(world.secretary).get("/alpha/office/setup/").text
    assert 'href="/alpha/plans/"' in browser_of(world.deputy).get("/alpha/office/setup/").text
