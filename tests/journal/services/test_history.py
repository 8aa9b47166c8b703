"""The quarter from another journal: earlier terms only, on a ground, by a deputy, with file, sheet and cell."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.journal.models import Attendance, Homework, Mark, TermResult, Work
from parta.journal.services.history import HistoryCell, HistoryLesson, HistoryResult, import_history
from parta.kernel.decisions import Forbidden, Refused
from parta.timetable.models import Lesson
from tests.factories.small_school import at
from tests.journal.services.conftest import moment

SOURCE = {"file": "09_marks.xlsx", "sheet": "7А алгебра", "cell": "C9"}


@pytest.fixture
def autumn(world):
    return [
        Lesson.objects.create(
            course=world.algebra, date=day, number=1, starts_at=at(day, "08:00"), ends_at=at(day, "08:40")
        )
        for day in (date(2026, 9, 7), date(2026, 9, 9))
    ]


def bring(world, desk, autumn, *, who=None, ground="приказ № 7", term=0, value="4"):
    first, second = autumn
    pupils = world.pupils
    return import_history(
        course=world.algebra,
        term=world.terms[term],
        lessons=[
            HistoryLesson(first.pk, "Степень", "№ 5", "контрольная работа", SOURCE),
            HistoryLesson(second.pk, "Ещё"),
        ],
        cells=[
            HistoryCell(first.pk, pupils[0].pk, "", ((("4", ()), ("3", ())),), SOURCE),
            HistoryCell(first.pk, pupils[1].pk, "ill", ((("5", ("2",)),),), SOURCE),
            HistoryCell(second.pk, pupils[0].pk, "", ((("4", ()),), (("5", ()),)), SOURCE),
        ],
        results=[HistoryResult(pupils[0].pk, value, SOURCE)],
        actor=desk.actor(who or world.deputy),
        ground=ground,
        now=moment("11-20"),
    )


def test_a_quarter_is_brought_whole_and_again_changes_nothing(world, desk, autumn):
    done = bring(world, desk, autumn)
    assert (done.created, done.conflicts) == (2 + 1 + 1 + 5 + 1, [])
    assert Work.objects.get(lesson=autumn[0]).criteria == 2
    assert Work.objects.get(lesson=autumn[0]).weight == 2
    assert Mark.objects.get(value="5", attempts=["2"]).pupil_id == world.pupils[1].pk
    assert Attendance.objects.get().code == "ill"
    assert Homework.objects.get().due_lesson_id == autumn[1].pk
    event = Event.objects.filter(act="journal.mark_recorded").first()
    assert event.subject["source"] == SOURCE and event.subject["ground"] == "приказ № 7"
    assert list(verify_chains()) == []
    events = Event.objects.count()
    again = bring(world, desk, autumn)
    assert (again.created, again.conflicts, Event.objects.count()) == (0, [], events)


def test_what_stands_otherwise_is_a_conflict_and_stays(world, desk, autumn):
    bring(world, desk, autumn)
    done = bring(world, desk, autumn, value="5")
    assert done.conflicts == [(SOURCE, "4", "5")]
    assert TermResult.objects.get().value == "4"


@pytest.mark.parametrize("who", ["teacher", "admin", "director", "mother"])
def test_only_a_deputy_brings_history(world, desk, autumn, who):
    with pytest.raises(Forbidden):
        bring(world, desk, autumn, who=getattr(world, who))
    assert not Mark.objects.exists()


def test_no_history_without_a_ground_or_of_a_running_term(world, desk, autumn):
    with pytest.raises(Refused, match="history_needs_ground"):
        bring(world, desk, autumn, ground=" ")
    with pytest.raises(Refused, match="history_term_not_over"):
        bring(world, desk, autumn, term=1)
