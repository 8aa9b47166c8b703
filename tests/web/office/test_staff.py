"""«Кто кем работает»: the director and the administrator give roles, and rights follow them."""

import json
import uuid
from datetime import date

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.schools import inside
from parta.people.models import Appointment
from parta.public_service.models import Certificate
from parta.regulation.models import RegulationVersion
from tests.journal.services.conftest import on, topic_operation

STAFF = "/alpha/office/staff/"


def posts(human):
    rows = Appointment.objects.filter(employee_id=human.pk).order_by("pk")
    return [(row.role, row.starts_on, row.ends_on, row.appointed_by_id) for row in rows]


def test_a_role_is_given_works_and_ends(world, browser_of, frozen):
    admin, teacher = browser_of(world.admin), browser_of(world.english_teacher)
    form = {"employee": world.english_teacher.pk, "role": "nurse", "since": "2026-11-20", "until": ""}
    assert teacher.get("/alpha/office/people/").status_code == 403
    page = admin.post(STAFF, form, follow=True).text
    assert "медсестра с 20 ноября 2026 г." in page and "назначение: Шилова М. Д." in page
    with inside(world.school):
        assert posts(world.english_teacher)[-1] == ("nurse", date(2026, 11, 20), None, world.admin.pk)
        assert Event.objects.filter(act="people.appointment_changed").latest("pk").after["role"] == "nurse"
        row = Appointment.objects.get(role="nurse")
    assert teacher.get("/alpha/office/people/").status_code == 200
    assert "уже есть эта роль" in admin.post(STAFF, form).text
    end = f"{STAFF}{row.pk}/end/"
    assert teacher.post(end).status_code == 403
    assert admin.post(end, {"last": "2026-11-19"}).status_code == 422  # it began today
    assert admin.post(end, {"last": "2026-11-20"}).status_code == 302
    frozen("11-21")
    assert teacher.get("/alpha/office/people/").status_code == 403


def test_nobody_grants_above_oneself_or_to_oneself(world, browser_of, frozen):
    form = {"employee": world.teacher.pk, "since": "2026-11-20", "role": "deputy"}
    assert browser_of(world.admin).post(STAFF, form).status_code == 422
    assert browser_of(world.deputy).post(STAFF, form).status_code == 403
    assert browser_of(world.secretary).get(STAFF).status_code == 200
    director = browser_of(world.director)
    acting = {**form, "role": "director", "acting": "on", "until": "2026-12-05"}
    assert "последний день и основание" in director.post(STAFF, acting).text
    acting |= {"ground": "приказ № 81-к, отпуск"}
    for whose in ("", world.secretary.pk, world.teacher.pk, "ё"):
        assert director.post(STAFF, {**acting, "acting_for": whose}).status_code == 422
    assert director.post(STAFF, {**acting, "acting_for": world.director.pk}).status_code == 302
    assert director.post(STAFF, {**form, "role": "teacher"}).status_code == 422
    with inside(world.school):
        row = Appointment.objects.get(role="director", employee_id=world.teacher.pk)
        assert (row.acting, row.ends_on) == (True, date(2026, 12, 5))
        mine = Appointment.objects.get(role="administrator").pk
    assert "<span>приказ № 81-к, отпуск</span>" in director.get(STAFF).text
    end, longer = f"{STAFF}{row.pk}/end/", {"last": "2099-01-01"}
    assert "/end/" in director.get(STAFF).text and f"{end}" not in browser_of(world.teacher).get(STAFF).text
    assert "Продлить роль нельзя" in director.post(end, longer).text
    for last in ("2099-01-01", "2026-11-20"):
        assert "Закончить свою роль нельзя" in browser_of(world.teacher).post(end, {"last": last}).text
    with inside(world.school):
        assert Appointment.objects.get(pk=row.pk).ends_on == date(2026, 12, 5)
    assert "без администратора" in director.post(f"{STAFF}{mine}/end/", {"last": "2026-11-20"}).text
    assert director.get(f"{STAFF}?as=xlsx").content.startswith(b"PK")


def test_what_is_done_in_anothers_place_says_in_whose(world, browser_of, frozen):
    director, teacher = browser_of(world.director), browser_of(world.teacher)
    form = {"employee": world.teacher.pk, "role": "deputy", "since": "2026-11-20", "until": "2026-11-27"}
    form |= {"acting": "on", "ground": "приказ № 82-к, болезнь", "acting_for": world.deputy.pk}
    assert director.post(STAFF, form).status_code == 302
    assert f"вместо: {world.deputy.initials_name}" in " ".join(director.get(STAFF).text.split())
    assert teacher.post("/alpha/office/rooms/new/", {"number": "7"}).status_code == 302
    topic = topic_operation(on(world, date(2026, 11, 20)))
    body = json.dumps({"operations": [{"op": str(uuid.uuid4()), "base": 0, **topic}]})
    address = f"/alpha/journal/{world.algebra.pk}/operations"
    assert teacher.post(address, body, content_type="application/json").json()["answers"][0]["status"] == "applied"
    secretary, card = browser_of(world.secretary), f"/alpha/office/people/{world.pupils[0].pk}/certificate/"
    assert secretary.post(card, {"kind": "study", "purpose": "в банк"}).status_code == 302
    with inside(world.school):
        given = Certificate.objects.get().pk
    assert teacher.post(f"/alpha/office/movement/certificates/{given}/print/").status_code == 200
    with inside(world.school):
        assert list(verify_chains()) == []
        printed = Event.objects.get(act="paper.printed")
        assert (printed.person_id, printed.acting_for) == (world.teacher.pk, world.deputy.pk)
        done = Event.objects.filter(person_id=world.teacher.pk).exclude(act="paper.printed").order_by("pk")
        done = done.values_list("act", "acting_for")
        assert list(done) == [("school.room_changed", world.deputy.pk), ("journal.topic_recorded", None)]
    page = director.get("/alpha/office/audit/").text
    assert page.count(f"вместо: {world.deputy.full_name}") == 2
    assert director.get("/alpha/office/audit/?as=xlsx").status_code == 200
    frozen("11-28")
    assert teacher.get("/alpha/office/rooms/new/").status_code == 403


def test_by_the_act_a_deputy_hands_on_who_answers_for_admission(world, browser_of, frozen):
    deputy = browser_of(world.deputy)
    form = {"employee": world.teacher.pk, "role": "admissions_secretary", "since": "2026-11-20", "until": ""}
    for preset in ("school_117", "lyceum_68", "school_2", "stakhanovskaya", "default"):
        with inside(world.school):
            RegulationVersion.objects.update(preset=preset)
        assert deputy.post(STAFF, form).status_code == 403 and "Назначить" not in deputy.get(STAFF).text
    with inside(world.school):
        RegulationVersion.objects.update(preset="kudymkar_college")
    assert "п. 3.1" in deputy.get(STAFF).text
    for role in ("teacher", "deputy", "administrator", "director", "secretary"):
        assert deputy.post(STAFF, {**form, "role": role}).status_code == 422
    assert deputy.post(STAFF, form).status_code == 302
    assert deputy.post(STAFF, {**form, "employee": world.deputy.pk}).status_code == 422  # never to oneself
    with inside(world.school):
        row = Appointment.objects.get(role="admissions_secretary")
        assert row.appointed_by_id == world.deputy.pk
        foreign = Appointment.objects.get(role="secretary")
    assert deputy.post(f"{STAFF}{foreign.pk}/end/", {"last": "2026-11-20"}).status_code == 422
    assert deputy.post(f"{STAFF}{row.pk}/end/", {"last": "2026-11-20"}).status_code == 302
