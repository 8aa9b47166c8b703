"""The review of parents' access to the diaries of pupils of age."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.installation.models import Membership
from parta.installation.schools import inside
from parta.people.models import Consent, Guardianship
from parta.regulation.models import RegulationVersion
from tests.web.office.test_access_requests import PAPER

PAGE = "/alpha/office/access/ages/"
CONSENT = {"kind": "parents_read", "day": "2026-11-20", "signer": "Антонов Пётр"}


def grow_up(world, *pupils):
    with inside(world.school):
        for pupil in pupils:
            pupil.birth_date = date(2008, 11, 20)
            pupil.save(update_fields=["birth_date"])


def test_an_adult_agrees_or_somebody_decides_and_nothing_is_cut_by_itself(world, browser_of, frozen, quick_passwords):
    pupil = world.pupils[0]
    director, admin = browser_of(world.director), browser_of(world.admin)
    with inside(world.school):
        RegulationVersion.objects.update(preset="lyceum_68")
    assert "Решать нечего" in director.get(PAGE).text
    grow_up(world, pupil)
    page = director.get(PAGE).text
    assert "Нужно решение" in page
    assert page.count(f"/office/people/{world.mother.pk}/access-end/?reason=of_age") == 1
    assert browser_of(world.mother).get("/alpha/diary/").status_code == 200
    address = f"/alpha/office/people/{pupil.pk}/consents/"
    early = admin.post(address, {**CONSENT, "day": "2026-11-19"})
    assert early.status_code == 422 and "исполнилось 18 лет" in early.text
    assert admin.post(f"/alpha/office/people/{world.mother.pk}/consents/", CONSENT).status_code == 422
    assert admin.post(address, CONSENT).status_code == 302
    with inside(world.school):
        Consent.objects.filter(kind="parents_read").update(given_on="2026-11-19")  # as an import may bring it
    assert "Нужно решение" in director.get(PAGE).text
    with inside(world.school):
        Consent.objects.filter(kind="parents_read").update(given_on="2026-11-20")
    page = director.get(PAGE).text
    assert "Остаётся по согласию" in page
    assert "от 20.11.2026" in page
    assert "Нужно решение" not in page
    admin.post(f"/alpha/office/people/{pupil.pk}/consents/", {**CONSENT, "do": "withdraw"})
    assert "Нужно решение" in director.get(PAGE).text
    assert browser_of(world.mother).get("/alpha/diary/").status_code == 200
    ending = director.get(f"/alpha/office/people/{world.mother.pk}/access-end/?reason=of_age").text
    assert 'value="of_age" required checked' in ending
    form = {"reason": "of_age", "address": "", "email": ""}
    assert director.post(f"/alpha/office/people/{world.mother.pk}/access-end/", form).status_code == 302
    assert "Решать нечего" in director.get(PAGE).text


def test_an_act_that_ends_the_service_at_18_asks_no_consent(world, browser_of, frozen):
    grow_up(world, world.pupils[0])
    with inside(world.school):
        RegulationVersion.objects.update(preset="stakhanovskaya")
        Consent.objects.create(person_id=world.pupils[0].pk, kind="parents_read", given=True)
    page = browser_of(world.director).get(PAGE).text
    assert "Доступ пора прекратить" in page
    assert "2.11.3" in page


def test_queries_do_not_grow_and_strangers_do_not_see(world, browser_of, frozen):
    director = browser_of(world.director)
    with inside(world.school):
        RegulationVersion.objects.update(preset="lyceum_68")
        for pupil in world.pupils[1:]:
            Guardianship.objects.create(
                guardian=world.mother, pupil_id=pupil.pk, relation="mother", starts_on=date(2026, 9, 1)
            )
    counts = []
    director.get(PAGE)
    for pupils in (world.pupils[:1], world.pupils):
        grow_up(world, *pupils)
        with CaptureQueriesContext(connection) as queries:
            text = director.get(PAGE).text
        assert text.count("access-end") == len(pupils)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    director.get(f"{PAGE}?as=xlsx")
    with inside(world.school):
        taken = Event.objects.filter(act="people.list_taken").latest("seq")
        assert set(taken.subject["persons"]) == {world.mother.pk, *(one.pk for one in world.pupils)}
    for human in (world.mother, world.teacher, world.pupils[0]):
        assert browser_of(human).get(PAGE).status_code in (403, 404)
    with inside(world.school):
        Membership.objects.filter(person_id=world.mother.pk).update(is_active=False)
    assert "Решать нечего" in director.get(PAGE).text


def test_no_code_and_no_grant_for_a_parent_whom_an_adult_has_not_let_read(world, browser_of, frozen):
    with inside(world.school):
        RegulationVersion.objects.update(preset="kudymkar_college")
    grow_up(world, world.pupils[0])
    with inside(world.school):
        Membership.objects.filter(person_id=world.mother.pk).delete()
    admin, director, secretary = (browser_of(one) for one in (world.admin, world.director, world.secretary))
    code = f"/alpha/office/people/{world.mother.pk}/code/"
    refused = admin.post(code)
    assert refused.status_code == 422 and "его согласия на то, что родители читают, нет" in refused.text
    of_class = f"/alpha/office/classes/{world.school_class.pk}/codes/"
    seen = admin.post(of_class, {"whom": ["pupils", "parents"], "again": "on"})
    assert seen.status_code == 200 and "1 родителю коды не выданы" in seen.text
    assert "Антонова Ирина" not in seen.text and "Антонов П" in seen.text
    assert admin.post(of_class, {"whom": ["parents"], "again": "on"}).status_code == 422
    page = secretary.post("/alpha/office/access/new/", {**PAPER, "last_name": "Антонова", "first_name": "Ирина"}).url
    grant = {"pupil": world.pupils[0].pk, "guardian": world.mother.pk}
    assert "уже 18 лет, согласия нет" in director.get(page).text
    refused = director.post(f"{page}grant/", grant)
    assert refused.status_code == 422 and "откажите" in refused.text
    with inside(world.school):
        # a younger child opens the door: only that diary waits for nobody
        tie = Guardianship.objects.create(
            guardian=world.mother, pupil_id=world.pupils[1].pk, relation="mother", starts_on="2026-09-01"
        )
    assert admin.post(code).status_code == 200
    with inside(world.school):
        tie.delete()
    assert admin.post(code).status_code == 422
    consents = f"/alpha/office/people/{world.pupils[0].pk}/consents/"
    assert admin.post(consents, CONSENT).status_code == 302
    assert admin.post(code).status_code == 200
    assert director.post(f"{page}grant/", grant).status_code == 302
