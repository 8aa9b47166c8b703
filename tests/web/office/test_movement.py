"""Orders about places of pupils on the secretary's pages: what they change, what is refused, who may."""

from datetime import date

import pytest
from django.db import connection

from parta.audit.models import Event
from parta.curriculum.models import StudyGroup, StudyGroupMember
from parta.installation.schools import inside
from parta.jobs.models import Job
from parta.jobs.running import Run, Taken
from parta.kernel.actor import Actor
from parta.paper.registers import print_alphabet
from parta.people.models import Enrolment, FormerName, Movement, Person
from parta.people.queries.actors import actor_for
from parta.people.queries.movement import movement_book
from parta.people.services.own_reports import take_report
from parta.school.models import AcademicYear
from tests.factories.school_day import absent, mark, work

ORDER = {"order_no": "47-у", "order_date": "2026-11-19", "ground": "заявление"}


def places(human):
    rows = Enrolment.objects.filter(pupil_id=human.pk).order_by("starts_on")
    return [(row.school_class.name, row.starts_on, row.ends_on) for row in rows]


def orders(human):
    return list(Movement.objects.filter(pupil_id=human.pk).order_by("date", "pk").values_list("kind", "date"))


@pytest.fixture
def office(world, browser_of, frozen):
    return browser_of(world.secretary)


def url(human, what="movement"):
    return f"/alpha/office/people/{human.pk}/{what}/"


def test_a_transfer_moves_from_a_day_and_is_taken_back_while_nothing_stands_on_it(world, office):
    peter = world.pupils[0]
    with inside(world.school):
        mark(work(world.lessons[0]), peter, "4")
    form = {**ORDER, "kind": "transferred", "into": world.other_class.pk, "day": "2026-11-23"}
    page = office.post(url(peter), form, follow=True).text
    assert "перевод в другой класс: 7А → 7Б" in page and "№ 47-у от 19.11.2026" in page
    with inside(world.school):
        assert places(peter) == [
            ("7А", date(2026, 9, 1), date(2026, 11, 22)),
            ("7Б", date(2026, 11, 23), None),
        ]
        assert StudyGroupMember.objects.get(pupil=peter.pk).ends_on == date(2026, 11, 22)
        row = Movement.objects.get()
        acts = list(Event.objects.filter(chain="people").order_by("-seq")[:3].values_list("act", flat=True))
        assert acts == ["people.movement_recorded", *["people.enrolment_changed"] * 2]
    removal = f"/alpha/office/movement/{row.pk}/removal/"
    office.post(removal)
    with inside(world.school):
        assert places(peter) == [("7А", date(2026, 9, 1), None)] and not orders(peter)
        assert StudyGroupMember.objects.get(pupil=peter.pk).ends_on is None
        assert Event.objects.filter(act="people.movement_removed").get().before["order_no"] == "47-у"
    office.post(url(peter), {**form, "day": "2026-11-09"})  # his mark is of that day
    with inside(world.school):
        assert not orders(peter)
    office.post(url(peter), {**form, "day": "2026-11-10"})
    with inside(world.school):
        row = Movement.objects.get()
        absent(world.other_course.lessons.get(), peter)
        world.other_course.lessons.update(date=date(2026, 11, 11))
    refused = office.post(f"/alpha/office/movement/{row.pk}/removal/")
    assert refused.status_code == 422 and "11.11 — алгебра" in refused.text


def test_an_order_taken_out_gives_back_the_groups_that_it_took_and_no_others(world, office):
    peter = world.pupils[0]
    with inside(world.school):
        group = StudyGroupMember.objects.get(pupil=peter.pk).group
        StudyGroupMember.objects.filter(pupil=peter.pk).delete()
        spans = [("2026-09-01", "2026-11-16"), ("2026-11-17", "2026-12-20"), ("2027-01-11", None)]
        for start, end in spans:
            StudyGroupMember.objects.create(group=group, pupil_id=peter.pk, starts_on=start, ends_on=end)
        of_peter = StudyGroupMember.objects.filter(pupil=peter.pk).order_by("starts_on")
        stood = list(of_peter.values_list("starts_on", "ends_on"))
    for day in ("2026-11-16", "2026-11-20"):  # the first group ended on the 16th by another act
        office.post(url(peter), {**ORDER, "kind": "departed", "day": day, "place": "школа № 5"})
        with inside(world.school):
            assert of_peter.latest("starts_on").ends_on == date.fromisoformat(day)
            row = Movement.objects.get()
        assert office.post(f"/alpha/office/movement/{row.pk}/removal/").status_code == 302
        with inside(world.school):
            assert list(of_peter.values_list("starts_on", "ends_on")) == stood


def test_an_order_entered_before_its_events_named_it_gives_its_groups_back(world, office):
    peter = world.pupils[0]
    with inside(world.school):
        of_peter = StudyGroupMember.objects.filter(pupil=peter.pk)
        group = of_peter.get().group
        of_peter.update(ends_on="2026-12-20")
        StudyGroupMember.objects.create(group=group, pupil_id=peter.pk, starts_on="2027-01-11")
        other = StudyGroup.objects.create(
            year=group.year, school_class=world.school_class, subject=group.subject, name="Вторая"
        )
        StudyGroupMember.objects.create(group=other, pupil_id=peter.pk, starts_on="2027-01-11")
    office.post(url(peter), {**ORDER, "kind": "departed", "day": "2026-11-20", "place": "школа № 5"})
    with inside(world.school):
        assert of_peter.get().ends_on == date(2026, 11, 20)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
            cursor.execute("UPDATE audit_event SET subject = subject - 'movement' WHERE subject ? 'movement'")
            cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER USER")
        other.delete()
        row = Movement.objects.get()
    assert office.post(f"/alpha/office/movement/{row.pk}/removal/").status_code == 302
    with inside(world.school):
        found = of_peter.order_by("starts_on").values_list("group", "ends_on")
        assert list(found) == [(group.pk, date(2026, 12, 20)), (group.pk, None)]


def test_a_departure_before_the_last_record_names_it_and_tells_of_the_account(world, office):
    peter = world.pupils[0]
    with inside(world.school):
        absent(world.lessons[3], peter)
    form = {**ORDER, "kind": "departed", "day": "2026-11-13", "place": "школа № 5"}
    refused = office.post(url(peter), form)
    assert refused.status_code == 422
    assert "1 запись: 16.11 — алгебра" in refused.text and 'value="школа № 5"' in refused.text
    page = office.post(url(peter), {**form, "day": "2026-11-16"}, follow=True).text
    assert "Вход в Парту есть: Антонов Пётр" in page
    with inside(world.school):
        assert places(peter) == [("7А", date(2026, 9, 1), date(2026, 11, 16))]
    back = {**ORDER, "kind": "returned", "into": world.other_class.pk}
    assert "уже в списке 7А" in office.post(url(peter), {**back, "day": "2026-11-16"}).text
    assert office.post(url(peter), {**back, "day": "2026-11-20"}).status_code == 302
    with inside(world.school):
        assert orders(peter) == [("departed", date(2026, 11, 16)), ("returned", date(2026, 11, 20))]
        left = Movement.objects.get(kind="departed").pk
    assert "Внесите новый приказ" in office.post(f"/alpha/office/movement/{left}/removal/").text


def test_a_newcomer_of_a_known_name_and_birthday_is_asked_about(world, office):
    with inside(world.school):
        Person.objects.filter(pk=world.pupils[0].pk).update(birth_date=date(2013, 5, 3))
    form = {
        **ORDER,
        "kind": "arrived",
        "into": world.other_class.pk,
        "day": "2026-11-20",
        "last_name": "Антонов",
        "first_name": "Петр",
        "birth_date": "2013-05-03",
    }
    asked = office.post("/alpha/office/movement/enrolment/", form)
    assert asked.status_code == 422 and "это другой человек" in asked.text and "Антонов Пётр" in asked.text
    twin = office.post("/alpha/office/movement/enrolment/", {**form, "first_name": "Павел"})
    assert twin.status_code == 302
    assert office.post("/alpha/office/movement/enrolment/", {**form, "another": "on"}).status_code == 302
    bad = office.post("/alpha/office/movement/enrolment/", {**form, "first_name": "Илья", "day": "2026-08-20"})
    assert bad.status_code == 422 and "учебный год идёт с 1 сентября 2026" in bad.text
    with inside(world.school):
        assert Enrolment.objects.filter(school_class=world.other_class, starts_on=date(2026, 11, 20)).count() == 2
        assert not Person.objects.filter(first_name="Илья").exists()


def test_a_class_is_graduated_by_one_order_all_or_none(world, office):
    address = f"/alpha/office/classes/{world.school_class.pk}/graduation/"
    chosen = [human.pk for human in world.pupils[:2]]
    form = {**ORDER, "day": "2026-11-20"}
    assert "никто не отмечен" in office.post(address, form).text
    with inside(world.school):
        mark(work(world.lessons[6]), world.pupils[1], "5")  # of Monday the 23rd
    refused = office.post(address, {**form, "pupil": chosen})
    assert "Ёжикова Мария" in refused.text and refused.status_code == 422
    with inside(world.school):
        assert not Movement.objects.exists()
    assert office.post(address, {**form, "pupil": chosen[:1]}).status_code == 302
    with inside(world.school):
        assert orders(world.pupils[0]) == [("graduated", date(2026, 11, 20))]


def test_a_new_name_keeps_the_former_one(world, office, browser_of):
    peter = world.pupils[0]
    form = {"last_name": "Белов", "first_name": "Пётр", "since": "2026-11-12", "document": "свидетельство II-АН № 512"}
    assert "Такого дня быть не может" in office.post(url(peter, "name"), {**form, "since": "2026-11-21"}).text
    page = office.post(url(peter, "name"), form, follow=True).text
    assert "Белов Пётр" in page and "по 11.11.2026" in page and "свидетельство II-АН № 512" in page
    assert "прежде Антонов Пётр" in office.get("/alpha/office/movement/alphabet/").text
    assert "Белов Пётр" in office.get("/alpha/office/people/?q=антонов").text
    assert browser_of(world.homeroom).post(url(peter, "name"), form).status_code == 403
    with inside(world.school):
        assert FormerName.objects.get().full_name == "Антонов Пётр"
        assert Event.objects.get(act="people.person_renamed").before["last_name"] == "Антонов"


def test_the_books_balance_or_say_where_they_do_not(world, office, django_assert_max_num_queries):
    form = {**ORDER, "kind": "departed", "day": "2026-11-16", "place": "школа № 5"}
    office.post(url(world.pupils[0]), form)
    page = office.get("/alpha/office/movement/").text
    assert "не сходится" not in page and "№ 47-у от 19.11.2026" in page
    with inside(world.school):
        Enrolment.objects.filter(pupil_id=world.pupils[1].pk).update(ends_on=date(2026, 11, 13))
    with django_assert_max_num_queries(12):
        page = office.get("/alpha/office/movement/").text
    assert "не сходится" in page and "Ёжикова Мария</a> <span>в списке до 13.11.2026, а приказа нет" in page
    for name in ("movement", "movement/alphabet"):
        assert office.get(f"/alpha/office/{name}/?as=xlsx").content.startswith(b"PK")
    assert office.post("/alpha/office/movement/print/").content.startswith(b"%PDF")
    asked = office.post("/alpha/office/movement/alphabet/print/?standing=here", follow=True)
    assert "Алфавитная книга" in asked.text and asked.status_code == 200
    with inside(world.school):
        job = Job.objects.get(kind="alphabet")
        assert job.parameters == {"letter": "", "standing": "here", "class": None}
        connection.ensure_connection()
        Job.objects.filter(pk=job.pk).update(state="running", attempt=1)
        taken = Taken(job.pk, job.kind, job.parameters, job.account_id, job.person_id, 1)
        frame = actor_for(account_id=job.account_id, school=world.school, request_id="r")
        made = print_alphabet(Run(frame=frame, school=world.school, taken=taken, side=connection.connection))
        assert made.file.content.startswith(b"%PDF")
        forms = Event.objects.filter(act="paper.printed").order_by("seq").values_list("subject__form", flat=True)
        assert list(forms) == ["movement", "alphabet"]


def test_over_to_a_class_of_another_year_is_no_transfer_inside(world, office):
    with inside(world.school):
        year = AcademicYear.objects.create(title="2027/28", starts_on=date(2027, 9, 1), ends_on=date(2028, 8, 31))
        there = clone(world.other_class, year=year, name="8Б")
        moved = {"school_class": world.school_class, "kind": "transferred", "date": date(2026, 11, 19)}
        for human, into in zip(world.pupils, (there, world.other_class), strict=False):
            Movement.objects.create(pupil_id=human.pk, into=into, order_no="1", **moved)
        total = movement_book(start=None, end=None, class_id=None, today=date(2026, 11, 20)).total
        assert (total.arrived, total.departed, total.transfers) == (0, 1, 1)
    assert f'value="{there.pk}">8Б (2027/28)' in office.get("/alpha/office/movement/enrolment/").text


def clone(row, **more):
    row = type(row).objects.get(pk=row.pk)
    for name, value in {"pk": None, **more}.items():
        setattr(row, name, value)
    row._state.adding = True
    row.save()
    return row


def test_others_see_the_book_or_nothing_and_enter_no_orders(world, browser_of, frozen):
    form = {**ORDER, "kind": "departed", "day": "2026-11-20"}
    for human, sees in ((world.deputy, 200), (world.director, 200), (world.homeroom, 403), (world.mother, 403)):
        browser = browser_of(human)
        assert browser.get("/alpha/office/movement/").status_code == sees
        assert browser.post(url(world.pupils[0]), form).status_code == 403
    with inside(world.school):
        assert not Movement.objects.exists()


def test_what_is_kept_of_a_person_is_taken_out_as_a_file_with_a_trace(world, browser_of, frozen):
    mother = browser_of(world.mother)
    for human, status in ((world.mother, 200), (world.pupils[0], 200), (world.stranger, 404)):
        answer = mother.post(url(human, "report"))
        assert answer.status_code == status
    with inside(world.school):
        taken = Event.objects.filter(act="people.report_taken").order_by("seq")
        assert [event.subject["id"] for event in taken] == [world.mother.pk, world.pupils[0].pk]
        assert {event.person_id for event in taken} == {world.mother.pk}
        lines = take_report(actor=actor(world.mother), person_id=world.pupils[0].pk, now=frozen.now)
    assert ("guardians", "Антонова Ирина Львовна", (date(2026, 9, 1), None)) in lines
    assert ("places", "7А", (date(2026, 9, 1), None)) in lines


def actor(human):
    return Actor(1, human.pk, "alpha", roles=frozenset({"parent"}), today=date(2026, 11, 20))
