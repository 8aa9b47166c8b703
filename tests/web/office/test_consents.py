"""A consent on the card, and codes that wait for it."""

from parta.audit.models import Event
from parta.installation.models import InvitationCode
from parta.installation.schools import inside
from parta.people.models import Consent
from parta.regulation.models import RegulationVersion


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
