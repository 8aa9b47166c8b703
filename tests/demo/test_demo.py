"""The demo: a lively quarter through the journal's own service, and doors for named people."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.curriculum.models import Course, YearApproval
from parta.demo import people, quarter
from parta.demo.build import place_act
from parta.demo.doors import read_rules
from parta.demo.institutions import INSTITUTIONS, PASSWORD, SCHOOL
from parta.demo.works import approve_curriculum, plan_control_works
from parta.installation.models import Account
from parta.installation.schools import inside
from parta.journal.models import Attendance, Homework, LessonEntry, Mark, Operation, PlannedWork, RollCall
from parta.regulation.models import ActEdition, UserRules, UserRulesAcknowledgement
from tests.act_pdfs import blocks_of
from tests.factories.small_school import ZONE

DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 8, 0, tzinfo=ZONE)


@pytest.fixture
def filled(world):
    institution = replace(SCHOOL, slug="alpha", classes=("7А",))

    def fill():
        return quarter.fill_quarter(school=world.school, institution=institution, now=NOW, progress=lambda line: None)

    world.filled = fill()
    world.fill = fill
    return world


def test_every_lesson_up_to_yesterday_is_held(filled):
    held = [lesson for lesson in (*filled.lessons, *filled.english_lessons) if lesson.date < DAY]
    assert filled.filled == len(held)
    assert RollCall.objects.filter(lesson__in=held).count() == len(held)
    assert not RollCall.objects.filter(lesson__date__gte=DAY).exists()
    assert LessonEntry.objects.exclude(topic="").count() >= len(held) - 2
    assert Homework.objects.count() >= len(held) - 4
    assert Mark.objects.filter(value__in=["2", "3", "4", "5"]).count() > len(held)


def test_nothing_of_it_was_refused_and_the_audit_holds(filled):
    answers = list(Operation.objects.values_list("answer", flat=True))
    assert {answer["status"] for answer in answers} == {"applied"}, [a for a in answers if a["status"] != "applied"][:3]
    assert list(verify_chains()) == []
    assert set(Event.objects.filter(chain__startswith="course:").values_list("device", flat=True)) == {"demo"}
    assert all(event.at < NOW for event in Event.objects.filter(chain__startswith="course:"))


def test_control_works_of_plans_stand_in_the_schedule_once(world):
    world.plan.lines.update(control_kind="контрольная работа")
    Course.objects.filter(pk=world.algebra.pk).update(plan=world.plan)
    assert plan_control_works(school=world.school, now=NOW) == PlannedWork.objects.count() > 0
    assert plan_control_works(school=world.school, now=NOW) == 0


def test_the_director_approves_the_curriculum_once(world):
    for _ in range(2):
        approve_curriculum(school=world.school, now=NOW)
    assert [(one.part, one.approved_by_id) for one in YearApproval.objects.all()] == [("curriculum", world.director.pk)]


def test_what_is_filled_stays_as_it_is(filled):
    before = (Mark.objects.count(), Attendance.objects.count(), Event.objects.count())
    assert filled.fill() == 0
    assert (Mark.objects.count(), Attendance.objects.count(), Event.objects.count()) == before


def test_named_people_are_found_by_what_they_are(world):
    def first(find):
        return next(iter(find(DAY)), None)

    assert first(people.with_role("administrator")) == world.admin
    assert first(people.with_role("deputy", "нет такой должности")) == world.deputy
    assert first(people.leading("7А")) == world.homeroom
    assert first(people.leading("11Я")) is None
    assert first(people.teaching("11Я", "физика")) is None
    assert first(people.studying("11Я")) is None
    assert first(people.teaching("7А", "алгебра")) == world.teacher
    assert set(people.teaching("7А")(DAY)) == {world.teacher, world.english_teacher}
    assert first(people.studying("7А")) == world.pupils[0]
    assert first(people.caring_for(["7А"], 1)) == world.mother
    assert first(people.caring_for(["7А", "7Б"], 2)) is None


def test_the_common_password_passes_the_rules_of_passwords():
    from django.contrib.auth.password_validation import validate_password

    validate_password(PASSWORD)


@pytest.mark.parametrize("institution", INSTITUTIONS, ids=lambda one: one.preset)
def test_the_act_of_an_institution_is_its_text_as_a_document_and_stands_in_the_register_once(world, institution):
    for _ in range(2):
        place_act(world.school, institution, now=NOW)
    with inside(world.school):
        edition = ActEdition.objects.select_related("act", "regulation").get()
        assert bytes(edition.content) == institution.act_file.read_bytes()
        assert (edition.act.is_public, edition.regulation.effective_from) == (True, date(2026, 9, 1))
        assert edition.size < 300 * 1024
        words = "".join(page.extract_text() for page in PdfReader(BytesIO(edition.content)).pages)
        printed, text = act_words(words), act_words("".join(blocks_of(institution.preset)))
        assert text[:200] in printed
        assert len(text) < len(printed) < len(text) * 1.05


def act_words(text):
    """Leave letters and figures alone: a printed line ends where the page likes."""
    return "".join(character for character in text if character.isalnum())


def test_named_people_have_read_the_rules_once(world):
    UserRules.objects.all().delete()
    for login, human in (("uchitel", world.teacher), ("mama", world.mother)):
        Account.objects.filter(pk=world.accounts[human.pk].pk).update(username=login)
    for _ in range(2):
        read_rules()
        with inside(world.school):
            said = list(UserRulesAcknowledgement.objects.values_list("person_id", "group", "number"))
        assert said == [(world.teacher.pk, "staff", 0), (world.mother.pk, "families", 0)]
