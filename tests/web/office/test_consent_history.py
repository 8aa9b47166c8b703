"""Papers of consent one after another: none is lost, a refusal and the ground of a withdrawal are on file."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.schools import inside
from parta.people.models import Consent, PastConsent
from parta.people.rules.consents import KINDS
from parta.wording.people import CONSENTS

SIGNER = "Антонова Ирина Львовна"


def say(browser, person, **form):
    said = {"kind": "publication", "day": "2026-11-18", "signer": SIGNER}
    return browser.post(f"/alpha/office/people/{person.pk}/consents/", {**said, **form})


def test_a_later_paper_is_put_beside_the_earlier(world, browser_of, frozen):
    peter, secretary = world.pupils[0], browser_of(world.secretary)
    assert say(secretary, peter).status_code == 302
    assert say(secretary, peter, do="refuse").status_code == 422  # what is given is withdrawn
    ground = {"do": "withdraw", "day": "2026-11-19", "ground": "заявление № 5"}
    assert say(secretary, peter, **ground).status_code == 302
    shown = secretary.get(f"/alpha/office/people/{peter.pk}/").text
    assert "отозвано 19.11.2026" in shown and "заявление № 5" in shown
    assert say(secretary, peter, day="2026-11-20").status_code == 302
    with inside(world.school):
        standing = Consent.objects.get(person=peter, kind="publication")
        assert (standing.given_on, standing.withdrawn_on, standing.ground) == (date(2026, 11, 20), None, "")
        past = PastConsent.objects.get(person=peter)
        assert (past.given_on, past.withdrawn_on, past.ground) == (
            date(2026, 11, 18),
            date(2026, 11, 19),
            "заявление № 5",
        )
        assert past.signer == SIGNER and list(verify_chains()) == []
    shown = secretary.get(f"/alpha/office/people/{peter.pk}/").text
    assert "Раньше: 1" in shown and "от 18.11.2026, отозвано 19.11.2026" in shown


def test_a_refusal_is_on_file_and_gives_way_to_a_consent(world, browser_of, frozen):
    peter, secretary = world.pupils[0], browser_of(world.secretary)
    said = {"kind": "third_parties", "do": "refuse", "ground": "устно, при приёме"}
    for other in (world.deputy, world.teacher, world.mother):
        assert say(browser_of(other), peter, **said).status_code in (403, 404)
    assert say(secretary, peter, **said, signer=" ").status_code == 422
    assert say(secretary, peter, **{**said, "day": "2026-11-21"}).status_code == 422
    assert say(secretary, peter, **{**said, "kind": "non_disclosure"}).status_code == 422  # signed by the staff only
    assert say(secretary, peter, **said).status_code == 302
    assert "отказ 18.11.2026" in secretary.get(f"/alpha/office/people/{peter.pk}/").text
    page = secretary.get("/alpha/office/people/consents/", {"kind": "third_parties", "missing": "on"}).text
    assert "Антонов Пётр" in page
    assert say(secretary, peter, kind="third_parties", day="2026-11-20").status_code == 302
    with inside(world.school):
        assert Consent.objects.get(person=peter, kind="third_parties").given
        past = PastConsent.objects.get(person=peter)
        assert (past.given, past.ground) == (False, "устно, при приёме")
        assert Event.objects.filter(act="people.consent_changed").count() == 2


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_words(kind):
    assert CONSENTS[kind]
