"""Dated rows of a card: attestations, the refusal of the electronic diary, checks, groups, the load."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.schools import inside
from parta.kernel.decisions import ALLOWED
from parta.people.enums import RefusalCode
from parta.people.models import Attestation, DataCheck, Employee, PaperChoice, Pupil, PupilCheck
from parta.people.rules.papers import decide_attestation, decide_diary_again, decide_paper
from parta.regulation.models import RegulationVersion
from tests.factories.small_school import TODAY, YEAR_START

ORDER = {"day": "2026-03-10", "category": "первая", "document": "приказ министерства № 5-к от 10.03.2026"}
SAID = {"since": "2026-11-02", "document": "заявление матери от 02.11.2026"}


def card(person):
    return f"/alpha/office/people/{person.pk}/"


def test_an_attestation_has_its_order_and_its_history(world, browser_of, frozen):
    here = f"{card(world.teacher)}attestation/"
    secretary = browser_of(world.secretary)
    for other in (world.deputy, world.director, world.homeroom, world.teacher):
        assert browser_of(other).post(here, ORDER).status_code in (403, 404)
    assert secretary.post(here, {**ORDER, "day": "2027-01-01"}).status_code == 422
    secretary.post(here, {**ORDER, "document": ""})
    assert secretary.post(f"{card(world.mother)}attestation/", ORDER).status_code == 404
    assert secretary.post(here, ORDER).status_code == 302
    assert secretary.post(here, ORDER).status_code == 422
    assert secretary.post(here, {**ORDER, "day": "2021-03-10", "category": "соответствие"}).status_code == 302
    with inside(world.school):
        assert Attestation.objects.count() == 2
        worker = Employee.objects.get(pk=world.teacher.pk)
        assert (worker.category, worker.attested_on) == ("первая", date(2026, 3, 10))
        last = Attestation.objects.get(category="первая")
    shown = browser_of(world.teacher).get(card(world.teacher)).text
    assert "приказ министерства № 5-к" in shown and "соответствие" in shown
    removal = f"/alpha/office/people/attestations/{last.pk}/"
    assert browser_of(world.deputy).post(removal).status_code == 403
    assert secretary.post(removal).status_code == 302
    assert secretary.post(removal).status_code == 404
    with inside(world.school):
        worker.refresh_from_db()
        assert (worker.category, worker.attested_on) == ("соответствие", date(2021, 3, 10))
        assert Event.objects.filter(act__startswith="people.attestation").count() == 3
        assert list(verify_chains()) == []


def test_a_family_refuses_the_diary_from_a_day_and_takes_it_again(world, browser_of, frozen):
    peter = world.pupils[0]
    here, secretary = f"{card(peter)}paper/", browser_of(world.secretary)
    diary = f"/alpha/diary/marks/?child={peter.pk}"
    for other in (world.deputy, world.teacher, world.mother):
        assert browser_of(other).post(here, SAID).status_code in (403, 404)
    for wrong in ({"since": "2027-01-01"}, {"since": "1900-01-01"}):
        assert secretary.post(here, {**SAID, **wrong}).status_code == 422
    assert secretary.post(here, {**SAID, "do": "again"}).status_code == 422
    assert browser_of(world.homeroom).post(here, SAID).status_code == 302  # the act names who leads the class
    assert secretary.post(here, SAID).status_code == 422
    assert "передают на бумаге" in secretary.get(card(peter)).text
    paper = browser_of(world.mother).get(diary).text
    assert secretary.post(here, {**SAID, "do": "again", "since": "2026-11-02"}).status_code == 422
    again = {"do": "again", "since": "2026-11-20", "document": "заявление от 19.11.2026"}
    assert secretary.post(here, again).status_code == 302
    assert browser_of(world.mother).get(diary).text != paper
    with inside(world.school):
        row = PaperChoice.objects.get()
        assert (row.starts_on, row.ends_on, row.document) == (date(2026, 11, 2), date(2026, 11, 19), SAID["document"])
        assert Pupil.objects.get(pk=peter.pk).paper_only == ""
        Pupil.objects.filter(pk=peter.pk).update(paper_only="по загруженному списку")
        PaperChoice.objects.all().delete()
    assert secretary.post(here, again).status_code == 302
    with inside(world.school):
        row = PaperChoice.objects.get()
        assert (row.starts_on, row.document) == (None, "по загруженному списку")
        PaperChoice.objects.update(ends_on="2026-11-10")
        Pupil.objects.filter(pk=peter.pk).update(paper_only="по новому списку")
    assert secretary.post(here, {**again, "since": "2026-11-11"}).status_code == 422
    assert secretary.post(here, again).status_code == 302
    with inside(world.school):
        assert PaperChoice.objects.get(document="по новому списку").starts_on == date(2026, 11, 11)
        RegulationVersion.objects.update(preset="school_117")
        assert list(verify_chains()) == []
    for do in ({}, {"do": "again"}):
        refused = secretary.post(here, {**SAID, **do})
        assert refused.status_code == 422 and "администратор журнала" in refused.text


def test_the_card_says_when_its_data_were_found_true(world, browser_of, frozen):
    peter = world.pupils[0]
    here, homeroom = f"{card(peter)}check/", browser_of(world.homeroom)
    assert "ещё нет" in homeroom.get(card(peter)).text
    with inside(world.school):
        said = {"checked_by": world.homeroom, "checked_at": "2026-11-10T07:00Z", "kind": "monthly"}
        DataCheck.objects.create(school_class=world.school_class, day="2026-11-10", **said)
        DataCheck.objects.create(school_class=world.other_class, day="2026-11-12", **said)
    assert "10.11.2026, Сафонова Елена Викторовна" in homeroom.get(card(peter)).text
    for other in (world.deputy, world.teacher, world.mother):
        assert browser_of(other).post(here).status_code in (403, 404)
    assert homeroom.post(f"{card(world.stranger)}check/").status_code == 404
    assert homeroom.post(f"{card(world.mother)}check/").status_code == 404
    assert homeroom.post(here).status_code == 302
    assert homeroom.post(here).status_code == 422
    assert "20.11.2026, Сафонова Елена Викторовна" in homeroom.get(card(peter)).text
    with inside(world.school):
        assert PupilCheck.objects.get().pupil_id == peter.pk and list(verify_chains()) == []


def test_a_card_shows_groups_the_load_and_how_somebody_came_to_work(world, browser_of, frozen):
    with inside(world.school):
        Employee.objects.filter(pk=world.teacher.pk).update(
            staff_no="0042", hired_on="2015-08-20", hired_order_no="7-к", post="учитель"
        )
        Pupil.objects.filter(pk=world.pupils[0].pk).update(study_form="mixed")
    director = browser_of(world.director)
    shown = director.get(card(world.teacher)).text
    assert "0042" in shown and "20.08.2015" in shown and "приказ № 7-к" in shown
    assert "Нагрузка" in shown and "ставок" in shown
    assert "0042" not in browser_of(world.homeroom).get(card(world.homeroom)).text
    pupil = director.get(card(world.pupils[0])).text
    assert "Подгруппы" in pupil and "очно-заочная" in pupil


def test_the_database_keeps_one_refusal_at_a_time(world):
    with inside(world.school):
        said = {"pupil_id": world.pupils[0].pk, "document": "x", "entered_by": world.secretary}
        PaperChoice.objects.create(**said, starts_on=YEAR_START, entered_at="2026-11-20T07:00Z")
        with pytest.raises(IntegrityError), transaction.atomic():
            PaperChoice.objects.create(**said, starts_on=TODAY, entered_at="2026-11-20T07:00Z")


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (decide_attestation(day=TODAY, today=TODAY, twice=False), ""),
        (decide_attestation(day=TODAY, today=TODAY, twice=True), RefusalCode.ROW_TWICE),
        (decide_attestation(day=date(1, 1, 1), today=TODAY, twice=False), RefusalCode.ROW_DAYS),
        (decide_paper(since=TODAY, today=TODAY, held=False, last=YEAR_START), ""),
        (decide_paper(since=TODAY, today=TODAY, held=False, last=TODAY), RefusalCode.ROW_DAYS),
        (decide_paper(since=TODAY, today=TODAY, held=True, last=None), RefusalCode.ROW_TWICE),
        (decide_diary_again(since=TODAY, today=TODAY, held=True, start=YEAR_START), ""),
        (decide_diary_again(since=TODAY, today=TODAY, held=True, start=TODAY), RefusalCode.ROW_DAYS),
        (decide_diary_again(since=TODAY, today=TODAY, held=False, start=None), RefusalCode.ROW_DECIDED),
    ],
)
def test_which_rows_may_be_written(decision, code):
    assert decision == ALLOWED if not code else decision.code == code
