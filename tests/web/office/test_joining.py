"""Two cards of one person: the empty one gives way, what it knew and whose parent it was stays."""

import pytest

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.models import Membership
from parta.installation.schools import inside
from parta.people.models import Consent, Employee, Guardianship, Person
from tests.factories.small_school import person


@pytest.fixture
def double(world):
    with inside(world.school):
        made = person("Антонова", "Ирина", snils="11223344595", address="ул. Мира, 1", phone="+79000000099")
        said = {"guardian": made, "relation": "mother", "starts_on": "2026-09-01"}
        Guardianship.objects.create(pupil_id=world.pupils[1].pk, **said)
    return made


def test_a_double_without_records_gives_way(world, browser_of, frozen, double):
    here = f"/alpha/office/people/{world.mother.pk}/join/"
    for other in (world.director, world.secretary, world.homeroom, world.mother):
        assert browser_of(other).get(here).status_code == 403
        assert browser_of(other).post(here, {"double": double.pk}).status_code == 403
    admin = browser_of(world.admin)
    assert f"?double={double.pk}" in admin.get(here).text
    shown = admin.get(here, {"double": double.pk}).text
    assert "112-233-445 95" in shown and "Исчезает" in shown
    assert admin.post(here, {"double": 10**12}).status_code == 404
    assert admin.post(here, {"double": world.mother.pk}).status_code in (404, 422)
    assert admin.post(here, {"double": double.pk}).status_code == 302
    with inside(world.school):
        kept = Person.objects.get(pk=world.mother.pk)
        assert not Person.objects.filter(pk=double.pk).exists()
        assert (kept.snils, kept.address, kept.phone) == ("11223344595", "ул. Мира, 1", "+79000000001")
        assert set(Guardianship.objects.filter(guardian=kept).values_list("pupil_id", flat=True)) == {
            world.pupils[0].pk,
            world.pupils[1].pk,
        }
        event = Event.objects.get(act="people.cards_joined")
        assert event.after["double"] == double.pk and event.before["phone"] == "+79000000099"
        assert list(verify_chains()) == []


@pytest.mark.parametrize("what", ["consent", "employee", "way", "tie", "own"])
def test_a_double_with_records_stays(world, browser_of, frozen, double, what):
    person_id = world.admin.pk if what == "own" else world.mother.pk
    with inside(world.school):
        if what == "consent":
            Consent.objects.create(person=double, kind="photo", given=True)
        if what == "employee":
            Employee.objects.create(person=double)
        if what == "way":
            account = Membership.objects.get(person_id=world.mother.pk, school=world.school).account
            Membership.objects.filter(person_id=world.stranger.pk, school=world.school).update(person_id=double.pk)
            assert account
        if what == "tie":
            Guardianship.objects.filter(guardian=double).update(pupil_id=world.pupils[0].pk)
    answer = browser_of(world.admin).post(f"/alpha/office/people/{person_id}/join/", {"double": double.pk})
    assert answer.status_code == 422
    with inside(world.school):
        assert Person.objects.filter(pk=double.pk).exists()
        assert Guardianship.objects.get(guardian=double).pk
        assert not Event.objects.filter(act="people.cards_joined").exists()
