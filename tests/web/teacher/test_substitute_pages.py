"""A substitute reads the pages of the lessons given for a colleague: in their days, what was lately taught, no more."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.journal.models import LessonEntry, TermResult
from parta.timetable.models import Substitution
from tests.factories.ill import lesson_of
from tests.factories.small_school import TODAY
from tests.journal.services.conftest import Desk, on, topic_operation


@pytest.fixture
def covered(world, frozen):
    """The English teacher gives the algebra of Friday; what was taught long before stands in the journal."""
    lesson = on(world, TODAY)
    Substitution.objects.create(
        lesson=lesson, kind="substitute", absent_id=world.teacher.pk, substitute_id=world.english_teacher.pk
    )
    old = lesson_of(world.algebra, world.teacher, 1, date(2026, 11, 5))
    for one, topic in ((old, "Давняя тема"), (on(world, date(2026, 11, 18)), "Недавняя тема")):
        LessonEntry.objects.create(lesson=one, topic=topic)
    TermResult.objects.create(
        course=world.algebra, pupil=world.pupils[0].pupil, kind="term", term=world.terms[0], value="4"
    )
    return lesson, old


def test_a_substitute_reads_what_was_lately_taught_and_nothing_else(world, covered, browser_of):
    lesson, old = covered
    who, journal = browser_of(world.english_teacher), f"/alpha/journal/{world.algebra.pk}/"
    data = who.get(f"{journal}data").json()
    assert [text for one in data["lessons"] if (text := one["topic"]["text"])] == ["Недавняя тема"]
    assert data["terms"] == [] and data["can"]["topic"] and data["pupils"]
    assert browser_of(world.teacher).get(f"{journal}data").json()["terms"]
    page = who.get(journal).content.decode()
    assert "Недавняя тема" in page and "Печать" not in page and "Темы и план" not in page
    assert who.get(f"/alpha/lessons/{lesson.pk}/").status_code == 200
    assert who.get(journal, {"term": world.terms[0].pk}).status_code == 200
    assert who.get(f"{journal}history", {"lesson": lesson.pk}).status_code == 200
    assert who.get(f"{journal}changes", {"since": 0}).json()["events"] == []
    for address in (
        f"/alpha/lessons/{old.pk}/",
        f"{journal}history?lesson={old.pk}",
        f"{journal}history?pupil={world.pupils[0].pk}&term={world.terms[0].pk}",
        f"{journal}topics/",
        f"{journal}plan/",
        f"{journal}plan/?as=xlsx",
        f"{journal}plan/corrections/",
    ):
        assert who.get(address).status_code == 404, address
    assert who.post(f"{journal}plan/corrections/print/").status_code == 404
    assert who.post(f"{journal}print/", {"term": world.terms[0].pk}).status_code == 404
    assert "алгебра" not in who.get("/alpha/journal/").content.decode().split("7Б")[0]


def test_the_history_says_in_whose_place_a_substitute_wrote(world, covered, browser_of):
    lesson, _ = covered
    Desk(world).send(world.english_teacher, world.algebra, topic_operation(lesson))
    event = Event.objects.get(act="journal.topic_recorded")
    assert (event.person_id, event.acting_for) == (world.english_teacher.pk, world.teacher.pk)
    said = f"{world.english_teacher.last_name} {world.english_teacher.first_name}"
    said += f" (вместо: {world.teacher.last_name} {world.teacher.first_name})"
    history = f"/alpha/journal/{world.algebra.pk}/history?lesson={lesson.pk}"
    assert said in browser_of(world.teacher).get(history).text
    assert list(verify_chains()) == []


@pytest.mark.parametrize(("day", "words"), [("11-18", "ещё не открыта для замены"), ("11-22", "для замены, вышел")])
def test_outside_the_days_of_the_act_the_page_is_shut_and_more_time_is_asked_for(
    world, covered, browser_of, frozen, day, words
):
    lesson, old = covered
    frozen(day)
    who, journal = browser_of(world.english_teacher), f"/alpha/journal/{world.algebra.pk}/"
    for address in (journal, f"{journal}data", f"{journal}changes", f"{journal}history?lesson={lesson.pk}"):
        assert who.get(address).status_code == 404, address
    for address in (f"/alpha/lessons/{lesson.pk}/", f"{journal}?lesson={lesson.pk}"):
        answer = who.get(address, follow=True)
        assert answer.status_code == 200 and words in answer.content.decode(), address
        assert "Недавняя тема" not in answer.content.decode()
    assert who.get(f"/alpha/lessons/{old.pk}/").status_code == 404
    assert browser_of(world.homeroom).get(journal).status_code == 200  # leads the class


def test_what_a_leader_opened_is_read_again(world, covered, browser_of, frozen):
    lesson, _ = covered
    desk = Desk(world)
    desk.now = frozen("11-22")
    row = topic_operation(lesson)
    assert desk.send(world.english_teacher, world.algebra, row)[0]["code"] == "substitute_access_closed"
    desk.grant(world.deputy, *desk.ask(world.english_teacher, world.algebra, row).cells.all())
    who = browser_of(world.english_teacher)
    assert who.get(f"/alpha/lessons/{lesson.pk}/").status_code == 200
    frozen("11-24")
    assert who.get(f"/alpha/journal/{world.algebra.pk}/").status_code == 404
