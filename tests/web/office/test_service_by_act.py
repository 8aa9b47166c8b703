"""The service of access under each act: three working days, the closed list of grounds, the notice, thirty days."""

from datetime import date

import pytest
from django.test import Client

from parta.installation.schools import inside
from parta.public_service.models import AccessRequest, Appeal, Letter
from parta.regulation.models import RegulationVersion
from tests.web.office.test_access_requests import LIST, PAPER

GROUNDS = ("not_an_applicant", "not_a_pupil", "of_age", "bad_documents", "contradictory_data", "own_refusal")
END = {"reason": "child_left", "address": "ул. Ленина, 4", "email": ""}


@pytest.mark.parametrize(
    ("preset", "by_form"),
    [
        ("school_117", False),
        ("lyceum_68", False),
        ("school_2", False),
        ("stakhanovskaya", True),
        ("kudymkar_college", False),
    ],
)
def test_the_whole_way_under_each_act(world, browser_of, frozen, preset, by_form):
    with inside(world.school):
        RegulationVersion.objects.update(preset=preset)
    secretary, director = browser_of(world.secretary), browser_of(world.director)
    # The form without an account is there where the act has the service; the desk takes the paper under each.
    for address in ("/alpha/access-request/", "/alpha/appeal/"):
        assert Client().get(address).status_code == (200 if by_form else 404)
    granted, refused = (secretary.post(f"{LIST}new/", {**PAPER, "first_name": name}).url for name in ("Лев", "Глеб"))
    with inside(world.school):
        terms = set(AccessRequest.objects.values_list("due_on", flat=True))
    assert terms == {date(2026, 11, 25)}  # registered on a Friday: Monday, Tuesday, Wednesday
    shown = director.get(refused).text
    assert [ground for ground in GROUNDS if f'name="ground" value="{ground}"' in shown] == list(GROUNDS)
    assert director.post(f"{refused}refusal/", {"ground": "bad_documents"}).status_code == 422
    assert director.post(f"{refused}refusal/", {"ground": "not_a_pupil"}).status_code == 302
    assert director.post(f"{granted}grant/", {"pupil": world.pupils[0].pk}).status_code == 302
    ended = director.post(f"/alpha/office/people/{world.other_mother.pk}/access-end/", END)
    assert ended.status_code == 302, ended.text
    appeal = {"author": "Иванов И. И.", "email": "ivanov@example.ru", "text": "Код не пришёл."}
    assert secretary.post(f"{LIST}appeals/new/", appeal).status_code == 302
    with inside(world.school):
        row = Appeal.objects.get()
        assert row.due_on == date(2026, 12, 20)
    answer = {"answer": "Отправлен снова."}
    assert director.post(f"{LIST}appeals/{row.pk}/answer/", answer).status_code == 302
    with inside(world.school):
        kinds = sorted(Letter.objects.values_list("kind", flat=True))
        assert sorted(AccessRequest.objects.values_list("state", flat=True)) == ["granted", "refused"]
    assert kinds == ["appeal_answer", "refusal", "termination"]
