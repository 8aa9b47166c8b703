"""Closed sections of a pupil's card: whose they are, each look is written down, nothing of them leaks elsewhere."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.schools import inside
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.people.enums import CareKind, CareSection, RefusalCode
from parta.people.models import Appointment, CardLook, CareNote, CareWard, Guardianship
from parta.people.rules.care import decide_note
from parta.people.services.care import open_section
from parta.people.services.own_reports import take_report

NOTE = {"do": "note", "kind": "illness", "start": "2026-11-09", "end": "2026-11-13", "text": "ОРВИ", "document": "№ 5"}
TODAY = date(2026, 11, 20)


@pytest.fixture
def nurse(world, browser_of, frozen):
    """Somebody of the staff is the nurse from this autumn on."""
    with inside(world.school):
        Appointment.objects.create(employee_id=world.english_teacher.pk, role="nurse", starts_on="2026-09-01")
    return browser_of(world.english_teacher)


def url(human, section="health"):
    return f"/alpha/office/people/{human.pk}/{section}/"


def test_the_nurse_keeps_health_and_each_look_is_written_down(world, browser_of, nurse):
    peter = world.pupils[0]
    assert "Здоровье" in nurse.get(f"/alpha/office/people/{peter.pk}/").text
    assert nurse.get(url(peter)).status_code == 405
    assert "Записей нет" in nurse.post(url(peter)).text
    page = nurse.post(url(peter), NOTE).text
    assert "справка о болезни" in page and "ОРВИ" in page and "09.11.2026 – 13.11.2026" in page
    assert "точно такая запись уже есть" in nurse.post(url(peter), NOTE).text
    assert nurse.post(url(peter), {**NOTE, "end": ""}).status_code == 422
    assert nurse.post(url(peter), {**NOTE, "kind": "benefit"}).status_code == 422
    assert nurse.post(url(peter), {**NOTE, "start": "0001-01-01"}).status_code == 422
    with inside(world.school):
        row = CareNote.objects.get()
        assert row.written_by_id == world.english_teacher.pk
        looks = Event.objects.filter(act="people.section_opened")
        assert looks.count() == 6
        assert {(one.person_id, one.subject["person"], one.subject["section"]) for one in looks} == {
            (world.english_teacher.pk, peter.pk, "health")
        }
    withdrawal = {"do": "withdraw", "note": row.pk, "ground": "не тот ученик"}
    assert nurse.post(url(world.pupils[1]), withdrawal).status_code == 404
    assert "не тот ученик" in nurse.post(url(peter), withdrawal).text
    assert nurse.post(url(peter), withdrawal).status_code == 422
    assert nurse.post(url(peter), NOTE).status_code == 200
    told = browser_of(world.director).get("/alpha/office/looks/?whom=антонов+петр").text
    assert "открыт раздел личной карты" in told and "здоровье" in told
    with inside(world.school):
        assert CareNote.objects.count() == 2
        written = Event.objects.filter(act__in=("people.care_noted", "people.care_withdrawn"))
        assert written.count() == 3 and not any(event.after or event.before for event in written)
        assert list(verify_chains()) == []


def test_nobody_else_opens_a_section_and_a_family_its_own_health_alone(world, browser_of, nurse):
    peter = world.pupils[0]
    nurse.post(url(peter), NOTE)
    for human in (world.admin, world.director, world.deputy, world.secretary, world.homeroom, world.teacher):
        assert browser_of(human).post(url(peter)).status_code == 403
    assert nurse.post(url(peter, "psychology")).status_code == nurse.post(url(peter, "social")).status_code == 403
    for human in (world.mother, peter):
        browser = browser_of(human)
        assert "ОРВИ" in browser.post(url(peter)).text
        assert browser.post(url(peter), {**NOTE, "text": "ещё"}).status_code == 403
        assert browser.post(url(world.stranger)).status_code == 404
        assert browser.post(url(peter, "social")).status_code == 403
    assert "ОРВИ" not in browser_of(world.director).get(f"/alpha/office/people/{peter.pk}/").text
    assert "ОРВИ" not in browser_of(world.director).get("/alpha/office/audit/").text
    with inside(world.school):
        assert CareNote.objects.count() == 1
        Guardianship.objects.filter(guardian=world.mother).update(ends_on="2026-11-19")
    assert browser_of(world.mother).post(url(peter)).status_code in (403, 404)


@pytest.mark.parametrize(
    ("who", "role", "whom", "section"),
    [
        ("deputy", "deputy", 0, "health"),
        ("english_teacher", "nurse", 0, "social"),
        ("mother", "parent", 1, "health"),
        ("mother", "parent", 0, "psychology"),
    ],
)
def test_the_service_itself_opens_a_section_to_nobody_else(world, frozen, who, role, whom, section):
    human, pupil = getattr(world, who), world.pupils[whom]
    with inside(world.school):
        actor = Actor(1, human.pk, "alpha", roles=frozenset({role}), today=TODAY)
        with pytest.raises(NotVisible):
            open_section(actor=actor, section=CareSection(section), pupil_id=pupil.pk, now=frozen.now)
        assert not Event.objects.filter(act="people.section_opened").exists()


@pytest.mark.parametrize(
    ("section", "kind", "start", "end", "code"),
    [
        ("health", "illness", date(2026, 11, 9), date(2026, 11, 13), None),
        ("health", "illness", date(2026, 11, 9), None, RefusalCode.CARE_DAYS),
        ("health", "health_group", date(2026, 9, 1), None, None),
        ("health", "exemption", date(2026, 11, 9), date(2026, 11, 8), RefusalCode.CARE_DAYS),
        ("health", "exemption", date(2026, 11, 9), date(2066, 11, 8), RefusalCode.CARE_DAYS),
        ("social", "illness", date(2026, 11, 9), date(2026, 11, 13), RefusalCode.CARE_KIND),
        ("psychology", "commission", date(2006, 1, 1), None, RefusalCode.CARE_DAYS),
    ],
)
def test_days_and_kinds_of_a_note(section, kind, start, end, code):
    told = decide_note(CareSection(section), CareKind(kind), start=start, end=end, today=TODAY)
    assert (told.code or None) == code


def test_the_report_tells_of_closed_sections_and_looks_only_whom_it_concerns(world, browser_of, nurse, frozen):
    peter = world.pupils[0]
    nurse.post(url(peter), NOTE)

    def told(human, *roles):
        actor = Actor(account_id=1, person_id=human.pk, school_slug="alpha", roles=frozenset(roles), today=TODAY)
        with inside(world.school):
            return {line[0] for line in take_report(actor=actor, person_id=peter.pk, now=frozen.now)} & {
                "care",
                "looks",
            }

    assert told(world.mother, "parent") == {"care", "looks"}
    assert told(world.director, "director") == {"looks"}
    assert told(world.homeroom, "homeroom_teacher", "teacher") == set()
    assert told(world.secretary, "secretary") == set()


@pytest.fixture
def psychologist(world, browser_of, frozen):
    with inside(world.school):
        for role in ("psychologist", "social_pedagogue"):
            Appointment.objects.create(employee_id=world.english_teacher.pk, role=role, starts_on="2026-09-01")
    return browser_of(world.english_teacher)


CARE = "/alpha/office/care/psychology/"


def ward(world, pupil, **more):
    return {
        "do": "assign", "pupil": pupil.pk, "keeper": world.english_teacher.pk, "start": "2026-11-02",
        "ground": "заявление  родителей", **more,
    }  # fmt: skip


def test_pupils_are_assigned_on_a_ground_and_ended_by_leaders_and_the_keeper(world, browser_of, psychologist):
    peter, other = world.pupils[:2]
    deputy = browser_of(world.deputy)
    assert f"?pupil={peter.pk}" in deputy.get(f"/alpha/office/people/{peter.pk}/").text
    assert peter.first_name in deputy.get(f"{CARE}?pupil={peter.pk}").text
    for wrong in (
        {"ground": " "},
        {"keeper": world.teacher.pk},
        {"start": "2020-01-01"},
        {"start": "1"},
        {"keeper": ""},
    ):
        assert deputy.post(CARE, ward(world, peter, **wrong)).status_code == 422, wrong
    assert deputy.post(CARE, ward(world, world.mother)).status_code == 404
    assert deputy.post(CARE, ward(world, peter)).status_code == 302
    assert deputy.post(CARE, ward(world, peter, start="2026-11-09")).status_code == 422
    assert psychologist.post(CARE, ward(world, other)).status_code == 302
    for human in (world.admin, world.secretary, world.homeroom, world.teacher, world.mother):
        assert browser_of(human).get(CARE).status_code == browser_of(human).post(CARE).status_code == 403
    with inside(world.school):
        row = CareWard.objects.get(pupil_id=peter.pk)
        assert (row.ground, row.assigned_by_id, row.ends_on) == ("заявление родителей", world.deputy.pk, None)
    page = psychologist.get(CARE).text
    assert page.count("Закончить сегодня") == 2 and "Последняя запись" in page
    assert "Последняя запись" not in deputy.get(CARE).text
    assert "английск" not in psychologist.get(f"{CARE}?q=нетакого").text
    with inside(world.school):
        CareNote.objects.create(
            pupil_id=peter.pk, section="psychology", kind="support", text="трудно в классе", starts_on="2026-11-03",
            written_by=world.english_teacher, written_at="2026-11-03T10:00+05:00",
        )  # fmt: skip
        taken = CareWard.objects.values_list("pk", flat=True)
        far = "/alpha/office/care/social/"
        assert psychologist.post(far, {"do": "end", "ward": taken[0]}).status_code == 404
    assert psychologist.post(CARE, {"do": "end", "ward": row.pk}).status_code == 302
    assert psychologist.post(CARE, {"do": "end", "ward": row.pk}).status_code == 422
    assert psychologist.get(f"{CARE}?when=all&as=xlsx").content.startswith(b"PK")
    with inside(world.school):
        acts = Event.objects.filter(subject__person=peter.pk, act__startswith="people.care").order_by("seq")
        assert [event.act for event in acts] == ["people.care_assigned", "people.care_ended"]
        assert not CareNote.objects.filter(text="") and list(verify_chains()) == []


def test_the_list_of_notes_is_the_keepers_alone_and_whose_stand_in_it_is_written_down(world, browser_of, psychologist):
    peter, other = world.pupils[:2]
    with inside(world.school):
        for pupil, author in ((peter, world.english_teacher), (other, world.deputy)):
            CareNote.objects.create(
                pupil_id=pupil.pk, section="psychology", kind="support", text=f"=слово {pupil.last_name}",
                starts_on="2026-11-03", written_by=author, written_at="2026-11-03T10:00+05:00",
            )  # fmt: skip
    notes = f"{CARE}notes/"
    for human in (world.admin, world.director, world.deputy, world.secretary, world.homeroom, world.mother):
        assert browser_of(human).get(notes).status_code == 403
    whole = psychologist.get(f"{notes}?whose=all").text  # nobody asks for notes of pupils who are another's
    assert f"слово {peter.last_name}" in whole and f"слово {other.last_name}" not in whole
    with inside(world.school):
        looks = CardLook.objects.values_list("viewer", "about", "section")
        assert set(looks) == {(world.english_teacher.pk, peter.pk, "psychology")}
    assert psychologist.post(CARE, ward(world, other)).status_code == 302
    assert f"слово {other.last_name}" in psychologist.get(notes).text
    assert "Записей нет" in psychologist.get(f"{notes}?kind=commission").text
    assert "слово" not in psychologist.get("/alpha/office/care/social/notes/?whose=all").text
    assert psychologist.get(f"{notes}?as=xlsx").content.startswith(b"PK")
    with inside(world.school):
        taken = Event.objects.get(act="people.list_taken").subject
        assert taken == {"list": "office:psychology_notes", "persons": sorted([peter.pk, other.pk])}
    told = browser_of(world.director).get("/alpha/office/looks/?act=people.section_opened").text
    assert told.count("записи психолога") == 2
    assert browser_of(world.mother).post(f"/alpha/office/people/{peter.pk}/report/").status_code == 200


@pytest.mark.parametrize("section", ["psychology", "social"])
def test_a_section_opens_only_to_whom_the_pupil_is_assigned_today(world, browser_of, psychologist, frozen, section):
    peter, other = world.pupils[:2]
    care, card = f"/alpha/office/care/{section}/", f"/alpha/office/people/{peter.pk}/"
    kind = "support" if section == "psychology" else "benefit"
    note = {"do": "note", "kind": kind, "start": "2026-11-09", "text": "не для всех"}
    with inside(world.school):
        Appointment.objects.create(
            employee_id=world.teacher.pk,
            role=section.replace("social", "social_pedagogue").replace("psychology", "psychologist"),
            starts_on="2026-09-01",
        )
    another = browser_of(world.teacher)

    def lines(human, *roles):
        actor = Actor(1, human.pk, "alpha", roles=frozenset(roles), today=TODAY)
        with inside(world.school):
            return [one for one in take_report(actor=actor, person_id=peter.pk, now=frozen.now) if one[0] == "care"]

    assert psychologist.post(url(peter, section)).status_code == 404
    assert psychologist.post(url(peter, section), note).status_code == 404
    assert url(peter, section) not in psychologist.get(card).text
    assert browser_of(world.deputy).post(care, ward(world, peter)).status_code == 302
    assert url(peter, section) in psychologist.get(card).text
    assert "не для всех" in psychologist.post(url(peter, section), note).text
    assert lines(world.english_teacher, "psychologist", "social_pedagogue")
    assert psychologist.post(url(other, section)).status_code == 404
    for human in (another, browser_of(world.director), browser_of(world.secretary), browser_of(world.mother)):
        assert human.post(url(peter, section)).status_code in (403, 404)
        assert "не для всех" not in human.get(card).text
        assert "не для всех" not in human.get("/alpha/office/search/?q=для").text
    assert "не для всех" not in another.get(f"{care}notes/?whose=all").text
    assert "09.11.2026" not in another.get(f"{care}?whose=all").text  # the day of the last note is no one else's
    assert (
        lines(world.teacher, "teacher", "psychologist", "social_pedagogue") == lines(world.director, "director") == []
    )
    with inside(world.school):
        CareWard.objects.update(ends_on="2026-11-19", ended_by=world.deputy)
        assert CareNote.objects.count() == 1
    assert psychologist.post(url(peter, section)).status_code == 404
    assert "не для всех" in psychologist.get(f"{care}notes/").text  # what one wrote oneself stays the own


def test_the_lists_ask_as_much_for_many(world, psychologist):
    counts = []
    for pupils in (world.pupils[:1], world.pupils[:1], world.pupils):
        with inside(world.school):
            for pupil in pupils:
                known = {"pupil_id": pupil.pk, "section": "psychology", "starts_on": "2026-11-03"}
                CareWard.objects.get_or_create(
                    **known, keeper=world.english_teacher, ground="приказ",
                    defaults={"assigned_by": world.deputy, "assigned_at": "2026-11-03T10:00+05:00"},
                )  # fmt: skip
                CareNote.objects.create(
                    **known, kind="support", written_by=world.deputy, written_at="2026-11-03T10:00+05:00"
                )
        with CaptureQueriesContext(connection) as seen:
            for address in (CARE, f"{CARE}notes/"):
                assert psychologist.get(address).status_code == 200
        counts.append(len(seen))
    assert counts[1] == counts[2]
