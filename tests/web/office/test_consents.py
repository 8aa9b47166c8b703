"""A consent on the card, and codes that wait for it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.installation.models import InvitationCode
from parta.installation.schools import inside
from parta.kernel.decisions import Refused
from parta.paper.consents import MOST_FORMS, print_consent_forms
from parta.people.models import Consent
from parta.regulation.models import RegulationVersion
from tests.factories.small_school import pupil
from tests.paper.reading import texts

LIST = "/alpha/office/people/consents/"


def test_no_code_before_a_consent_where_the_act_says_so(world, browser_of, frozen):
    with inside(world.school):
        Consent.objects.filter(person_id__in=[world.pupils[0].pk, world.teacher.pk]).delete()
    admin = browser_of(world.admin)
    for human in (world.pupils[0], world.mother, world.teacher):
        refused = admin.post(f"/alpha/office/people/{human.pk}/code/")
        assert refused.status_code == 422
        assert "нет" in refused.text
        assert "Положение школы № 2, п. 5" in refused.text
    assert not InvitationCode.objects.exists()
    page = admin.post(
        f"/alpha/office/classes/{world.school_class.pk}/codes/", {"whom": ["pupils", "parents"], "again": "on"}
    )
    assert page.text.count('class="code-slip"') == 2
    assert "2 людям коды не выданы: в карточке нет согласия" in page.text
    address = f"/alpha/office/people/{world.pupils[0].pk}/consents/"
    form = {"kind": "personal_data", "day": "2026-11-20", "signer": "Антонова Ирина Львовна"}
    assert browser_of(world.teacher).post(address, form).status_code == 403
    assert browser_of(world.mother).post(address, form).status_code == 403
    assert admin.post(address, {**form, "signer": " "}).status_code == 422
    assert admin.post(address, {**form, "day": "2026-11-21"}).status_code == 422
    assert admin.post(address, {**form, "do": "withdraw"}).status_code == 422
    assert admin.post(address, form).status_code == 302
    assert "от 20.11.2026, Антонова Ирина Львовна" in admin.get(f"/alpha/office/people/{world.pupils[0].pk}/").text
    # the child's paper is the family's
    for human in (world.pupils[0], world.mother):
        assert admin.post(f"/alpha/office/people/{human.pk}/code/").status_code == 200
    assert admin.post(address, {**form, "do": "withdraw"}).status_code == 302
    assert admin.post(f"/alpha/office/people/{world.mother.pk}/code/").status_code == 422
    with inside(world.school):
        acts = Event.objects.filter(act="people.consent_changed").order_by("seq")
        assert [event.after.get("withdrawn_on") for event in acts] == [None, "2026-11-20"]


def test_other_acts_let_in_without_a_paper(world, browser_of):
    with inside(world.school):
        Consent.objects.all().delete()
        RegulationVersion.objects.update(preset="lyceum_68")
    assert browser_of(world.admin).post(f"/alpha/office/people/{world.teacher.pk}/code/").status_code == 200


def test_who_has_none_is_listed_and_gets_a_form_to_sign(world, browser_of, frozen):
    peter, maria, oleg = world.pupils
    with inside(world.school):
        Consent.objects.filter(person_id__in=[peter.pk, world.teacher.pk]).delete()
        Consent.objects.filter(person_id=maria.pk).update(withdrawn_on="2026-11-19")
    leads, secretary = browser_of(world.homeroom), browser_of(world.secretary)
    page = leads.get(LIST, {"missing": "on"}).text
    assert [one.full_name in page for one in (peter, maria, oleg, world.stranger)] == [True, True, False, False]
    assert "отозвано 19.11.2026" in page and "2 из 3" in page
    assert "Здесь никого нет" in leads.get(LIST, {"whom": "staff"}).text
    staff = secretary.get(LIST, {"whom": "staff", "missing": "on"}).text
    assert world.teacher.full_name in staff and world.director.full_name not in staff
    assert secretary.get(LIST, {"as": "xlsx", "kind": "photo"}).status_code == 200
    assert browser_of(world.teacher).get(LIST).status_code == 403
    answer = leads.post(f"{LIST}print/", {"person": [peter.pk, maria.pk]})
    first, second = texts(answer.content)
    assert "От своего имени и от имени ребёнка: Антонов Пётр, 7А" in first and "Ёжикова Мария" in second
    assert "оператору — Школа для проверок" in first
    with inside(world.school):
        event = Event.objects.get(act="paper.printed")
    assert event.subject == {"form": "consents", "persons": [peter.pk, maria.pk]}
    assert leads.post(f"{LIST}print/", {"person": [world.stranger.pk]}).status_code == 404
    assert secretary.post(f"{LIST}print/", {"person": [world.mother.pk]}).status_code == 404
    assert "не больше 60" in secretary.post(f"{LIST}print/", follow=True).text
    with inside(world.school), pytest.raises(Refused) as refused:
        print_consent_forms(frame=None, persons=range(MOST_FORMS + 1))
    assert refused.value.decision.code == "people_consent_forms"


def test_the_list_of_consents_costs_the_same_with_more_pupils(world, browser_of, frozen, django_assert_num_queries):
    browser = browser_of(world.admin)
    browser.get(LIST)
    with CaptureQueriesContext(connection) as few:
        browser.get(LIST)
    with inside(world.school):
        for name in ("Белов", "Власов"):
            pupil(name, "Иван", world.school_class)
    with django_assert_num_queries(len(few)):
        browser.get(LIST)


def test_a_long_list_has_pages(world, browser_of, frozen, monkeypatch):
    browser = browser_of(world.admin)
    forms = re.findall(r"Бланк: [^\"]+", browser.get(LIST).text)
    monkeypatch.setattr("parta.web.office.views.consents.MOST_FORMS", 2)
    pages = [re.findall(r"Бланк: [^\"]+", browser.get(LIST, {"page": number}).text) for number in (1, 2, 99)]
    assert len(forms) > 2 and pages[0] + pages[1] == forms[:4]
    assert pages[2] == forms[-2 + len(forms) % 2 :]
    assert f"{len(forms)} из {len(forms)}" in browser.get(LIST).text
